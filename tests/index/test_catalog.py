from __future__ import annotations

import dataclasses
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus import Figure, find_figures
from assistant.corpus.article import Article, Field, Passage, Sentence, Span
from assistant.corpus.loader import load_file
from assistant.errors import StoreDamaged
from assistant.index import Catalog, Identity, Stamp
from assistant.index.catalog import explained

IDENTITY = Identity("e5", 384, 90)
STAMP = Stamp("ab", 10, 0)

spans = st.builds(Span, st.integers(0, 99), st.integers(0, 99))
words = st.text(st.characters(codec="utf-8"), max_size=20)
fields = st.builds(Field, words, st.none() | spans, st.none() | spans)
sentences = st.lists(
    st.builds(Sentence, st.integers(0), st.integers(0, 99), st.integers(0, 9), st.booleans()), max_size=3
)


@pytest.fixture
def article(corpus: Path) -> Article:
    return dataclasses.replace(load_file(corpus / "cau-moi.txt", "cau-moi.txt"), places=("Lộc Hà", "Hà Tĩnh"))


@given(words, fields, st.none() | fields, sentences, st.lists(words))
def test_an_article_comes_back_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory,
    text: str,
    title: Field,
    author: Field | None,
    sentences: list[Sentence],
    places: list[str],
) -> None:
    catalog = Catalog.create(tmp_path_factory.mktemp("kho") / "c.sqlite3", IDENTITY)
    passages = tuple(Passage(f"x:{n}", "x", s.start % 99, s.end, n, n) for n, s in enumerate(sentences))
    sentences = [dataclasses.replace(s, start=s.start % 99) for s in sentences]
    article = Article(
        "x", "x.txt", text, title, author=author, places=tuple(places), sentences=tuple(sentences), passages=passages
    )
    catalog.replace(article, STAMP)
    assert list(catalog.articles()) == [article] == [catalog.by_source("x.txt")]
    catalog.close()


def test_replacing_tells_the_passages_that_are_no_more(tmp_path: Path, article: Article) -> None:
    catalog = Catalog.create(tmp_path / "c.sqlite3", IDENTITY)
    ids = {passage.id for passage in article.passages}
    assert catalog.replace(article, STAMP) == set()
    assert catalog.replace(article, STAMP) == set()  # the same again loses nothing
    assert catalog.passage_ids() == ids == set(catalog.passages([*ids, "unknown"]))
    changed = Article(
        "other", article.source, "Khác", Field("Khác"), passages=(Passage("other:0", "other", 0, 4, 0, 0),)
    )
    assert catalog.replace(changed, STAMP) == ids
    assert catalog.remove(article.source) == {"other:0"}
    assert catalog.article("other") is None
    assert catalog.counts().articles == catalog.counts().sentences == catalog.counts().passages == 0


figure_rows = st.builds(
    Figure,
    *(st.floats(0, 1e15), st.none() | st.floats(0, 1e15), words, words, words, words),
    st.lists(st.integers(1900, 2100)).map(tuple),
    st.just("x.txt"),
    *(spans, spans),
)


@given(st.lists(figure_rows, max_size=3))
def test_figures_come_back_as_they_went_in_and_go_with_their_article(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Figure]
) -> None:
    catalog = Catalog.create(tmp_path_factory.mktemp("kho") / "c.sqlite3", IDENTITY)
    article = Article("x", "x.txt", "", Field(""))
    catalog.replace(article, STAMP, [*rows, *rows])
    catalog.replace(article, STAMP, rows)
    assert catalog.figures() == rows
    catalog.remove("x.txt")
    assert catalog.figures() == []
    catalog.close()


def test_figures_are_found_by_place_measure_period_and_source(tmp_path: Path) -> None:
    catalog = Catalog.create(tmp_path / "c.sqlite3", IDENTITY)
    texts = {
        "a.txt": ("Năm 2021, huyện Cẩm Xuyên có 97 nguồn tin có giá trị.", ("Cẩm Xuyên",)),
        "b.txt": ("Năm 2020, tỉnh Hà Tĩnh có 40 vụ phạm pháp. Năm 2021 có 12 mô hình ANTQ.", ("Hà Tĩnh",)),
        "c.txt": ("Huyện Châu Thành có 8 vụ phạm pháp.", ("Châu Thành", "Long An")),  # there are several of that name
        "d.txt": ("Xã Cồn Cát Vàng có 3 hộ nghèo.", ("Hà Tĩnh", "Cồn Cát Vàng")),  # in no list of places
    }
    for source, (text, places) in texts.items():
        path = tmp_path / source
        path.write_text(f"Bản tin\n\n{text}\n", "utf-8")
        article = dataclasses.replace(load_file(path, source), places=places)
        catalog.replace(article, STAMP, find_figures(article))

    def found(**wanted: object) -> list[str]:
        return [figure.raw for figure in catalog.figures(**wanted)]  # type: ignore[arg-type]

    assert found() == ["97", "40", "12", "8", "3"]
    assert found(place="huyen cam xuyen") == found(place="H. Cẩm Xuyên") == ["97"]
    assert found(place="HÀ TĨNH") == ["97", "40", "12", "3"]
    assert found(place="Long An") == ["8"] and found(place="Tiền Giang") == []
    assert found(measure="tin GIA TRI") == ["97"]
    assert found(measure="an ninh tổ quốc") == ["12"]
    assert found(measure="ti") == []  # whole words
    assert found(period=2021) == ["97", "12"]
    assert found(source="b.txt", period=2020) == ["40"]
    assert found(place="?!") == []


def test_a_reader_sees_the_last_commit_while_a_writer_writes(tmp_path: Path, article: Article) -> None:
    writer = Catalog.create(tmp_path / "c.sqlite3", IDENTITY)
    reader = Catalog(tmp_path / "c.sqlite3")
    with writer._writing():  # a commit that is still being made
        assert list(reader.articles()) == []
    before = reader.version
    writer.replace(article, STAMP)
    assert reader.version > before
    assert reader.by_source(article.source) == article


def test_what_differs_from_another_identity_is_told(tmp_path: Path) -> None:
    with closing(Catalog.create(tmp_path / "c.sqlite3", IDENTITY)) as catalog:
        assert not catalog.differing(IDENTITY)
        assert not catalog.differing(Identity("e5", None, 90))  # its server doesn't say
        differing = catalog.differing(Identity("bge-m3", 1024, 90))
    assert differing == {"embedding": ("e5", "bge-m3"), "dimension": ("384", "1024")}
    assert "kho có «e5», cần «bge-m3»" in explained(differing)


@pytest.mark.parametrize("damage", [b"", b"not a database " * 500, None])
def test_a_damaged_file_is_said_to_be(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "c.sqlite3"
    Catalog.create(path, IDENTITY).close()
    path.unlink() if damage is None else path.write_bytes(damage)
    with pytest.raises(StoreDamaged, match="--rebuild"):
        Catalog(path).differing(IDENTITY)
