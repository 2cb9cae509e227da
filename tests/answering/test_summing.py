from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant

REPORT = """Huyện {place} tổng kết phong trào toàn dân bảo vệ ANTQ năm {year}

Sáng 12/01, UBND huyện {place} tổ chức hội nghị tổng kết năm {year}.

Năm {year}, quần chúng cung cấp {tips} tin có giá trị cho lực lượng Công an; toàn huyện có {ratio} thôn đạt chuẩn an toàn.
"""  # noqa: E501 - a paragraph is a line


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "corpus").mkdir()
    for place, year, tips, ratio in [
        ("Vân Sơn", 2021, "120", "18/20"),
        ("Yên Lạc", 2021, "1.305", "15/19"),
        ("Hà Giao", 2021, "hơn 30", "9/11"),
        ("Lộc Trì", 2019, "45", "7/8"),
    ]:
        text = REPORT.format(place=place, year=year, tips=tips, ratio=ratio)
        (folder / "corpus" / f"{place}.txt").write_text(text, "utf-8")
    with Assistant.open(corpus=folder / "corpus", store=folder / "store") as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "Tổng số tin có giá trị của huyện Vân Sơn và huyện Yên Lạc là bao nhiêu?",
        "Huyện Vân Sơn và huyện Yên Lạc có tổng cộng bao nhiêu tin có giá trị?",
        "Cả hai huyện Vân Sơn và Yên Lạc có bao nhiêu tin có giá trị?",
    ],
)
def test_figures_of_one_year_are_added_up(reports: Assistant, question: str) -> None:
    answer = reports.ask(question)
    assert answer.text.startswith("Tổng cộng: **1.425 tin có giá trị**.")
    assert "| Vân Sơn | **120 tin có giá trị** [1] | 2021 |" in answer.text
    assert [citation.source for citation in answer.citations] == ["Vân Sơn.txt", "Yên Lạc.txt"]


def test_a_sum_is_no_more_exact_than_its_parts(reports: Assistant) -> None:
    answer = reports.ask("Tổng số tin có giá trị của huyện Vân Sơn và huyện Hà Giao là bao nhiêu?")
    assert answer.text.startswith("Tổng cộng: **ít nhất 150 tin có giá trị**.")


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Tổng số tin có giá trị của huyện Vân Sơn và huyện Lộc Trì là bao nhiêu?", "không cùng một năm"),
        ("Tổng số thôn đạt chuẩn của huyện Vân Sơn và huyện Yên Lạc là bao nhiêu?", "tỷ lệ"),
    ],
)
def test_what_does_not_add_up_stands_side_by_side(reports: Assistant, question: str, reason: str) -> None:
    answer = reports.ask(question)
    assert "Tổng cộng" not in answer.text
    assert len(answer.citations) == 2
    assert reason in answer.notes[0]


def test_a_figure_of_another_thing_is_no_part(reports: Assistant) -> None:
    assert reports.ask("Huyện Vân Sơn và huyện Yên Lạc có tổng cộng bao nhiêu mô hình?").status == "not_found"
