"""Quantities in Vietnamese text: `1.500`, `43/51`, `30 triệu`, `1 tỷ 700 triệu`, `85,7%`, «hai mươi»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language.codes import find_codes
from assistant.language.dates import COUNTED, find_dates
from assistant.language.documents import find_documents
from assistant.language.normalize import canonical, word_set
from assistant.language.number_words import find_number_words
from assistant.language.times import find_times

QUALIFIERS = word_set(
    "hơn|trên|gần|khoảng|khoảng hơn|khoảng gần|tầm|chừng|xấp xỉ|ước|ước khoảng|ước đạt|dưới|tối thiểu|tối đa|"
    "ít nhất|nhiều nhất|không quá|không dưới|cả|lên đến|lên tới|tới|đến hơn|tới hơn|tới gần|tổng cộng|đến gần|"
    "hơn cả|ít hơn|nhiều hơn|thấp hơn|cao hơn|lớn hơn|nhỏ hơn|chưa đến|chưa tới|chưa đầy|chưa được|không đến|"
    "không tới|không đầy|vượt|vượt quá|vượt mức|không vượt quá|quá|ngót|trên dưới|gần như|chỉ|chỉ có|chỉ còn|"
    "trung bình|bình quân|dự kiến|phấn đấu|ước tính|trung bình khoảng|bình quân khoảng|dự kiến khoảng|mới chỉ"
)
# What a qualifier makes of its number; those that leave it as it is («cả», «lên đến», «chỉ») are in none.
_SENSES = {
    "more": "hơn|trên|quá|vượt|vượt quá|vượt mức|nhiều hơn|cao hơn|lớn hơn|đến hơn|tới hơn|hơn cả|khoảng hơn",
    "less": "dưới|ít hơn|thấp hơn|nhỏ hơn|chưa đến|chưa tới|chưa đầy|chưa được|không đến|không tới|không đầy",
    "nearly": "gần|ngót|gần như|tới gần|đến gần|khoảng gần",
    "about": "khoảng|tầm|chừng|xấp xỉ|trên dưới|trung bình khoảng|bình quân khoảng",
    "at least": "ít nhất|tối thiểu|không dưới",
    "at most": "không quá|tối đa|nhiều nhất|không vượt quá",
    "planned": "ước|ước khoảng|ước đạt|ước tính|dự kiến|dự kiến khoảng|phấn đấu",
}
_SENSE_OF = {qualifier: sense for sense, words in _SENSES.items() for qualifier in words.split("|")}
_SCALES = {"chục": 10.0, "trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d+(?:[.,]\d+)?)"
_QUALIFIER = rf"(?<!\w)(?:{'|'.join(sorted(QUALIFIERS, key=len, reverse=True))})\s+"
_SCALE = rf"(?:\s*(?:{'|'.join(_SCALES)})(?!\w))"
_QUANTITY = re.compile(
    rf"(?P<qualifier>{_QUALIFIER})?"
    rf"(?<![\w.,/:])(?!1 (?:số|vài)(?!\w))(?P<number>{_NUMBER})(?![.,]?\d)(?:/(?P<of>{_NUMBER})(?![.,/]?\d)|(?!/\d))"
    rf"(?P<more>{_SCALE}+(?:\s+{_NUMBER}{_SCALE}+)*(?:\s+rưỡi(?!\w))?)?"
    rf"(?P<range>(?:\s?[-–]\s?|\s+(?:đến|tới)\s+)(?P<until>{_NUMBER})(?![.,/]?\d)(?P<scale>{_SCALE}*))?"
    r"(?P<percent>\s?%|\s+phần\s+trăm(?!\w))?"
)
_QUALIFIED = re.compile(rf"{_QUALIFIER}\Z")
_TERM = re.compile(rf"({_NUMBER})({_SCALE}+)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GLUED = re.compile(
    r"(?:[ck]?m[23²³]?|mm|ha|kg|g|l|ml|tr|[km]w|kwh|kv|gram|gam|lít|tạ|tấn|đ)(?!\w)"
)  # units written without a space
_AFTER = re.compile(r"\s*([^\W\d_]+[23]?)")
_JOINS = re.compile(r"\s*(?:,|-|–|và)\s*")
_WORD = re.compile(r"[^\W_]+")

# A number after one of these names a thing instead of counting it («Điều 15», «Tổ 1», «đợt 2»), unless what it counts
# follows («mỗi lớp 30 học sinh»).
_LABELS = word_set(
    "số điều khoản chương mục tổ quận phường thôn ấp khu đội đồn đoàn vùng lộ đường khóa lần thứ đợt khối phòng "
    "tầng lớp bks sn quý kỳ nhóm cụm lô thửa bước mẫu câu trạm chốt tuyến ql tl đt hl xóm bản buôn bon covid"
)
_LABEL_PAIRS = word_set(
    "ban chỉ đạo|chương trình|phương án|kế hoạch|quyết định|nghị quyết|nghị định|chỉ thị|thông tư|công văn|đề án|"
    "hướng dẫn|khu phố|tổ công tác|tổ dân phố|khu vực|giai đoạn|thế kỷ|điện thoại|hotline|fax|sinh năm|số nhà|"
    "kết luận|thông báo|phụ lục|bệnh viện|công ty|liên gia|chi hội|chi bộ"
)
_DEGREES = word_set("cấp loại hạng mức bậc")  # named by one figure: «trường cấp 2», but «đã cấp 45 thẻ»
_SUMS = word_set("tổng trong con dân quân sĩ chỉ đa")  # before «số» they make it a sum: «tổng số 300»


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that counts or measures. `start` includes the qualifier; `end` a range's other end, scale words and %.

    `value` is that of the number (of 43/51, 43; of «6 - 7 triệu», 6 million); `of` the whole that a ratio is taken
    of; `percent` if it is one; `until` the other end of a range.
    """

    start: int
    end: int
    number_start: int
    value: float
    of: float | None
    percent: bool
    qualifier: str
    until: float | None = None


