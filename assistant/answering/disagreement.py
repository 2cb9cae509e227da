"""Several good candidates with different values: of different places (which one is meant?), or of one (a conflict)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.candidate import Candidate
from assistant.answering.choosing import Choice, Reading
from assistant.language.normalize import fold
from assistant.language.numbers import find_quantities
from assistant.language.places import one_letter_off, place_key
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

FULL = 0.85  # fit of a figure's unit, or of an office, from which it is the very thing asked for
_OWN = 0.85  # share of the best sentence's own coverage that a rival's must reach
_NEAR = 0.7  # share of the best confidence that a rival's must reach
_COUNTED, _OTHER = 0.75, 0.55  # the same two of a figure of another place, when the question names none
_ROUNDED = 0.1  # relative difference that «hơn», «gần», «khoảng» may cover
_SAID, _HERE = 0.8, 0.85  # own coverage and agreement of place and time from which a size is the one asked for
_CASE, _LACKING = 0.55, 0.1  # the same share of another case's, and the more of the words that its article may lack
_COUNTS = 0.7  # fit of a figure's unit from which it counts what is asked, by a word that means the same
_MOST = 8


@dataclass(frozen=True)
class Disagreement:
    """The choices that differ, the best first. `ambiguous`: they are of different places; else of one, a conflict."""

    choices: tuple[Choice, ...]
    ambiguous: bool


def find_disagreement(best: Choice, reading: Reading) -> Disagreement | None:
    """What else could be meant, or is said otherwise; None when the best choice stands alone."""
    if _names_nothing(reading.query) and (several := _of_other_cases(best, reading)):
        return several
    if not _decisive(best):
        return _told_elsewhere(best, reading) or _spelt_otherwise(best)
    return _several(best, reading) or _spelt_otherwise(best)


def _several(best: Choice, reading: Reading) -> Disagreement | None:
    """The choices as good as the best with another place or value."""
    rivals = [best]
    for choice in reading.choices:
        if any(choice.view is other.view for other in rivals) or not _decisive(choice):
            continue
        if choice.evidence.own >= _OWN * best.evidence.own and choice.confidence >= _NEAR * best.confidence:
            rivals.append(choice)
    asked = bool(reading.query.places)
    if not asked:
        others = [c for c in reading.choices if c.view.article is not best.view.article and _may_be_meant(c, best)]
        if len(elsewhere := _by_place([best, *others])) > 1:
            return Disagreement(tuple(elsewhere[:_MOST]), ambiguous=True)
    there = asked and best.there >= _HERE
    here = [c for c in rivals if _place(c) == _place(best) or (there and c.there >= _HERE)]
    different = _different(here)
    if len(different) < 2:
        return None
    return Disagreement(tuple(different[:_MOST]), ambiguous=best.kind is Kind.PERSON and bool(reading.query.role))


def _names_nothing(query: Query) -> bool:
    """Whether a question with its capitals names no place, person, thing, time or document: any case may be meant."""
    named = query.places or query.names or query.things or query.documents or query.years or query.months
    if named or query.labels or not query.accented:
        return False
    return not any(char.isupper() or char.isdigit() for char in query.text[1:])


def _of_other_cases(best: Choice, reading: Reading) -> Disagreement | None:
    """What other articles tell of as much what is asked, where the question fits the cases of several."""
    if best.candidate is None or best.kind not in (Kind.FIGURE, Kind.TIME):
        return None
    found: dict[str, Choice] = {}  # by article, whose best choice speaks for it
    for choice in reading.choices:
        if choice is best or (choice.candidate and choice.confidence >= _CASE * best.confidence):
            found.setdefault(choice.view.article.article.id, choice)
    cases = [choice for choice in found.values() if choice is best or _fits_as_well(choice, best, reading.query)]
    elsewhere = _by_place(cases)
    if len(elsewhere) < 2 or len(_different(elsewhere)) < 2:
        return None
    return Disagreement(tuple(elsewhere[:_MOST]), ambiguous=True)


def _fits_as_well(choice: Choice, best: Choice, query: Query) -> bool:
    """Whether another article's choice counts the same thing, and the question singles the best one's article out by
    no word that this one lacks."""
    assert choice.candidate and best.candidate
    if query.sort and not _shared_kind(choice, best):
        return False  # two sums or lengths may be of anything
    if query.measure and not query.sort and choice.candidate.head < max(_COUNTS, best.candidate.head):
        return False
    return _has_as_much(choice, best)


def _has_as_much(choice: Choice, best: Choice) -> bool:
    """Whether an article lacks hardly more of the question's words than the best one's, or its sentence has more."""
    ours, theirs = best.evidence, choice.evidence
    return theirs.missing <= ours.missing + _LACKING or theirs.own > ours.own


def _shared_kind(choice: Choice, best: Choice) -> bool:
    """Whether the phrases of two sizes end in the same word, which is no unit: «16 năm tù» and «27 tháng tù»."""
    assert choice.candidate and best.candidate
    ours, theirs = fold(best.candidate.text).split(), fold(choice.candidate.text).split()
    return len(ours) > 2 and len(theirs) > 2 and ours[-1] == theirs[-1]


def _may_be_meant(choice: Choice, best: Choice) -> bool:
    """Whether what is said of another place is as much what is asked, where no place is named."""
    span = choice.candidate
    counted = span is not None and span.claim == "figure" and span.head >= _COUNTED
    least = _OTHER if counted else _NEAR
    enough = choice.evidence.own >= _OWN * best.evidence.own and choice.confidence >= least * best.confidence
    return enough and _has_as_much(choice, best) and (counted or _decisive(choice))


def _told_elsewhere(best: Choice, reading: Reading) -> Disagreement | None:
    """Sums, lengths and other sizes that another article gives otherwise, in as many of the question's words.

    Their unit doesn't tell what they are the size of, so both sentences must say nearly all that the question does.
    """
    if best.kind is not Kind.FIGURE or not reading.query.sort or not reading.query.places or not _says_all(best):
        return None
    articles = {best.view.article}
    different = [best]
    for choice in reading.choices:
        if choice.view.article in articles or not _says_all(choice) or choice.confidence < _NEAR * best.confidence:
            continue
        articles.add(choice.view.article)  # its best one speaks for it
        if all(not _agree(choice, other) for other in different):
            different.append(choice)
    return Disagreement(tuple(different), ambiguous=False) if len(different) > 1 else None


def _says_all(choice: Choice) -> bool:
    evidence = choice.evidence
    return choice.candidate is not None and evidence.own >= _SAID and choice.there >= _HERE


def _spelt_otherwise(best: Choice) -> Disagreement | None:
    """The person's name and another place of the article that writes it one letter differently."""
    if best.kind is not Kind.PERSON or best.candidate is None:
        return None
    name = fold(best.candidate.text)
    for view in best.view.article.sentences:
        for person in view.persons:
            if fold(person.name) != name and one_letter_off(fold(person.name), name):
                span = Candidate(view, person.start, person.end, best.candidate.fit, "name")
                return Disagreement((best, replace(best, view=view, candidate=span)), ambiguous=False)
    return None


