"""Places: administrative units named in a text, by the gazetteer and by the words before them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from assistant.language.abbreviations import expand
from assistant.language.dates import COUNTED
from assistant.language.gazetteer import (
    ALIASED,
    UNITS,
    folded_key,
    gazetteer,
    key_of,
    one_letter_off,
    place_key,
    province_keys,
    same_name,
)
from assistant.language.names import SURNAMES
from assistant.language.normalize import fold
from assistant.language.tokens import Token, tokenize

__all__ = [
    "UNITS",
    "Place",
    "article_places",
    "find_places",
    "gazetteer",
    "one_letter_off",
    "place_key",
    "province_keys",
]

_BY_FIRST: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
for _unit in UNITS:
    _BY_FIRST[_unit[0]].append(_unit)
_ACCENTED = {"tỉnh", "huyện", "quận", "xã", "phường", "thôn", "bản", "ấp", "xóm", "buôn", "bon"}
_NUMBERED = {("quan",), ("phuong",)}  # and all of level 3
# «các tỉnh Tây Nguyên» are of a region: no unit has that name.
_REGIONS = frozenset(
    "taynguyen taybac dongbac bacbo trungbo nambo bactrungbo namtrungbo dongnambo taynambo mientrung mienbac miennam "
    "mientay vietbac vietnam trunguong duyenhai".split()
)
_WITHIN_NAME = re.compile(r"[ \u00a0]|[ \u00a0]?[-–][ \u00a0]?")  # between the words of one name


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a text. `start` is that of the unit word when there is one."""

    key: str
    name: str
    level: int
    start: int
    end: int


_COMPANY = re.compile(
    r"(?<!\w)(?:công ty|doanh nghiệp|tập đoàn|khách sạn|nhà hàng)(?:\s+(?:TNHH|CP|cổ phần|MTV))*\s+\Z", re.IGNORECASE
)


def names_company(text: str, start: int) -> bool:
    """Whether the name that begins there is a company's: «Công ty TNHH Bình Minh»."""
    return _COMPANY.search(text[max(0, start - 40) : start]) is not None


def find_places(text: str, known: Collection[str] = ()) -> list[Place]:
    """The places that a text with its capitals names, in order.

    `known` are further keys to be taken for places, those of the corpus.
    """
    tokens = expand_units(tokenize(text))
    found: list[Place] = []
    i = 0
    while i < len(tokens):
        place = _after_unit(text, tokens, i, known) or _bare(text, tokens, i, known)
        if place and names_company(text, place.start):
            i += 1
        elif place:
            found.append(place)
            while i < len(tokens) and tokens[i].start < place.end:
                i += 1
        else:
            i += 1
    return found


def expand_units(tokens: Sequence[Token]) -> list[Token]:
    """Tokens with «TX.», «Q.» and the like written out; other abbreviations stay, to keep names' capitals."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        written = [token]
        if len(token.text) <= 2 and token.text.isalpha():
            after_number = i > 0 and tokens[i - 1].text[-1].isdigit()  # the h of «21h30» is no huyện
            written = [t for t in expand(tokens[i : i + 2]) if t.start == token.start and not after_number]
        unit = tuple(t.folded for t in written) in UNITS
        out += written if unit else [token]
    return out


def _after_unit(text: str, tokens: Sequence[Token], i: int, known: Collection[str]) -> Place | None:
    unit = _unit_at(tokens, i)
    if not unit or (len(unit) == 1 and tokens[i].norm not in _ACCENTED):
        return None
    if tokens[i].text[0].isupper() and _begins_unit_name(text, tokens, i):
        return None  # «Buôn Ma Thuột» is a city, not a buôn
    level, first = UNITS[unit], i + len(unit)
    numbered = (level == 3 or unit in _NUMBERED) and not (i and tokens[i - 1].norm in ("mỗi", "các", "từng"))
    last = _capitalised_run(text, tokens, first, numbered)
    if last == first:
        return None
    names = tokens[first : _known_prefix(tokens, first, last, level, known) or _before_person(tokens, first, last)]
    if names[0].text.isdigit():
        following = tokens[first + 1].norm if first + 1 < len(tokens) else ""
        if following in COUNTED:
            return None  # «phường 30 hộ»
        key = folded_key([*unit, names[0].folded])
        return Place(key, text[tokens[i].start : names[0].end], level, tokens[i].start, names[0].end)
    key = key_of(names)
    if key in _REGIONS:
        return None
    if key not in gazetteer() and key not in known:
        if len(names) >= 3 and names[0].norm in SURNAMES and key_of(names[:2]) not in gazetteer():
            return None  # «Chủ tịch huyện Nguyễn Văn A»
        if len(names) > 1 and all(token.text.isupper() for token in names):
            return None  # a headline in capitals: where the name ends can't be seen
    if level == 0 and key in gazetteer() and all(found.level == 1 for found in gazetteer()[key]):
        level = 1
    return Place(key, text[names[0].start : names[-1].end], level, tokens[i].start, names[-1].end)


def _begins_unit_name(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Whether a unit word is itself the first of a known name."""
    last = run_end(text, tokens, i)
    return any(key_of(tokens[i:end]) in gazetteer() for end in range(last, i + 1, -1))


def _unit_at(tokens: Sequence[Token], i: int) -> tuple[str, ...]:
    """The unit word whose first syllable is token `i`, or nothing."""
    for unit in _BY_FIRST.get(tokens[i].folded, ()):
        if len(unit) == 1 or tuple(token.folded for token in tokens[i : i + len(unit)]) == unit:
            return unit
    return ()


