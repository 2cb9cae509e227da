"""Dates and years in Vietnamese text: «ngày 12 tháng 5 năm 2023», «12/5/2023», «04/4», «tháng 6/2017», «năm 2018»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.language.normalize import canonical, fold, fold_pattern, has_accents, word_set

# Nouns and units that a number before them counts: «2019 người» names no year, «mỗi năm 20 hộ» no twentieth one.
COUNTED = word_set(
    "người lượt hộ đồng usd tấn tạ ha hécta m m2 m3 mét km km2 kg gam lít giờ phút con cây tập cá vụ tin cuộc buổi "
    "trường đối học em suất phần bộ chiếc cán đoàn đại nhân khẩu căn ngôi tờ cuốn quyển đơn giấy thẻ mô cơ doanh "
    "điểm chuyến chiến máy xe súng viên bánh gói thửa trẻ cháu ca bài tổ nhóm đội triệu tỷ"
)

_D, _M, _Y = r"(?P<d>0?[1-9]|[12]\d|3[01])", r"(?P<m>0?[1-9]|1[0-2])", r"(?P<y>(?:19|20)\d\d)"
_LEFT, _RIGHT = r"(?<![\d/.,\w-])", r"(?![\d\w]|[/.,-]\d)"
_PART = r"(?<!\w)(?:(?:rạng )?sáng|trưa|chiều|tối|đêm)"
_DAY = r"(?<!\w)(?:ngày|hôm|mùng|mồng)"
_LED = rf"(?:{_PART}\s+(?:{_DAY}\s+){{0,2}}|{_DAY}\s+(?:{_DAY}\s+)?)"  # kept with the date: «Chiều 5/1/2021»
_COUNTS = rf"(?!\s*(?:{'|'.join(sorted(COUNTED))})(?!\w))"
_TO = r"(?:\s*[-–]\s*|\s+(?:đến|tới)\s+)"

# From the most to the least telling: what one has matched, later ones leave. The text is canonical.
_PATTERNS = (
    rf"(?:{_LED})?(?<!trong )(?<!sau )(?<!mỗi ){_LEFT}{_D}\s+tháng\s+{_M}(?:\s*(?:,?\s*năm|,|/|-)\s*{_Y})?(?!\d)",
    rf"(?:{_LED})?{_LEFT}{_D}(?P<sep>[/.-])\s?{_M}(?P=sep)\s?{_Y}{_RIGHT}",
    # 6/7 may be a ratio («6/7 xã»): a date after a word for a day, in brackets, before «đến» or at a clause's end.
    rf"{_LED}{_LEFT}{_D}/{_M}{_RIGHT}",
    rf"(?<=\(){_D}/{_M}(?=\))",
    rf"(?<=từ ){_D}/{_M}(?={_TO}(?:hết\s+)?(?:ngày\s+)?\d)",
    rf"(?<=từ ){_D}(?=\s*[-–]\s*\d\d?[/.]\d\d?(?![\d/%]|[.,]\d))",  # «từ 16 – 19.6»
    rf"{_LEFT}{_D}/{_M}{_RIGHT}(?=\s*[,.;)]|\s*$)",
    # 14-7 and 17.6 may be a range or a decimal: only after a word that says it is a day.
    rf"{_LED}{_LEFT}{_D}[-.]{_M}{_RIGHT}",
    rf"(?<!\w)tháng\s+{_M}\s*(?:[/.-]|,?\s*năm)\s*{_Y}(?!\d)",
    rf"{_LEFT}{_M}/{_Y}{_RIGHT}{_COUNTS}",
    rf"(?<!\w)(?<!mỗi )(?<!hàng )(?<!hằng )tháng\s+{_M}(?![\d/.%]|,\d|\s*(?:ngày|năm)(?!\w))",
    rf"(?<!\w)quý\s+(?:i{{1,3}}|iv|[1-4])(?:\s*[/-]\s*|,?\s*năm\s+|\s+){_Y}(?!\d)",
    rf"(?<!\w)(?:(?:(?:nửa )?đầu|giữa|(?:nửa )?cuối)\s+)?năm\s+{_Y}(?!\d)(?:\s*[-–]\s*(?:19|20)\d\d(?!\d))?",
    rf"(?<!mỗi )(?<!hàng )(?<!hằng )(?<!\w)năm\s+(?P<y>1[0-8]\d\d)(?![\d%]|[.,]\d|\s%){_COUNTS}",  # of history
    rf"(?<!\w)(?:giai đoạn|nhiệm kỳ|năm học|niên khóa)\s+{_Y}\s*[-–]\s*(?:19|20)\d\d(?!\d)",
    rf"(?<!mỗi )(?<!một )(?<!hàng )(?<!hằng )(?<!/)(?<!\w)(?:ngày|mùng|mồng)\s+{_D}"
    rf"(?:(?=\s*[-–]\s*\d\d?/\d)|(?![\d%]|[/.,-]\d|\s*tháng)){_COUNTS}",
)
_THROUGH = rf"(?:{_TO}|\s+và\s+)(?:hết\s+)?(?:{_DAY}\s+)?"  # between two dates of which the later says the month
_NEXT = rf"{_THROUGH}(?P<date>{_D}[/.-]{_M}(?:[/.-]{_Y})?){_RIGHT}"
# A bare year is no part of a longer number, of a document's number or of an amount.
_YEAR = (
    rf"(?<![\d./,-])(?:19|20)\d\d(?![.,]?\d|\s?%|[/-][^\W\d_]){_COUNTS}"
    rf"|(?<=[/.-])(?:19|20)\d\d(?![\d/]|\s?%|[.,-]\d){_COUNTS}"
)
_YEAR_RANGE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)(?!\d)")


def _both(patterns: Iterable[str]) -> dict[bool, tuple[re.Pattern[str], ...]]:
    """The patterns by whether they read accents; those that don't, read what was typed without any."""
    accented = tuple(patterns)
    plain = map(fold_pattern, accented)
    return {True: tuple(map(re.compile, accented)), False: tuple(map(re.compile, plain))}


