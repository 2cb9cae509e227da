"""Comparing and adding up: one question for each place that a question sets side by side, each read by itself.

«Trà Lĩnh hay Ba Tri có nhiều tin có giá trị hơn?» is read as «Trà Lĩnh có bao nhiêu tin có giá trị?» and the same of
Ba Tri. Only what is exact is done here: which is more, and sums of one unit and one year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.phrasing import bold, escape
from assistant.language.normalize import fold
from assistant.language.numbers import Quantity, find_quantities
from assistant.language.places import UNITS, Place
from assistant.reading.candidates import Candidate, Candidates
from assistant.retrieval.query import Query

_BETWEEN = re.compile(r"[\s,;:]*(?:(?:va|voi|hay|hoac|so voi|cung)\b)?\s*(?:(?:cua|o|tai)\s+)?")
_SUMS = re.compile(r"\b(?:tong(?: so| cong)?|cong lai|gop lai|ca (?:hai|ba|bon)|tat ca)\b(?! hop| ket)")
_COMPARES = re.compile(r"\b(?:so sanh|doi chieu|hon|kem|nhat|chenh(?: lech)?)\b")
_LESS = re.compile(r"\b(?:it|thap|nho|kem|ngan|nhe)\b")
_WHICH = re.compile(
    r"\b(?:(?:o |tai )?(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|thon|noi|ben|dia phuong|don vi) nao"
    r"|dau)\b"
)
_OPENS = re.compile(
    r"^\W*(?:hay |xin )?(?:so sanh|doi chieu)\s+|\b(?:giua)\s*$|^\W*(?:tinh )?(?:tong cong|tong)\s+(?!so)"
)
_MUCH = re.compile(r"\b(?:nhieu|it)\s+(?P<what>(?!hon\b|nhat\b)\w+(?:\s+\w+)*?)\s+(?:hon|nhat)\b|\b(?:hon|nhat)\s*$")
_ASKS = re.compile(r"\b(?:bao nhieu|may|bn|bao lau|bao xa)\b")
_IDLE = re.compile(r"\s*\b(?:ca (?:hai|ba|bon)|cong lai|gop lai|tong cong)\b\s*|[\s,:;]+$")
_AT_LEAST = {"hơn", "trên", "tối thiểu", "ít nhất", "không dưới", "khoảng hơn", "đến hơn", "tới hơn", "vượt", "quá"}
_EXACT = {"", "cả", "lên đến", "lên tới", "tới", "tổng cộng", "chỉ", "chỉ có", "chỉ còn", "mới chỉ"}
_NO_COUNT = re.compile(r"trung bình|bình quân|dự kiến|phấn đấu|ước")  # means and plans don't add up to what is
_MOST, _WINDOWS = 8, 3  # places of a ranking, and windows that may name them


@dataclass(frozen=True)
class Side:
    """One of the places compared, and the question about it alone."""

    name: str
    question: str


@dataclass(frozen=True)
class Row:
    """What was found for a side: the best candidate, None when nothing sure was."""

    name: str
    found: Candidates
    best: Candidate | None

    @property
    def quantity(self) -> Quantity | None:
        found = find_quantities(self.best.text) if self.best else []
        return found[0] if found else None

    @property
    def said(self) -> str:
        """The span; of one that goes on with other figures, up to where they begin."""
        if self.best is None:
            return ""
        found = find_quantities(self.best.text)
        return re.split(r"[,;]", self.best.text[: found[1].start])[0] if len(found) > 1 else self.best.text

    @property
    def unit(self) -> tuple[str, ...]:
        """The folded words after the number, «%» too."""
        quantity = self.quantity
        if quantity is None:
            return ()
        return ("%",) if quantity.percent else tuple(re.findall(r"[^\W\d_]+", fold(self.said[quantity.end :])))

    @property
    def years(self) -> frozenset[int]:
        return self.best.view.period if self.best else frozenset()


def is_sum(query: Query) -> bool:
    """Whether a question asks for a sum over the places that it names."""
    return _SUMS.search(fold(query.text)) is not None and not _COMPARES.search(fold(query.text))


def is_comparison(query: Query) -> bool:
    """Whether a question asks which of the places that it names has more."""
    return _COMPARES.search(fold(query.text)) is not None


def sides(query: Query) -> list[Side]:
    """The places that a question names one after another, each with its own question; none for a single place."""
    places = _enumerated(query)
    if len(places) < 2:
        return []
    start, end = places[0].start, places[-1].end
    return [Side(place.name, _alone(query.spelt, start, end, place, query)) for place in places]


def asks_which_most(query: Query) -> bool:
    """Whether a question asks which place has the most or the least, without naming them."""
    folded = fold(query.text)
    return _WHICH.search(folded) is not None and re.search(r"\bnhat\b", folded) is not None and not sides(query)


def listed_sides(query: Query, candidates: Sequence[Candidate]) -> list[tuple[Side, Candidate]]:
    """The places of the level asked for that the best candidates' windows name, with its own question and a window."""
    which = _WHICH.search(fold(query.spelt))
    if not which or not candidates:
        return []
    unit = which.group().removeprefix("o ").removeprefix("tai ").removesuffix(" nao")
    level = UNITS.get(tuple(unit.split()))
    found: dict[str, tuple[Side, Candidate]] = {}
    for candidate in [other for other in candidates[:_WINDOWS] if other.article is candidates[0].article]:
        inside = set(candidate.reading.window.sentences)
        views = [view for view in candidate.view.article.sentences if view.index in inside]
        for place in (place for view in views for place in view.places):
            if place.level == level and all(place.key != other.key for other in query.places):
                named = f"{_unit_word(which, query)} {place.name}"
                asked = _much(query.spelt[: which.start()] + named + query.spelt[which.end() :])
                found.setdefault(place.key, (Side(place.name, asked), candidate))
    return list(found.values())[:_MOST]


