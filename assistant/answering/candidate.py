"""A span that could be the answer, and how near to it the question's words stand."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.answering.answer import ClaimKind
from assistant.answering.evidence import Wanted
from assistant.answering.reading import SentenceView

_REACH = 8.0  # tokens at which a word's bearing on a span falls to 1/e
_CROSSING = 14.0  # further tokens that a «;» between them counts for


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that could be the answer. `start` and `end` are offsets in the sentence; `fit` is 0 to 1."""

    view: SentenceView
    start: int
    end: int
    fit: float
    claim: ClaimKind | None
    head: float = 0.7  # of a figure: how well its unit is the measure asked for
    of_place: float = 1.0  # of a figure: whether the sentence gives it for the place asked about
    counts: bool = True  # of a figure: whether it may count what is asked for
    # Of a figure: what `figure_score` makes its score of.
    numbers: Mapping[str, float] | None = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        return self.view.text[self.start : self.end]


def nearness(view: SentenceView, start: int, end: int, terms: Sequence[Wanted]) -> float:
    """How near the terms stand to a span, weighed, 0 to 1."""
    starts = [token.start for token in view.tokens]
    first, last = bisect_left(starts, start), max(bisect_left(starts, end) - 1, 0)
    enclosed = view.text[:start].rstrip().endswith("(") and view.text[end:].lstrip().startswith(")")
    total = found = 0.0
    for term in terms:
        total += term.weight
        best = 0.0
        for i, token in enumerate(view.tokens):
            if enclosed and i > last:
                break  # «cần thiết (78%), không cần thiết (21%)»: it belongs to what stands before it
            if token.norm == term.norm or (token.folded == term.folded and term.loose):
                far = max(first - i, i - last, 0) + 0.0
                between = view.text[min(token.end, end) : max(token.start, start)]
                far += _CROSSING * between.count(";")
                best = max(best, math.exp(-far / _REACH))
        found += best * term.weight
    return found / total if total else 0.0
