"""Numbers written as Vietnamese words: «hai mươi mốt», «một trăm linh năm», «một nghìn rưỡi».

Many of these words mean something else too («năm» is a year, «Ba» a name, «đầu tư» an investment), so what may be
read otherwise is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language.normalize import canonical

_DIGITS = dict(zip("không một hai ba bốn năm sáu bảy tám chín".split(), range(10), strict=True))
_DIGITS |= {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
_TIMES = {"mươi": 10, "chục": 10, "trăm": 100}
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}

# «hai mươi năm» is twenty years and «hai mươi tư liệu» none of 24: five in the ones is «lăm», «tư» no part of a word.
_FOUR = r"tư(?!\s+(?:liệu|vấn|nhân|thương|thế|cách|tưởng|pháp|lệnh|trang|sản|gia|bản|duy))"
_THREE = r"ba(?!\s+(?:lô|mẹ|má|lê|rọi))"
_ONES = rf"(?:hai|{_THREE}|bốn|lăm|nhăm|sáu|bảy|bẩy|tám|chín)"
_DIGIT = r"(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)"
_TENS = rf"(?:mười(?:\s+(?:một|{_ONES}|{_FOUR}))?|{_DIGIT}\s+mươi(?:\s+(?:mốt|{_ONES}|{_FOUR}))?|{_DIGIT}\s+chục)"
_ODD = rf"(?:(?:linh|lẻ)\s+{_DIGIT})"
_HUNDREDS = rf"(?:(?:không|{_DIGIT})\s+trăm(?:\s+(?:{_ODD}|{_TENS}))?)"
_MANY = rf"(?:{_HUNDREDS}|{_TENS})"
_BILLION, _MILLION = r"(?:tỷ|tỉ)(?!\s+(?:lệ|số|trọng|giá|phú))", r"triệu(?!\s+(?:tập|chứng|phú|hồi))"
_GROUP = rf"(?:{_MANY}|{_DIGIT})\s+"
_BELOW = rf"(?:\s+(?:{_HUNDREDS}|{_ODD}|{_TENS}))?"
_THOUSANDS = rf"{_GROUP}(?:nghìn|ngàn)(?:\s+{_BILLION}|{_BELOW})"
_MILLIONS = rf"{_GROUP}{_MILLION}(?:\s+{_THOUSANDS}|{_BELOW})"
_BILLIONS = rf"{_GROUP}{_BILLION}(?:\s+(?:{_MILLIONS}|{_THOUSANDS})|{_BELOW})"
# «mười» alone is a single word; it may also be the month or a name.
_NOT_TEN = rf"(?!mười(?!\s+(?:một|{_ONES}|{_FOUR}|nghìn|ngàn|{_MILLION}|{_BILLION})(?!\w)))"
_NUMBER = rf"(?:{_NOT_TEN}(?:{_BILLIONS}|{_MILLIONS}|{_THOUSANDS}|{_MANY})(?:\s+rưỡi)?)(?!\w)"

# A single word counts only before one of these, or as a percentage.
_NOUNS = (
    r"(?:hộ|người|vụ|xã|huyện|tỉnh|phường|thôn|cuộc|lượt|căn nhà|ngôi nhà|mô hình|đối tượng|trường hợp|cá nhân|"
    r"tập thể|gia đình|học sinh|hội viên|cán bộ|chiến sĩ|chiến sỹ|công trình|doanh nghiệp|đơn vị|cơ sở|dự án|"
    r"chi hội|bị can|bị cáo|câu lạc bộ)"
)
_PERCENT = r"\s?%|\s+phần\s+trăm(?!\w)"
_FOUND = re.compile(
    rf"(?<!\w)(?:(?P<many>{_NUMBER})|(?P<one>hai|ba|bốn|sáu|bảy|bẩy|tám|chín|mười)"
    rf"(?=\s+(?P<noun>{_NOUNS})(?!\w)|{_PERCENT}))(?P<percent>{_PERCENT})?"
)

_ANY = (
    r"(?:\d|(?:không trăm|một|mốt|hai|ba|bốn|tư|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|chục|trăm|nghìn|ngàn|vạn|"
    r"triệu|tỷ|tỉ|rưỡi|linh|lẻ|phẩy)(?!\w))"
)
# What follows makes it a part of a number, one end of a range, a date, a time or an age.
_NOT_BEFORE = re.compile(
    rf"\s*(?:(?:đến|tới|trên|-|–|,|/|\()\s*)?(?:{_ANY}|năm\s+{_ANY})|"
    rf"\s+(?:giờ|tết)(?!\w)|\s+(?:tháng|phần)\s+(?:{_ANY}|năm)"
)
_YEARS = re.compile(r"\s+năm(?!\w)")
# What stands before: another number, a vague one («vài ba trăm»), a name or an ordinal's head. «đầu tư hai mươi tỷ»
# holds no four.
_NOT_AFTER = re.compile(
    r"(?:\d\s*(?:(?:đến|tới|-|–|/)\s*)?|"
    r"(?<!\w)(?:một|mốt|hai|ba|bốn|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|chục|trăm|nghìn|ngàn|vạn|"
    r"triệu|tỷ|tỉ|rưỡi|linh|lẻ|phẩy|vài|dăm|mấy|thứ|tháng|mùng|mồng|rằm|kỷ|tuổi|giờ|lúc|sinh năm|"
    r"(?<!mỗi )(?<!một )ngày)\s*"
    r"(?:(?:đến|tới|-|–|,|/)\s*)?|\d[^()]{0,24}\(\s*)\Z"
)
_EACH_YEAR = re.compile(r"(?<!\w)(?:(?:mỗi|hằng|hàng|một)\s+năm|năm,)\s+\Z")
# «trong năm trăm hộ …», «cả hai huyện», «giải ba»: the year, two already named, the third prize.
_NO_FIVE = re.compile(
    r"(?<!\w)(?:mỗi|hằng|hàng|trong|từng|cả|nhiều|những|các|đầu|cuối|giữa|sang|hết|qua|cùng|so với)\s+\Z"
)
_NO_ONE = re.compile(
    r"(?<!\w)(?:cả|giải|lúa|quả|trái|nấu|hạng|(?<!trong )vòng|tập|phần|bài|học kỳ|giai đoạn|hàng|bên|cấp|loại|bậc"
    r"|mức)\s+\Z"
)
_OPENS = re.compile(r"(?:\A|[.!?:;\n«“\"(•+*–-])\s*\Z")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A number in words; `end` is after «phần trăm» when it is a percentage, `single` if it is one word."""

    start: int
    end: int
    value: float
    percent: bool
    single: bool