def _unit_word(which: re.Match[str], query: Query) -> str:
    """The unit word of «quận nào» as it is typed."""
    return query.spelt[which.start() : which.end()].rsplit(" ", 1)[0]


def _enumerated(query: Query) -> list[Place]:
    """The longest run of different places of one level with nothing but «và», «hay», commas between them."""
    runs: list[list[Place]] = [[]]
    for place in sorted(query.places, key=lambda place: place.start):
        run = runs[-1]
        between = fold(query.text[run[-1].end : place.start]) if run else ""
        beside = run and run[0].level == place.level and _BETWEEN.fullmatch(between)
        if not beside:
            runs.append([])
        if all(place.key != other.key for other in runs[-1]):
            runs[-1].append(place)
    return max(runs, key=len)


def _alone(text: str, start: int, end: int, place: Place, query: Query) -> str:
    """The question about one of the places."""
    name = query.text[place.start : place.end]
    before, after = text[:start], text[end:]
    if opens := _OPENS.search(fold(before)):
        before = before[: opens.start()] + before[opens.end() :]
    if re.search(r"\btong so\b", fold(before)):
        at = fold(before).index("tong so")
        before = before[:at] + before[at + len("tong ") :]
    which_before, which_after = _WHICH.search(fold(before)), _WHICH.search(fold(after))
    if which_before:
        text = before[: which_before.start()] + name + before[which_before.end() :].rstrip(" ,;:") + after
    elif which_after:
        text = before + name + " " + (after[: which_after.start()].lstrip(" ,;:") + after[which_after.end() :]).strip()
    else:
        text = before + name + after
    return _much(text)


def _much(text: str) -> str:
    """A question that compares, asking how much: «có nhiều tin hơn» is «có bao nhiêu tin»."""
    text = text.rstrip(" ?.!")
    if much := _MUCH.search(fold(text)):
        counted = text[much.start("what") : much.end("what")] if much["what"] else ""
        text = text[: much.start()] + (f"bao nhiêu {counted}" if counted else "") + text[much.end() :]
    for idle in reversed(list(_IDLE.finditer(fold(text)))):
        text = f"{text[: idle.start()]} {text[idle.end() :]}"
    text = " ".join(text.split())
    return f"{text}?" if _ASKS.search(fold(text)) else f"{text} là bao nhiêu?"


