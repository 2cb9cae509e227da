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
_RANGE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:[-–]|đến|tới)\s*(?:năm\s+)?((?:19|20)\d\d)(?!\d)")
_PERIOD = 2  # years from the first to the last: less is a school year, or a winter

Years = frozenset[int]


def named_years(text: str) -> Years:
    """The years that NFC text names, those of births, of documents and of what it only compares with left out."""
    said = _BORN.sub(" ", without_documents(text))
    return frozenset(find_years(_COMPARED.sub(" ", said)))


def single_years(text: str) -> Years:
    """The same without those that a NFC text names only as part of a period of three years or more: «2016-2020»."""

    def shorten(match: re.Match[str]) -> str:
        return match.group() if int(match.group(2)) - int(match.group(1)) < _PERIOD else " "

    return named_years(_RANGE.sub(shorten, text))


def without_documents(text: str) -> str:
    """NFC text without the numbers and dates of the documents that it names; offsets are not kept."""
    for document in reversed(find_documents(text)):
        text = text[: document.start] + " " + _DATED.sub(" ", text[document.end :])
    return text


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