_DATES, _CONTINUED, _BARE_YEAR = _both(_PATTERNS), _both([_THROUGH, _NEXT]), _both([_YEAR])
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as the text has it. `day`, `month` and `year` are None where the text doesn't say.

    A range of years has the first for its year; «ngày 14 đến 23/7» is two dates, and the first has its month
    from the second.
    """

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None

    @property
    def precise(self) -> bool:
        """Whether it names a day."""
        return self.day is not None


def find_dates(text: str) -> list[DateMention]:
    """The dates of a NFC text, in order, the longest reading of each. A text without any accent is read without."""
    if not _DIGIT.search(text):
        return []
    accented = has_accents(text)
    subject = canonical(text) if accented else fold(text)
    through, following = _CONTINUED[accented]
    taken = bytearray(len(text))
    found: list[DateMention] = []

    def keep(match: re.Match[str], start: int) -> None:
        if any(taken[start : match.end()]):
            return
        taken[start : match.end()] = b"\1" * (match.end() - start)
        parts = {name: int(value) for name, value in match.groupdict().items() if name in "dmy" and value}
        found.append(DateMention(start, match.end(), parts.get("d"), parts.get("m"), parts.get("y")))

    for pattern in _DATES[accented]:
        for match in pattern.finditer(subject):
            keep(match, match.start())
    for date in list(found):
        if date.precise and (later := following.match(subject, date.end)):
            keep(later, later.start("date"))
    found.sort(key=lambda date: date.start)
    for i in range(len(found) - 2, -1, -1):  # «ngày 14 đến 23/7/2017»: month and year stand with the last
        date, then = found[i], found[i + 1]
        if date.precise and then.precise and date.year is None and through.fullmatch(subject, date.end, then.start):
            found[i] = replace(date, month=date.month or then.month, year=then.year)
    return found


def find_years(text: str) -> set[int]:
    """Every year that a NFC text names, those inside a range «2016 – 2018» included."""
    if not _DIGIT.search(text):
        return set()
    accented = has_accents(text)
    years = {date.year for date in find_dates(text) if date.year}
    subject = canonical(text) if accented else fold(text)
    years |= {int(match.group()) for pattern in _BARE_YEAR[accented] for match in pattern.finditer(subject)}
    for match in _YEAR_RANGE.finditer(text):
        first, last = int(match.group(1)), int(match.group(2))
        if last - first <= 30:
            years |= set(range(first, last + 1))
    return years
