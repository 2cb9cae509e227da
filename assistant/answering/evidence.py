"""How much a sentence says of what a question asks: words, place and period."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import pairwise

from assistant.answering.reading import SentenceView
from assistant.answering.scope import period_agreement, place_agreement
from assistant.language.normalize import fold, is_syllable
from assistant.language.places import one_letter_off
from assistant.language.synonyms import Phrase, find_synonyms
from assistant.retrieval.query import STOP_FOLDED, Query

# What a word found elsewhere than in the sentence counts for.
_IN_TITLE, _NEARBY, _IN_ARTICLE = 0.45, 0.35, 0.12
_PAIR = 0.5  # weight of a pair of neighbouring words, beside the mean weight of its words
OTHER_ACCENT = 0.3  # a word that differs in its accents alone is likely another word
_MISSPELT = 0.75
_SYNONYM = 0.85
_SPELT_OUT = 5  # letters from which a word one letter off is taken for a misspelt one


def rarity(df: int, n: int) -> float:
    """Inverse document frequency of what `df` of `n` texts have: ln(1 + (n − df + ½) / (df + ½)), BM25's."""
    df = min(df, n)
    return math.log(1 + (n - df + 0.5) / (df + 0.5))


class Weights:
    """Inverse document frequency of words, from the word index."""

    def __init__(self, passages: int, df: Callable[[str], int], df_exact: Callable[[str], int]) -> None:
        self._n = passages
        self._df = df
        self._df_exact = df_exact

    def idf(self, folded: str) -> float:
        """The rarity of a folded word."""
        return rarity(self._df(folded), self._n)

    def idf_exact(self, norm: str) -> float:
        """The rarity of a word with exactly these accents."""
        return rarity(self._df_exact(norm), self._n)

    def known(self, folded: str) -> bool:
        return self._df(folded) > 0

    def spelt(self, norm: str) -> bool:
        """Whether the corpus has the word with exactly these accents."""
        return self._df_exact(norm) > 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term of the question with its weight, and whether another accent of it may be meant."""

    norm: str
    folded: str
    weight: float
    loose: bool  # the corpus has it with other accents only: the folded form decides
    unknown: bool  # the corpus has no such word, whatever its accents
    synonyms: tuple[Phrase, ...] = ()  # what may stand for it, or for the phrase that it is part of


@dataclass(frozen=True, slots=True)
class Evidence:
    """Scores of one sentence, each 0 to 1.

    `coverage` gives part credit for terms found beside the sentence, `own` doesn't; `missing` is the weight of
    those found nowhere in the article.
    """

    coverage: float
    own: float
    place: float
    period: float
    missing: float


def wanted_terms(query: Query, weights: Weights) -> list[Wanted]:
    """The terms of a question, weighed."""
    found = []
    synonyms = {query.tokens[at].norm: others for at, others in find_synonyms(query.tokens).items()}
    for term in query.terms:
        if term.folded in STOP_FOLDED and not is_syllable(term.norm):
            continue  # a misspelt «được»
        unknown = not weights.known(term.folded)
        others = synonyms.get(term.norm, ())
        found.append(
            Wanted(term.norm, term.folded, weights.idf(term.folded), not weights.spelt(term.norm), unknown, others)
        )
    return found


def wanted_pairs(query: Query, weights: Weights) -> dict[tuple[str, str], float]:
    """Neighbouring terms of a question, folded, with their weight."""
    chosen = {term.folded: weights.idf(term.folded) for term in query.terms}
    words = [token.folded for token in query.tokens]
    return {(a, b): _PAIR * (chosen[a] + chosen[b]) / 2 for a, b in pairwise(words) if a in chosen and b in chosen}


def matches(term: Wanted, view: SentenceView, pairs: Collection[tuple[str, str]], accented: bool) -> float:
    """How well a sentence holds a term, 0 to 1. In a question with accents, another accent of a word counts in
    full only when the corpus doesn't know the word as typed and a neighbour stands beside it in the text too."""
    if term.norm in view.norms:
        return 1.0
    if term.folded in view.folded_set:
        beside = any(term.folded in pair and pair in view.pairs for pair in pairs)
        return 1.0 if not accented or (term.loose and beside) else OTHER_ACCENT
    if (
        term.unknown
        and len(term.folded) >= _SPELT_OUT
        and any(one_letter_off(term.folded, word) for word in view.folded_set)
    ):
        return _MISSPELT
    return _SYNONYM if any(f" {' '.join(phrase)} " in view.line for phrase in term.synonyms) else 0.0


def says(term: Wanted, words: Collection[str]) -> bool:
    """Whether some text, given as its canonical and folded words, has a term."""
    if term.norm in words or (term.loose and term.folded in words):
        return True
    return any(all(word in words for word in phrase) for phrase in term.synonyms)


def weigh(view: SentenceView, query: Query, terms: list[Wanted], pairs: dict[tuple[str, str], float]) -> Evidence:
    """The evidence of one sentence for a question."""
    article = view.article
    near = article.sentences[max(0, view.index - 2) : view.index] + article.sentences[view.index + 1 : view.index + 2]
    found = own = total = missing = 0.0
    meant: set[str] = set()  # folded words that only a synonym stands for
    called = {word for name in map(fold, query.names) if view.calls(name) for word in name.split()}
    for term in terms:
        score = 1.0 if term.folded in called else matches(term, view, pairs, query.accented)
        if score == _SYNONYM:
            meant.add(term.folded)
        own += score * term.weight
        if score < _IN_TITLE and says(term, article.title_words):
            score = _IN_TITLE
        elif score < _NEARBY and any(says(term, other.words) for other in near):
            score = _NEARBY
        elif not score and says(term, article.words):
            score = _IN_ARTICLE
        elif score < _NEARBY:
            missing += term.weight * (1 - score)
        found += score * term.weight
        total += term.weight
    for pair, weight in pairs.items():
        total += weight
        said = pair in view.pairs or called.issuperset(pair) or meant.issuperset(pair)
        found += weight * said
        own += weight * said
        missing += weight * (not said and pair not in article.pairs)
    place, period = place_agreement(view, query), period_agreement(view, query)
    if not total:
        return Evidence(1.0, 1.0, place, period, 0.0)  # the names alone decide
    return Evidence(found / total, own / total, place, period, missing / total)
