"""Changes of one thing in a right statement: a digit, a unit, a year, a name …, so that it says what isn't so."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.language.dates import find_dates
from assistant.language.documents import find_documents
from assistant.language.names import find_persons
from assistant.language.places import find_places

_UNITS = (
    ("triệu", "tỷ"), ("tỷ", "triệu"), ("nghìn", "triệu"), ("%", ""), ("người", "hộ"), ("cuộc", "lượt"),
    ("lượt", "cuộc"), ("tập thể", "cá nhân"), ("cá nhân", "tập thể"), ("vụ", "đối tượng"), ("tin", "vụ"),
    ("kg", "tấn"), ("tấn", "kg"), ("ha", "km"), ("xã", "huyện"), ("huyện", "xã"), ("hộ", "người"),
    ("mô hình", "cuộc"), ("m", "km"), ("cây", "ha"), ("nhóm", "người"), ("thành viên", "nhóm"),
    ("trường học", "doanh nghiệp"), ("doanh nghiệp", "trường học"), ("thôn", "xã"), ("tổ", "xã"),
)  # fmt: skip
_QUALIFIERS = ("", "gần", "hơn", "khoảng", "dưới", "ít nhất")
_LED = re.compile(r"(?:hơn|gần|trên|dưới|khoảng|ít nhất|tối thiểu|tới|lên đến)\s+\Z", re.IGNORECASE)
_SAME = {"trên": "hơn", "tối thiểu": "ít nhất", "tới": "", "lên đến": ""}  # as QUALIFIERS have it
_LETTERS = ("QĐ", "CT", "NĐ", "KH", "TTLT")
NUMBER = re.compile(r"(?<![\w.,/])\d[\d.,]*(?:/\d+)?(?<![.,])")
YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/.-])")
_YEARS = re.compile(r"(?<![\d/.])(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<![\w./-])(\d{1,2})([/-])(\d{1,2})(?:\2((?:19|20)\d\d))?(?![\d/]|-\d)")
_KEPT = re.compile(r"\[\d+\]|«[^»]*»|“[^”]*”|\"[^\"]*\"")  # citations and what is quoted are never changed
# A number after one of these is a name, as one before «giờ» is a time.
_LABELS = frozenset(
    "số điều khoản tổ quận phường đội đồn đoàn lúc đợt khóa lần thứ lộ đạo án quý khu phố covid sn tháng ql "
    "thôn".split()
)


@dataclass(frozen=True)
class Edit:
    """`new` in the place of `text[start:end]`."""

    kind: str
    start: int
    end: int
    new: str

    def of(self, text: str) -> str:
        return text[: self.start] + self.new + text[self.end :]


@dataclass(frozen=True)
class World:
    """What may be put in: the text that a statement is from, and the persons and places of its corpus."""

    text: str
    persons: Sequence[str]
    places: Sequence[str]


def edits(text: str, world: World, chance: random.Random, each: int) -> Iterator[Edit]:
    """At most `each` edits of every kind that a statement allows."""
    for finder in _FINDERS:
        found = [edit for edit in dict.fromkeys(finder(text, world, chance)) if edit.of(text) != text]
        yield from chance.sample(found, min(each, len(found)))


def figures(text: str) -> list[tuple[int, int, int]]:
    """Numbers that count: where the qualifier before one begins, its start and its end."""
    taken = [(date.start, date.end) for date in find_dates(text)]
    taken += [(document.start, document.end) for document in find_documents(text)]
    taken += [match.span() for pattern in (_KEPT, YEAR, _YEARS) for match in pattern.finditer(text)]
    found = []
    for match in NUMBER.finditer(text):
        start, end = match.span()
        before = re.search(r"(\w+)\W*\Z", text[:start])
        named = before is not None and before.group(1).lower() in _LABELS
        timed = re.match(r"\s*(?:giờ|h\d|h\b|:\d|phút)", text[end:]) or text[max(0, start - 1) : start] in ("-", "–")
        if not named and not timed and not any(first < end and start < last for first, last in taken):
            led = _LED.search(text[:start])
            found.append((led.start() if led else start, start, end))
    return found


def _digits(text: str, world: World, chance: random.Random) -> Iterator[Edit]:
    for _, start, end in figures(text):
        for at in range(start, end):
            if text[at].isdigit():
                yield Edit("digit", at, at + 1, _other(text[at], chance))


def _other(digit: str, chance: random.Random) -> str:
    return chance.choice([other for other in "123456789" if other != digit])


def _swaps(text: str, world: World, chance: random.Random) -> Iterator[Edit]:
    """Another figure of the article, its qualifier with it."""
    theirs = sorted({world.text[led:end] for led, _, end in figures(world.text)})
    for led, _, end in figures(text):
        for other in theirs:
            if _bare(other) != _bare(text[led:end]) and ("/" in other) == ("/" in text[led:end]):
                yield Edit("swap", led, end, other)


def _bare(figure: str) -> str:
    return re.sub(r"[^\d/]", "", figure).lstrip("0")


def _units(text: str, world: World, chance: random.Random) -> Iterator[Edit]:
    for _, _, end in figures(text):
        for unit, other in _UNITS:
            if match := re.match(rf"(\s*){re.escape(unit)}(?!\w)", text[end:]):
                yield Edit("unit", end, end + match.end(), match.group(1) + other if other else "")


def _qualifiers(text: str, world: World, chance: random.Random) -> Iterator[Edit]:
    for led, start, _ in figures(text):
        for word in _QUALIFIERS:
            if _SAME.get(own := text[led:start].strip().lower(), own) != word:
                yield Edit("qualifier", led, start, f"{word} " if word else "")


def _years(text: str, world: World, chance: random.Random) -> Iterator[Edit]:
    for match in YEAR.finditer(text):
        own = int(match.group())
        years = {own + step for step in (-3, -2, -1, 1, 2, 3)} | {int(year) for year in YEAR.findall(world.text)}
        for year in sorted(years - {own}):
            if not _kept(text, match.start()):
                yield Edit("year", *match.span(), str(year))


def _kept(text: str, at: int) -> bool:
    return any(match.start() <= at < match.end() for match in _KEPT.finditer(text))


def _dates(text: str, world: World, chance: random.Random) -> Iterator[Edit]:
    days = [(date.start, date.end) for date in find_dates(text) if date.day]
    for match in _DAY.finditer(text):
        if _kept(text, match.start()) or not any(start <= match.start() < end for start, end in days):
            continue
        day, between, month, year = match.groups()
        changed = [
            (str(chance.choice([d for d in range(1, 29) if d != int(day)])), month, year),
            (day, str(chance.choice([m for m in range(1, 13) if m != int(month)])), year),
        ]
        if year:
            changed.append((day, month, str(int(year) + chance.choice([-1, 1]))))
        for parts in changed:
            yield Edit("date", *match.span(), between.join(part for part in parts if part))


def _names(text: str, world: World, chance: random.Random) -> Iterator[Edit]:
    """Another person of the corpus, another of the article, or another syllable."""
    syllables = sorted({word for name in world.persons for word in name.split()[1:]})
    own = [name for name in world.persons if name in world.text]
    for person in find_persons(text.replace("*", " ")):
        words = person.name.split()
        if person.name not in world.persons or person.name not in world.text or _kept(text, person.start):
            continue
        for others in (world.persons, own):
            if left := [name for name in others if words[-1] not in name.split()]:
                yield Edit("name", person.start, person.end, chance.choice(left))
        at = chance.randrange(1, len(words)) if len(words) > 1 else 0
        words[at] = chance.choice([word for word in syllables if word != words[at]])
        yield Edit("name", person.start, person.end, " ".join(words))


def _places(text: str, world: World, chance: random.Random) -> Iterator[Edit]:
    for place in find_places(text.replace("*", " ")):
        others = [name for name in world.places if name not in world.text and name != place.name]
        if place.name in world.places and others and not _kept(text, place.start):
            yield Edit("place", place.end - len(place.name), place.end, chance.choice(others))


def _documents(text: str, world: World, chance: random.Random) -> Iterator[Edit]:
    for document in find_documents(text):
        if _kept(text, document.start):
            continue
        for at in range(document.number_start, document.end):
            if text[at].isdigit():
                yield Edit("document", at, at + 1, _other(text[at], chance))
        if letters := re.search(r"[A-ZĐ]{2,}", text[document.number_start : document.end]):
            start = document.number_start + letters.start()
            new = chance.choice([name for name in _LETTERS if name != letters.group()])
            yield Edit("document", start, start + len(letters.group()), new)


_FINDERS: tuple[Callable[[str, World, random.Random], Iterator[Edit]], ...] = (
    _digits, _swaps, _units, _qualifiers, _years, _dates, _names, _places, _documents,
)  # fmt: skip
KINDS = ("digit", "swap", "unit", "qualifier", "year", "date", "name", "place", "document")
