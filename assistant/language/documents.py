"""Numbers and names of official documents: «Chỉ thị số 09-CT/TW», «Nghị định 79/2014/NĐ-CP»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.normalize import canonical, fold, word_set

KINDS = word_set(
    "nghị quyết|nghị định|quyết định|chỉ thị|thông tư liên tịch|thông tư|công văn|kế hoạch|chương trình phối hợp|"
    "chương trình|kết luận|hướng dẫn|thông báo|đề án|luật|pháp lệnh|quy chế|quy định|công điện|tờ trình|văn bản"
)
_TYPED = {fold(kind): kind for kind in KINDS} | {kind: kind for kind in KINDS}
# Those that a mere number may follow without «số»; the others are as often verbs: «hướng dẫn 30 hộ».
_PLAIN = "nghị quyết|nghị định|chỉ thị|thông tư|đề án|công văn|chương trình"

_LETTERS = r"[A-ZĐƯ][A-Za-zĐđƯư]*\d{0,3}"
_NUMBER = rf"\d{{1,5}}[a-z]?(?:[/-]\d{{4}})?[/-]{_LETTERS}(?:[-/&.]{_LETTERS}){{0,5}}"
# Typed in lower case the letters must be those of a kind or of an office: 5-ha/vụ is no document.
_LOWER = (
    r"\d{1,5}(?:/\d{4})?[/-](?:c[tđdv]|n[qđd]|q[đd]|tt|ttr|ctr|k[hl]|tb|hd|bc|đa|da|pl|ubnd|hđnd|hdnd)"
    r"(?:[-/][a-zđư]{2,8}\d{0,3}){1,3}"
)
_DOCUMENT = re.compile(
    rf"(?P<kind>(?<!\w)(?i:{'|'.join(sorted(_TYPED, key=len, reverse=True))})(?!\w))\s+"
    rf"(?:(?P<led>(?i:số|so)(?!\w)\s*:?\s*)?(?P<number>(?:{_NUMBER}|(?i:{_LOWER})|\d{{1,5}}\s?[/-]\s?{_LETTERS}(?:/{_LETTERS})?"
    rf"|\d{{1,4}}/(?:19|20)\d\d)(?!\w)"
    rf"|\d{{1,5}}(?=\s+(?:ban hành\s+|ký\s+)?(?:ngày|ngay)\s+\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}})"
    rf"|(?P<plain>\d{{1,4}}[a-z]?)(?![\w/%-]|[.,]\d|\s(?:năm|tháng|ngày)(?!\w))))"
    rf"|(?<![\w/.,-])(?P<bare>(?:(?=\d+[a-z]?(?:[/-]\d{{4}})?[/-](?!T[PXT]\b)[A-ZĐƯ]{{2}}){_NUMBER}|{_LOWER}))(?!\w)"
)
_PLAIN_KIND = re.compile(rf"(?:{_PLAIN}|{fold(_PLAIN)})\Z")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Document:
    """A document that a text names; `number_start`, `end` span its number.

    `kind` is lower case with accents, empty when none stands before the number; `number` upper case without spaces.
    """

    start: int
    end: int
    number_start: int
    kind: str
    number: str


def find_documents(text: str) -> list[Document]:
    """The documents named in NFC text, with their kind where it stands before the number.

    They are also found as typed in a question: «chi thi 09-ct/tw».
    """
    found = []
    for match in _DOCUMENT.finditer(text):
        typed = canonical(match["kind"] or "")
        if match["plain"] and not match["led"] and (not _PLAIN_KIND.match(typed) or _YEAR.fullmatch(match["plain"])):
            continue  # a plan's year, or a count: «kế hoạch 2018», «quyết định 3 biện pháp»
        group = "bare" if match["bare"] else "number"
        number = re.sub(r"\s", "", match[group]).upper()
        found.append(Document(match.start(), match.end(), match.start(group), _TYPED.get(typed, typed), number))
    return found