def table(rows: Sequence[Row], query: Query) -> tuple[str, list[str], str]:
    """The rows side by side, above them which is more or the sum; notes on what can't be compared or added; the sum."""
    lines = ["| Nơi | Nguồn nêu | Năm |", "|---|---|---|"]
    cited = 0
    for row in rows:
        if row.best is None:
            lines.append(f"| {escape(row.name)} | không tìm thấy | |")
            continue
        cited += 1
        years = ", ".join(map(str, sorted(row.years)[:3]))
        lines.append(f"| {escape(row.name)} | {bold(row.said)} [{cited}] | {years} |")
    said = [row for row in rows if row.quantity]
    notes: list[str] = []
    total = ""
    if is_sum(query):
        if reason := _why_not(rows):
            notes.append(reason)
        else:
            total = _sum(said)
            lines.insert(0, f"Tổng cộng: {bold(total)}.\n")
    elif is_comparison(query) and len(said) >= 2:
        if _alike(said):
            lines.insert(0, _more(said, query) + "\n")
        else:
            notes.append("Các nơi nêu theo đơn vị khác nhau, không so sánh trực tiếp được.")
        if len({row.years for row in said}) > 1:
            notes.append("Số liệu của các nơi không cùng một năm, hoặc có nơi không nêu năm.")
    return "\n".join(lines), notes, total


def _alike(rows: Sequence[Row]) -> bool:
    """Whether figures count the same thing: in the same words, or in some that begin so."""
    units = sorted((row.unit for row in rows), key=len)
    return all(unit[: len(units[0])] == units[0] for unit in units)


def _more(rows: Sequence[Row], query: Query) -> str:
    less = _LESS.search(fold(query.text)) is not None
    ordered = sorted(rows, key=lambda row: row.quantity.value if row.quantity else 0.0, reverse=not less)
    values = [row.quantity.value for row in ordered[:2] if row.quantity]
    if values[0] == values[1]:
        return "Hai nơi bằng nhau." if len(rows) == 2 else "Có những nơi bằng nhau."
    word = ("ít hơn" if less else "nhiều hơn") if len(rows) == 2 else ("ít nhất" if less else "nhiều nhất")
    return f"{bold(ordered[0].name)} {word}."


def _why_not(rows: Sequence[Row]) -> str:
    """Why the figures aren't added up; empty when they may be: one unit, one year, no rates, means or plans."""
    missing = [row.name for row in rows if row.best is None]
    if missing:
        return f"Không tính tổng vì không tìm thấy số liệu của {escape(', '.join(missing))}."
    quantities = [row.quantity for row in rows]
    if not all(q and not (q.percent or q.of or q.until) and not _NO_COUNT.search(q.qualifier) for q in quantities):
        return "Không tính tổng: tỷ lệ, khoảng số, số bình quân hay dự kiến không cộng được với nhau."
    if not _alike(rows) or not rows[0].unit:
        return "Không tính tổng vì các nơi nêu theo đơn vị khác nhau."
    if len({(row.best.article.id, row.best.span) for row in rows if row.best}) < len(rows):
        return "Không tính tổng vì nguồn nêu một số chung cho nhiều nơi."
    if len({row.years for row in rows}) > 1 or len(rows[0].years) != 1:
        return "Không tính tổng vì số liệu của các nơi không cùng một năm, hoặc có nơi không nêu năm."
    return ""


def _sum(rows: Sequence[Row]) -> str:
    """The sum with its unit; «ít nhất» or «khoảng» when a part is no exact number."""
    quantities = [row.quantity for row in rows if row.quantity]
    qualifiers = {quantity.qualifier for quantity in quantities} - _EXACT
    word = "" if not qualifiers else "ít nhất " if qualifiers <= _AT_LEAST else "khoảng "
    total = f"{round(sum(quantity.value for quantity in quantities), 6):,.6f}".rstrip("0").rstrip(".")
    written = total.translate(str.maketrans(",.", ".,"))
    shortest = min(rows, key=lambda row: len(row.unit))
    assert shortest.best and shortest.quantity
    return f"{word}{written} {shortest.said[shortest.quantity.end :].strip(' ,;.')}"
