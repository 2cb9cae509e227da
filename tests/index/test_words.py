from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.loader import load_file
from assistant.errors import StoreDamaged
from assistant.index import Words, terms


@pytest.fixture
def words(tmp_path: Path, corpus: Path) -> Words:
    words = Words(tmp_path / "words", create=True)
    for path in sorted(corpus.glob("*.txt")):
        words.add(load_file(path, path.name))
    words.close()
    return words


def best(words: Words, corpus: Path, question: str, *, accented: bool = True) -> str | None:
    """The file of the best passage."""
    files = {load_file(path, path.name).id: path.name for path in corpus.glob("*.txt")}
    hits = words.search(terms(question, chat=True), 1, accented=accented)
    return files[hits[0][0].split(":")[0]] if hits else None


def test_terms_have_accents_or_not_and_pairs() -> None:
    found = terms("Huyện Lộc Hà")
    assert found.exact == ("huyện", "lộc", "hà")
    assert found.folded == ("huyen", "loc", "ha")
    assert found.bigrams == ("huyen_loc", "loc_ha")


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("1.500 m", "1500 m"),
        ("04 mô hình", "4 mô hình"),
        ("UBND huyện", "Ủy ban nhân dân huyện"),
        ("Hoà Sơn", "Hòa Sơn"),
    ],
)
def test_two_ways_of_writing_give_the_same_terms(written: str, typed: str) -> None:
    assert terms(written) == terms(typed)


def test_a_document_number_counts_whole_and_by_its_parts() -> None:
    assert terms("09/KH-BCA").folded == ("9/kh-bca", "9", "kh", "bca")
    assert terms("12/5/2023").folded == ("12/5/2023", "12", "5", "2023")
    assert "njang" in terms("N'Jang").folded and "n_jang" in terms("N’Jang").bigrams


@pytest.mark.parametrize(
    ("question", "file"),
    [
        ("cầu Bình Lợi dài bao nhiêu", "cau-moi.txt"),
        ("cau binh loi dai bao nhieu", "cau-moi.txt"),
        ("cầu 1500 m", "cau-moi.txt"),
        ("ngày 12/05", "cau-moi.txt"),
        ("Ủy ban nhân dân", "cau-moi.txt"),
        ("xã Hoà Sơn", "mua-lu.txt"),
        ("KH-BCA", "ke-hoach.txt"),
        ("09/KH-BCA", "ke-hoach.txt"),
    ],
)
def test_the_passage_is_found(words: Words, corpus: Path, question: str, file: str) -> None:
    assert best(words, corpus, question) == file
    assert best(words, corpus, question, accented=False) == file


@pytest.mark.parametrize("size", range(4))
def test_only_those_asked_for_are_looked_at(words: Words, size: int) -> None:
    wanted = terms("mưa lũ ở Hòa Sơn, cầu Lộc Hà")
    every = words.search(wanted, 9)
    among = {id for id, _ in every[-size:]} if size else set()
    assert words.search(wanted, 9, among=among) == [(id, score) for id, score in every if id in among]


@pytest.mark.parametrize("typo", ["khánhh", "khnáh thành", "Lộc Hàa", "Bình Lợii"])
def test_a_letter_off_is_still_found(words: Words, corpus: Path, typo: str) -> None:
    assert best(words, corpus, typo) == "cau-moi.txt"


@pytest.mark.parametrize(
    ("wanted", "files"),
    [
        (["ha"], {"cau-moi.txt"}),
        (["cau", "1.500"], {"cau-moi.txt"}),
        (["hoa", "43"], {"mua-lu.txt"}),
        (["09/kh-bca"], {"ke-hoach.txt"}),
        (["ban", "hanh"], {"ke-hoach.txt"}),
        (["cau", "ngoi"], set()),
        ([], {"cau-moi.txt", "mua-lu.txt", "ke-hoach.txt"}),
    ],
)
def test_what_holds_every_word_is_found(words: Words, corpus: Path, wanted: list[str], files: set[str]) -> None:
    found = {id.partition(":")[0] for id in words.holding(wanted)}
    assert {path.name for path in corpus.glob("*.txt") if load_file(path, path.name).id in found} == files


def test_vocabulary(words: Words) -> None:
    assert words.known("loc_ha") and words.known("cau") and not words.known("xyz")
    assert words.df("43") >= 1 and words.df("xyz") == 0


def test_nothing_that_a_user_types_is_syntax(words: Words) -> None:
    for question in ("", "***", "folded:(", 'AND OR "', "+cầu -lũ", "\\", "[a TO b]"):
        words.search(terms(question), 5)


@given(st.text())
def test_terms_of_any_text_hold_no_blanks(text: str) -> None:
    found = terms(text)
    assert not any(c.isspace() for term in found.exact + found.folded + found.bigrams for c in term)
    assert len(found.exact) == len(found.folded)


def test_deleting_and_adding_again_keep_one_of_each(words: Words, corpus: Path) -> None:
    before = words.ids()
    article = load_file(corpus / "mua-lu.txt", "mua-lu.txt")
    words.add(article)
    assert words.ids() == before and words.count() == len(before)
    words.delete([passage.id for passage in article.passages])
    assert words.ids() == before - {passage.id for passage in article.passages}
    words.close()


def test_a_reader_sees_a_writers_commit_after_reloading(words: Words, corpus: Path, tmp_path: Path) -> None:
    reader = Words(tmp_path / "words")
    words.delete(words.ids())
    assert reader.count() > 0
    reader.reload()
    assert reader.count() == 0
    words.close()


@pytest.mark.parametrize("pattern", ["meta.json", "*.store", "*.term"])
def test_a_damaged_file_is_said_to_be(words: Words, tmp_path: Path, pattern: str) -> None:
    for file in (tmp_path / "words").glob(pattern):
        file.write_bytes(b"garbage")
    with pytest.raises(StoreDamaged, match="--rebuild"):
        Words(tmp_path / "words").search(terms("cầu"), 5)
