"""The times that a sentence names, and whether it speaks of them."""

from __future__ import annotations

import re

from assistant.grounding.fact import Amount, Day, Fact, norms
from assistant.language.dates import find_years
from assistant.language.normalize import canonical
from assistant.reading.views import SentenceView

_BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS = re.compile(r"((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?(?!\d)")
_COUNTING = re.compile(r"(?<!\w)(?:có|được|gồm|đạt|tổng số|hơn|gần|khoảng)\s+\Z")  # before a year it is none
_NOUN = re.compile(r"\s+[^\W\d]+")
_PART = re.compile(r"quý\s+(?:i{1,3}|iv|[1-4])(?!\w)|(?:nửa\s+)?(?:đầu|giữa|cuối)(?=\s+năm)|sáng|trưa|chiều|tối|đêm")
_BORN = re.compile(r"(?<!\w)(?:sn|sinh năm|sinh ngày|sinh)\s*\Z")
_OF_DOCUMENT = re.compile(r"[\s,]*(?:ban hành|ký)?\s*(?:ngày\s+)?\Z")
_COMPARED = re.compile(r"so (?:với|cùng)(?:\s+\w+){0,4}\s*\Z")


def find_days(view: SentenceView) -> list[Fact]:
    """The dates, months and years with a word before them that a sentence names."""
    lowered = canonical(view.text)
    found: list[Fact] = []
    for date in view.dates:
        written = lowered[date.start : date.end]
        years: tuple[int, ...] = (date.year,) if date.year else ()
        if date.day is None and (match := _YEARS.search(written)) and match.group(2):
            years = (int(match.group(1)), int(match.group(2)))
        part = _PART.search(written)
        value = Day(date.day, date.month, years, part.group() if part else "", _aside(view, lowered, date.start))
        found.append(Fact("date", date.start, date.end, value))
    return found


def find_bare_years(view: SentenceView) -> list[Fact]:
    """Years that stand alone: «(2013-2023)», «so với 2017»; a number that only looks like one is a figure."""
    known = find_years(view.text)
    lowered = canonical(view.text)
    found: list[Fact] = []
    for match in _YEARS.finditer(view.text):
        if counting := _COUNTING.search(lowered, 0, match.start()) and _NOUN.match(lowered, match.end()):
            amount = Amount(
                (float(match.group(1)),), None, False, "", norms(counting.group()), "", False, False, False, False
            )
            found.append(Fact("figure", match.start(), counting.end(), amount))
        elif int(match.group(1)) in known and _BARE_YEAR.match(view.text, match.start()):
            years = tuple(int(year) for year in match.groups() if year)
            found.append(Fact("date", *match.span(), Day(None, None, years, "", _aside(view, lowered, match.start()))))
    return found


def _aside(view: SentenceView, lowered: str, start: int) -> bool:
    before = lowered[max(0, start - 40) : start]
    if _BORN.search(before) or _COMPARED.search(before):
        return True
    return any(d.end <= start and _OF_DOCUMENT.fullmatch(lowered, d.end, start) for d in view.documents)
