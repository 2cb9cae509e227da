"""Questions about persons, companies and the like: whose figure it is, which name answers."""

# ruff: noqa: E501 - a paragraph is a line

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant

TRIAL = """Xét xử vụ trộm cắp tài sản tại Yên Bình

Ngày 12/3/2019, tòa án tuyên phạt các bị cáo Hoàng Văn Tú 4 năm, 6 tháng tù; Đinh Văn Sáu 3 năm 2 tháng tù và Vũ Thị Hoa 18 tháng tù. Hoàng Văn Tú trộm 12 con bò, Đinh Văn Sáu trộm 5 con bò.

Tòa án huyện Yên Bình cũng tuyên án các bị cáo Lê Thị Mai (30 tuổi), Phan Văn Đức (41 tuổi, trú xã Tân Hội) và Tạ Quang Huy.

Hiệu trưởng trường mầm non Hoa Phượng, bà Ngô Thị Lan, cho biết trường mất 3 máy tính.
"""
SOLAR = """Ba dự án điện mặt trời ở huyện Ninh Sơn

Người dân huyện Ninh Sơn đã hiến 1.250m2 đất và 3 km hàng rào để làm đường.

Công ty Golden Sun muốn đầu tư nhà máy điện mặt trời công suất 50 MW ở huyện Ninh Sơn, tổng vốn 900 tỷ đồng.

Công ty TNHH năng lượng Bình Minh cũng xin xây một nhà máy, tổng vốn 400 tỷ đồng. Công ty đã được cấp phép khảo sát.

Đường dây đấu nối chạy dọc quốc lộ 27 do Công ty cổ phần Sao Mai thi công. Bộ Kế hoạch và Đầu tư thẩm định đường dây.
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("names")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "xet-xu.txt").write_text(TRIAL, encoding="utf-8")
    (folder / "corpus" / "dien-mat-troi.txt").write_text(SOLAR, encoding="utf-8")
    with Assistant.open(corpus=folder / "corpus", store=folder / "store") as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Bị cáo Đinh Văn Sáu bị tuyên mấy năm tù?", "3 năm 2 tháng tù"),
        ("Đinh Văn Sáu trộm bao nhiêu con bò?", "5 con bò"),
    ],
)
def test_a_figure_is_of_the_one_named(reports: Assistant, question: str, figure: str) -> None:
    assert f"**{figure}**" in reports.ask(question).text


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("Bị cáo Hoàng Văn Tú bị tuyên mấy năm tù?", "Thế Đinh Văn Sáu thì sao?", "Bị cáo Đinh Văn Sáu bị tuyên mấy năm tù?"),
        ("Ông Hoàng Văn Tú làm nghề gì?", "Còn bà Vũ Thị Hoa?", "Bà Vũ Thị Hoa làm nghề gì?"),
        ("Công ty Golden Sun muốn đầu tư bao nhiêu vốn ở Ninh Sơn?", "Còn công ty Bình Minh?", "Công ty Bình Minh muốn đầu tư bao nhiêu vốn ở Ninh Sơn?"),
        ("Golden Sun muốn đầu tư bao nhiêu vốn?", "Còn công ty Bình Minh?", "Công ty Bình Minh muốn đầu tư bao nhiêu vốn?"),
    ],
)  # fmt: skip
def test_a_follow_up_may_ask_about_another_name(
    reports: Assistant, before: str, question: str, understood: str
) -> None:
    assert reports.ask(question, history=[before]).understood == understood


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Công ty nào thi công đường dây đấu nối?", "Công ty cổ phần Sao Mai"),
        ("Bộ nào thẩm định đường dây đấu nối?", "Bộ Kế hoạch và Đầu tư"),
    ],
)
def test_what_is_named_answers_which_one(reports: Assistant, question: str, name: str) -> None:
    assert f"**{name}**" in reports.ask(question).text


def test_a_name_of_the_question_is_never_the_answer(reports: Assistant) -> None:
    answer = reports.ask("Hiệu trưởng trường mầm non Hoa Phượng tên gì?")
    assert "**Hoa Phượng**" not in answer.text and "Ngô Thị Lan" in answer.text
