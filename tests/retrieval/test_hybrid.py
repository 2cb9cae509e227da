from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.retrieval.hybrid import fuse


def test_fusion_adds_the_reciprocal_ranks() -> None:
    assert fuse([["a", "b"], ["b"]], k=10) == pytest.approx({"b": 1 / 12 + 1 / 11, "a": 1 / 11})


@given(st.lists(st.lists(st.integers(0, 9).map(str), unique=True), max_size=3))
def test_fusion_loses_nothing_and_sorts(rankings: list[list[str]]) -> None:
    fused = fuse(rankings, k=10)
    assert set(fused) == {id for ranking in rankings for id in ranking}
    assert list(fused.values()) == sorted(fused.values(), reverse=True)


@pytest.mark.parametrize(
    "question",
    [
        "Hoa Lâm có bao nhiêu mô hình tự quản về an ninh trật tự?",
        "hoa lam co bao nhieu mo hinh tu quan ve an ninh trat tu",
        "HOA LÂM CÓ BAO NHIÊU MÔ HÌNH TỰ QUẢN VỀ ANTT",
        unicodedata.normalize("NFD", "Hoa Lâm có bao nhiêu mô hình tự quản?"),
        "Hoa Lâm có bn mô hình tự quản về ANTT?",
        "Hoa Lam co bao nhiêu mô hinh tư quản",
        "toàn huyện hiện có mấy mô hìnhh tự quản ở Hoa Lâm",
    ],
)
def test_the_article_is_found_however_the_question_is_typed(assistant: Assistant, question: str) -> None:
    nodes = assistant.retriever().retrieve(question)
    assert nodes[0].node.metadata["source"] == "hoa-lam.txt"
    assert any("12 mô hình" in node.node.get_content() for node in nodes[:3])


@pytest.mark.parametrize("question", ["Bí thư Nguyễn Thị Hòa", "Bí thư Nguyễn Thị Hoà"])
def test_both_placements_of_the_tone_mark_find_a_name(assistant: Assistant, question: str) -> None:
    assert "Nguyễn Thị Hòa" in assistant.retriever().retrieve(question)[0].node.get_content()


def test_a_question_with_accents_in_its_place_only_is_read_as_one_without(assistant: Assistant) -> None:
    half, without = map(
        assistant.retriever().understand,
        ("Hoa Lâm nhan duoc bao nhieu nguon tin co gia tri", "Hoa Lam nhan duoc bao nhieu nguon tin co gia tri"),
    )
    assert half == without and not half.accented and "nguồn tin" in half.spelt


def test_a_place_keeps_other_places_articles_out(assistant: Assistant) -> None:
    nodes = assistant.retriever().retrieve("Tân Thượng có bao nhiêu nguồn tin có giá trị?")
    assert {node.node.metadata["source"] for node in nodes} == {"tan-thuong.txt"}


def test_a_place_with_few_passages_among_many_is_searched_whole(tmp_path: Path) -> None:
    folder = tmp_path / "bai"
    folder.mkdir()
    (folder / "hoa-lam.txt").write_text(
        "Huyện Hoa Lâm họp\n\nNhân dân góp 9 con bò.\n\nHội nghị kết thúc sớm.\n", "utf-8"
    )
    for n in range(60):
        (folder / f"{n}.txt").write_text(f"Huyện Tân Thượng trồng hoa, lâm nghiệp nhận {n + 2} nguồn tin\n", "utf-8")
    with Assistant.open(corpus=folder, store=tmp_path / "kho", candidates=5) as assistant:
        nodes = assistant.retriever().retrieve("Hoa Lâm nhận bao nhiêu nguồn tin?")
    assert {node.node.metadata["source"] for node in nodes} == {"hoa-lam.txt"}
    assert len(nodes) == 3


def test_a_node_knows_where_it_stands(assistant: Assistant) -> None:
    for node in assistant.retriever().retrieve("trồng cây xanh"):
        text = assistant.article(node.node.metadata["source"]).text
        assert text[node.node.start_char_idx : node.node.end_char_idx] == node.node.get_content()
