"""The catalog as lists: an entry for each article, and how many figures there are of each place and year."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SELECT = (
    "SELECT a.source, t.value, p.value, a.places, (SELECT count(*) FROM figures f WHERE f.article_id = a.id) "
    "FROM articles a LEFT JOIN fields t ON t.article_id = a.id AND t.name = 'title' "
    "LEFT JOIN fields p ON p.article_id = a.id AND p.name = 'published' ORDER BY a.source"
)
COVERAGE = "SELECT f.place, y.value, count(*) FROM figures f LEFT JOIN json_each(f.period) y GROUP BY f.place, y.value"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a list; `published` is an ISO date, `places` has the main one first."""

    source: str
    title: str
    published: str | None
    places: tuple[str, ...]
    figures: int


def entry(columns: Sequence[Any]) -> Entry:
    """The entry of a row that SELECT gave."""
    source, title, published, places, figures = columns
    return Entry(source, title or source, published, tuple(json.loads(places)), figures)
