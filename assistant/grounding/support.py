"""What supports a fact of an answer in a source: of several places the one of which the same is said, or none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.corpus.article import Span
from assistant.grounding.binding import closeness, words_about
from assistant.grounding.fact import Amount, Day, Fact, Number
from assistant.grounding.facts import find_facts, written
from assistant.grounding.sourced import ArticleFacts
from assistant.reading.views import SentenceView

_OPENING = re.compile(r"\W*(?:(?:tổng cộng|tổng số|có|được|là|gồm|đạt|khoảng|tất cả)\s+)*", re.IGNORECASE)
MARGIN = 0.04  # by which the words of a claim may stand nearer to another fact than to the one that supports it


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer, and the sentences that lead to it."""

    view: SentenceView
    leads: tuple[SentenceView, ...] = ()
    frame: frozenset[int] = frozenset()  # years that a sentence before it set
    asked: SentenceView | None = None  # the question

    def around(self, fact: Fact | None) -> tuple[SentenceView, ...]:
        """What tells what a fact is said of besides its sentence: the lines that lead to it; the question, if a figure
        that was asked for opens it («97 nguồn tin»)."""
        opens = isinstance(fact and fact.value, Amount) and _OPENING.fullmatch(
            self.view.text, 0, fact.start if fact else 0
        )
        return (*self.leads, self.asked) if self.asked and opens else self.leads


@dataclass(frozen=True, slots=True)
class Support:
    """The span of an article that supports a fact, and how near the fact's words stand to it, 0 to 1."""

    span: Span
    closeness: float


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a passage doesn't support a fact, in Vietnamese, empty if it has nothing like it; `near` of how nearly."""

    reason: str = ""
    near: int = 0


Found = tuple[SentenceView, Fact]


def chosen(
    said: Said,
    fact: Fact,
    source: ArticleFacts,
    sentences: Sequence[SentenceView],
    agrees: Callable[[SentenceView, Fact], bool],
    rival: Callable[[SentenceView, Fact], bool] | None = None,
) -> Support | Refusal:
    """The best of the facts that agree, if the words of the claim don't stand nearer to a rival."""
    found = [(view, other) for view in sentences for other in find_facts(view) if agrees(view, other)]
    if not found:
        return Refusal()
    return best_of(said, fact, source, found, rival or (lambda view, other: unlike(fact, other)))


def unlike(fact: Fact, other: Fact) -> bool:
    """Whether another date or document of a source could have been meant instead."""
    ours, theirs = fact.value, other.value
    if isinstance(ours, Day) and isinstance(theirs, Day):
        if (ours.day is None) != (theirs.day is None) or ours.aside != theirs.aside:
            return False
        same = ours.years == theirs.years or not (ours.years and theirs.years)
        return not ((ours.day, ours.month) == (theirs.day, theirs.month) and same)
    if isinstance(ours, Number) and isinstance(theirs, Number):
        return ours.parts[:1] != theirs.parts[:1] and (ours.kind == theirs.kind or not ours.kind)
    return False


def best_of(
    said: Said,
    fact: Fact,
    source: ArticleFacts,
    found: Sequence[Found],
    rival: Callable[[SentenceView, Fact], bool] | None,
    rivals: Sequence[Found] = (),
) -> Support | Refusal:
    """The best of some places of a source, if no rival among its facts, or of `rivals`, is nearer to the words."""
    words = words_about(said.view, fact, said.around(fact))
    scored = [(closeness(words, view, other), view, other) for view, other in found]
    best, view, other = max(scored, key=lambda item: item[0])
    mine = (view, other)
    for their in [*((v, f) for v in source.sentences for f in find_facts(v)), *rivals] if rival else []:
        if rival and rival(*their) and closeness(words, *their) > best + MARGIN + other_way(said, fact, mine, their):
            return Refusal(f"trong nguồn, nội dung này ứng với «{written(*their)}»", 4)
    return Support(Span(view.start + other.start, view.start + other.end), best)


def other_way(said: Said, fact: Fact, mine: Found, theirs: Found) -> float:
    """By how much the words of the fact for which an answer has a rival stand nearer to it than to this one's.

    «Từ 5% đến 7%» has words alike for both; what counts is whether the two were swapped. 0 if it isn't stated.
    """
    stated = [other for other in find_facts(said.view) if other != fact and _equal(other, theirs[1])]
    ways = (words_about(said.view, other, said.around(other)) for other in stated)
    return max((closeness(words, *theirs) - closeness(words, *mine) for words in ways), default=0.0)


def _equal(fact: Fact, other: Fact) -> bool:
    ours, theirs = fact.value, other.value
    if isinstance(ours, Amount) and isinstance(theirs, Amount):
        return ours.values == theirs.values and ours.percent == theirs.percent
    if isinstance(ours, Day) and isinstance(theirs, Day):
        return (ours.day, ours.month, ours.years) == (theirs.day, theirs.month, theirs.years)
    return ours == theirs
