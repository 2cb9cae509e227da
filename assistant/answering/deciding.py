"""What the candidates for a question come to: one answer, yes or no, a list, a question back, or a conflict.

Nothing here reads words: the reader's scores decide, and values, units, places and years are compared exactly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.answer import Answer
from assistant.answering.composing import answered, decided, differing, listed
from assistant.corpus.article import Span
from assistant.language.normalize import fold
from assistant.language.numbers import find_quantities
from assistant.language.places import one_letter_off
from assistant.reading.candidates import Candidate, Candidates, alternatives, same_value
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

RIVAL = 0.6  # probability from which another candidate is an answer of its own
OPEN_RIVAL = 0.3  # the same where the question names nothing that tells one case from another
ITEM = 0.5  # mean probability of its words from which a span is an item of a list
_MOST = 8  # values shown side by side
_ITEMS = 30
_ONE = {Kind.FIGURE, Kind.DATE, Kind.TIME, Kind.YES_NO, Kind.REASON, Kind.ROLE, Kind.CODE}  # ask for one thing


def decide(question: str, found: Candidates) -> Answer:
    """The answer that sure candidates give."""
    best = found.all[0]
    if found.query.kind is Kind.YES_NO or (best.reading.yes_or_no and found.query.kind is Kind.OPEN):
        return decided(question, found)
    if items := _items(found):
        return listed(question, found, items)
    several = rivals(found)
    if len(several) > 1:
        return differing(question, found, several, ambiguous=_ambiguous(several, found))
    return answered(question, found)


def _items(found: Candidates) -> list[tuple[Candidate, Span]]:
    """The items of the best candidate's window, and for a question that asks for a list those of other sure ones."""
    wanted = found.query.kind is Kind.LIST
    holders = [found.all[0]]
    if wanted:
        holders += [other for other in found.all[1:] if other.probability >= RIVAL]
    items: list[tuple[Candidate, Span]] = []
    said: list[str] = []
    for holder in holders:
        likely = [item for item in holder.reading.items if item.score >= ITEM]
        likely = likely or ([holder.found] if len(holders) > 1 else [])
        for item in likely:
            words = fold(holder.reading.text(item))
            if not any(words in other or other in words for other in said):
                said.append(words)
                items.append((holder, holder.reading.window.span(item.start, item.end)))
    best = found.all[0]
    beside = any(
        holder is best and not _overlap(span, best.span) for holder, span in items
    )  # the best span has not all
    enough = len(items) > 1 and (wanted or (beside and found.query.kind not in _ONE))
    return items[:_ITEMS] if enough else []


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def rivals(found: Candidates) -> list[Candidate]:
    """The best candidate and those as sure with another value of the same sort, one of each value and article."""
    best, *others = found.all
    least = OPEN_RIVAL if _names_nothing(found.query) else RIVAL
    several = [best]
    for other in [*alternatives(best), *others]:
        if other.probability < least or len(several) == _MOST:
            continue
        if any(same_value(other.text, known.text) and _beside(other, known) for known in several):
            continue
        if all(_comparable(other, known) for known in several):
            several.append(other)
    return several


def _names_nothing(query: Query) -> bool:
    """Whether a question typed with care names no place, person, time or document: any case may be meant."""
    named = query.places or query.names or query.years or query.months or query.documents or query.labels
    return bool(query.accented and not named and not any(c.isupper() or c.isdigit() for c in query.text[1:]))


def _beside(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates that say the same are of one place, so that one of them is enough."""
    return a.article is b.article or a.article.places[:1] == b.article.places[:1]


def _comparable(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates may be two answers to one question: figures of one unit, neither part of the other's
    sentence; of one article, the same person with a letter changed."""
    ours, theirs = find_quantities(a.text), find_quantities(b.text)
    if a.article is b.article:
        if ours and theirs:
            return a.view is not b.view and _unit(a.text) == _unit(b.text) != "" and a.view.period == b.view.period
        return one_letter_off(fold(a.text), fold(b.text))
    if ours and theirs:
        return _unit(a.text) == _unit(b.text)
    return not ours and not theirs


def _unit(text: str) -> str:
    """The first word after the number, folded."""
    quantity = find_quantities(text)[0]
    if quantity.percent:
        return "%"
    match = re.search(r"[^\W\d_]+", fold(text[quantity.end :]))
    return match.group() if match else ""


def _ambiguous(several: Sequence[Candidate], found: Candidates) -> bool:
    """Whether the values are of different places, so that the question may mean either; else the sources differ."""
    places = {candidate.article.places[:1] for candidate in several}
    return len(places) > 1 or found.query.kind is Kind.PERSON