def _decisive(choice: Choice) -> bool:
    """Whether a choice is of the very thing asked for, not of something near it."""
    if choice.candidate is None:
        return False
    if choice.kind is Kind.FIGURE:
        return choice.candidate.claim == "figure" and choice.candidate.head >= FULL
    return choice.kind is Kind.PERSON and choice.candidate.fit >= FULL


def _place(choice: Choice) -> str:
    """The key of the place that a choice is of: the last named before the span in its sentence, or its article's."""
    assert choice.candidate
    named = [p for p in choice.view.places if p.end <= choice.candidate.start and p.level == 1]
    keys = choice.view.article.place_keys
    return named[-1].key if named else keys[0] if keys else choice.view.article.article.id


def _by_place(choices: Sequence[Choice]) -> list[Choice]:
    """The first choice of every article's main place."""
    found: dict[str, Choice] = {}
    for choice in choices:
        places = choice.view.article.article.places
        found.setdefault(place_key(places[0]) if places else choice.view.article.article.id, choice)
    return list(found.values())


def _different(choices: Sequence[Choice]) -> list[Choice]:
    """Those whose value is none of the ones before."""
    found: list[Choice] = []
    for choice in choices:
        if all(not _agree(choice, other) for other in found):
            found.append(choice)
    return found


def _agree(a: Choice, b: Choice) -> bool:
    assert a.candidate and b.candidate
    if a.candidate.claim != "figure":
        return fold(a.candidate.text) == fold(b.candidate.text)
    ours, theirs = find_quantities(a.candidate.text), find_quantities(b.candidate.text)
    if len(ours) != len(theirs) or not ours:
        return _digits(a.candidate.text) == _digits(b.candidate.text)
    for x, y in zip(ours, theirs, strict=True):
        rounded = bool(x.qualifier or y.qualifier)
        if abs(x.value - y.value) > (_ROUNDED * max(x.value, y.value) if rounded else 0) or x.of != y.of:
            return False
    return True


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)
