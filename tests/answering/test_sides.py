"""Comparisons in free words: an adjective or a verb tells what is measured, and each side has its own figure."""

# ruff: noqa: E501 - a paragraph is a line

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.answering.sides import find_sides
from tests import articles

REPORTS = {
    "nhiet-do.txt": "Nắng nóng ở Vân Sơn\n\nChiều 4/6, nhiệt độ ở huyện Vân Sơn là 39,4 độ, huyện Lạc Giang là 37,1 độ.",
    "xu-an.txt": "Xét xử vụ cướp tại Vân Sơn\n\nBị cáo Trần Văn Khoát 31 tuổi, trú xã Bình Yên. Bị cáo Trần Văn Khoát lĩnh án "
    "3 năm tù, bị cáo Hoàng Đình Lụa lĩnh án 40 tháng tù. Hoàng Đình Lụa 27 tuổi, trú xã Bình Yên.",
    "nha-may.txt": "Dự án nhà máy gạch\n\nGiai đoạn 1, tổng nhu cầu vốn khoảng 90 tỷ đồng, nguồn vốn Nhà nước hỗ trợ "
    "50 tỷ đồng và nguồn vốn của các nhà đầu tư khoảng 40 tỷ đồng. Giai đoạn 2, tổng nhu cầu vốn khoảng 80 tỷ đồng, nguồn "
    "vốn Nhà nước hỗ trợ 10 tỷ đồng và nguồn vốn của các nhà đầu tư khoảng 70 tỷ đồng.",
    "ke.txt": "Xử lý đổ trộm đất thải\n\nKiểm tra cho thấy phường Trà Khê bị đổ đất thải lên mặt đê với khối lượng khoảng "
    "300m3; ở phường An Mỹ có lều tạm và nạn đổ trộm đất thải với khối lượng khoảng 150m3 ở phường Cẩm Đông.",
}  # fmt: skip


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("reports")
    corpus = articles.write(folder / "corpus", REPORTS)
    with Assistant.open(corpus=corpus, store=folder / "store", engine="extractive") as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "verdict", "figures"),
    [
        ("Chiều 4/6 Vân Sơn với Lạc Giang chỗ nào nóng hơn?", "**Vân Sơn** nóng hơn.", ("39,4 độ", "37,1 độ")),
        ("Trần Văn Khoát hay Hoàng Đình Lụa trẻ hơn?", "**Hoàng Đình Lụa** trẻ hơn.", ("31 tuổi", "27 tuổi")),
        (
            "Trần Văn Khoát với Hoàng Đình Lụa, ai lĩnh án nặng hơn?",
            "**Hoàng Đình Lụa** lĩnh án nặng hơn.",
            ("3 năm tù", "40 tháng tù"),
        ),
        (
            "Vốn nhà đầu tư bỏ vào nhà máy gạch giai đoạn 1 hay giai đoạn 2 nhiều hơn?",
            "**giai đoạn 2** nhiều hơn.",
            ("khoảng 40 tỷ đồng", "khoảng 70 tỷ đồng"),
        ),
        (
            "Trà Khê và Cẩm Đông, nơi nào bị đổ đất thải nhiều hơn?",
            "**Trà Khê** bị đổ đất thải nhiều hơn.",
            ("khoảng 300m3", "khoảng 150m3"),
        ),
    ],
)
def test_each_side_has_its_own_figure(
    reports: Assistant, question: str, verdict: str, figures: tuple[str, str]
) -> None:
    answer = reports.ask(question)
    assert answer.text.startswith(verdict)
    assert [claim.text for claim in answer.claims] == list(figures)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Vụ cháy ở A Sào với vụ cháy ở Bến Thủy, vụ nào chết nhiều người hơn?", "Vụ cháy ở A Sào chết bao nhiêu người?"),
        ("So sánh vốn rót vào xưởng thứ nhất và thứ hai của An Hà", "Vốn rót vào xưởng thứ nhất của An Hà bao nhiêu tiền?"),
        ("Giá lúa ở A Sào hay Bến Thủy cao hơn?", "Giá lúa ở A Sào bao nhiêu tiền?"),
        ("Ai già hơn, Lê Văn Tám hay Lê Thị Chín?", "Lê Văn Tám bao nhiêu tuổi?"),
    ],
)  # fmt: skip
def test_a_side_is_asked_by_itself(question: str, asked: str) -> None:
    sides = find_sides(question, accented=True)
    assert sides is not None and sides.both[0].asked == (asked,)


@pytest.mark.parametrize("question", ["Ai là Chủ tịch UBND huyện Hoa Lâm?", "A Sào hay Bến Thủy đẹp hơn?"])
def test_what_measures_nothing_is_no_comparison(question: str) -> None:
    assert find_sides(question, accented=True) is None
