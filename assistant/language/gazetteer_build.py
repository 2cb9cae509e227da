"""Writes data/admin_units.tsv from the `vietnamadminunits` package (MIT, Tran Ngoc Minh Hieu): provinces and districts.

Not used at run time: `pip install vietnamadminunits && python -m assistant.language.gazetteer_build`.
"""

from __future__ import annotations

import json
import sqlite3
from importlib import resources
from pathlib import Path

_QUERY = """
    SELECT DISTINCT provinceShort, '', '', provinceAlias FROM admin_units_legacy
    UNION SELECT DISTINCT districtShort, districtType, provinceShort, districtAlias FROM admin_units_legacy
    ORDER BY 3, 1
"""


def main() -> None:
    database = resources.files("vietnamadminunits").joinpath("data/dataset.db")
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        rows = connection.execute(_QUERY).fetchall()
    lines = [
        "# name\ttype (empty: province)\tprovince\tother keys; from vietnamadminunits 1.0.4, MIT, Tran Ngoc Minh Hieu"
    ]
    for name, kind, province, aliases in rows:
        others = [alias for alias in json.loads(aliases or "[]") if len(alias) > 4]
        lines.append("\t".join([name, kind, province, " ".join(others)]))
    target = Path(str(resources.files("assistant.language").joinpath("data/admin_units.tsv")))
    target.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
