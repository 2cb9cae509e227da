"""The years that a sentence speaks of: those it names, and those that it sets for the sentences after it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.language.dates import find_years
from assistant.language.documents import find_documents

# A sentence that opens with its year sets the period of those that follow: «Trong năm 2021, …».
FRAME = re.compile(
    r"^\W*(?:(?:trong|tính|từ|đến|hết|riêng|kết thúc|qua)\s+)*(?:\d+\s+tháng\s+)?(?:(?:đầu|cuối)\s+)?"
    r"(?:năm|quý)\b.{0,20}?((?:19|20)\d\d)",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(r"^\W*(?:qua|sau|trong)\s+(?:hơn\s+)?(\d{1,2})\s+năm(?!\w)", re.IGNORECASE)
_BORN = re.compile(r"(?<!\w)(?:SN|sinh năm|sinh ngày)\s*[\d/]+")
# «giảm 19,6% so với năm 2015» is said of another year.
_COMPARED = re.compile(r"(?<!\w)so với (?:(?:cùng kỳ|cùng kì|cuối|đầu) )?(?:của )?(?:năm )?(?:19|20)\d\d(?!\d|\s*[-–])")
# What is said of when a document was made: «Quyết định số 12/QĐ-UBND ngày 3/2/2015».
_DATED = re.compile(r"^[\s,]*(?:ngày|ngay|ban hành ngày|ký ngày)?\s*\d{1,2}[/-]\d{1,2}[/-]\d{4}")

Years = frozenset[int]


def named_years(text: str) -> Years:
    """The years that NFC text names, those of births, of documents and of what it only compares with left out."""
    said = _BORN.sub(" ", without_documents(text))
    return frozenset(find_years(_COMPARED.sub(" ", said)))


def without_documents(text: str) -> str:
    """NFC text without the numbers and dates of the documents that it names; offsets are not kept."""
    for document in reversed(find_documents(text)):
        text = text[: document.start] + " " + _DATED.sub(" ", text[document.end :])
    return text


_RELATIVE = re.compile(
    r"(?<!\w)(?:năm (?:trước|ngoái)|nam (?:truoc|ngoai)|cùng kỳ|cùng kì|cung ky)(?!\w)", re.IGNORECASE
)
_MONTHS_WORD = {"ba": "3", "sau": "6", "sáu": "6", "chin": "9", "chín": "9"}
_PARTS = re.compile(
    r"(?<!\w)(?P<months>\d{1,2}|ba|s[áa]u|ch[íi]n)\s+th[áa]ng\s+(?P<end>đầu|dau|cuối|cuoi)(?!\w)"
    r"|(?<!\w)n[ửu]a\s+(?P<half>đầu|dau|cuối|cuoi)\s+n[ăa]m"
    r"|(?<!\w)qu[ýy]\s+(?P<quarter>i{1,3}|iv|[1-4])(?!\w)"
    r"|(?<!\w)th[áa]ng\s+(?P<month>\d{1,2})(?![\d])"
    r"|(?<!\w)(?P<whole>c[ảa]\s+n[ăa]m)(?!\w)",
    re.IGNORECASE,
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def relative_years(text: str, named: Years) -> Years:
    """The years that «năm trước» and «cùng kỳ» mean beside the years named: each one's year before."""
    return frozenset(year - 1 for year in named) if _RELATIVE.search(text) else frozenset()


def parts_of_year(text: str) -> frozenset[str]:
    """The parts of a year that a text names, canonical: «6 tháng đầu» is `first6`, «quý II» `q2`, «tháng 3» `m3`, «cả
    năm» `year`."""
    found = set()
    for match in _PARTS.finditer(text):
        if match["whole"]:
            found.add("year")
        elif match["month"]:
            found.add(f"m{int(match['month'])}")
        elif match["quarter"]:
            quarter = match["quarter"].lower()
            found.add(f"q{_ROMAN.get(quarter, quarter)}")
        else:
            end = (match["end"] or match["half"]).lower()
            months = (match["months"] or "6").lower()
            found.add(f"{'first' if end in ('đầu', 'dau') else 'last'}{_MONTHS_WORD.get(months, months)}")
    return frozenset(found)


def periods(sentences: Iterable[str], title: Years) -> list[Years]:
    """The years that each sentence speaks of: its own, else those that a sentence before it set, else the title's.

    «Năm 2020, …» sets that year; «Qua 5 năm thực hiện …» the five years that a sentence before it named
    («… (2011-2015)»). An empty text sets nothing.
    """
    found: list[Years] = []
    frame: Years = frozenset()
    last: Years = frozenset()  # that were named
    for text in sentences:
        own = named_years(text)
        if match := FRAME.match(text):
            frame = own or frozenset({int(match.group(1))})
        elif (match := _LOOKS_BACK.match(text)) and not own and len(last) - int(match.group(1)) in (0, 1):
            frame = last
        last = own or last
        found.append(own or frame or title)
    return found
