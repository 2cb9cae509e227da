"""Whether where and when a sentence speaks of agree with a question: exact, as numbers that the confidence weighs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.language.dates import DateMention
from assistant.language.gazetteer import province_keys
from assistant.language.periods import parts_of_year, relative_years
from assistant.language.places import Place
from assistant.language.tokens import Token
from assistant.reading.views import SentenceView
from assistant.retrieval.query import Query

_BACK = 4  # sentences before, in which a place or a date named still holds
_LONGEST = 6  # syllables of a place's name

Numbers = dict[str, float]


def agreement(view: SentenceView, span: tuple[int, int], query: Query) -> Numbers:
    """What the places, years, months and ordinals that a question names are to the sentence of a span.

    Each number is 0 or 1, and all are 0 where the question names none. `…_here`: the sentence names it; `…_before`,
    `…_article`: what stands before it or the article does; `…_other`: the sentence names another one instead;
    `…_other_before`: what stands before it does; `…_absent`: the article names it nowhere. `span` are offsets in the
    sentence: what the answer itself names is no disagreement.
    """
    numbers: Numbers = {}
    times = (_years(view, query), _dates(view, query), _part(view, query))
    for found in (*(_place(view, span, place) for place in query.places), *times):
        for name, value in found.items():
            numbers[name] = max(numbers.get(name, 0.0), value)
    for label in query.labels:
        own = {other.number for other in view.labels if other.noun == label.noun}
        if own:
            numbers["label_here" if label.number in own else "label_other"] = 1.0
        elif (label.noun, label.number) not in view.article.labels:
            numbers["label_absent"] = 1.0
    return numbers


def contradicts(numbers: Numbers) -> bool:
    """Whether the sentence states another year or part of it, or another place of the same level: it never answers."""
    return any(numbers.get(name) for name in ("year_other", "part_other", "place_other"))


def _before(view: SentenceView) -> Iterator[SentenceView]:
    """The sentences just before, the nearest first."""
    yield from reversed(view.article.sentences[max(0, view.index - _BACK) : view.index])


def _named(view: SentenceView, key: str) -> bool:
    """Whether a sentence names a place, not one whose name only begins so: «Lạc Sơn Hạ» is no «Lạc Sơn»."""
    return key in view.place_keys or _spells(view.tokens, view.text, key)


def _spells(tokens: Sequence[Token], text: str, key: str) -> bool:
    """Whether tokens spell the key of a name, with no capitalised word right behind."""
    for first in range(len(tokens)):
        spelt = ""
        for i in range(first, min(len(tokens), first + _LONGEST)):
            spelt += re.sub(r"\W", "", tokens[i].folded)
            if not key.startswith(spelt):
                break
            if spelt == key:
                after = tokens[i + 1] if i + 1 < len(tokens) else None
                goes_on = after and text[tokens[i].end : after.start] == " " and text[after.start].isupper()
                if not goes_on:
                    return True
    return False


def _place(view: SentenceView, span: tuple[int, int], place: Place) -> Numbers:
    article = view.article
    if _named(view, place.key):
        return {"place_here": 1.0}
    others = [p for p in view.places if not (p.start < span[1] and span[0] < p.end)]
    if any(other.level == place.level and _apart(other, place) for other in others):
        return {"place_other": 1.0}
    numbers: Numbers = {}
    for earlier in _before(view):
        if _named(earlier, place.key):
            numbers["place_before"] = 1.0
            break
        if any(other.level == place.level for other in earlier.places):
            numbers["place_other_before"] = 1.0
            break
    titled = _spells(article.title_tokens, article.article.title.value, place.key)
    if place.key in article.place_keys[:1] or titled:
        numbers["place_article"] = 1.0
    elif place.key not in article.place_keys and not any(_named(other, place.key) for other in article.sentences):
        within = place.level == 0 and any(place.key in province_keys(key) for key in article.place_keys)
        numbers["place_within" if within else "place_absent"] = 1.0
    return numbers


def _apart(other: Place, place: Place) -> bool:
    """Whether two places of a level are different ones; a province isn't another one than its own district's."""
    return other.key != place.key and place.key not in province_keys(other.key)


def _years(view: SentenceView, query: Query) -> Numbers:
    asked = query.years
    if not asked:
        return {}
    if view.years:
        years = view.years | relative_years(view.text, view.years)
        return {"year_here" if asked & years else "year_other": 1.0}
    published = view.article.article.published
    posted = {int(published.value[:4])} if published else set()
    if view.period:
        return {"year_before" if asked & view.period else "year_other_before": 1.0}
    if asked & posted:
        return {"year_article": 1.0}
    return {"year_article" if asked & view.article.years else "year_absent": 1.0}


def _part(view: SentenceView, query: Query) -> Numbers:
    """The part of a year that a question names, or the whole one: «6 tháng cuối năm» is not «6 tháng đầu năm».

    Months that a sentence names are dates (`_dates`); here they only tell what a question asks for.
    """
    asked = parts_of_year(query.text)
    own = {part for part in parts_of_year(view.text) if not part.startswith("m")}
    if not own:
        return {}
    if not asked:
        return {"part_only": 1.0} if query.years else {}
    return {"part_here" if asked & own else "part_other": 1.0}


def _dates(view: SentenceView, query: Query) -> Numbers:
    asked = query.months
    if not asked:
        return {}
    own = [date for date in view.dates if date.month]
    if own:
        return {"month_here" if _meet(own, asked) else "month_other": 1.0}
    before = next((dates for v in _before(view) if (dates := [d for d in v.dates if d.month])), [])
    if before:
        return {"month_before" if _meet(before, asked) else "month_other_before": 1.0}
    return {} if _meet(view.article.months, asked) else {"month_absent": 1.0}


def _meet(dates: Iterable[DateMention], asked: Iterable[DateMention]) -> bool:
    """Whether any two may be of one time: nothing that both say differs."""
    return any(
        all(a is None or b is None or a == b for a, b in ((x.day, y.day), (x.month, y.month), (x.year, y.year)))
        for x in dates
        for y in asked
    )
