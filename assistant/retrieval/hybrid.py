"""Finding passages: words and meaning, fused by reciprocal rank, within the places that the question names."""

from __future__ import annotations

import logging
import math
import re
import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.corpus.article import Article, Passage
from assistant.errors import EmbeddingFailed
from assistant.index.store import Store
from assistant.index.words import terms
from assistant.language.gazetteer import Unit, gazetteer, same_name
from assistant.language.mergers import Area
from assistant.language.normalize import clean, fold
from assistant.language.place_mentions import mentions, name_keys
from assistant.language.places import Place, province_keys
from assistant.language.tokens import tokenize
from assistant.retrieval.merged import fits, merged_with, written_key
from assistant.retrieval.query import Query, understand

log = logging.getLogger(__name__)

_ABOUT = 8  # passages by which a question's accents are put back
_VECTORS = 64  # questions whose vectors are kept: one that isn't answered is read again, with other places or years
_SCOPES = 64  # the scopes of as many questions' places are kept

# Ids of the articles that speak of some places, and those places whose articles are about units merged with them.
Scope = tuple[set[str], list[tuple[Place, list[Area]]]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. Ranks count from 0 and are None where an index didn't return it; `cosine` is of the meaning."""

    passage: Passage
    score: float
    word_rank: int | None
    meaning_rank: int | None
    cosine: float | None


def fuse(rankings: Sequence[Sequence[str]], k: int) -> dict[str, float]:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): Σ 1 / (k + rank), ranks from 1; best first."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, id in enumerate(ranking, 1):
            scores[id] = scores.get(id, 0.0) + 1 / (k + rank)
    return dict(sorted(scores.items(), key=lambda item: -item[1]))


