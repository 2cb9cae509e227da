"""How likely each sentence holds the answer: a learned, linear score over a few numbers of it.

The weights stand in `data/sentence_weights.json`; `python -m evals fit-choosing` learns them and says how well they
do.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from assistant.answering.evidence import Evidence, Wanted, says
from assistant.answering.learned import weighed
from assistant.answering.overlap import Overlap
from assistant.answering.reading import SentenceView
from assistant.retrieval.hybrid import Hit
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

WEIGHTS = Path(__file__).parent / "data" / "sentence_weights.json"

_SHORT = 8  # tokens below which a sentence says little
_UNSEEN = 0.75  # cosine taken for a passage that the index of meaning didn't return
_NAMED = {Kind.PERSON, Kind.ROLE, Kind.ENTITY, Kind.PLACE, Kind.OPEN, Kind.LIST}
_MANY = 6  # new names in a sentence, from which more make no difference


def features(
    view: SentenceView,
    query: Query,
    terms: Sequence[Wanted],
    evidence: Evidence,
    hit: Hit | None,
    best: Hit,
    overlap: Overlap,
    fit: float,
    confidence: float,
) -> dict[str, float]:
    """The numbers of one sentence by name. The higher each is, the likelier the sentence.

    `hit` is the passage that it stands in, if it was found, and `best` the first passage found; `overlap` knows the
    sentences read, `fit` is that of the best span in this one (0: none), and `confidence` what the rules make of it.
    """
    length = len(view.tokens)
    asked = {token.folded for token in query.tokens}
    names = sum(token.text[0].isupper() and token.folded not in asked for token in view.tokens[1:])
    figures = any(view.text[q.number_start : q.end] not in query.text for q in view.quantities)
    naming = query.kind in _NAMED
    cosine = hit.cosine if hit and hit.cosine is not None else _UNSEEN
    top = best.cosine if best.cosine is not None else _UNSEEN
    words, pairs = overlap.sentence(view)
    article_words, article_pairs = overlap.article(view.article)
    return {
        "coverage": evidence.coverage,
        "none missing": 1 - evidence.missing,
        "place": evidence.place,
        "period": evidence.period,
        "words in sentence": words,
        "pairs in sentence": pairs,
        "words in article": article_words,
        "pairs in article": article_pairs,
        "in article": _share(terms, view.article.words | view.article.title_words),
        "no headline": float(view.index > 0),
        "length": math.log(length + 1) / 4,
        "not short": float(length >= _SHORT),
        "passage by words": 1 / (1 + hit.word_rank) if hit and hit.word_rank is not None else 0.0,
        "passage by meaning": 1 / (1 + hit.meaning_rank) if hit and hit.meaning_rank is not None else 0.0,
        "cosine": cosine,
        "cosine below best": cosine - top,
        "span": fit,
        "rules": confidence,
        "figure wanted": float(query.kind is Kind.FIGURE and figures),
        "date wanted": (1.0 if view.dates else 0.5 if view.years else 0.0) * (query.kind is Kind.DATE),
        "name wanted": float(naming and names > 0),
        "names": naming * min(names, _MANY) / _MANY,
    }


def score(numbers: Mapping[str, float]) -> float:
    """The learned score of a sentence's features."""
    return weighed(numbers, WEIGHTS)


def _share(terms: Sequence[Wanted], words: Collection[str]) -> float:
    """The share, by weight, of the terms that a text has, given as its canonical and folded words."""
    total = sum(term.weight for term in terms) or 1.0
    return sum(term.weight for term in terms if says(term, words)) / total