def find_number_words(text: str) -> Iterator[NumberWords]:
    """The numbers of NFC text that can't be read otherwise, in order. Ordinals of things named are left in."""
    lowered = canonical(text)
    for match in _FOUND.finditer(lowered):
        start, end, single = match.start(), match.end(), match["one"] is not None
        words = match["many"] or match["one"]
        noun_end = match.end("noun") if match["noun"] else end
        if _is_another(text, lowered, start, end, noun_end, single):
            continue
        if words.endswith(("trăm", *_SCALES)) and not match["percent"] and _YEARS.match(lowered, end):
            continue  # «một trăm năm»: may be 150
        yield NumberWords(start, end, _value(words), match["percent"] is not None, single)


def _is_another(text: str, lowered: str, start: int, end: int, noun_end: int, single: bool) -> bool:
    """Whether number words are a part of something else: a name, a longer number, a date, an ordinal."""
    before = max(0, start - 40)
    if any(c.isupper() for c in text[start + 1 : noun_end]):
        return True  # a name or a heading
    if text[start].isupper() and not _OPENS.search(text, before, start):
        return True
    if _NOT_BEFORE.match(lowered, end):
        return True
    if _NOT_AFTER.search(lowered, before, start) and not _EACH_YEAR.search(lowered, before, start):
        return True
    if single and _NO_ONE.search(lowered, before, start):
        return True
    return lowered.startswith("năm", start) and _NO_FIVE.search(lowered, before, start) is not None


def _value(words: str) -> float:
    total = group = digit = 0.0
    last = 1.0
    for word in words.split():
        if word in _DIGITS:
            digit = _DIGITS[word]
        elif word == "mười":
            group += 10
        elif word in _TIMES:
            last = _TIMES[word]
            group, digit = group + digit * last, 0
        elif word == "rưỡi":
            digit += last / 2
        elif word in _SCALES:
            last = _SCALES[word]
            if group + digit:
                total += (group + digit) * last
            else:  # «hai nghìn tỷ»
                total *= last
            group = digit = 0
    return total + group + digit
