"""Times of the day in Vietnamese text: «7h30», «19 giờ 30 phút», «lúc 8 giờ»; and what only looks like one."""

from __future__ import annotations

import re

from assistant.language.normalize import canonical

_TIME = re.compile(
    r"(?<![\w,.])(?:\d{1,2}/)?(?P<hour>\d{1,2})"
    r"(?:\s?(?:giờ|h)(?:\s?(?P<minute>\d{1,2})(?:\s?(?:phút|'))?)?|g(?P<m2>\d\d)|:(?P<m3>\d\d))(?!\w)"
)
# «trong 3 giờ», «hơn 2 giờ đồng hồ» last; a time is when something happens.
_LASTS_BEFORE = re.compile(r"(?:trong|suốt|kéo dài|mất|hơn|gần|mỗi|thêm|những)\s*(?:vòng\s*|khoảng\s*)?\Z")
_LASTS_AFTER = re.compile(r"\s*(?:đồng hồ|liền|liên tục|/)(?!\w)")
_PART_OF_DAY = re.compile(r"\s*(?:sáng|trưa|chiều|tối|đêm|khuya)(?!\w)")


def find_times(text: str) -> list[tuple[int, int]]:
    """The spans of the times of NFC text, in order, each with the part of the day after it: «8 giờ tối».

    Spells that last some hours are left out.
    """
    lowered = canonical(text)
    found = []
    for match in _TIME.finditer(lowered):
        minute = match["minute"] or match["m2"] or match["m3"]
        if int(match["hour"]) > 24 or (minute and int(minute) > 59):
            continue
        part = _PART_OF_DAY.match(lowered, match.end())
        if not (minute or part) and (
            _LASTS_BEFORE.search(lowered[: match.start()]) or _LASTS_AFTER.match(lowered, match.end())
        ):
            continue
        found.append((match.start(), part.end() if part else match.end()))
    return found