def sense(qualifier: str) -> str:
    """What a qualifier makes of its number: "more" («hơn», «trên»), "nearly", "about" …; empty if the number holds."""
    return _SENSE_OF.get(qualifier, "")


def parse_number(raw: str) -> float:
    """The value of digits as Vietnamese writes them: a dot parts thousands, a comma decimals.

    A lone dot followed by other than three digits is read as a decimal point («30.9 km»), several commas as those of
    thousands («1,500,000»).
    """
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", raw):
        return float(raw.replace(".", "").replace(",", "."))
    if raw.count(",") > 1:
        return float(raw.replace(",", ""))
    return float(raw.replace(",", "."))


def find_quantities(text: str) -> list[Quantity]:
    """The quantities of NFC text, in order; dates, times, document, phone and plate numbers and labels left out."""
    spans = [(date.start, date.end) for date in find_dates(text)]
    spans += [(document.number_start, document.end) for document in find_documents(text)]
    spans += [*find_times(text), *find_codes(text)]
    taken = bytearray(len(text))
    for first, last in spans:
        taken[first:last] = b"\1" * (last - first)
    lowered = canonical(text)
    found: list[Quantity] = []
    label_end = -9  # of the last number that is a label: in «đồn 766, 765» the second is one too
    for match in _QUANTITY.finditer(lowered):
        start, end = match.start("number"), match.end()
        if taken[start]:
            continue
        if match["until"] and taken[match.start("until")]:
            end = match.start("range")  # «3 đến 12/5»
        following = _AFTER.match(lowered, end)
        counts = following is not None and following.group(1) in COUNTED
        joined = 0 < start - label_end < 6 and _JOINS.fullmatch(lowered, label_end, start) is not None
        if not counts and (_is_label(lowered, match) or (joined and not match["qualifier"] and not match["percent"])):
            label_end = end
            continue
        if lowered[end : end + 1].isalpha() and not _GLUED.match(lowered, end):
            continue
        value = _scaled(match["number"] + match["more"]) if match["more"] else parse_number(match["number"])
        if match["scale"] and not match["more"]:
            value = _scaled(match["number"] + match["scale"])
        of = parse_number(match["of"]) if match["of"] else None
        until = None
        if match["until"] and end == match.end():
            until = _scaled(match["until"] + match["scale"]) if match["scale"] else parse_number(match["until"])
        begin = match.start() if match["qualifier"] else start
        qualifier = (match["qualifier"] or "").strip()
        found.append(Quantity(begin, end, start, value, of, bool(match["percent"]), qualifier, until))
    in_words = [quantity for quantity in _in_words(text, lowered) if not taken[quantity.number_start]]
    return sorted(found + in_words, key=lambda quantity: quantity.start) if in_words else found


def _in_words(text: str, lowered: str) -> Iterator[Quantity]:
    for words in find_number_words(text):
        qualified = _QUALIFIED.search(lowered, max(0, words.start - 24), words.start)
        begin = qualified.start() if qualified else words.start
        if not (qualified or words.percent) and _follows_label(lowered, words.start, words.single):
            following = _AFTER.match(lowered, words.end)
            if words.single or following is None or following.group(1) not in COUNTED:
                continue
        yield Quantity(
            begin, words.end, words.start, words.value, None, words.percent, lowered[begin : words.start].strip()
        )


def _scaled(raw: str) -> float:
    total = last = 0.0
    for number, scales in _TERM.findall(raw):
        value, last = parse_number(number), 1.0
        for word in scales.split():
            last *= _SCALES[word]
        total += value * last
    return total + last / 2 if raw.endswith("rưỡi") else total


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether a number that counts nothing known is the name of what stands before it."""
    if match["qualifier"] or match["percent"] or match["more"]:
        return False
    number, start = match["number"], match.start("number")
    if _YEAR.fullmatch(number) or re.search(r"[^\W\d_]-\Z", text[max(0, start - 2) : start]):
        return True  # «2018», «Covid-19»
    if _THOUSANDS.fullmatch(number):
        return False
    return _follows_label(text, start, len(number) == 1)


def _follows_label(text: str, start: int, one_figure: bool) -> bool:
    """Whether the words before a number are what is named by numbers."""
    led = re.split(r"[^\w\s-]", text[max(0, start - 40) : start])[-1]
    before = _WORD.findall(led)[-3:]
    if not before or led[-1:].isalnum():
        return False
    if before[-1] == "số" and before[-2:-1] and before[-2] in _SUMS:
        return False
    if before[-1] in _DEGREES:
        return one_figure
    return before[-1] in _LABELS or any(" ".join(before[-size:]) in _LABEL_PAIRS for size in (1, 2, 3))
