"""How likely each figure is the one asked for: a learned, linear score over a few numbers of it and of its sentence.

Which of a sentence's figures is meant shows in the words around it more than in its unit, so each gets the words
between the figure before and the one after as its own. The weights stand in `data/figure_weights.json`;
`python -m evals fit-figures` learns them and says how well they do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from assistant.answering.evidence import OTHER_ACCENT, Wanted, says
from assistant.answering.head_fit import common_start
from assistant.answering.learned import weighed
from assistant.answering.reading import SentenceView
from assistant.language.numbers import Quantity
from assistant.language.tokens import Token
from assistant.retrieval.query import Query

WEIGHTS = Path(__file__).parent / "data" / "figure_weights.json"

# What of a sentence's own numbers (`sentence_score`) speaks for its figures too.
_FOR = (
    "coverage", "none missing", "place", "period", "words in sentence", "pairs in sentence", "words in article",
    "pairs in article", "in article", "no headline", "passage by words", "passage by meaning", "cosine below best",
)  # fmt: skip
_CLAUSE = re.compile(r"[,;:()]\s|[()]|\.\s")
_LEAD, _LED = 2, 6  # words right before «bao nhiêu», and before the figure, that are compared
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Around:
    """A figure with the words that are its own: those since the figure before, and those until the next or the end of
    its clause."""

    view: SentenceView
    quantity: Quantity
    since: int
    until: int

    @property
    def before(self) -> list[Token]:
        return [t for t in self.view.tokens if self.since <= t.start and t.end <= self.quantity.start]

    @property
    def stop(self) -> int:
        marks = (match.start() for match in _CLAUSE.finditer(self.view.text, self.quantity.end, self.until))
        return next(marks, self.until)


def features(
    around: Around,
    query: Query,
    terms: Sequence[Wanted],
    others: Sequence[Wanted],
    after: Sequence[Token],
    *,
    fit: float,
    given: bool,
    elsewhere: bool,
    each: float,
) -> dict[str, float]:
    """The numbers of one figure by name. The higher each is, the likelier the figure.

    `others` are the terms that aren't of the measure, and `after` the words from the figure to the next one. `fit` is
    what the rules make of it, `given` whether it stands right after a place or name asked about, `elsewhere` whether
    its sentence gives it for another one, and `each` how well it is one for each, if that is asked.
    """
    view, quantity, measure = around.view, around.quantity, query.measure
    stop = around.stop
    before, following = around.before, [token for token in after if token.start < stop]
    early = [term for term in others if term.folded in query.early]
    late = [term for term in others if term.folded in query.late]
    words = [token.folded for token in after[:12]]
    led = {token.folded for token in before[-_LED:]}
    lead = query.lead[-_LEAD:]
    years = {int(match.group()) for match in _YEAR.finditer(view.text, around.since, stop)}
    number = re.escape(view.text[quantity.number_start : quantity.end])
    return {
        "fit": fit,
        "around": _share(terms, [*before, *following]),
        "pairs": _paired(query, terms, before, following),
        "counted": float(words[:1] == list(measure[:1]) != [] and not view.text[quantity.end : after[0].start].strip()),
        "measure after": common_start(measure, words) / len(measure) if measure else 0.0,
        "lead": sum(word in led for word in lead) / _LEAD,
        "asked before, said before": _share(early, before) if early else 0.5,
        "asked after, said after": _share(late, following) if late else 0.5,
        "given": float(given),
        "here": -float(elsewhere),
        "each": each,
        "new": float(re.search(rf"(?<![\d.,]){number}(?!\d)", query.text) is None),
        "no other year": float(not query.years or years <= query.years),
    }


# Of a sentence that has no figure: with these it takes its place among those that have one.
NO_FIGURE = {
    "fit": 0.0, "around": 0.0, "pairs": 0.0, "counted": 0.0, "measure after": 0.0, "lead": 0.0,
    "asked before, said before": 0.0, "asked after, said after": 0.0, "given": 0.0, "here": 0.0, "each": 1.0,
    "new": 1.0, "no other year": 1.0,
}  # fmt: skip


def row(sentence: Mapping[str, float], figure: Mapping[str, float]) -> dict[str, float]:
    """All numbers that a figure's score is made of, by name, from those of its sentence and its own."""
    return {**{name: sentence[name] for name in _FOR}, **figure}


def score(sentence: Mapping[str, float], figure: Mapping[str, float]) -> float:
    """The learned score of a figure."""
    return weighed(row(sentence, figure), WEIGHTS)


def _share(terms: Sequence[Wanted], tokens: Sequence[Token]) -> float:
    """The share, by weight, of the terms that some words say; with other accents one counts in part."""
    words: Collection[str] = {form for token in tokens for form in (token.norm, token.folded)}
    total = said = 0.0
    for term in terms:
        total += term.weight
        if says(term, words):
            said += term.weight
        elif term.folded in words:
            said += OTHER_ACCENT * term.weight
    return said / (total or 1.0)


def _paired(query: Query, terms: Sequence[Wanted], before: Sequence[Token], after: Sequence[Token]) -> float:
    """The share, by weight, of neighbouring terms of the question that stand side by side on one side of a figure."""
    weight = {term.folded: term.weight for term in terms}
    asked = {(a.folded, b.folded) for a, b in pairwise(query.tokens) if a.folded in weight and b.folded in weight}
    said = {(a.folded, b.folded) for side in (before, after) for a, b in pairwise(side)}
    total = sum(weight[a] + weight[b] for a, b in asked) or 1.0
    return sum(weight[a] + weight[b] for a, b in asked & said) / total
