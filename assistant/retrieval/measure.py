"""What a question counts: the measure («tin có giá trị»), and the sort of figure (money, a percentage, a length …)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.names import Person
from assistant.language.normalize import fold
from assistant.language.places import Place
from assistant.language.tokens import Token

MONEY, PERCENT, WEIGHT, LENGTH, AREA, PEOPLE = "money", "percent", "weight", "length", "area", "people"
# The sort that a word after «bao nhiêu» asks for …
_AFTER = {
    "phan tram": PERCENT,
    "tien": MONEY,
    "dong": MONEY,
    "kinh phi": MONEY,
    "trieu": MONEY,
    "ty": MONEY,
    "kg": WEIGHT,
    "ki lo gam": WEIGHT,
    "can": WEIGHT,
    "gam": WEIGHT,
    "met": LENGTH,
    "m": LENGTH,
    "km": LENGTH,
    "ki lo met": LENGTH,
    "hec ta": AREA,
    "met vuong": AREA,
    "m2": AREA,
}
# … and one before it when nothing follows.
_BEFORE = {
    "ty le": PERCENT,
    "ti le": PERCENT,
    "so tien": MONEY,
    "tien": MONEY,
    "kinh phi": MONEY,
    "chi phi": MONEY,
    "tri gia": MONEY,
    "tong von": MONEY,
    "tong muc dau tu": MONEY,
    "muc luong": MONEY,
    "thu nhap": MONEY,
    "trong luong": WEIGHT,
    "khoi luong": WEIGHT,
    "chieu dai": LENGTH,
    "chieu cao": LENGTH,
    "chieu rong": LENGTH,
    "dien tich": AREA,
    "dan so": PEOPLE,
}
_SO = {"nang": WEIGHT, "dai": LENGTH, "cao": LENGTH, "rong": AREA}  # right before: «nặng bao nhiêu»
# What one does with money, so that a bare «bao nhiêu» after it asks for some.
_PAYING = re.compile(
    r"\b(?:dau tu|ho tro|tri gia|thiet hai|hoc phi|le phi|phi|phat|nop|tra|chi|gia|luong|von|ung ho|thuong"
    r"|quyen gop|thu nhap|cho vay|vay|boi thuong|doanh thu|ngan sach)\b"
)
# Where the measure ends: «bao nhiêu cuộc tuyên truyền | ở …».
_END = frozenset(
    "ở tại trong năm của đã được là cho do bị và về trên từ với khi để vào thì đang sẽ nằm hiện theo tính "
    "đạt chưa không hoàn tham xảy giảm tăng nhận".split()
)
# Without accents these are as often other words: «tự quản», «độ», «bí».
_END_FOLDED = frozenset(fold(word) for word in _END) - {"tu", "do", "bi"}
_LONGEST = 9  # syllables

Focus = tuple[int, int] | None


def find_measure(
    tokens: Sequence[Token], focus: Focus, places: Sequence[Place], accented: bool
) -> tuple[tuple[str, ...], str | None]:
    """The folded words of what is counted, and the sort of figure if the question names one.

    The measure stands after the question word; of a question without one, at its beginning; in «Số hộ nghèo … là
    bao nhiêu» after «số».
    """
    starts = {place.start for place in places}

    def until_end(rest: Sequence[Token]) -> tuple[str, ...]:
        words: list[str] = []
        if rest and rest[0].folded in ("mot", "moi"):  # «bao nhiêu một tháng»
            return ()
        for i, token in enumerate(rest[:_LONGEST]):
            ends = token.norm in _END if accented else token.folded in _END_FOLDED
            if i == 0 and token.folded == "nam" and focus:  # «bao nhiêu năm tù»
                ends = rest[1:2] == [] or rest[1].text[0].isdigit()
            if ends or token.start in starts:
                break
            words.append(token.folded)
        return tuple(words)

    words = until_end([token for token in tokens if not focus or token.start >= focus[1]])
    before = [token for token in tokens if not focus or token.end <= focus[0]]
    said = " ".join(token.folded for token in before)
    if focus and words:
        return words, next((sort for name, sort in _AFTER.items() if re.match(rf"{name}\b", " ".join(words))), None)
    sort = next((sort for name, sort in _BEFORE.items() if re.search(rf"\b{name}\b", said)), None)
    sort = sort or next((sort for name, sort in _SO.items() if re.search(rf"\b{name}(?: khoang| chung)?$", said)), None)
    if focus and sort is None and _PAYING.search(said):
        sort = MONEY
    if focus and before and before[0].folded == "so":
        words = until_end(before[1:])
    return words, sort


def sort_words(measure: Sequence[str]) -> int:
    """How many words at the beginning of a measure only name a sort of figure: «phần trăm» 2, «tin có giá trị» 0."""
    return next((size for size in (3, 2, 1) if " ".join(measure[:size]) in _AFTER), 0)


def find_subject(tokens: Sequence[Token], focus: Focus, named: Sequence[Place | Person]) -> tuple[str, str] | tuple[()]:
    """The first two words, folded, of what «… là bao nhiêu» asks about; words of places and persons are skipped."""
    words = [
        token.folded
        for token in tokens
        if focus and token.end <= focus[0] and not any(p.start <= token.start < p.end for p in named)
    ]
    return (words[0], words[1]) if len(words) >= 2 and words[-1] == "la" else ()
