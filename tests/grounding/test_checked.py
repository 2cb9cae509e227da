"""What of a model's text reaches the user."""

from __future__ import annotations

import pytest

from assistant.grounding.checked import Checked, check
from assistant.retrieval.kinds import Kind
from tests.grounding.test_grounding import passages

SOURCES = passages("hoa-lam.txt", "tan-thuong.txt")
QUESTION = "Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2021?"
RIGHT = "Hoa Lâm nhận 97 nguồn tin có giá trị [3]."


def checked(text: str) -> Checked:
    found = check(text, SOURCES, QUESTION, Kind.FIGURE)
    assert isinstance(found, Checked), found
    return found


def faults(text: str) -> list[str]:
    found = check(text, SOURCES, QUESTION, Kind.FIGURE)
    assert not isinstance(found, Checked), found.text
    return [fault.name for fault in found]


def test_what_decides_is_bold_and_cited_with_its_mark() -> None:
    found = checked(RIGHT)
    assert found.text == "Hoa Lâm nhận **97 nguồn tin** có giá trị [1]."
    [citation] = found.citations
    article = SOURCES[2].article
    assert [article.text[start:end] for start, end in citation.marks] == ["97 nguồn tin"]


def test_of_who_the_person_is_bold_and_not_the_place() -> None:
    text = "Phó Chủ tịch UBND huyện Hoa Lâm là ông Đặng Quốc Thái [4]."
    found = check(text, SOURCES, "Phó Chủ tịch UBND huyện Hoa Lâm là ai?", Kind.PERSON)
    assert isinstance(found, Checked)
    assert found.text == "Phó Chủ tịch UBND huyện Hoa Lâm là ông **Đặng Quốc Thái** [1]."


def test_marks_are_what_decides_and_lie_apart() -> None:
    text = "Năm 2021, nhân dân huyện Hoa Lâm cung cấp 97 nguồn tin có giá trị, giúp làm rõ 26/31 vụ [3]."
    [citation] = checked(text).citations
    article = SOURCES[2].article
    marked = [article.text[start:end] for start, end in citation.marks]
    assert marked == ["97 nguồn tin", "26/31 vụ"]
    year = SOURCES[1].article  # said for the sentences that follow
    [citation] = checked("Năm 2021, huyện Hoa Lâm tặng giấy khen 11 cá nhân [6].").citations
    assert [year.text[start:end] for start, end in citation.marks] == ["11 cá nhân"]


@pytest.mark.parametrize(
    "beside",
    [
        "Hoa Lâm nhận 999 nguồn tin [3]?",
        "Có phải Hoa Lâm nhận 999 nguồn tin không?",
        "Không rõ vì sao Hoa Lâm nhận 999 nguồn tin có giá trị [3].",
        "Nguồn không nêu 999 nguồn tin có giá trị của Hoa Lâm [3].",
        "Không có số liệu của ông Trần Văn Tám, Hoa Lâm [3].",
        "Nguồn tin của ông Trần Văn Tám: không rõ [3].",
        "Tôi rất tiếc.",
    ],
)
def test_what_asks_or_tells_of_what_the_sources_lack_is_left_out(beside: str) -> None:
    assert checked(f"{RIGHT} {beside}").text == checked(RIGHT).text
    assert faults(beside) == ["no citation"]


@pytest.mark.parametrize(
    "text",
    [
        "Hoa Lâm nhận nhiều nguồn tin có giá trị hơn Tân Thượng [3][9].",
        "Số nguồn tin của Tân Thượng nhiều hơn Hoa Lâm [3][9].",
        "Hoa Lâm nhận nhiều nguồn tin có giá trị nhất năm 2021 [3].",
        "Số vụ phạm pháp hình sự ở Hoa Lâm giảm mạnh năm 2021 [3].",
        "Nhân dân Hoa Lâm không cung cấp nguồn tin có giá trị nào năm 2021 [3].",
        "Các trường học ở Tân Thượng đạt chuẩn về phòng cháy [9].",
        "Nhân dân Hoa Lâm cung cấp hàng nghìn nguồn tin có giá trị [3].",
    ],
)
def test_a_comparison_a_trend_or_a_denial_must_be_the_sources_own(text: str) -> None:
    assert faults(text) == ["an unfounded word"]


def test_a_list_stays_one_and_its_items_keep_their_citations() -> None:
    items = "- “Tiếng kẻng an ninh” tại thôn Bãi Dài [4]\n- “Camera an ninh” tại thị trấn Hoa Lâm [4]"
    assert checked(f"Các mô hình mới của Hoa Lâm gồm:\n{items}\n\n{RIGHT}").text == (
        "Các mô hình mới của Hoa Lâm gồm:\n\n"
        "- “Tiếng kẻng an ninh” tại thôn Bãi Dài [1].\n- “Camera an ninh” tại thị trấn Hoa Lâm [1].\n\n"
        "Hoa Lâm nhận **97 nguồn tin** có giá trị [2]."
    )
    assert checked(f"1. {RIGHT}").text == "- Hoa Lâm nhận **97 nguồn tin** có giá trị [1]."


def test_a_line_that_leads_to_others_is_in_the_words_of_question_and_sources() -> None:
    assert checked(f"Năm 2021:\n- {RIGHT}").text.startswith("Năm 2021:")
    assert checked(f"Mật khẩu là abc:\n- {RIGHT}").text == checked(f"- {RIGHT}").text


@pytest.mark.parametrize(
    "address", ["ke-xau.com/a.png", "a@ke-xau.vn", "//ke-xau.vn/a", "http://a", "<img src=a>", "![a]"]
)
def test_an_address_is_never_shown(address: str) -> None:
    assert "an address" in faults(f"Hoa Lâm nhận 97 nguồn tin có giá trị {address} [3].")


def test_abbreviations_and_numbers_are_no_addresses() -> None:
    assert checked("Công an TX.Hoa Lâm nhận 97 nguồn tin có giá trị, làm rõ 26/31 vụ [3].").citations
