"""The provinces and districts of Vietnam, and the keys by which names of places compare.

A place's key is its short name folded and without spaces, so «TX. Ba Đồn», «thị xã Ba Đồn» and «ba don» share
one. A numbered unit keeps its unit word («quan9»).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from assistant.language.abbreviations import expand
from assistant.language.normalize import canonical, fold, has_accents
from assistant.language.tokens import Token, tokenize

# Unit words, folded, with their level: 0 province, 1 district, 2 commune, 3 below. A «thành phố» may be either
# of the first two; the gazetteer knows.
UNITS: dict[tuple[str, ...], int] = {
    ("tinh",): 0,
    ("thanh", "pho"): 0,
    ("huyen",): 1,
    ("quan",): 1,
    ("thi", "xa"): 1,
    ("phuong",): 2,
    ("xa",): 2,
    ("thi", "tran"): 2,
    ("dac", "khu"): 2,
    ("thon",): 3,
    ("ban",): 3,
    ("ap",): 3,
    ("xom",): 3,
    ("buon",): 3,
    ("bon",): 3,
    ("khu", "pho"): 3,
    ("to", "dan", "pho"): 3,
}
_ALIASES = {
    "hcm": "hochiminh",
    "tphcm": "hochiminh",
    "saigon": "hochiminh",
    "brvt": "bariavungtau",
    "bmt": "buonmathuot",
    "thuathienhue": "hue",
    "tthue": "hue",
}
ALIASED = frozenset(_ALIASES.values()) - {"hue"}  # which are no other word, whatever the accents: «Huệ» is a person
_Y_AS_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the gazetteer; the name is empty for a former one, of which only the key is known."""

    name: str
    level: int  # 0 province, 1 district
    province: str  # key of the province; its own for a province


@lru_cache(maxsize=1)
def gazetteer() -> dict[str, tuple[Unit, ...]]:
    """Units by key: provinces and districts as they were before July 2025, and former districts by their key."""
    units: dict[str, list[Unit]] = {}
    data = resources.files("assistant.language").joinpath("data/admin_units.tsv").read_text("utf-8")
    for line in data.splitlines():
        if line.startswith("#"):
            continue
        name, kind, province, former = line.split("\t")
        name = re.sub(r" \(.*\)$", "", name)
        unit = Unit(name, 1 if kind else 0, _name_key(province or name))
        units.setdefault(_name_key(name), []).append(unit)
        for key in former.split():
            plain = re.sub(r"^(huyen|thixa|thanhpho|tx|tp)", "", key)
            if plain not in units:
                units[plain] = [Unit("", unit.level, unit.province)]
    return {key: tuple(found) for key, found in units.items()}


def province_keys(key: str) -> frozenset[str]:
    """Keys of the provinces that a district of this key may lie in; of a province, its own."""
    return frozenset(unit.province for unit in gazetteer().get(key, ()))


def place_key(name: str) -> str:
    """The key of a place's name, with or without its unit word."""
    folded = [token.folded for token in expand(tokenize(name))]
    if (whole := folded_key(folded)) in gazetteer():
        return whole  # «Buôn Ma Thuột»
    for unit in UNITS:
        if tuple(folded[: len(unit)]) == unit and len(folded) > len(unit) and not folded[len(unit)].isdigit():
            folded = folded[len(unit) :]
            break
    return folded_key(folded)


def key_of(tokens: Sequence[Token]) -> str:
    """The key of the name that tokens spell."""
    return folded_key([token.folded for token in tokens])


def folded_key(words: Sequence[str]) -> str:
    """The key of folded words: without apostrophes, spaces and leading zeros, «hcm» and the like written out."""
    plain = (re.sub(r"\W", "", word) for word in words)
    joined = "".join(word.lstrip("0") if word.isdigit() else word for word in plain)
    return _ALIASES.get(joined, joined)


def _name_key(name: str) -> str:
    return folded_key(fold(name).replace("-", " ").split())


def same_name(name: str, units: Sequence[Unit]) -> bool:
    """Whether a bare name is one of the units, accents included if it has any («Đăk» and «Đak» are «Đắk»)."""
    if re.sub(r"\W", "", fold(name)) in _ALIASES:
        return True
    return not has_accents(name) or any(not unit.name or same_spelling(name, unit) for unit in units)


def same_spelling(name: str, unit: Unit) -> bool:
    """Whether a name is spelled like the unit's, but for letter case, tone placement, i and y, and «Đắk»."""
    return _spelling(name) == _spelling(unit.name)


def _spelling(name: str) -> str:
    plain = re.sub(r"[\W\d]", "", canonical(name))
    return re.sub(r"đ[ăa]k", "đắk", plain).translate(_Y_AS_I)


def one_letter_off(a: str, b: str) -> bool:
    """Whether two strings differ by one letter replaced, added or dropped."""
    if abs(len(a) - len(b)) > 1:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    return a[i + 1 :] == b[i + 1 :] or a[i + 1 :] == b[i:] or a[i:] == b[i + 1 :]
