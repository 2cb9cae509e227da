from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answering.office_holders import each_holder
from assistant.answering.reading import ArticleView, SentenceView
from assistant.language.normalize import fold
from assistant.language.places import Place


@pytest.mark.parametrize("question", ["Chủ tịch HĐND của các huyện", "Chủ tịch HĐND các huyện là ai?"])
def test_a_place_where_the_office_is_named_has_a_row(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert "| Tân Thượng | **Nguyễn Thị Hòa** [1] |" in answer.text
    assert [citation.source for citation in answer.citations] == ["tan-thuong.txt"]


def test_a_deputy_is_not_the_chairman(assistant: Assistant) -> None:
    answer = assistant.ask("Chủ tịch UBND các huyện là ai?")
    assert "**Trần Đình Lực** [1]" in answer.text
    assert "Đặng Quốc Thái" not in answer.text


def test_nobody_of_another_level(assistant: Assistant) -> None:
    assert assistant.ask("Chủ tịch UBND các xã là ai?").status == "not_found"


@pytest.mark.parametrize(
    "office",
    ["Chủ tịch UBND", "Phó Chủ tịch UBND", "Bí thư", "Bí thư Huyện ủy", "Chủ tịch", "Trưởng Công an", "Hiệu trưởng"],
)
def test_reading_what_the_word_index_holds_is_as_good_as_reading_all(assistant: Assistant, office: str) -> None:
    def every(words: Collection[str], places: Sequence[Place]) -> Iterator[tuple[ArticleView, Sequence[SentenceView]]]:
        for view in map(ArticleView, assistant.articles()):
            yield view, view.sentences

    question = f"{office} các huyện là ai?"
    all_read = each_holder(question, assistant.retriever().understand(question), every)
    answer = assistant.ask(question)
    assert (answer.text, answer.citations) == (all_read.text, all_read.citations)


def test_without_a_place_every_place_that_may_be_meant_is_offered(tmp_path: Path) -> None:
    folder = tmp_path / "bai"
    folder.mkdir()
    names = [
        "Lê Văn An",
        "Trần Thị Bình",
        "Phạm Văn Cường",
        "Vũ Thị Dung",
        "Hồ Văn Giang",
        "Lý Thị Hạnh",
        "Đỗ Văn Khoa",
    ]
    for place, name in zip(
        ("Ba Tri", "Bình Đại", "Trà Lĩnh", "Đạ Tẻh", "Sơn Tịnh", "Nga Sơn", "Phù Yên"), names, strict=True
    ):
        text = f"Huyện {place} tổng kết phong trào\n\nÔng {name}, Chủ tịch UBND huyện {place}, dự hội nghị.\n"
        (folder / f"{fold(place)}.txt").write_text(text, "utf-8")
    with Assistant.open(corpus=folder, store=tmp_path / "kho", fused=3) as assistant:
        answer = assistant.ask("Chủ tịch UBND huyện là ai?")
        assert assistant.ask("Chủ tịch UBND huyện Ba Tri là ai?").text.startswith("Chủ tịch UBND huyện Ba Tri")
    assert answer.status == "needs_clarification"
    assert all(f"**{name}**" in answer.text for name in names)
    assert "Chủ tịch UBND huyện là ai ở Trà Lĩnh?" in answer.suggestions
