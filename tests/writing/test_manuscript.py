"""The many ways in which models write, made one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.writing.manuscript import legible

SAID = "Huyện nhận 97 tin"


@pytest.mark.parametrize(
    "text",
    [
        "<think>97 hay 79?\n</think>\n\nHuyện nhận 97 tin [1].",
        "97 hay 79?\n</think>\n\nHuyện nhận 97 tin [1].",
        "<|channel|>analysis<|message|>79?<|end|><|start|>assistant<|channel|>final<|message|>Huyện nhận 97 tin [1].",
        "**Huyện**  nhận\x1b *97* `tin` [1].",
        "__Huyện__ nhận <b>97</b>\u202e _tin_ [1].",
        "```\nHuyện nhận 97 tin [1].\n```",
        "Câu trả lời: Huyện nhận 97 tin [1].",
        "Huyện nhận 97 tin 【1】.",
        "Huyện nhận 97 tin 【1†source】.",
        "Huyện nhận 97 tin [đoạn số 1].",
        "Huyện nhận 97 tin (đoạn 1).",
        "Huyện nhận 97 tin (Nguồn: [1]).",
        "Huyện nhận 97 tin (1).",
        'Huyện nhận 97 tin <doan so="1">.',
        "Huyện nhận 97 tin <sup>1</sup>.",
        "Huyện nhận 97 tin [^1].\n\n[^1]: Bài viết thứ nhất",
        "Huyện nhận 97 tin [1].\n\nNguồn:\n[1] Bài viết thứ nhất\n[2] Bài viết thứ hai",
        "Huyện nhận 97 tin, theo đoạn [1].",
        "Huyện nhận 97 tin [1].\n---",
    ],
)
def test_a_citation_is_a_number_in_brackets(text: str) -> None:
    assert legible(text) == f"{SAID} [1]."


@pytest.mark.parametrize("line", ["Nguồn: [1]", "**Nguồn:** đoạn 1", "[1]", "(Nguồn: [1])", "Nguồn:\n[1] Một bài viết"])
def test_one_on_a_line_of_its_own_goes_to_the_line_before(line: str) -> None:
    assert legible(f"{SAID}.\n\n{line}") == f"{SAID}. [1]"


@pytest.mark.parametrize("lead", ["Theo đoạn [1]", "Theo đoạn trích số 1", "Dựa vào nguồn [1]", "Theo [1]"])
def test_one_that_leads_a_sentence_goes_into_it(lead: str) -> None:
    assert legible(f"{lead}, huyện nhận 97 tin.") == "Huyện [1] nhận 97 tin."


@pytest.mark.parametrize(
    ("written", "numbers"),
    [("[1, 3]", "[1][3]"), ("[1-3]", "[1][2][3]"), ("[1 và 2]", "[1][2]"), ("(đoạn 1, đoạn 3)", "[1][3]")],
)
def test_several_are_each_in_brackets(written: str, numbers: str) -> None:
    assert legible(f"{SAID} {written}.") == f"{SAID} {numbers}."


@pytest.mark.parametrize(
    "text",
    [
        "Quận A có 21 công trình (quận B có 9) [1].",
        "Hội nghị ngày 12/5 [1] có (3) phần.",
        "- một\n  - hai",
        "Xem [1](a) và [đây](b).",
        "KHÔNG_CÓ_TRONG_TÀI_LIỆU",
    ],
)
def test_what_is_none_stays(text: str) -> None:
    assert legible(text) == text


def test_square_metres_are_no_citation() -> None:
    assert legible("Hiến 500 m<sup>2</sup> đất [1].") == "Hiến 500 m² đất [1]."


def test_a_table_is_a_list_with_its_headings() -> None:
    table = "| Nơi | Số tin | Nguồn |\n|---|:-:|---|\n| Hoa Lâm | **97** | [1] |\n| Tân Thượng | 112 | [2] |"
    assert legible(table) == "- Nơi: Hoa Lâm, Số tin: 97 [1]\n- Nơi: Tân Thượng, Số tin: 112 [2]"


@given(st.text(alphabet="a [1]()【】*_`<>|\n:Nguồn", max_size=40))
def test_it_reads_whatever_is_written(text: str) -> None:
    legible(text)
