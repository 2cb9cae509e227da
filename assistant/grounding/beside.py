"""What a figure counts, by the words right beside it: «14 kg heroin; 22 kg nhựa thuốc phiện»."""

from __future__ import annotations

from assistant.grounding.amounts import same_unit
from assistant.grounding.binding import IDLE
from assistant.grounding.fact import Amount, Fact
from assistant.grounding.facts import find_facts, written
from assistant.reading.views import SentenceView

_REACH = 4  # words on each side
_APART = ",;:.()–"


def another(said: SentenceView, fact: Fact, view: SentenceView, mine: Fact) -> str:
    """Another figure of a source's sentence that has the words beside it which an answer has beside its own.

    Empty when there is none. The words after a figure say what it counts, those before it only when none follow.
    """
    ours, own = _after(said, fact), _before(view, mine) | _after(view, mine)
    before = not ours
    if before:
        ours = _before(said, fact)
    if not own or len(ours) <= before or len(ours & own) > (len(ours) / 2 if before else 0):
        return ""
    for other in find_facts(view):
        theirs = (_before if before else _after)(view, other) if other != mine and alike(mine, other) else set()
        if len(ours & theirs) > len(ours) / 2:
            return written(view, other)
    return ""


def _after(view: SentenceView, fact: Fact) -> set[str]:
    """The words after a figure, up to the next fact or the end of its clause."""
    following = [other.start for other in find_facts(view) if other.start >= fact.end]
    end = min([*following, *(at for char in _APART if (at := view.text.find(char, fact.end)) >= 0), len(view.text)])
    words = [token.norm for token in view.tokens if fact.end <= token.start < end]
    return {word for word in words[:_REACH] if word not in IDLE}


def _before(view: SentenceView, fact: Fact) -> set[str]:
    """The words before a figure, from the fact before it or the beginning of its clause."""
    preceding = [other.end for other in find_facts(view) if other.end <= fact.start]
    start = max([0, *preceding, *(view.text.rfind(char, 0, fact.start) for char in _APART)])
    words = [token.norm for token in view.tokens if start <= token.start < fact.start]
    return {word for word in words[-_REACH:] if word not in IDLE}


def alike(one: Fact, other: Fact) -> bool:
    """Whether two facts are figures of one thing, or percentages."""
    a, b = one.value, other.value
    return (
        isinstance(a, Amount)
        and isinstance(b, Amount)
        and a.percent == b.percent
        and (a.percent or same_unit(a.unit, b.unit))
    )
