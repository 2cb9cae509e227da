"""Whose a figure is: of the place, the person, the country, the month and the one of several that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.answering.reading import SentenceView
from assistant.answering.scope import meets
from assistant.language.labels import Label
from assistant.language.names import COUNTRIES
from assistant.language.normalize import canonical, word_set
from assistant.language.numbers import Quantity
from assistant.language.places import Place
from assistant.retrieval.query import Query

_OF_IT = re.compile(r"\s*(?:\([^()]*\))?\s*(?:có|là|:|đạt|được|còn|với|bị)?\s*")  # between a place and its number
_IN_BRACKETS = re.compile(r"\s*\(\s*[-–]?\s*")  # «bà A (38 tuổi)», «Công ty B (-24 tỷ đồng)»
_AGED = re.compile(r"\s*[(,]\s*")  # «bà A, 38 tuổi»
_AT = re.compile(r"[\d²³]?(?:\s+\w+){0,2}?\s+(?:ở|tại|thuộc|trên địa bàn)\s+(?:\w+\s+){0,2}")
_TO = re.compile(r"\s+(?:cho|của|với)\s+(?:[^\W\d]+\s+){0,4}")
_APPOSED = re.compile(r"\s*[,(–-]?\s*")
_FOR_ALL = re.compile(
    r"(?<!\w)(?:mỗi|toàn (?:tỉnh|huyện|quận|thị xã|thành phố|xã)|cả (?:tỉnh|huyện|xã|nước))(?!\w)", re.IGNORECASE
)
_NEAR = 2  # sentences before one that tell which of several it is about
_BESIDES = re.compile(r"(?<!\w)(?:sau|trước|sau khi|trước khi|so với)(?:\s+\w+){0,2}\s+\Z")
_ASIDE = re.compile(r"\([^()]*\)")
_NATIONS = COUNTRIES | word_set(
    "việt nam|campuchia|myanmar|indonesia|malaysia|singapore|philippines|brunei|australia|canada|brazil"
)
_ALSO_CALLED = {
    "mỹ": "hoa kỳ",
    "nhật": "nhật bản",
    "hàn": "hàn quốc",
    "trung": "trung quốc",
    "ấn": "ấn độ",
    "úc": "australia",
}
_NATION = "|".join(name.title() for name in sorted(_NATIONS, key=len, reverse=True))
_IN_NATION = re.compile(rf"(?<!\w)(?:ở|tại|bên|sang|nước) (?P<name>{_NATION})(?!\w)")
_UNIT_IN = re.compile(rf"[\d²³]?(?:\s*\w+)(?: \w+){{0,3}}? {_IN_NATION.pattern}")


def said_of_asked(view: SentenceView, quantity: Quantity, query: Query) -> bool:
    """Whether a number is given to a place or a name of the question: «quận A có 21 công trình, quận B có 8»."""
    start = quantity.start
    nations = _nations_asked(query.text)
    if nations and _nation_of(view, quantity.end) in nations:
        return True
    keys = {place.key for place in query.places}
    ends = [place.end for place in view.places if place.key in keys and place.end <= start]
    named = [match.end() for name in query.names for match in re.finditer(re.escape(name), view.text[:start])]
    beside = _AGED if query.measure == ("tuoi",) else _IN_BRACKETS
    if any(beside.fullmatch(view.text[end:start]) for end in named):
        return True
    return any(_OF_IT.fullmatch(view.text[end:start]) for end in [*ends, *named])


def of_another(view: SentenceView, query: Query, since: int, quantity: Quantity, until: int) -> bool:
    """Whether a figure is of another one than asked: «145.000 học sinh vào lớp 1 và 109.300 học sinh vào lớp 6»."""
    for asked in query.labels:
        labels = [label for label in view.labels if label.noun == asked.noun]
        labels = [label for label in labels if not _BESIDES.search(view.text, 0, label.start)]
        behind = [label for label in labels if quantity.end <= label.start < until]
        after = [label.number for label in behind if not _OF_IT.fullmatch(view.text[label.end : until])]
        before = [label.number for label in labels if since <= label.start < quantity.start]
        beside = after[:1] or before[-1:]
        mine = [label.start for label in labels if label.number == asked.number]
        if not beside and mine and quantity.end <= mine[0] and any(q.start > mine[0] for q in view.quantities):
            return True  # «cả dự án 300 tỷ đồng, trong đó giai đoạn 1 là 90 tỷ đồng»
        if beside and asked.number not in beside:
            return True
        if not beside and len({label.number for label in labels}) > 1:
            return True  # the sentence tells several apart, and of this figure says nothing
        if not labels and _left_out(view, asked):
            return True
    return _of_another_month(view, query, quantity)


def _left_out(view: SentenceView, asked: Label) -> bool:
    """Whether an article tells several apart and speaks of the one asked, but not in a sentence nor just before it."""
    article = view.article
    known = {number for noun, number in article.labels if noun == asked.noun}
    if len(known) < 2 or asked.number not in known:
        return False
    near = article.sentences[max(0, view.index - _NEAR) : view.index + 1]
    return not any((label.noun, label.number) == (asked.noun, asked.number) for other in near for label in other.labels)


def _of_another_month(view: SentenceView, query: Query, quantity: Quantity) -> bool:
    """Whether a sentence gives figures of several months, or an article does, and this one for another than asked."""
    dates = [date for date in view.dates if date.month]
    if not dates and view.index == 0 and (told := view.article.months):  # a headline is of the time told of first
        agree = [any(meets(date, asked) for asked in query.months) for date in told]
        return any(agree) and not agree[0]
    agree = [any(meets(date, asked) for asked in query.months) for date in dates]
    if not any(agree) or all(agree):
        return False
    before = [mine for date, mine in zip(dates, agree, strict=True) if date.end <= quantity.start]
    return not (before or agree)[-1 if before else 0]


def _nation(match: re.Match[str] | None) -> str:
    """The country that was matched, by one of its names; «Lào» of «Lào Cai» is none."""
    if match is None or match.string[match.end() :].lstrip()[:1].isupper():
        return ""
    name = canonical(match["name"])
    return _ALSO_CALLED.get(name, name)


@lru_cache(maxsize=64)
def _nations_asked(question: str) -> frozenset[str]:
    return frozenset(filter(None, map(_nation, _IN_NATION.finditer(question))))


def _nation_of(view: SentenceView, number_end: int) -> str:
    """The country that follows a figure's unit: «20 ha tại Lào»."""
    return _nation(_UNIT_IN.match(view.text, number_end))


