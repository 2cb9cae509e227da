"""Whether a source has a date that an answer states, or a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.corpus.article import Span
from assistant.grounding.binding import closeness, coverage, words_about
from assistant.grounding.fact import Day, Fact
from assistant.grounding.facts import find_facts
from assistant.grounding.joined import of_same_person
from assistant.grounding.sourced import ArticleFacts
from assistant.grounding.support import MARGIN, Refusal, Said, Support, chosen, other_way, unlike
from assistant.reading.views import SentenceView

_ANOTHER_YEARS = 0.2  # by which a sentence of another year may have more of a claim's words


def support_day(
    said: Said, fact: Fact, value: Day, source: ArticleFacts, sentences: Sequence[SentenceView]
) -> Support | Refusal:
    """What some sentences of a source say for a date."""
    if value.day is None and value.month is None:
        return _year(said, fact, value, source, sentences)
    found = chosen(said, fact, source, sentences, lambda view, other: _same_day(value, view, other, source))
    if isinstance(found, Support) or found.reason:
        return found
    near = [view.text[o.start : o.end] for view in sentences for o in _days(view) if _same_but_year(value, o)]
    return Refusal(f"nguồn ghi «{near[0]}»", 1) if near else Refusal()


def _year(
    said: Said, fact: Fact, value: Day, source: ArticleFacts, sentences: Sequence[SentenceView]
) -> Support | Refusal:
    """A year is named by a sentence, or was set before it; no sentence of another year has more of the words."""
    words = words_about(said.view, fact, said.around(fact))
    found: list[tuple[float, SentenceView, Fact | None]] = []
    for view in sentences:
        own = [other for other in _days(view) if _same_day(value, view, other, source)]
        if value.aside:  # of a birth, or of what is compared with
            own = [other for other in own if of_same_person(said, fact, view, other)]
        if own or (not _dated(view) and not value.part and set(value.years) <= source.years_around(view)):
            found.append((coverage(words, view), view, max(own, key=lambda o: closeness(words, view, o), default=None)))
    if not found:
        return Refusal()
    best, view, own_fact = max(found, key=lambda item: item[0])
    for other in source.sentences:
        years = source.years_around(other)
        if years and not set(value.years) <= years and coverage(words, other) > best + _ANOTHER_YEARS:
            return Refusal(f"nguồn nói về năm {', '.join(map(str, sorted(years)))}", 3)
    if own_fact is None:
        return Support(Span(view.start, view.sentence.end), best)
    near = closeness(words, view, own_fact)
    for rival in _days(view):
        there = other_way(said, fact, (view, own_fact), (view, rival))
        if unlike(fact, rival) and closeness(words, view, rival) > near + MARGIN + there:
            return Refusal(f"trong nguồn, nội dung này ứng với «{view.text[rival.start : rival.end]}»", 4)
    return Support(Span(view.start + own_fact.start, view.start + own_fact.end), best)


def _dated(view: SentenceView) -> bool:
    return any(isinstance(o.value, Day) and o.value.years and not o.value.aside for o in _days(view))


def _days(view: SentenceView) -> Iterator[Fact]:
    return (fact for fact in find_facts(view) if isinstance(fact.value, Day))


def _same_but_year(value: Day, other: Fact) -> bool:
    day = other.value
    return isinstance(day, Day) and value.day is not None and (day.day, day.month) == (value.day, value.month)


def _same_day(value: Day, view: SentenceView, other: Fact, source: ArticleFacts) -> bool:
    """Whether a date of a source says all that the answer's does; its year may be known from elsewhere."""
    theirs = other.value
    if not isinstance(theirs, Day):
        return False
    if value.day is not None and value.day != theirs.day:
        return False
    if value.month is not None and value.month != theirs.month:
        return False
    if value.part and value.part != theirs.part:
        return False
    if theirs.years or not value.years:
        ends = {theirs.years[0], theirs.years[-1]} if theirs.years else set()
        return set(value.years) <= ends if len(value.years) == 1 else value.years in ((), theirs.years)
    return len(value.years) == 1 and value.years[0] in _year_of(theirs, view, other, source)


def _year_of(day: Day, view: SentenceView, fact: Fact, source: ArticleFacts) -> frozenset[int]:
    """The year of a day that is written without: by the day of publication, else set in or before its sentence."""
    published = source.article.published
    if published:
        year, month, date = (int(part) for part in published.value.split("-"))
        later = (day.month or 0, day.day or 0) > (month, date)
        return frozenset({year - 1, year} if later else {year})
    own = [other.value for other in _days(view) if other.end <= fact.start]
    years = frozenset(y for d in own if isinstance(d, Day) and not d.aside for y in d.years) or view.article.frame(
        view.index
    )
    return years if len(years) == 1 else frozenset()
