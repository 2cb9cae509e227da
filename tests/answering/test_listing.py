"""Lists of what a sentence names in a row."""

# ruff: noqa: E501 - a paragraph is a line

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from tests import articles

REPORTS = {
    "duong.txt": "Làm đường vành đai\n\nĐường vành đai tận dụng các đoạn đang khai thác gồm Trà Khê-An Mỹ, An Mỹ-Cẩm Đông và các đoạn "
    "đang thi công gồm Thành phố Hoa Sen-Bãi Dài, Bãi Dài-Phú Lạc và đường Lê Lợi (đoạn Phú Lạc, Tân Hội).",
    "ma-tuy.txt": "Bắt nhóm buôn ma túy\n\nTang vật trong vụ ma túy là 4 bánh heroin, 2 xe máy và nhiều tài liệu. Các đối tượng bị bắt "
    "trong vụ ma túy, gồm: Lầu (23 tuổi, trú tại bản Phả), Bun Chay (29 tuổi); Sỉ Phon (27 tuổi) và Khăm Ta (24 tuổi).",
    "tien-gia.txt": "Bắt nhóm tiêu tiền giả\n\nVụ tiền giả bị phát hiện sáng qua. Những người bị bắt trong vụ tiền giả là: Pha Mi "
    "(tên khác là Pha Na, 23 tuổi) và Sông Tếnh (29 tuổi).",
    "the.txt": "Đổi thẻ\n\nĐợt đổi thẻ đầu tiên bắt đầu ngày 1/2, áp dụng cho 3 tỉnh, thành phố (Sơn La, Lai Châu, Thanh Hóa).",
    "no-thue.txt": "Nợ thuế\n\nNợ tiền thuê đất nhiều nhất là Công ty CP Thiết kế và xây dựng Nhà (số 2 phố Lụa, Bãi Dài, "
    "Hoa Lâm) nợ hơn 2,5 tỷ đồng; Công ty cổ phần tư vấn và dịch vụ thương mại (số 8 phố Gốm) nợ hơn 2,1 tỷ đồng.",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("reports")
    corpus = articles.write(folder / "corpus", REPORTS)
    with Assistant.open(corpus=corpus, store=folder / "store", engine="extractive") as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "items"),
    [
        (
            "Đường vành đai tận dụng những đoạn nào đang thi công?",
            ["Thành phố Hoa Sen-Bãi Dài", "Bãi Dài-Phú Lạc", "đường Lê Lợi (đoạn Phú Lạc, Tân Hội)"],
        ),
        ("4 người bị bắt trong vụ ma túy gồm những ai?", ["Lầu", "Bun Chay", "Sỉ Phon", "Khăm Ta"]),
        ("Vụ tiền giả bắt những ai?", ["Pha Mi", "Sông Tếnh"]),
        ("Đợt đổi thẻ đầu tiên gồm các tỉnh thành nào?", ["Sơn La", "Lai Châu", "Thanh Hóa"]),
        (
            "2 công ty nào nợ tiền thuê đất nhiều nhất?",
            ["Công ty CP Thiết kế và xây dựng Nhà", "Công ty cổ phần tư vấn và dịch vụ thương mại"],
        ),
    ],
)
def test_names_in_a_row_are_listed(reports: Assistant, question: str, items: list[str]) -> None:
    answer = reports.ask(question)
    assert answer.text == "Theo nguồn:\n" + "\n".join(f"- **{item}** [1]" for item in items)


def test_a_list_with_broken_brackets_is_none(reports: Assistant) -> None:
    assert "**xây dựng Nhà (số 2" not in reports.ask("Các công ty nào nợ tiền thuê đất nhiều nhất?").text
