"""Figures as rows of the catalog: their columns, and how they are looked up."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from assistant.corpus.article import Span
from assistant.corpus.figures import Figure
from assistant.language.abbreviations import expand
from assistant.language.places import place_key, province_keys
from assistant.language.tokens import tokenize

TABLE = """
CREATE TABLE figures (
    article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE, n INTEGER NOT NULL, value REAL NOT NULL, whole REAL,
    raw TEXT NOT NULL, unit TEXT NOT NULL, measure TEXT NOT NULL, place TEXT NOT NULL, period TEXT NOT NULL,
    sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    words TEXT NOT NULL, place_keys TEXT NOT NULL, PRIMARY KEY (article_id, n));
"""
SELECT = (
    "SELECT value, whole, raw, unit, measure, place, period, source, sentence_start, sentence_end, start, end "
    "FROM figures f JOIN articles a ON a.id = f.article_id"
)


def condition(
    place: str | None, measure: str | None, period: int | None, source: str | None
) -> tuple[str, list[object]]:
    """What follows WHERE for `Catalog.figures`, and its values."""
    wanted, values = ["TRUE"], list[object]()
    if place is not None:
        wanted.append("? IN (SELECT value FROM json_each(place_keys))")
        values.append(place_key(place))
    for word in _folded(measure or ""):
        wanted.append("instr(words, ?)")
        values.append(f" {word} ")
    if period is not None:
        wanted.append("? IN (SELECT value FROM json_each(period))")
        values.append(period)
    if source is not None:
        wanted.append("source = ?")
        values.append(source)
    return " AND ".join(wanted), values


def figure(columns: Sequence[Any]) -> Figure:
    """The figure of a row that SELECT gave."""
    value, of, raw, unit, name, at, years, file, *spans = columns
    return Figure(value, of, raw, unit, name, at, tuple(json.loads(years)), file, Span(*spans[:2]), Span(*spans[2:]))


def row(figure: Figure, places: Sequence[str]) -> tuple[object, ...]:
    """A figure's columns: what it says, then what it is found by."""
    key = place_key(figure.place)
    keys = [place_key(name) for name in places]
    above = province_keys(key)
    if not above and key in keys:  # a commune: it lies where the article's main place does
        above = province_keys(keys[0])
    if len(above) > 1:  # districts of one name: the province that the article names
        above = above & set(keys)
    words = f" {' '.join(_folded(f'{figure.unit} {figure.measure}'))} "
    return (
        *(figure.value, figure.of, figure.raw, figure.unit, figure.measure, figure.place, json.dumps(figure.period)),
        *(figure.sentence.start, figure.sentence.end, figure.span.start, figure.span.end),
        *(words, json.dumps(sorted({key, *above} - {""}))),
    )


def _folded(text: str) -> list[str]:
    return [token.folded for token in expand(tokenize(text))]
