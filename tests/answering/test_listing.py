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
    ],
)
def test_names_in_a_row_are_listed(reports: Assistant, question: str, items: list[str]) -> None:
    answer = reports.ask(question)
    assert answer.text == "Theo nguồn:\n" + "\n".join(f"- **{item}** [1]" for item in items)
