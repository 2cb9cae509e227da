"""Adding up: the figures of several places, summed only when they count the same thing in the same year."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.choosing import Choice, Reading
from assistant.answering.comparison import Row, alike, compare, side_by_side, unit
from assistant.answering.disagreement import find_disagreement
from assistant.answering.phrasing import bold, escape
from assistant.language.normalize import word_set
from assistant.language.numbers import Quantity, find_quantities
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

_SUMS = re.compile(r"\b(?:tong so|tong cong|tong(?= (?:la|bao nhieu)\b)|cong lai|gop lai|ca (?:hai|ba|bon)|tat ca)\b")
_COMPARES = re.compile(r"\b(?:so sanh|doi chieu|nao|hon|kem|nhat|hay)\b")
_MEASURE = re.compile(r"\btong so (?:luong )?(?P<measure>\w+(?: \w+)*?)(?= cua | o | tai | trong | nam | la |$)")
_IDLE = frozenset("tong cong so lai gop hai ba bon ca".split())
_AT_LEAST = word_set(
    "hơn|trên|tối thiểu|ít nhất|không dưới|khoảng hơn|đến hơn|tới hơn|hơn cả|nhiều hơn|cao hơn|lớn hơn|vượt|vượt quá|"
    "vượt mức|quá"
)
_EXACT = word_set("|cả|lên đến|lên tới|tới|tổng cộng|chỉ|chỉ có|chỉ còn|mới chỉ")
_NO_COUNT = re.compile(r"trung bình|bình quân|dự kiến|phấn đấu|ước")  # means and plans don't add up to what is
_RANGE = re.compile(r"\d\s*(?:[-–]|đến|tới)\s*\d")


@dataclass(frozen=True)
class _Part:
    choice: Choice
    quantity: Quantity


def is_sum(query: Query) -> bool:
    """Whether a question asks for the sum of a figure over two or more places of one level."""
    folded = " ".join(token.folded for token in query.tokens)
    several = len({place.key for place in query.places}) >= 2 and len({place.level for place in query.places}) == 1
    asks = _SUMS.search(folded) is not None and not _COMPARES.search(folded)
    return several and asks and query.kind is Kind.FIGURE


def add_up(query: Query, read: Callable[[Query], Reading], least: float) -> tuple[list[Row], str, tuple[str, ...]]:
    """The row of each place, the text with the sum above the table, and notes on why there is none."""
    folded = " ".join(token.folded for token in query.tokens)
    match = _MEASURE.search(folded)
    measure = tuple(match.group("measure").split()) if match else query.measure
    terms = tuple(term for term in query.terms if term.folded not in _IDLE)
    disputed: list[str] = []

    def noting(alone: Query) -> Reading:
        reading = read(alone)
        if reading.best and find_disagreement(reading.best, reading):
            disputed.append(alone.places[0].name)
        return reading

    rows = compare(replace(query, measure=measure, subject=(), sort=None, terms=terms), noting, least)
    rows = [row if row.choice and _names(row.choice, measure) else replace(row, choice=None) for row in rows]
    lines = side_by_side(rows)
    reason = f"Nguồn nêu khác nhau về {', '.join(disputed)}, nên không cộng." if disputed else _why_not(rows, measure)
    if reason:
        return rows, "\n".join(lines), (reason,)
    return rows, f"Tổng cộng: {_sum([_part(row.choice) for row in rows])}.\n\n" + "\n".join(lines), ()


def _names(choice: Choice, measure: tuple[str, ...]) -> bool:
    """Whether the sentence has the first word of the measure, both syllables together: «mô hình» isn't «hình sự»."""
    return set(measure[:1]) <= choice.view.words and (len(measure) != 2 or measure in choice.view.pairs)


def _part(choice: Choice | None) -> _Part | None:
    found = find_quantities(choice.candidate.text) if choice and choice.candidate else []
    if not choice or not choice.candidate or not found:
        return None
    return _Part(choice, found[0])


def _why_not(rows: list[Row], measure: Sequence[str]) -> str:
    """Why the figures aren't added up; empty when they may be."""
    missing = [row.name for row in rows if row.choice is None]
    if missing:
        return f"Không tính tổng vì không tìm thấy số liệu của {escape(', '.join(missing))}."
    parts = [part for row in rows if (part := _part(row.choice))]
    if len(parts) < len(rows) or any(_no_count(part) for part in parts):
        return "Không tính tổng: tỷ lệ, khoảng số, số bình quân hay dự kiến không cộng được với nhau."
    if not alike([part.choice for part in parts], measure) or not unit(parts[0].choice):
        return "Không tính tổng vì các nơi nêu theo đơn vị khác nhau."
    spans = {(part.choice.view.article.article.id, part.choice.view.index, _start(part)) for part in parts}
    if len(spans) < len(parts):
        return "Không tính tổng vì nguồn nêu một số chung cho nhiều nơi."
    periods = {part.choice.view.period for part in parts}
    if len(periods) > 1 or len(next(iter(periods))) != 1:
        return "Không tính tổng vì số liệu của các nơi không cùng một năm, hoặc có nơi không nêu năm."
    return ""


def _start(part: _Part) -> int:
    assert part.choice.candidate
    return part.choice.candidate.start


def _no_count(part: _Part) -> bool:
    assert part.choice.candidate
    span = part.choice.candidate
    rate = part.choice.view.text[span.end :].lstrip().startswith("/") or "/" in span.text
    unlike = part.quantity.percent or part.quantity.of is not None or _NO_COUNT.search(part.quantity.qualifier)
    return rate or bool(unlike) or _RANGE.search(span.text) is not None


def _sum(parts: list[_Part | None]) -> str:
    """The sum in bold with its unit; «ít nhất» or «khoảng» when a part is no exact number."""
    known = [part for part in parts if part]
    qualifiers = {part.quantity.qualifier for part in known} - _EXACT
    word = "" if not qualifiers else "ít nhất " if qualifiers <= _AT_LEAST else "khoảng "
    total = f"{round(sum(part.quantity.value for part in known), 6):,.6f}".rstrip("0").rstrip(".")
    written = total.translate(str.maketrans(",.", ".,"))
    units = {_unit_phrase(part) for part in known}
    return bold(f"{word}{written} {min(units, key=len)}")


def _unit_phrase(part: _Part) -> str:
    assert part.choice.candidate
    return part.choice.candidate.text[part.quantity.end :].strip(" ,;.")