class HybridRetriever(BaseRetriever):
    """Passages of a store for a question; LlamaIndex's `retrieve` and, with all ranks, `search`.

    Several threads may use it.
    """

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._here = threading.local()  # one question is answered by one thread
        self._vector = lru_cache(maxsize=_VECTORS)(store.embedding.get_query_embedding)
        self._scope_at = lru_cache(maxsize=_SCOPES)(self._find_scope)
        self._mutex = threading.Lock()
        self._version = -1
        self._places: dict[str, dict[str, int]] = {}
        self._names: dict[str, set[str]] = {}  # of places as articles write them, by key

    def take_failure(self) -> str:
        """Why this thread has searched by words only since it asked last, in Vietnamese; empty when it hasn't."""
        failure = getattr(self._here, "failure", "")
        self._here.failure = ""
        return failure

    def understand(self, question: str) -> Query:
        """Read a question, knowing the places that the corpus is about."""
        self.places()
        text = clean(question)
        query = understand(text, self._names, self._about(text))
        return replace(query, asked=self._as_written(query))

    def _as_written(self, query: Query) -> str:
        """The question, accents put back, with the names of its places as the articles write them."""
        text = query.spelt
        for place in sorted(query.places, key=lambda place: -place.start):
            written = sorted(self._names.get(place.key, ()))
            typed = text[place.start : place.end]
            if written and not any(name in typed for name in written):
                words = list(re.finditer(r"\S+", typed))[-len(written[0].split()) :]
                text = f"{text[: place.start + words[0].start()]}{written[0]}{text[place.end :]}"
        return text

    def _about(self, text: str) -> Iterator[str]:
        """Passages that have the words of a question; looked for when they are asked for."""
        found = self._store.words.search(terms(text, chat=True), _ABOUT, accented=False)
        for passage in self._store.catalog.passages([id for id, _ in found]).values():
            if article := self.article(passage.article_id):
                yield article.text[passage.start : passage.end]

    def places(self) -> dict[str, dict[str, int]]:
        """By the key of a place: the articles that name it, with its rank among the article's places."""
        with self._mutex:
            version = self._store.catalog.version
            if version != self._version:
                places: dict[str, dict[str, int]] = {}
                written: dict[str, set[str]] = {}
                for id, names in self._store.catalog.places().items():
                    for rank, name in enumerate(names):
                        for key in name_keys(name):
                            places.setdefault(key, {}).setdefault(id, rank)
                            written.setdefault(key, set()).add(name)
                self._places, self._names, self._version = places, written, version
            return self._places

    def scope(self, places: Sequence[Place]) -> set[str] | None:
        """Ids of the articles that speak of all these places; None when no place is given.

        A province also holds the articles about its districts. Where no article speaks of a place, those do about the
        units that it was merged with in July 2025: `renamed` says which.
        """
        return self._scoped(places)[0] if places else None

    def renamed(self, places: Sequence[Place]) -> list[tuple[Place, list[Area]]]:
        """Those of these places whose articles are about units merged with them, with these units; see `note`."""
        return self._scoped(places)[1] if places else []

    def _scoped(self, places: Sequence[Place]) -> Scope:
        """Found once for the places of a question and a state of the catalog: one answer asks for it several times."""
        self.places()
        return self._scope_at(self._version, tuple(places))

    def _find_scope(self, _version: int, places: Sequence[Place]) -> Scope:
        own = [self._own(place) for place in places]
        inner = max(place.level for place in places)
        for wide in (False, True):  # «xã A, tỉnh B»: its article may say of which province A was before or is now
            merged = [
                self._merged(place, places) if not ids or (wide and place.level < inner) else {}
                for place, ids in zip(places, own, strict=True)
            ]
            found = set.intersection(*(ids.union(*by.values()) for ids, by in zip(own, merged, strict=True)))
            if found or all(place.level == inner for place in places):
                break
        used = [[area for area, ids in by.items() if ids & found] for by in merged]
        return found, [(place, areas) for place, areas in zip(places, used, strict=True) if areas]

    def _own(self, place: Place) -> set[str]:
        """Ids of the articles that speak of a place by its own name."""
        known = self.places()
        ids = set(known.get(place.key, ()))
        if place.level == 0:
            ids |= {
                id
                for key, found in known.items()
                if place.key in province_keys(key)
                for id, rank in found.items()
                if rank == 0
            }
        if ids and place.key in gazetteer():
            return ids
        # Only some articles may tell that it is a place, or none.
        named = map(self.article, (self.naming([place.name]) or set()) - ids)
        spelt = {article.id: mentions(article.text, place.key) for article in named if article}
        typed = [Unit(place.name, place.level, "")]
        alike = {id for id, names in spelt.items() if any(same_name(name, typed) for name in names)}
        return ids | (alike or {id for id, names in spelt.items() if names and not ids})

    def _merged(self, place: Place, beside: Sequence[Place]) -> dict[Area, set[str]]:
        """Ids of the articles about units that a place was merged with, by unit."""
        found = {}
        for area in merged_with(place, beside):
            key = written_key(area)
            ids = self._own(Place(key, area.name, 0, 0, 0)) if area.level == 0 else set(self.places().get(key, ()))
            ids = {id for id in ids if (article := self.article(id)) and fits(article, area)}
            if ids:
                found[area if area.name else area._replace(name=min(self._names[key]))] = ids
        return found

    def naming(self, names: Sequence[str]) -> set[str] | None:
        """Ids of the articles that name all of these, accents aside; None when no article does."""
        scopes = []
        for name in names:
            words = r"\W+".join(re.escape(token.folded) for token in tokenize(name))
            wanted = re.compile(rf"(?<!\w){words}(?!\w)")
            articles = map(self.article, self.holding(terms(name).folded))
            scopes.append({article.id for article in articles if article and wanted.search(fold(article.text))})
        return set.intersection(*scopes) or None if scopes else None

    def holding(self, words: Collection[str]) -> dict[str, list[Passage]]:
        """By article: all passages that hold every one of these folded words; of an article whose title does, all."""
        self._store.sync()
        found: dict[str, list[Passage]] = {}
        for passage in self._store.catalog.passages(self._store.words.holding(words)).values():
            found.setdefault(passage.article_id, []).append(passage)
        return found

    def search(self, query: Query, scope: set[str] | None = None, n: int | None = None) -> list[Hit]:
        """The best passages, best first, of the articles in `scope` if given; at most `n`, else settings.fused."""
        settings = self._store.settings
        # The catalog first: what it has, the vectors have too, as they are written before it.
        among = None if scope is None else self._store.catalog.passage_ids(scope)
        self._store.sync()
        asked = terms(query.spelt, chat=True)
        found = self._store.words.search(asked, settings.candidates, among=among)
        near = self._near(query.spelt, among)
        words, meaning = [id for id, _ in found], [id for id, _ in near]
        fused = list(fuse([words, meaning], settings.rrf_k).items())[: n or settings.fused]
        passages = self._store.catalog.passages([id for id, _ in fused])
        cosines = dict(near)
        word_ranks = {id: rank for rank, id in enumerate(words)}
        meaning_ranks = {id: rank for rank, id in enumerate(meaning)}
        return [
            Hit(passages[id], score, word_ranks.get(id), meaning_ranks.get(id), cosines.get(id))
            for id, score in fused
            if id in passages
        ]

    def _near(self, text: str, among: set[str] | None) -> list[tuple[str, float]]:
        """The passages nearest in meaning; none while there are no vectors to compare."""
        try:
            return self._store.vectors.query(self._vector(text), self._store.settings.candidates, among=among)
        except EmbeddingFailed as failure:
            log.warning("%s; searching by words only", failure.detail)
            self._here.failure = str(failure)
            return []

    def rarity(self, word: str) -> float:
        """How much a folded word says: the inverse document frequency of BM25, ln(1 + (n − df + ½) / (df + ½))."""
        n = self._store.words.count()
        df = min(self._store.words.df(word), n)
        return math.log(1 + (n - df + 0.5) / (df + 0.5))

    def article(self, id: str) -> Article | None:
        """The article of an id."""
        return self._store.catalog.article(id)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        query = self.understand(query_bundle.query_str)
        nodes = []
        for hit in self.search(query, self.scope(query.places) or None):
            article = self.article(hit.passage.article_id)
            if article:
                nodes.append(NodeWithScore(node=_node(article, hit.passage), score=hit.score))
        return nodes


def _node(article: Article, passage: Passage) -> TextNode:
    return TextNode(
        id_=passage.id,
        text=article.text[passage.start : passage.end],
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata={
            "source": article.source,
            "title": article.title.value,
            "published": article.published.value if article.published else None,
            "places": list(article.places),
        },
    )