def _in_another_nation(view: SentenceView, quantity: Quantity, query: Query) -> bool:
    """Whether a figure is not of the country that is asked about: its article never names it, or the sentence gives
    the country another figure."""
    asked = _nations_asked(query.text)
    if not asked or _nation_of(view, quantity.end) in asked:
        return False
    called = asked | {name for name, also in _ALSO_CALLED.items() if also in asked}
    named = any(f" {name} " in sentence.line for sentence in view.article.sentences for name in called)
    return not named or any(_nation_of(view, other.end) in asked for other in view.quantities)


def goes_on_at(view: SentenceView, end: int, query: Query) -> bool:
    """Whether what is asked about follows a figure: «xã A 5 tấn, và 3 tấn ở xã B», «ông A đưa 3 triệu cho bà B»."""
    named = [match.start() for name in query.names for match in re.finditer(re.escape(name), view.text)]
    if any(_TO.fullmatch(view.text[end:start]) for start in named if start > end):
        return True
    keys = {place.key for place in query.places}
    following = next((place for place in view.places if place.start >= end), None)
    return (
        following is not None and following.key in keys and _AT.fullmatch(view.text[end : following.start]) is not None
    )


def elsewhere(view: SentenceView, quantity: Quantity, query: Query) -> bool:
    """Whether the last place named before a span, in its sentence, is another of the level asked about.

    A province between the district asked about and the figure has the figure, unless it only says where the district
    is: «các huyện A, B, sản lượng của tỉnh C đạt 45.000 tấn». Of persons the last named has the figure.
    """
    start = quantity.start
    if _in_another_nation(view, quantity, query):
        return True
    if any(name in view.text for name in query.names):
        persons = [person.name for person in view.persons if person.end <= start]
        if persons and persons[-1] not in query.names and any(person.name in query.names for person in view.persons):
            return True
    asides = [match.span() for match in _ASIDE.finditer(view.text, 0, start)]

    def aside(place: Place) -> bool:
        """Whether it stands in brackets that close before the figure: «bà A (quê huyện B)» is not in B."""
        return any(first < place.start < last for first, last in asides)

    for asked in query.places:
        if asked.level > 0 and _of_province(view, start, asked.key):
            return True
        rivals = [place for place in view.places if (place.level >= asked.level if asked.level else place.level == 0)]
        rivals = [p for p in rivals if p.name not in query.names and (p.key == asked.key or not aside(p))]
        before = _last_named(view, [place for place in rivals if place.end <= start])
        if before and _FOR_ALL.search(view.text[before[-1].end : start]):
            continue  # «xã A, xã B, mỗi xã 1 tấn»
        named = asked.key in {place.key for place in rivals}
        if before and asked.key not in {place.key for place in before} and (named or before[-1].level == asked.level):
            return True
        peers = [place for place in rivals if asked.key == place.key or asked.level == place.level]
        if not before and named and peers[0].key != asked.key:
            return True
    return False


def _last_named(view: SentenceView, places: Sequence[Place]) -> list[Place]:
    """The last of the places, and those that it only says where they lie: «xã A, huyện B» are two."""
    chain = list(places[-1:])
    for place in reversed(places[:-1]):
        gap = view.text[place.end : chain[0].start]
        if not (place.level > chain[0].level and _APPOSED.fullmatch(gap)):
            break
        chain.insert(0, place)
    return chain


def _of_province(view: SentenceView, start: int, key: str) -> bool:
    before = [place for place in view.places if place.end <= start]
    named = any(place.key == key for place in before)
    return named and before[-1].level == 0 and key not in {place.key for place in _last_named(view, before)}
