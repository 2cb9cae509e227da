"""Whether a sentence speaks of the places, the time and the one of several that a question names: 0 no, 1 yes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.answering.reading import SentenceView
from assistant.language.dates import DateMention
from assistant.language.labels import Label
from assistant.language.names import HONORIFICS
from assistant.language.normalize import fold
from assistant.language.places import Place, province_keys
from assistant.language.things import Thing
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

_LOOK_BACK = 4  # sentences in which a place named before still holds
_ELSEWHERE = 0.6  # agreement with a name that the article has, but not near the sentence
_RIVALLED = 0.3  # with a province that the article names somewhere, beside others
_ONLY_ONE = 0.75  # with a commune or district that was named before, when the article names no other one
_OTHER = 0.15  # and with «lần thứ 6» of a sentence that speaks of «lần thứ 7»
_PART = 0.2  # and of a figure for «2016-2020» with the year 2018
_OTHERS_ONLY = 0.05  # of an article that speaks of no other one

_AT_HOME = 0.9  # with the place of somebody whom the sentence names

_ALONE = re.compile(r"(?<!\w)(?:toàn|riêng)\s+$", re.IGNORECASE)


def place_agreement(view: SentenceView, query: Query) -> float:
    """Whether a sentence speaks of the places, persons and things that the question names, labels included."""
    scores = [
        _AT_HOME if _at_home(view, place, query) else _one_place(view, place.key, place.level, query)
        for place in query.places
    ]
    scores += [_one_name(view, fold(name)) for name in query.names]
    scores += [_one_label(view, label) for label in query.labels]
    scores += [_one_thing(view, thing) for thing in query.things]
    return min(scores, default=1.0)


def period_agreement(view: SentenceView, query: Query) -> float:
    """Whether a sentence speaks of the years and months that the question names."""
    return min(_years(view, query), _months(view, query))


def _before(view: SentenceView) -> Iterator[SentenceView]:
    """The sentences just before, the nearest first."""
    yield from reversed(view.article.sentences[max(0, view.index - _LOOK_BACK) : view.index])


def _one_name(view: SentenceView, name: str) -> float:
    if view.calls(name):
        return 1.0
    if any(near.calls(name) for near in _before(view)) or name in fold(view.article.article.title.value):
        return _ELSEWHERE if _names_another(view, name) else 0.9
    return _ELSEWHERE


def _names_another(view: SentenceView, name: str) -> bool:
    """Whether a sentence is about another person, or another company or the like, than the one named before it."""
    person = any(fold(known.name) == name for near in _before(view) for known in near.persons)
    if person:
        return bool(view.persons)
    return any(name.split()[0].lower() not in HONORIFICS for name in view.proper_names)  # «Bà Phương» is no thing's


def _one_label(view: SentenceView, asked: Label) -> float:
    def numbers(sentence: SentenceView) -> set[int]:
        return {label.number for label in sentence.labels if label.noun == asked.noun}

    if own := numbers(view):
        return 1.0 if asked.number in own else _OTHER
    if before := next(filter(None, map(numbers, _before(view))), None):
        return 0.9 if asked.number in before else 2 * _OTHER
    if (asked.noun, asked.number) in view.article.labels:
        return 0.75
    return _OTHERS_ONLY if any(noun == asked.noun for noun, _ in view.article.labels) else 0.5


def _one_thing(view: SentenceView, asked: Thing) -> float:
    name = f" {' '.join(asked.name)} "

    def said(sentence: SentenceView) -> bool:
        return name in sentence.line or any(asked.may_be(thing) for thing in same(sentence))

    def same(sentence: SentenceView) -> list[Thing]:
        return [thing for thing in sentence.things if thing.sort == asked.sort]

    if said(view):
        return 1.0
    if same(view):
        return _OTHER
    article = view.article.sentences
    return _OTHER if any(map(same, article)) and not any(map(said, article)) else 1.0


def _at_home(view: SentenceView, place: Place, query: Query) -> bool:
    """Whether a sentence that names no other such place names somebody whom its article names with the place."""
    if place.key in view.place_keys or any(other.level == place.level for other in view.places):
        return False
    called = [name for name in map(fold, query.names) if view.calls(name)]
    there = [sentence for sentence in view.article.sentences if place.key in sentence.place_keys]
    return any(sentence.calls(name) for name in called for sentence in there)


def _one_place(view: SentenceView, key: str, level: int, query: Query) -> float:
    article = view.article
    named = [place for place in view.places if place.name not in query.names]  # «Công ty năng lượng Bình Minh»
    if key in view.place_keys or key in "".join(view.folded):
        return 1.0
    if any(place.level > level and _ALONE.search(view.text[: place.start]) for place in named):
        return 0.2  # «Toàn xã A có 1.700 hộ» says nothing of its district
    keys = article.place_keys
    levels = [its for its, known in article.named_by_level.items() if key in known]
    level = levels[0] if len(levels) == 1 else level  # «ở Bãi Dài» tells no level, «xã Bãi Dài» in the text does
    if key not in keys[:1] and level > 0:
        if any(place.level == level for place in named):
            return 0.2  # it speaks of another
        for earlier in _before(view):
            if key in earlier.place_keys:
                return 0.9
            if any(place.level == level for place in earlier.places):
                break
    if key in keys[:1]:
        others = [p for p in named if p.level <= level and p.key != key and p.key not in province_keys(key)]
        return 0.9 if not others else 0.5
    if key in keys[:2] or (level > 0 and any(known == {key} for at, known in article.named_by_level.items() if at)):
        return 0.75  # the only commune that is named: the article is about it throughout
    if level == 0 and any(key in province_keys(other) for other in keys) | (key in keys):
        rivals = [other for other in keys if other != key and other in province_keys(other)]
        return _RIVALLED if rivals and not _goes_on(view, key) else 0.75
    if key in keys:
        alone = level > 0 and article.named_by_level.get(level) == {key}
        return _ONLY_ONE if alone else 0.2
    return 0.0


def _goes_on(view: SentenceView, key: str) -> bool:
    """Whether the sentence right before is of a province, and neither of them of another."""
    before = view.article.sentences[view.index - 1 : view.index]
    named = {place.key for sentence in (*before, view) for place in sentence.places if place.level == 0}
    return any(key in sentence.place_keys for sentence in before) and named <= {key}


def _years(view: SentenceView, query: Query) -> float:
    if not query.years:
        return 1.0
    if query.years <= view.years:
        part = query.kind is Kind.FIGURE and len(query.years) == 1 and not query.years <= view.single_years
        return _PART if part else 1.0
    period = view.period
    if query.years & period:
        whole = query.years <= period or period <= query.years  # «2018-2019» is not «2017-2018»
        return 0.95 if whole else 0.2
    years = view.article.years
    if not years:
        return 0.55
    if not query.years & years:
        return 0.0
    if not query.years <= years:
        return 0.3
    return 0.25 if period else 0.8


def _months(view: SentenceView, query: Query) -> float:
    if not query.months:
        return 1.0

    def dated(sentence: SentenceView) -> list[DateMention]:
        return [date for date in sentence.dates if date.month]

    def agree(dates: Iterable[DateMention]) -> bool:
        return any(meets(date, asked) for date in dates for asked in query.months)

    if own := dated(view):
        return 1.0 if agree(own) else _OTHER
    if before := next(filter(None, map(dated, _before(view))), None):
        return 0.95 if agree(before) else 2 * _OTHER
    article = view.article
    published = article.article.published
    posted = published and int(published.value[5:7])
    if agree(article.months) or posted in {date.month for date in query.months}:
        return 0.8
    return _OTHERS_ONLY if article.months else 0.6


def meets(date: DateMention, asked: DateMention) -> bool:
    """Whether two dates may be of one time: nothing that both say differs."""
    pairs = ((date.day, asked.day), (date.month, asked.month), (date.year, asked.year))
    return all(a is None or b is None or a == b for a, b in pairs)
