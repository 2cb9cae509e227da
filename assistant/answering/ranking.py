"""Which place has the most or the least: among the articles' places, or those that one article lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.answering.candidate import Candidate
from assistant.answering.choosing import Reading
from assistant.answering.comparison import Row, counted_terms, measure_compared
from assistant.answering.disagreement import FULL
from assistant.language.gazetteer import UNITS
from assistant.language.numbers import find_quantities
from assistant.language.places import Place, place_key
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

_ASKS = re.compile(
    r"\b(?P<unit>tinh|huyen|quan|thi xa|thanh pho|xa|phuong|thi tran|thon|noi|dia phuong) nao\b"
    r".*\b(?:nhieu|it|cao|thap|lon|nho|dong)\b.*\bnhat\b"
)
# Between a place and its figure: «A có 21», «A nhận 560», «A (21)», «A còn tồn đọng 21».
_GIVEN = re.compile(r"\s*(?:[:(]|(?:[^\W\d]+\s+){0,3}?)?\s*(?:tới|đến|hơn|gần|khoảng)?\s*")
_HEARD = 0.2  # coverage of a sentence, with what stands beside it, that lists the places' figures


def is_ranking(query: Query) -> bool:
    """Whether the question asks which place has the most or the least."""
    return _ASKS.search(" ".join(token.folded for token in query.tokens)) is not None


def rank(query: Query, read: Callable[[Query], Reading], least: float) -> list[Row]:
    """A row for each place that a figure is given for, two at least or none; in the order of the text."""
    alone = replace(
        query, kind=Kind.FIGURE, focus=None, measure=measure_compared(query), terms=counted_terms(query.terms)
    )
    reading = read(alone)
    rows = _listed(reading, _level(query)) or _of_articles(reading, least)
    return rows if len(rows) >= 2 else []


def _level(query: Query) -> int | None:
    """The level of the unit asked for («quận nào»: 1), or None for «nơi nào»."""
    match = _ASKS.search(" ".join(token.folded for token in query.tokens))
    return UNITS.get(tuple(match.group("unit").split())) if match else None


def _listed(reading: Reading, level: int | None) -> list[Row]:
    """Figures that the best article gives place by place: «quận A có 21 công trình, quận B có 9»."""
    best = reading.best
    if best is None:
        return []
    evidence = {choice.view.index: choice for choice in reading.choices if choice.view.article is best.view.article}
    rows: dict[str, Row] = {}
    for index in sorted(evidence):
        choice = evidence[index]
        view = choice.view
        for place in view.places:
            if place.level != level if level is not None else place.level == 0:
                continue
            given = next(
                (q for q in view.quantities if q.number_start > place.end and _bound(view.text, place, q.start)), None
            )
            if given and not given.percent and choice.evidence.coverage >= _HEARD:
                span = Candidate(view, given.start, _with_unit(view.text, given.end), 0.7, "figure")
                rows.setdefault(place.key, Row(place.name, replace(choice, candidate=span)))
    return list(rows.values())


def _bound(text: str, place: Place, start: int) -> bool:
    return _GIVEN.fullmatch(text[place.end : start]) is not None


def _with_unit(text: str, end: int) -> int:
    unit = re.match(r"\s+(?:công trình|trường hợp|[^\W\d_]+)(?!\w)", text[end:])
    return end + unit.end() if unit else end


def _of_articles(reading: Reading, least: float) -> list[Row]:
    """The figure of every article's main place."""
    rows: dict[str, Row] = {}
    for choice in reading.choices:
        places = choice.view.article.article.places
        if choice.candidate is None or choice.candidate.head < FULL or choice.confidence < least or not places:
            continue
        place = Place(place_key(places[0]), places[0], 1, 0, 0)
        if find_quantities(choice.candidate.text):
            rows.setdefault(place.key, Row(place.name, choice))
    return list(rows.values())
