"""What a number of a sentence counts: its unit, and the phrase of what is measured, after or before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.normalize import canonical, word_set
from assistant.language.numbers import Quantity
from assistant.language.tokens import Token, tokenize

_MONEY = r"đồng(?!\s+(?:chí|bào|đội|hồ|cỏ|bộ))|vnđ|vnd|đ|usd|đô la|euro|nhân dân tệ"
_AMOUNT = (
    r"kg|kilogam|ki-?lô-?gam|gam|gram|g|tấn|tạ|yến|km[2²]?|m[23²³]|mét vuông|mét khối|mét|m|cm|mm|ha|héc ?ta|hecta|"
    r"lít|ml|kwh|kw|mw|kv"
)
_MEASURED = re.compile(rf"\s*(?:(?P<money>{_MONEY})|(?P<amount>{_AMOUNT}))(?!\w)")
_AREA_UNIT = (
    r"(?:xã|phường|thị trấn|thôn|bản|ấp|xóm|buôn|bon|khóm|tổ dân phố|khu phố|khu dân cư|huyện|quận|thị xã|"
    r"thành phố|tỉnh)"
)
_AREAS = re.compile(rf"\s*({_AREA_UNIT}(?:(?:\s*,\s*|\s+và\s+|\s+|\s*/\s*){_AREA_UNIT})*)(?!\w)")

# Nouns of one syllable that a number stands before; others are taken to have two («mô hình», «cá nhân»).
_SHORT = word_set(
    "tin vụ cuộc lượt hộ người con cây nhóm tổ đợt buổi lần tờ cuốn quyển chiếc cái bộ bánh viên gói túi khẩu quả "
    "căn ngôi nhà năm tháng ngày giờ phút tuổi ca đội xe tàu suất phần giải bài đơn thẻ phiếu lớp trường cầu cống máy "
    "điểm đoàn em cháu ca chốt tuyến khu trận đồn chi bao bóng đôi cặp vị ý đội án bị chuyến tuần em giường mẻ trạm"
)
_LONG = word_set("câu lạc bộ|vận động viên|cựu chiến binh|tổ dân phố|lượt cán bộ|lượt học sinh|lượt hội viên")
_PAIRS = word_set(
    "lượt người|lượt hộ|lượt khách|lượt xe|lượt em|ngày công|chi bộ|chi hội|chi đoàn|đoàn viên|đội viên|đảng viên|"
    "bị can|bị cáo|đơn vị|bộ phận|bài viết|bài dự|điểm nóng|nhóm trẻ|tổ chức|cầu thủ|phần thưởng|phần quà|"
    "máy bay|máy tính|viên chức|trường hợp|trường học|con em|ý kiến|đơn thư|"
    "giải pháp|giải thưởng|lớp học|nhà báo|tin báo"
)
# Units that say little by themselves: «12 lượt» is of what stands before.
_BARE = word_set("lượt cuộc đợt buổi lần người con cái chiếc hộ năm tháng ngày tuổi ca vụ tin")
_EVENTS = word_set("lượt cuộc đợt buổi lần")
# What is counted ends before these.
_ENDS = word_set(
    "đã tại với nhằm để trên qua gồm trong do so tăng giảm đạt là của cho vì từ vào ở theo trở về thì mà nên khi "
    "đang sẽ phải chiếm bằng nếu như kể đến còn cùng hoặc hay"
)
_STATES = word_set("là đạt còn chiếm bằng")  # between a measure and its number: «số hộ nghèo là 7.876 hộ»
_LOOSE = word_set(
    "là đạt được có còn chiếm bằng và với gồm cho lên tới đến cùng hơn trên gần khoảng tỷ lệ tỉ mức thêm ước "
    "từ đã các trong đó"
)
_CUTS = word_set("đã rằng nhằm để thì mà theo")
_HEAD = re.compile(
    r"(?<!\w)(?:tỷ lệ|tỉ lệ|tổng(?!\s+(?:kết|hợp|cục|công|thể|bí|giám))|(?<!một )số(?!\s\d)|diện tích|dân số|"
    r"kinh phí|trị giá|doanh thu|thu nhập|sản lượng|bình quân|chiều dài)(?!\w)"
)
_HARD = re.compile(r"[;:.()“”\"«»…!?\n\[\]]")
_LONGEST = 12  # tokens of a phrase after a number
_LONGEST_BEFORE = 20
_NEAR = 36  # tokens looked at on each side
_LISTED = 8  # tokens that a list of activities may go back: «… thăm hỏi, tặng quà các hộ nghèo được 12 lượt»
_NO_LINK = word_set("tự do|lý do|lí do")  # of which the second syllable alone would end a phrase


@dataclass(frozen=True, slots=True)
class Counted:
    """`end` is where the number with its symbol ends in the sentence; unit and measure are empty when not said."""

    end: int
    unit: str
    measure: str


def all_counted(text: str, quantities: Sequence[Quantity]) -> list[Counted]:
    """What each quantity of a sentence counts."""
    lowered, tokens = canonical(text), tokenize(text) if quantities else []
    found: list[Counted] = []
    for i, quantity in enumerate(quantities):
        until = quantities[i + 1].start if i + 1 < len(quantities) else len(text)
        found.append(counted(text, lowered, tokens, quantity, found[-1].end if found else 0, until))
    return found


def counted(text: str, lowered: str, tokens: Sequence[Token], quantity: Quantity, since: int, until: int) -> Counted:
    """What a quantity of a sentence counts, looked for between the quantities before (`since`) and after (`until`).

    `lowered` is the sentence's canonical form, `tokens` are its tokens.
    """
    at = bisect_left(tokens, quantity.start, key=lambda token: token.start)
    before = [token for token in tokens[max(0, at - _NEAR) : at] if token.start >= since]
    after = [token for token in tokens[at : at + _NEAR] if quantity.end <= token.start < until]
    measured = _MEASURED.match(lowered, quantity.end)
    if quantity.percent:
        unit, end, bare = "%", quantity.end, True
    elif measured:
        unit, end, bare = text[measured.start() : measured.end()].strip(), measured.end(), True
    else:
        end, unit_end = quantity.end, _unit_end(lowered, quantity.end, after)
        unit = re.sub(r"\s+,", ",", " ".join(text[end:unit_end].split()))
        unit = unit if unit[:2].isupper() else unit.lower()
        bare = unit in _BARE
    following = _after(text, lowered, [token for token in after if token.start >= end], end)
    leading = _before(text, lowered, before, quantity.start, _LISTED if unit in _EVENTS else 0)
    stated = bool(before) and before[-1].norm in _STATES
    headed = _HEAD.match(canonical(leading)) is not None
    says_more = bool(following) and following.lower() != unit
    if quantity.percent or (measured and measured["amount"]):
        first = (leading, following) if stated or headed or not says_more else (following, leading)
    elif measured:  # money is what is paid for what stands before it
        first = (leading, following)
    else:
        first = (leading, following) if (stated and headed) or (bare and not says_more) else (following, leading)
    return Counted(end, unit, first[0] or first[1])


def _unit_end(lowered: str, start: int, after: Sequence[Token]) -> int:
    """Where the noun that a number stands before ends; `start` when there is none."""
    if areas := _AREAS.match(lowered, start):
        return areas.end()
    words: list[Token] = []
    end = start
    for token in after[:3]:
        if lowered[end : token.start].strip() or not token.norm.isalpha():
            break
        words.append(token)
        end = token.end
    names = [token.norm for token in words]
    if not names or names[0] in _ENDS or names[0] in _LOOSE:
        return start
    if " ".join(names[:3]) in _LONG or (names[2:] == ["viên"] and names[0] not in _SHORT):
        return words[2].end
    if len(names) == 1 or (names[0] in _SHORT and " ".join(names[:2]) not in _PAIRS):
        return words[0].end
    return words[0].end if names[1] in _ENDS or names[1] in ("được", "có", "và") else words[1].end


def _after(text: str, lowered: str, after: Sequence[Token], start: int) -> str:
    """The phrase that follows a number, up to punctuation, a link word or the next number."""
    areas = _AREAS.match(lowered, start)
    end, last, taken, previous = start, start, 0, ""
    for token in after:
        within = areas is not None and token.end <= areas.end()
        if not within and (text[end : token.start].strip() or "\n" in text[end : token.start] or taken == _LONGEST):
            break
        if not within and token.norm in _ENDS and f"{previous} {token.norm}" not in _NO_LINK:
            break
        previous = token.norm
        end, taken = token.end, taken + 1
        if token.norm not in _LOOSE:
            last = end
    return " ".join(text[start:last].split())


def _before(text: str, lowered: str, before: Sequence[Token], until: int, listed: int) -> str:
    """The phrase that leads to a number, back to punctuation or the start of what is said.

    Commas are passed while it has less than `listed` tokens, or only one («…, giảm 37%»).
    """
    chosen: list[Token] = []
    end = until
    for token in reversed(before):
        gap = text[token.end : end]
        if _HARD.search(gap) or len(chosen) == _LONGEST_BEFORE:
            break
        if "," in gap and len(chosen) != 1 and len(chosen) >= listed:
            break
        if token.norm in _CUTS and len(chosen) > 1:
            break
        end = token.start
        if chosen or token.norm not in _LOOSE:
            chosen.append(token)
    while chosen and chosen[-1].norm in _LOOSE - {"tỷ", "tỉ", "mức"}:
        chosen.pop()
    if not chosen:
        return ""
    start, last = chosen[-1].start, chosen[0].end
    heads = [match.start() for match in _HEAD.finditer(lowered, start, last) if match.end() < last]
    return " ".join(text[heads[0] if heads else start : last].split())
