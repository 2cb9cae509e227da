"""What a sentence of an answer joins, and whether its sources say it together: two right facts can make a wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.grounding.beside import alike
from assistant.grounding.fact import Amount, Day, Fact, Name
from assistant.grounding.facts import find_facts, written
from assistant.grounding.support import Said
from assistant.reading.views import SentenceView

Place = tuple[SentenceView, int]  # a sentence of a source, and where a fact stands in it
_APART = ";.:"
_OWN = 60  # characters before a birth or an age in which stands whose it is


def parted(said: Said, facts: Sequence[Fact], places: Sequence[Place | None]) -> dict[int, str]:
    """The figures of a sentence that its sources don't say of the figure before them, by index, with what they say.

    «126 doanh nghiệp nợ 11,6 tỷ đồng», where the source has «126 doanh nghiệp … 150,8 tỷ đồng và 8 doanh nghiệp … 11,6
    tỷ đồng». `places` are where the facts stand in the sources.
    """
    found: dict[int, str] = {}
    counted = [i for i, fact in enumerate(facts) if isinstance(fact.value, Amount)]
    for i, j in pairwise(counted):
        one, other = facts[i], facts[j]
        first, second = places[i], places[j]
        if first is None or second is None or any(char in _APART for char in said.view.text[one.end : other.start]):
            continue
        nearer = _nearer(one, other, first, second)
        if nearer:
            found[j] = f"trong nguồn, «{said.view.text[one.start : one.end]}» đi cùng «{nearer}»"
    return found


def _nearer(one: Fact, other: Fact, first: Place, second: Place) -> str:
    """The figure of a source that stands with one figure where an answer has another of its unit."""
    (view, at), (there, where) = first, second
    if _alike(one, other):
        return ""
    if view is not there:
        rivals = [fact for fact in find_facts(view) if _alike(fact, other) and not _same(fact, other)]
        return written(view, min(rivals, key=lambda fact: abs(fact.start - at))) if rivals else ""
    between = [f for f in find_facts(view) if at < f.start < where and _alike(f, one) and not _same(f, one)]
    rivals = [f for f in find_facts(view) if at < f.start < between[0].start and _alike(f, other)] if between else []
    return written(view, rivals[0]) if rivals else ""


def _alike(one: Fact, other: Fact) -> bool:
    """Whether two facts are figures of one thing that they name, or percentages."""
    a = one.value
    return isinstance(a, Amount) and (a.percent or bool(a.unit)) and alike(one, other)


def _same(one: Fact, other: Fact) -> bool:
    a, b = one.value, other.value
    return isinstance(a, Amount) and isinstance(b, Amount) and (a.values, a.of) == (b.values, b.of)


def dated_elsewhere(facts: Sequence[Fact], articles: Sequence[frozenset[str]]) -> list[int]:
    """The days that only articles name which have none of the rest of a sentence. `articles` have each of its facts."""
    days = [i for i, fact in enumerate(facts) if isinstance(fact.value, Day) and fact.value.day is not None]
    rest = [articles[i] for i, fact in enumerate(facts) if _tells(fact)]
    return [i for i in days if rest and not any(articles[i] & others for others in rest)]


def _tells(fact: Fact) -> bool:
    return not isinstance(fact.value, Day) and not (isinstance(fact.value, Name) and fact.value.key)


def of_same_person(said: Said, fact: Fact, view: SentenceView, other: Fact) -> bool:
    """Whether a birth or an age is of the same person in an answer and a source, as far as both tell."""
    ours, theirs = _owners(said.view, fact), _owners(view, other)
    return not ours or not theirs or any(_named_alike(ours[-1], name) for name in theirs)


def _owners(view: SentenceView, fact: Fact) -> list[tuple[str, ...]]:
    """The names before a birth or an age: the last, or all of them when they share it («cùng SN 1999»)."""
    names = [f for f in find_facts(view) if f.end <= fact.start and isinstance(f.value, Name) and not f.value.key]
    near = [name for name in names if fact.start - name.end <= _OWN]
    shared = near and "cùng" in view.text[near[-1].end : fact.start].lower()
    return [f.value.syllables for f in (names if shared else near[-1:]) if isinstance(f.value, Name)]


def _named_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    shorter, longer = sorted((tuple(one), tuple(other)), key=len)
    return longer[-len(shorter) :] == shorter
