"""What became of the provinces, districts and communes that Vietnam merged in July 2025, and what they were before.

Since then there are 34 provinces, communes right below them, and no districts. `data/mergers.tsv` says which commune
each old one went into, several for one that was split. Names recur, so a unit keeps where it lies.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import NamedTuple

from assistant.language.gazetteer import folded_key
from assistant.language.normalize import fold
from assistant.language.places import Place

# The unit words by their short forms in the data, with their level: 0 province, 1 district, 2 commune.
KINDS = {
    "T": ("tỉnh", 0),
    "TP": ("thành phố", 1),  # those that are provinces stand in a column of their own
    "TX": ("thị xã", 1),
    "Q": ("quận", 1),
    "H": ("huyện", 1),
    "TT": ("thị trấn", 2),
    "P": ("phường", 2),
    "X": ("xã", 2),
    "ĐK": ("đặc khu", 2),
}
_CODES = {fold(kind).replace(" ", ""): fold(code) for code, (kind, _) in KINDS.items()}
_NUMBERED = re.compile(rf"({'|'.join(_CODES)})(\d.*)")
_WITHIN_KEY = str.maketrans("", "", " '’-")  # what stands between the letters of a key
_KEPT = 512  # keys and lines whose units are kept
_SHOWN = 4  # names in a note

# Province, province up to June 2025, district, commune, communes up to June 2025.
_Row = tuple[str, ...]


class Area(NamedTuple):
    """A unit as it was up to June 2025, or as it is since (`new`)."""

    key: str  # as place_key
    name: str  # without the unit word; empty for a unit that was gone by 2025, of which only the key is known
    kind: str  # «xã»
    level: int  # 0 province, 1 district, 2 commune
    district: str  # the name of the district that it lay in, or was; empty for the others
    province: str  # the name of its province at that time
    new: bool

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


def areas(key: str, level: int | None = None, within: Collection[str] = ()) -> tuple[Area, ...]:
    """All units of a key, old and new; those of a level if there are any.

    `within` are keys of districts and provinces that may be named beside it: those that lie in any of them are
    returned, unless none does.
    """
    found = [area for area in _named(key) if area.level == level] or _named(key)
    return tuple([area for area in found if not lies_in(area).isdisjoint(within)] or found)


def successors(key: str, level: int | None = None, within: Collection[str] = ()) -> tuple[Area, ...]:
    """The units that a unit of this key went into: all, when it was split or several have its name.

    A district's are the communes that have its area now. One that was gone before 2025 has what it merged into then,
    too.
    """
    found = areas(key, level, within)
    return tuple(dict.fromkeys(after for row in _rows(key) for before, after in _steps(row) if before in found))


def predecessors(key: str, level: int | None = None, within: Collection[str] = ()) -> tuple[Area, ...]:
    """The units that went into a unit of this key, wholly or in part."""
    found = areas(key, level, within)
    return tuple(dict.fromkeys(before for row in _rows(key) for before, after in _steps(row) if after in found))


@lru_cache(maxsize=_KEPT)
def lies_in(area: Area) -> frozenset[str]:
    """The keys of the provinces and districts that an area, or a part of it, has lain in; of these, its own too."""
    rows = [row for row in _rows(area.key) if any(area in step for step in _steps(row))]
    columns = range(2 if area.level == 0 else 3)
    return frozenset(around.key for row in rows for column in columns for around in _units(row[column], column))


def note(place: Place, used: Sequence[Area]) -> str:
    """What a user is told when articles about these units stand in for those about a place."""
    called = {str(area) for area in areas(place.key, place.level) if area.level == place.level and area.name}
    name = called.pop() if len(called) == 1 else place.name
    after = {area._replace(name="") for area in successors(place.key, place.level)}
    into = [area for area in used if area._replace(name="") in after]
    now, then = (_listed(area for area in into if area.new is new) for new in (True, False))
    before = _listed(area for area in used if area not in into)
    said = [
        now and f"Từ tháng 7/2025, {name} nay thuộc {now}.",
        then and f"Trước tháng 7/2025, {name} đã sáp nhập vào {then}.",
        before and f"Từ tháng 7/2025, {name} có địa bàn của {before} trước đây.",
        f"Câu trả lời lấy từ bài viết về {'những ' if len(used) > 1 else ''}nơi đó.",
    ]
    return " ".join(filter(None, said))


def _listed(used: Iterable[Area]) -> str:
    """The names of areas, those of communes and districts with their provinces: «xã A, xã B (Vĩnh Long)»."""
    areas = list(dict.fromkeys(used))
    names = []
    for province, found in groupby(areas[:_SHOWN], lambda area: area.level > 0 and area.province):
        names.append(", ".join(map(str, found)) + (f" ({province})" if province else ""))
    return ", ".join(names) + (f" và {len(areas) - _SHOWN} nơi khác" if len(areas) > _SHOWN else "")


@lru_cache(maxsize=1)
def _data() -> tuple[str, list[_Row]]:
    """The data with its names as keys, in which they are looked for, and its lines, empty fields filled.

    A table of all 16,000 units would take ten times as long to make.
    """
    text = resources.files("assistant.language").joinpath("data/mergers.tsv").read_text("utf-8").partition("\n")[2]
    rows: list[_Row] = []
    above: _Row = ()
    for line in text.splitlines():
        fields = line.split("\t")
        first = next(column for column, field in enumerate(fields) if field)
        above = (*above[:first], *fields[first:])
        rows.append(above)
    return fold(text).translate(_WITHIN_KEY), rows


@lru_cache(maxsize=_KEPT)
def _rows(key: str) -> tuple[_Row, ...]:
    """The lines of the data in which a unit of this key stands."""
    text, rows = _data()
    numbered = _NUMBERED.fullmatch(key)
    wanted = rf"\b{_CODES[numbered[1]]}\.{re.escape(numbered[2])}" if numbered else rf"\.{re.escape(key)}"
    found: list[_Row] = []
    for match in re.finditer(rf"{wanted}(?=[,;\t\n])", text):
        line = text.count("\n", 0, match.start())
        column = text.count("\t", text.rfind("\n", 0, match.start()) + 1, match.start())
        here = rows[line][: column + 1]
        while line < len(rows) and rows[line][: column + 1] == here:
            found.append(rows[line])
            line += 1
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=_KEPT)
def _named(key: str) -> tuple[Area, ...]:
    """All units of a key."""
    return tuple(dict.fromkeys(area for row in _rows(key) for step in _steps(row) for area in step if area.key == key))


@lru_cache(maxsize=_KEPT)
def _steps(row: _Row) -> tuple[tuple[Area, Area], ...]:
    """What went into what, by a line."""
    (there,), (before,) = _units(row[0], 0), _units(row[1], 1)
    (into,) = _units(row[3], 3, there.name)
    districts = list(_units(row[2], 2, before.name))
    steps = [(before, there)]
    communes = row[4].split(", ") if row[4] else []
    for merged in [districts, *(list(_units(field, 4, before.name, districts[0].name)) for field in communes)]:
        steps += [(former, merged[0]) for former in merged[1:]]
        steps += [(unit, into) for unit in merged]
    return tuple(steps)


def _units(field: str, column: int, province: str = "", district: str = "") -> Iterator[Area]:
    """The unit «X. Thiên Đức» of a field, and those that merged into it before: «X. Thiên Đức; X. duongha»."""
    for i, unit in enumerate(field.split("; ")):
        code, _, name = unit.partition(". ")
        kind, level = KINDS[code]
        key = folded_key([fold(kind + name if name[0].isdigit() else name)])
        called = "" if i and not name.isdigit() else name
        if column < 2:
            yield Area(key, name, kind, 0, "", name, column == 0)
        else:
            yield Area(key, called, kind, level, called if column == 2 else district, province, column == 3)
