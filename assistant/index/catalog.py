"""The catalog: an SQLite record of every article that is indexed. It is the truth; the two indexes follow it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from assistant.corpus.article import Article, Field, Passage, Sentence, Span
from assistant.corpus.figures import Figure
from assistant.errors import StoreBusy, StoreDamaged, StoreError
from assistant.index import entries, figure_rows
from assistant.index.sqlite_file import SqliteFile

SCHEMA = 2  # raise it when the tables, or the fields of the words, change: what an older program wrote can't be read
READING = 8  # raise it when loading, sentences, passages, figures or terms change: what was read before is read anew

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE articles (
    id TEXT PRIMARY KEY, source TEXT NOT NULL UNIQUE, text TEXT NOT NULL, places TEXT NOT NULL,
    hash TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL);
CREATE TABLE fields (
    article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE, name TEXT NOT NULL, value TEXT NOT NULL,
    start INTEGER, end INTEGER, line_start INTEGER, line_end INTEGER, PRIMARY KEY (article_id, name));
CREATE TABLE sentences (
    article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE, n INTEGER NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL, paragraph INTEGER NOT NULL, caption INTEGER NOT NULL, PRIMARY KEY (article_id, n));
CREATE TABLE passages (
    id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE, n INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE INDEX passages_of_article ON passages (article_id, n);
"""
_FIELDS = ("title", "published", "author", "views")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a store is built with; another one can't use it. The dimension is None when it can't be told."""

    embedding: str
    dimension: int | None
    passage_syllables: int
    schema: int = SCHEMA
    reading: int = READING


Differing = Mapping[str, tuple[str, str]]  # of an identity: what isn't the same, here and there

_LABELS = {
    "embedding": "mô hình nhúng (embedding)",
    "dimension": "số chiều vectơ",
    "passage_syllables": "độ dài đoạn (passage_syllables)",
    "schema": "phiên bản kho",
    "reading": "phiên bản cách đọc bài",
}


def explained(differing: Differing) -> str:
    """What differs between a store and what is needed, in Vietnamese."""
    return "; ".join(f"{_LABELS[name]}: kho có «{old}», cần «{new}»" for name, (old, new) in differing.items())


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was indexed: SHA-256 of its bytes in hex, size in bytes, time of change in ns (0: not known)."""

    hash: str
    size: int
    mtime: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is indexed."""

    articles: int
    sentences: int
    passages: int


class Catalog(SqliteFile):
    """The record in one SQLite file.

    It keeps a write-ahead log, so that readers, in this process or others, never wait for the writer and see
    its last commit. Calls from several threads are safe. Every method raises StoreDamaged when SQLite can't
    read the file.
    """

    def __init__(self, path: Path, *, mode: str = "rw") -> None:
        """The catalog in a file, whatever it was built with; `differing` tells."""
        super().__init__(path)
        with self._guarded():
            self._db = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={mode}",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                timeout=30,
            )
            self._db.execute("PRAGMA foreign_keys = ON")
        self._cached = -1
        self._article = lru_cache(maxsize=1024)(self._read_article)

    @classmethod
    def create(cls, path: Path, identity: Identity) -> Catalog:
        """An empty catalog in a new file."""
        catalog = cls(path, mode="rwc")
        with catalog._guarded():
            catalog._db.execute("PRAGMA journal_mode = WAL")
            catalog._db.executescript(_TABLES + figure_rows.TABLE)
            given = {**asdict(identity), "version": 0, "unfinished": 0}
            catalog._db.executemany("INSERT INTO meta VALUES (?, ?)", [(k, str(v)) for k, v in given.items()])
        return catalog

    # What the catalog says of itself

    def differing(self, identity: Identity) -> Differing:
        """Of what this was built with, what isn't as in `identity`: (here, there) by name."""
        there = {name: str(value) for name, value in asdict(identity).items() if value is not None}
        here = self._meta()
        return {name: (here.get(name, "?"), value) for name, value in there.items() if here.get(name) != value}

    @property
    def version(self) -> int:
        """A number that grows with every commit, by whichever process."""
        return int(self._meta()["version"])

    @property
    def unfinished(self) -> bool:
        """Whether a writer began and never finished: the indexes may hold more or less than this."""
        return self._meta()["unfinished"] != "0"

    def counts(self) -> Counts:
        tables = ("articles", "sentences", "passages")
        return Counts(*self._rows(f"SELECT {', '.join(f'(SELECT count(*) FROM {table})' for table in tables)}")[0])

    # Reading

    def articles(self) -> Iterator[Article]:
        """Every article, in the order of their sources, read one at a time."""
        for (id,) in self._rows("SELECT id FROM articles ORDER BY source"):
            article = self.article(id)
            if article:  # else it was removed meanwhile
                yield article

    def article(self, id: str) -> Article | None:
        """The article of an id, equal to the one stored; None when there is none."""
        with self._mutex:
            version = self.version
            if version != self._cached:
                self._article.cache_clear()
                self._cached = version
            with self._transaction("DEFERRED"):  # one view of all tables, whatever a writer does meanwhile
                return self._article(id)

    def by_source(self, source: str) -> Article | None:
        """The article of a file name; None when it isn't indexed."""
        rows = self._rows("SELECT id FROM articles WHERE source = ?", source)
        return self.article(rows[0][0]) if rows else None

    def places(self) -> dict[str, tuple[str, ...]]:
        """Names of every article's places, the main one first, by the article's id."""
        return {id: tuple(json.loads(names)) for id, names in self._rows("SELECT id, places FROM articles")}

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Passages by id; ids that the catalog doesn't have are left out."""
        wanted = json.dumps(list(ids))
        rows = self._rows(
            "SELECT id, article_id, start, end, first, last FROM passages WHERE id IN (SELECT value FROM json_each(?))",
            wanted,
        )
        return {row[0]: Passage(*row) for row in rows}

    def passage_ids(self, articles: Iterable[str] | None = None) -> set[str]:
        """Ids of all passages, which are what both indexes must hold; or of those of some articles."""
        if articles is None:
            return {id for (id,) in self._rows("SELECT id FROM passages")}
        wanted = "SELECT id FROM passages WHERE article_id IN (SELECT value FROM json_each(?))"
        return {id for (id,) in self._rows(wanted, json.dumps(list(articles)))}

    def figures(
        self, place: str | None = None, measure: str | None = None, period: int | None = None, source: str | None = None
    ) -> list[Figure]:
        """The figures for which all that is given holds, in the order of sources and texts.

        `place` is compared by its key, and a province has its districts' figures too; of `measure` every word,
        accents aside, must be in the figure's measure or unit; `period` is a year; `source` a file name.
        """
        condition, values = figure_rows.condition(place, measure, period, source)
        return [
            figure_rows.figure(row)
            for row in self._rows(f"{figure_rows.SELECT} WHERE {condition} ORDER BY source, n", *values)
        ]

    def entries(self) -> list[entries.Entry]:
        """Every article as an entry of a list, by source."""
        return [entries.entry(row) for row in self._rows(entries.SELECT)]

    def coverage(self) -> dict[tuple[str, int | None], int]:
        """How many figures there are of each place («» when the text names none) and year (None likewise)."""
        return {(place, year): count for place, year, count in self._rows(entries.COVERAGE)}

    def stamps(self) -> dict[str, Stamp]:
        """The file of every article, by source."""
        rows = self._rows("SELECT source, hash, size, mtime FROM articles")
        return {source: Stamp(*stamp) for source, *stamp in rows}

    # Writing, under the store's lock

    def begin(self) -> None:
        """Note that the indexes are about to change; until `finish`, they need not agree with the catalog."""
        with self._writing():
            self._db.execute("UPDATE meta SET value = '1' WHERE name = 'unfinished'")

    def finish(self) -> None:
        """Note that the indexes agree with the catalog."""
        with self._writing():
            self._db.execute("UPDATE meta SET value = '0' WHERE name = 'unfinished'")

    def replace(self, article: Article, stamp: Stamp, figures: Sequence[Figure] = ()) -> set[str]:
        """Store an article and its figures in place of that of its source; the ids of passages that are no more."""
        values = (article.id, article.source, article.text, json.dumps(article.places, ensure_ascii=False))
        fields = [(name, getattr(article, name)) for name in _FIELDS]
        with self._writing():
            before = self._passage_ids(article.source)
            self._db.execute("DELETE FROM articles WHERE source = ?", (article.source,))
            self._db.execute(
                "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)", (*values, stamp.hash, stamp.size, stamp.mtime)
            )
            self._db.executemany(
                "INSERT INTO fields VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(article.id, name, f.value, *_pair(f.span), *_pair(f.line)) for name, f in fields if f],
            )
            self._db.executemany(
                "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?)",
                [(article.id, n, s.start, s.end, s.paragraph, s.caption) for n, s in enumerate(article.sentences)],
            )
            self._db.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(p.id, article.id, n, p.start, p.end, p.first, p.last) for n, p in enumerate(article.passages)],
            )
            self._db.executemany(
                f"INSERT INTO figures VALUES ({', '.join('?' * 15)})",
                [(article.id, n, *figure_rows.row(figure, article.places)) for n, figure in enumerate(figures)],
            )
        return before - {passage.id for passage in article.passages}

    def remove(self, source: str) -> set[str]:
        """Forget the article of a source; the ids of its passages."""
        with self._writing():
            before = self._passage_ids(source)
            self._db.execute("DELETE FROM articles WHERE source = ?", (source,))
        return before

    def restamp(self, stamps: Mapping[str, Stamp]) -> None:
        """Note new times of files whose bytes are the same."""
        with self._writing():
            self._db.executemany(
                "UPDATE articles SET size = ?, mtime = ? WHERE source = ? AND hash = ?",
                [(stamp.size, stamp.mtime, source, stamp.hash) for source, stamp in stamps.items()],
            )

    def _meta(self) -> dict[str, str]:
        return dict(self._rows("SELECT name, value FROM meta"))

    def _passage_ids(self, source: str) -> set[str]:
        rows = self._rows(
            "SELECT p.id FROM passages p JOIN articles a ON a.id = p.article_id WHERE a.source = ?", source
        )
        return {id for (id,) in rows}

    def _read_article(self, id: str) -> Article | None:
        rows = self._rows("SELECT source, text, places FROM articles WHERE id = ?", id)
        if not rows:
            return None
        source, text, places = rows[0]
        fields = {
            name: Field(value, _span(start, end), _span(line_start, line_end))
            for name, value, start, end, line_start, line_end in self._rows(
                "SELECT name, value, start, end, line_start, line_end FROM fields WHERE article_id = ?", id
            )
        }
        sentences = self._rows(
            "SELECT start, end, paragraph, caption FROM sentences WHERE article_id = ? ORDER BY n", id
        )
        passages = self._rows(
            "SELECT id, article_id, start, end, first, last FROM passages WHERE article_id = ? ORDER BY n", id
        )
        return Article(
            id=id,
            source=source,
            text=text,
            places=tuple(json.loads(places)),
            sentences=tuple(Sentence(start, end, n, bool(caption)) for start, end, n, caption in sentences),
            passages=tuple(Passage(*row) for row in passages),
            **fields,
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._transaction("IMMEDIATE"):
            yield
            self._db.execute("UPDATE meta SET value = value + 1 WHERE name = 'version'")

    def _explained(self, error: sqlite3.DatabaseError) -> StoreError:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return StoreBusy(
                f"Danh mục «{self._path}» đang bị một tiến trình khác giữ. Hãy thử lại sau.", detail=str(error)
            )
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM):
            return StoreError(
                f"Không đọc hoặc ghi được danh mục «{self._path}»: {error}. Hãy kiểm tra dung lượng đĩa và quyền ghi.",
                detail=str(error),
            )
        return StoreDamaged(
            f"Danh mục «{self._path}» bị hỏng hoặc thiếu. "
            "Các bài gốc không bị ảnh hưởng; hãy dựng lại kho bằng lệnh: assistant index --rebuild",
            detail=str(error),
        )


def _pair(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)
