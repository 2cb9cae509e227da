"""Writes data/mergers.tsv from the `vietnamadminunits` package (MIT, Tran Ngoc Minh Hieu): what became of each commune.

Not used at run time: `pip install vietnamadminunits && python -m assistant.language.mergers_build`.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from assistant.language.gazetteer import folded_key, place_key
from assistant.language.mergers import KINDS

_OLD = """
    SELECT provinceKey || '_' || districtKey || '_' || coalesce(wardKey, ''), province, district, ward, districtAlias,
           wardAlias, wardLat, wardLon FROM admin_units_legacy
"""
_NEW = "SELECT provinceKey || '_' || wardKey, province, ward, wardLat, wardLon FROM admin_units"
_CODES = {kind: code for code, (kind, _) in KINDS.items()}
_PREFIXES = {
    "thanhpho": "TP",
    "thixa": "TX",
    "quan": "Q",
    "huyen": "H",
    "thitran": "TT",
    "tt": "TT",
    "phuong": "P",
    "xa": "X",
}
_FAR = 25  # km
_HEADER = (
    "# province\tprovince up to June 2025\tdistrict\tcommune\tcommunes up to June 2025 (empty: the district had none); "
    "an empty field is the line above's; after «;» the keys of units that merged into it before; "
    "from vietnamadminunits 1.0.4, MIT, Tran Ngoc Minh Hieu"
)

Old = dict[str, tuple[Any, ...]]


def main() -> None:
    package = resources.files("vietnamadminunits")
    database = package.joinpath("data/dataset.db")
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        old = {key: rest for key, *rest in connection.execute(_OLD)}
        new = {key: rest for key, *rest in connection.execute(_NEW)}
    whole, parts = _edges(json.loads(package.joinpath("data/converter_2025.json").read_text("utf-8")))
    edges = [*whole, *(edge for edge in parts if not _mistaken(*edge, whole, parts, old, new))]
    rows: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for before, after in edges:
        province, district, commune, former_districts, former, *_ = old[before]
        line = (_unit(new[after][0]), _unit(province), _unit(district, former_districts), _unit(new[after][1]))
        rows[line] += [_unit(commune, former)] if commune else []
    lines = [_HEADER]
    above: tuple[str, ...] = ()
    for row in sorted(rows):
        fields = ["" if row[: i + 1] == above[: i + 1] else field for i, field in enumerate(row)]
        lines.append("\t".join([*fields, ", ".join(sorted(rows[row]))]))
        above = row
    target = Path(str(resources.files("assistant.language").joinpath("data/mergers.tsv")))
    target.write_text("\n".join(lines) + "\n", "utf-8")


def _edges(data: Mapping[str, Any]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Old and new communes by their keys: of those that went whole into one, and of those that were split."""
    whole = [
        (before, f"{province}_{after}")
        for province, communes in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for after, merged in communes.items()
        for before in merged
    ]
    parts = [
        (before, f"{province}_{part['newWardKey']}")
        for province, communes in data["DICT_PROVINCE_WARD_DIVIDED"].items()
        for before, split in communes.items()
        for part in sorted(split, key=lambda part: not part["isDefaultNewWard"])
    ]
    return whole, parts


def _mistaken(
    before: str,
    after: str,
    whole: Iterable[tuple[str, str]],
    parts: Iterable[tuple[str, str]],
    old: Old,
    new: Old,
) -> bool:
    """Whether a part is another commune's of the same name.

    The package took the names of split communes from the resolutions, and gave what is said of one to every one of
    that name in the new province: «phường 4» of Tây Ninh and that of Tân An, 90 km away.
    """
    districts = {_district(its) for its, into in whole if into == after}
    if not districts or _district(before) in districts:
        return False
    name = before.split("_")[2]
    namesakes = {_district(its) for its, into in [*whole, *parts] if into == after and its.split("_")[2] == name}
    return bool(namesakes & districts) or _distance(old[before][-2:], new[after][-2:]) > _FAR


def _district(key: str) -> str:
    return key.rpartition("_")[0]


def _distance(a: tuple[float | None, ...], b: tuple[float | None, ...]) -> float:
    """Kilometres between two points, each its latitude and longitude; none where either isn't known."""
    if a[0] is None or a[1] is None or b[0] is None or b[1] is None:
        return 0.0
    return 111 * math.hypot(a[0] - b[0], (a[1] - b[1]) * math.cos(math.radians(a[0])))


def _unit(full: str, aliases: str | None = None) -> str:
    """«Thị trấn Phố Lu» as «TT Phố Lu», with the keys of the units that merged into it."""
    kind = next(kind for kind in _CODES if full.lower().startswith(kind + " "))
    name = full[len(kind) + 1 :]
    return "; ".join([f"{_CODES[kind]}. {name}", *dict.fromkeys(_former(name, json.loads(aliases or "[]")))])


def _former(name: str, aliases: list[str]) -> Iterator[str]:
    """Of a unit's aliases, those that name another unit: each is given with its unit word and without."""
    for alias in aliases:
        prefix = next((prefix for prefix in _PREFIXES if alias.startswith(prefix)), "")
        rest = alias.removeprefix(prefix)
        numbered = rest.isdigit()
        if prefix and (rest in aliases or numbered):
            key = folded_key([rest])
            if numbered or key != place_key(name):
                yield f"{_PREFIXES[prefix]}. {key}"


if __name__ == "__main__":
    main()