def _known_prefix(tokens: Sequence[Token], first: int, last: int, level: int, known: Collection[str]) -> int | None:
    """Where the longest known name that starts at `first` ends: «huyện Đắk Song Tổ chức» names Đắk Song.

    Communes are called after others and after districts, so «xã Tân Phú Hạ» names no Tân Phú.
    """
    for end in range(last, first, -1):
        if end < last and (end - first == 1 or (level >= 2 and not _begins_other(tokens, first, end, last))):
            continue
        if (key := key_of(tokens[first:end])) in gazetteer() or key in known:
            return end
    return None


def _begins_other(tokens: Sequence[Token], first: int, end: int, last: int) -> bool:
    """Whether the last words of a run name something else: a person, a district; in a headline any may."""
    rest = tokens[end:last]
    if all(token.text.isupper() for token in tokens[first:last]):
        return True
    return len(rest) > 1 and (rest[0].norm in SURNAMES or key_of(rest) in gazetteer())


def _before_person(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where a name of two words ends that a person's follows: «Chủ tịch xã Hiệp Phước | Đỗ Minh Toàn»."""
    followed = last - first >= 4 and tokens[first + 2].norm in SURNAMES
    return first + 2 if followed else last


def _capitalised_run(text: str, tokens: Sequence[Token], first: int, numbered: bool) -> int:
    """Index after the name that starts at `first`, behind a unit word: up to five capitalised tokens or one number."""
    if first == len(tokens):
        return first
    unit, name = tokens[first - 1], tokens[first]
    short = text[unit.start : unit.end] != unit.text  # «TX.», «Q.», «q1»
    gap = text[unit.end : name.start]
    if not re.fullmatch(r"\.?[ \u00a0]*" if short else r"[ \u00a0]+", gap[:4]):
        return first
    if name.text.isdigit():
        return first + numbered
    last = run_end(text, tokens, first)
    for i in range(first, last):
        if tokens[i].text.isupper() and len(tokens[i].text) > 3 and not name.text.isupper():
            return i  # an abbreviation that follows the name
    return last


def run_end(text: str, tokens: Sequence[Token], first: int) -> int:
    """Index after the run of at most five capitalised tokens that starts at `first`, no punctuation between."""
    i = first
    while i < min(len(tokens), first + 5) and tokens[i].text[0].isupper():
        if i > first and not _WITHIN_NAME.fullmatch(text, tokens[i - 1].end, tokens[i].start):
            break
        i += 1
    return i


def _bare(text: str, tokens: Sequence[Token], i: int, known: Collection[str]) -> Place | None:
    if not tokens[i].text[0].isupper():
        return None
    capitals = tokens[i].text.isupper()  # in a headline every run is longer than the name
    if not capitals and _within_persons_name(text, tokens, i):
        return None
    units = gazetteer()
    last = run_end(text, tokens, i)
    for end in range(last, i, -1):
        goes_on = end < last and text[tokens[end - 1].end : tokens[end].start] == " "
        if goes_on and tokens[i].norm in SURNAMES and not capitals:
            continue  # «Hà Nội» of «Hà Nội Lan» is none, of «Hà Nội - Lạng Sơn» one
        key = key_of(tokens[i:end])
        if end - i == 1 and not (key in units and units[key][0].level == 0) and key not in ALIASED:
            continue
        name = text[tokens[i].start : tokens[end - 1].end]
        if key in known or (key in units and (key in ALIASED or same_name(name, units[key]))):
            return Place(key, name, units[key][0].level if key in units else 1, tokens[i].start, tokens[end - 1].end)
    return None


def _within_persons_name(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Whether capitalised words before token `i` begin a person's name: «Nguyễn Thị | Thanh Xuân»."""
    first = i
    while (
        first > max(0, i - 4)
        and tokens[first - 1].text[0].isupper()
        and _WITHIN_NAME.fullmatch(text, tokens[first - 1].end, tokens[first].start)
    ):
        first -= 1
    surname = next((at for at in range(first, i) if tokens[at].norm in SURNAMES), None)
    if surname is None or surname == i - 1:
        return surname is not None
    return not any(key_of(tokens[surname:end]) in gazetteer() for end in range(surname + 2, i + 1))


def article_places(title: str, text: str, source: str) -> tuple[str, ...]:
    """Names of the places that an article is about, the main one first.

    Ranked by mentions, those in the title, in the opening and in the file's name counting more.
    """
    weights: defaultdict[str, float] = defaultdict(float)
    names: dict[str, str] = {}
    opening = len(title) + 400
    slug = fold(PurePosixPath(source).stem).replace("_", "-").split("-")
    slugs = {folded_key(slug[i:j]) for i in range(len(slug)) for j in range(i + 1, min(i + 5, len(slug)) + 1)}
    known = {place.key for place in find_places(text) if place.level < 3}
    for place in find_places(text, known):
        names.setdefault(place.key, place.name)
        weights[place.key] += (1 + 3 * (place.start < opening)) / max(1, place.level)
    for place in find_places(title, known):
        names.setdefault(place.key, place.name)
        weights[place.key] += 5
    units = gazetteer()
    for key in slugs:
        if key in weights:
            weights[key] += 4
        elif len(key) > 5 and key in units and units[key][0].level == 0 and units[key][0].name:
            names[key] = units[key][0].name  # a province that only the file's name gives
            weights[key] = 2
    for key in names:
        if key in units and len(units[key]) == 1 and units[key][0].name:
            names[key] = units[key][0].name
    return tuple(names[key] for key, _ in sorted(weights.items(), key=lambda item: -item[1]))
