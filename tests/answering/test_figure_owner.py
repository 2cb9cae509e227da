"""Whose a figure is when a sentence gives several."""

from __future__ import annotations

import pytest

from assistant.answering.figure_spans import figures
from assistant.answering.reading import ArticleView
from assistant.corpus.loader import load_bytes
from assistant.retrieval.query import understand

AGES = "Tại xã An Phú, huyện Hoa Lâm bắt hai người là Lê Văn Tám (38 tuổi) và Trần Văn Tư (53 tuổi, trú xã Tân Hội)."
TERM = "TAND huyện Hoa Lâm tuyên phạt Lê Thị Tư (32 tuổi, quê tỉnh Cao Bằng) 4 năm 6 tháng tù."
LAND = "Công ty có 900 ha cà phê, trong đó 500 ha tại Lào, 300 ha tại Việt Nam và 100 ha tại Campuchia."
STAGES = "Cả dự án cần 300 tỷ đồng (tương đương 13 triệu USD), trong đó giai đoạn 1 là 90 tỷ đồng."
BUILT = "Giai đoạn 2 làm ra 2 triệu tấn, hoàn thành 18 tháng sau khi hoàn thành giai đoạn 1."
HEADED = "Quỹ còn 70 tỷ đồng\n\nNgày 30/9/2016, quỹ còn 70 tỷ đồng. Ngày 30/6/2016, quỹ còn 80 tỷ đồng."
GIVEN = "Ông Trần Văn Bảy nói đã đưa 5 triệu đồng cho chủ tàu Lê Thị Tư."
FUND = "Quỹ còn 70 tỷ đồng ngày 31/3/2016; ngày 30/6/2016 là 80 tỷ đồng và ngày 30/9/2016 là 60 tỷ đồng."


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        (AGES, "Trần Văn Tư bị bắt ở xã An Phú bao nhiêu tuổi?", ["53 tuổi"]),
        (AGES, "Ông Lê Văn Tám bao nhiêu tuổi?", ["38 tuổi"]),
        (TERM, "Tòa án Hoa Lâm tuyên Lê Thị Tư mấy năm tù?", ["4 năm 6 tháng tù"]),
        (LAND, "Công ty có bao nhiêu ha cà phê bên Campuchia?", ["100 ha"]),
        (LAND, "Công ty có bao nhiêu ha cà phê ở Myanmar?", []),
        ("Có 90 ha chè.", "Có bao nhiêu ha chè ở Lào Cai?", ["90 ha chè"]),  # no country
        ("Bán 90 tấn chè sang Hoa Kỳ.", "Bán bao nhiêu tấn chè sang Mỹ?", ["90 tấn chè sang Hoa Kỳ"]),
        (LAND, "Công ty có bao nhiêu ha cà phê?", ["900 ha cà phê"]),
        (BUILT, "Giai đoạn 2 làm trong bao lâu?", ["18 tháng"]),
        (STAGES, "Giai đoạn 1 cần bao nhiêu tiền?", ["90 tỷ đồng"]),
        (FUND, "Cuối tháng 6/2016 quỹ còn bao nhiêu tiền?", ["80 tỷ đồng"]),
        (HEADED, "Cuối tháng 6/2016 quỹ còn bao nhiêu?", []),
        (GIVEN, "Công ty đưa bà Lê Thị Tư bao nhiêu tiền?", ["5 triệu đồng"]),
        ("Tám bị xử 9 năm tù, Bảy 5 năm.", "Bị cáo lãnh án mấy năm?", ["9 năm tù", "5 năm"]),
        ("Bị cáo Tám (24 tuổi) lãnh án.", "Bị cáo lãnh án mấy năm?", []),
    ],
)
def test_figures_of_whom_or_what_is_asked_about(text: str, question: str, expected: list[str]) -> None:
    view = ArticleView(load_bytes(text.encode(), "a.txt")).sentences[0]
    query = understand(question, {"anphu": {"An Phú"}, "hoalam": {"Hoa Lâm"}})
    found = [candidate for candidate in figures(view, query, []) if candidate.counts and candidate.of_place == 1]
    assert [candidate.text for candidate in found] == expected
