"""Words of passages in tantivy: accent-exact and accent-folded, syllables and pairs of neighbouring syllables."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path, PurePosixPath

import tantivy
from tantivy import Document, Index, Occur, Query, SchemaBuilder

from assistant.corpus.article import Article
from assistant.errors import StoreDamaged
from assistant.language.abbreviations import expand
from assistant.language.tokens import tokenize

# What a match in a field is worth, times its BM25 score. The title is context: every passage of an article
# carries the same one, so it must not outweigh what the passage itself says.
WEIGHTS = {"folded": 1.0, "exact": 0.5, "title_folded": 0.3, "title_exact": 0.15}
FUZZY_WEIGHT = 0.5  # of a term that isn't in the index and is read as one a letter off

_HEAP = 30_000_000  # bytes that tantivy's writer may fill before it writes a segment; 15 MB is its least
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+$")
_SEPARATORS = re.compile(r"[/\-'’]")


@dataclass(frozen=True, slots=True)
class Terms:
    """What is indexed of a text, or looked for: syllables with accents, without, and pairs («tra_linh»)."""

    exact: tuple[str, ...]
    folded: tuple[str, ...]
    bigrams: tuple[str, ...]


def terms(text: str, *, chat: bool = False) -> Terms:
    """The terms of NFC text, abbreviations written out; `chat` also reads the short forms of questions.

    Numbers lose leading zeros and the dots of thousands. A document number, date or name with an apostrophe
    (09/CTr-BCA, 12/5/2023, N'Jang) counts whole and by its parts.
    """
    tokens = expand(tokenize(text), chat=chat)
    exact: list[str] = []
    folded: list[str] = []
    run: list[str] = []
    for token in tokens:
        exact += _forms(token.norm)
        folded += _forms(token.folded)
        run += _parts(token.folded)
    pairs = [f"{a}_{b}" for a, b in pairwise(run)]
    return Terms(tuple(exact), tuple(folded), tuple(pairs))


def _parts(word: str) -> list[str]:
    return [_number(part) for part in _SEPARATORS.split(word) if part]


def _forms(word: str) -> list[str]:
    parts = _parts(word)
    whole = re.sub(r"\d+", lambda digits: _number(digits.group()), re.sub("['’]", "", word))
    return parts if len(parts) == 1 else [whole, *parts]


def _number(word: str) -> str:
    if _THOUSANDS.match(word):
        word = word.replace(".", "")
    return (word.lstrip("0") or "0") if word.isdecimal() else word


@lru_cache(maxsize=1)
def _schema() -> tantivy.Schema:
    builder = SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class Words:
    """The word index in one folder. Readers see a writer's commits after `reload`.

    Write under the store's lock only. Calls from several threads are safe. Every method raises StoreDamaged when
    tantivy can't read its files.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self._folder = folder
        self._writer: tantivy.IndexWriter | None = None
        with self._guarded():
            if create:
                folder.mkdir(parents=True, exist_ok=True)
            self._index = Index(_schema(), path=str(folder)) if create else Index.open(str(folder))
            self._searcher = self._index.searcher()

    def reload(self) -> None:
        """See what was committed since this was opened or reloaded."""
        with self._guarded():
            self._index.reload()
            self._searcher = self._index.searcher()

    def close(self) -> None:
        """Let the writer go, if there is one, so that another process may write."""
        writer, self._writer = self._writer, None
        if writer:
            with self._guarded():
                writer.wait_merging_threads()

    def add(self, article: Article) -> None:
        """Index an article's passages, in place of those of the same ids, and commit."""
        title = terms(article.title.value)
        slug = terms(" ".join(_slug(article.source)))
        context = {
            "title_folded": " ".join(title.folded + title.bigrams + slug.folded + slug.bigrams),
            "title_exact": " ".join(title.exact),
        }
        with self._writing() as writer:
            for passage in article.passages:
                found = terms(article.text[passage.start : passage.end])
                writer.delete_documents_by_term("id", passage.id)
                content = {"folded": " ".join(found.folded + found.bigrams), "exact": " ".join(found.exact)}
                writer.add_document(Document(id=passage.id, **content, **context))

    def delete(self, ids: Iterable[str]) -> None:
        """Forget these passages, unknown ones ignored, and commit."""
        gone = list(ids)
        if gone:
            with self._writing() as writer:
                for id in gone:
                    writer.delete_documents_by_term("id", id)

    def search(
        self, wanted: Terms, n: int, *, accented: bool = True, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The n best passages for any of the terms: (passage id, BM25 score), best first.

        `among` are the ids to choose from, if not all. `accented` False looks at the folded fields only. A folded
        term that the index doesn't have is looked for with one letter changed, added, dropped or swapped.
        """
        with self._guarded():
            query = Query.boolean_query([(Occur.Should, part) for part in self._parts(wanted, accented)])
            if among is not None:
                given = Query.const_score_query(Query.term_set_query(_schema(), "id", list(among)), 0.0)
                query = Query.boolean_query([(Occur.Must, query), (Occur.Must, given)])
            hits = self._searcher.search(query, n, count=False).hits
            return [(self._searcher.doc(address)["id"][0], score) for score, address in hits]

    def holding(self, words: Collection[str]) -> list[str]:
        """Ids of all passages that hold every one of these folded tokens, all in their text or all in the title."""
        forms = dict.fromkeys(form for word in words for form in _forms(word))
        parts = [
            (Occur.Should, Query.boolean_query([(Occur.Must, self._term(field, form)) for form in forms]))
            for field in ("folded", "title_folded")
        ]
        with self._guarded():
            query = Query.boolean_query(parts) if forms else Query.all_query()
            hits = self._searcher.search(query, max(1, self._searcher.num_docs), count=False).hits
            return [self._searcher.doc(address)["id"][0] for _, address in hits]

    def df(self, term: str, *, exact: bool = False) -> int:
        """How many passages have this folded syllable or pair (`exact`: this accented syllable) in their text."""
        with self._guarded():
            return self._searcher.doc_freq("exact" if exact else "folded", term)

    def known(self, term: str) -> bool:
        """Whether any passage, title or file name has this folded syllable or pair."""
        with self._guarded():
            return any(self._searcher.doc_freq(field, term) for field in ("folded", "title_folded"))

    def ids(self) -> set[str]:
        """Ids of all passages indexed."""
        with self._guarded():
            every = self._searcher.terms_with_prefix("id", "", filter_query=Query.all_query())
        return {id for id, _ in every}

    def count(self) -> int:
        """How many passages are indexed."""
        return self._searcher.num_docs

    def _parts(self, wanted: Terms, accented: bool) -> Iterator[Query]:
        for term in dict.fromkeys(wanted.folded + wanted.bigrams):
            if self.known(term):
                yield self._term("folded", term)
                yield self._term("title_folded", term)
            elif len(term) >= (6 if "_" in term else 4) and not any(c.isdigit() for c in term):
                yield from self._misspelt(term)
        if accented:
            for term in dict.fromkeys(wanted.exact):
                yield self._term("exact", term)
                yield self._term("title_exact", term)

    def _term(self, field: str, term: str) -> Query:
        return Query.boost_query(Query.term_query(_schema(), field, term, index_option="freq"), WEIGHTS[field])

    def _misspelt(self, term: str) -> Iterator[Query]:
        # tantivy scores every fuzzy match 1; what BM25 would give a term of as many passages keeps rare names
        # worth more than common words.
        for field in ("folded", "title_folded"):
            near = Query.fuzzy_term_query(_schema(), field, term, distance=1, transposition_cost_one=True)
            matches = self._searcher.search(near, 1).count  # type: ignore[attr-defined]  # missing in its stub
            if matches:
                rarity = math.log(1 + (self._searcher.num_docs - matches + 0.5) / (matches + 0.5))
                yield Query.boost_query(near, FUZZY_WEIGHT * WEIGHTS[field] * rarity)

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        with self._guarded():
            writer = self._writer = self._writer or self._index.writer(_HEAP, 1)
            try:
                yield writer
                writer.commit()
            except BaseException:
                self._writer = None  # what it holds uncommitted goes with it
                raise
            self.reload()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            # tantivy raises ValueError for files that are missing or whose frame is damaged, and panics for others.
            if not isinstance(error, (ValueError, OSError)) and type(error).__name__ != "PanicException":
                raise
            raise StoreDamaged(
                f"Chỉ mục từ trong «{self._folder}» bị hỏng hoặc thiếu tệp. "
                "Các bài gốc không bị ảnh hưởng; hãy dựng lại chỉ mục bằng lệnh: assistant index --rebuild",
                detail=str(error),
            ) from error


def _slug(source: str) -> list[str]:
    """The words of a file's name; numbers and hashes are none."""
    name = str(PurePosixPath(source).with_suffix(""))
    return [word for word in re.split(r"[\W_]+", name) if word.isalpha() and len(word) > 1]
