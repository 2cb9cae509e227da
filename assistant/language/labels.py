"""Numbers that tell one of a kind from the others: «lần thứ 6», «đợt 2», «lớp 10», «kỳ họp thứ hai», «khóa XV»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.normalize import canonical, fold, fold_pattern, has_accents

_NOUN = r"(?<!so với )(?P<noun>lần|đợt|kỳ|khóa|quý|lớp|vòng|phiên|chặng|giai đoạn)"
_WORDS = {
    "đầu tiên": 1, "đầu": 1, "nhất": 1, "một": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6,
    "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_NUMBER = rf"(?P<number>\d{{1,3}}|[ivxl]+|{'|'.join(_WORDS)})(?![\w%]|[.,/-]\d)"
_COUNTS = r"\s+(?:năm(?!\s+học)|tháng|ngày|tuần)(?!\w|\s+(?:nào|\d))"  # «kỳ 5 năm»
# Without «thứ» a number word counts: «lớp hai» is a class, but «kỳ hai năm» none.
_PATTERNS = (
    rf"(?<!\w){_NOUN}(?:\s+\w+){{0,2}}?\s+(?P<ordinal>thứ|số)\s+{_NUMBER}",
    rf"(?<!\w){_NOUN}\s+(?P<ordinal>)(?P<number>\d{{1,3}}|[ivxl]+|đầu tiên|đầu)"
    rf"(?![\w%]|[.,/]\d|-\d(?!\d\d\d)|{_COUNTS})",
    r"(?<!so với )(?<!\w)(?P<noun>quý)\s+(?P<ordinal>)(?P<number>[1-4]|i{1,3}|iv)(?=\s*[/-]\s*(?:19|20)\d\d(?!\d))",
)
_COMPILED = {
    True: [re.compile(pattern) for pattern in _PATTERNS],
    False: [re.compile(fold_pattern(pattern)) for pattern in _PATTERNS],
}
_FOLDED = {fold(word): value for word, value in _WORDS.items()}


@dataclass(frozen=True, slots=True)
class Label:
    """A noun, folded, with the number that tells which one. Offsets in the text; «thứ» belongs to the number."""

    noun: str
    number: int
    start: int
    number_start: int
    end: int


def find_labels(text: str) -> list[Label]:
    """The labels of NFC text, in order. A text without any accent is read without."""
    accented = has_accents(text)
    subject = canonical(text) if accented else fold(text)
    found: dict[int, Label] = {}
    for pattern in _COMPILED[accented]:
        for match in pattern.finditer(subject):
            ordinal = match["ordinal"]
            found.setdefault(
                match.start(),
                Label(
                    noun=fold(match["noun"]),
                    number=_value(match["number"]),
                    start=match.start(),
                    number_start=match.start("ordinal" if ordinal else "number"),
                    end=match.end(),
                ),
            )
    return [found[start] for start in sorted(found)]


def _value(written: str) -> int:
    if written.isdigit():
        return int(written)
    if (value := _FOLDED.get(fold(written))) is not None:
        return value
    digits = [_ROMAN[letter] for letter in written]
    return sum(-one if one < next_one else one for one, next_one in zip(digits, [*digits[1:], 0], strict=True))
