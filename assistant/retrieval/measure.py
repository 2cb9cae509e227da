"""What a question counts: the measure («tin có giá trị»), and the sort of figure (money, a percentage, a length …)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.language.names import Person
from assistant.language.normalize import fold, fold_pattern, word_set
from assistant.language.places import Place
from assistant.language.tokens import Token

MONEY, PERCENT, WEIGHT, LENGTH, AREA, PEOPLE = "money", "percent", "weight", "length", "area", "people"
VOLUME, DURATION = "volume", "duration"
# The sort that a word after «bao nhiêu» asks for …
_AFTER = {
    "phần trăm": PERCENT,
    "tiền": MONEY,
    "đồng": MONEY,
    "kinh phí": MONEY,
    "chi phí": MONEY,
    "vốn": MONEY,
    "nguồn vốn": MONEY,
    "nguồn thu": MONEY,
    "ngân sách": MONEY,
    "doanh thu": MONEY,
    "thuế": MONEY,
    "usd": MONEY,
    "đô": MONEY,
    "đô la": MONEY,
    "triệu": MONEY,
    "tỷ": MONEY,
    "tỉ": MONEY,
    "kg": WEIGHT,
    "ki lô gam": WEIGHT,
    "cân": WEIGHT,
    "ký": WEIGHT,
    "kí": WEIGHT,
    "gam": WEIGHT,
    "tấn": WEIGHT,
    "tạ": WEIGHT,
    "lạng": WEIGHT,
    "mét": LENGTH,
    "m": LENGTH,
    "km": LENGTH,
    "ki lô mét": LENGTH,
    "héc ta": AREA,
    "hecta": AREA,
    "ha": AREA,
    "mét vuông": AREA,
    "m 2": AREA,  # the tokens of «m2»
    "m²": AREA,
    "km 2": AREA,
    "km²": AREA,
    "diện tích": AREA,
    "đất": AREA,
    "m 3": VOLUME,
    "m³": VOLUME,
    "mét khối": VOLUME,
    "khối": VOLUME,
    "thời gian": DURATION,
}
_FOLDED_AFTER = {fold(name): sort for name, sort in _AFTER.items()}
_LONGEST_FIRST = sorted(_AFTER, key=len, reverse=True)  # «mét vuông» before «mét»
# … and one before it when nothing follows.
_BEFORE = {
    "tỷ lệ": PERCENT,
    "tỉ lệ": PERCENT,
    "số tiền": MONEY,
    "tiền": MONEY,
    "kinh phí": MONEY,
    "chi phí": MONEY,
    "trị giá": MONEY,
    "vốn": MONEY,
    "tổng mức đầu tư": MONEY,
    "mức lương": MONEY,
    "thu nhập": MONEY,
    "trọng lượng": WEIGHT,
    "khối lượng": WEIGHT,
    "chiều dài": LENGTH,
    "chiều cao": LENGTH,
    "chiều rộng": LENGTH,
    "diện tích": AREA,
    "dân số": PEOPLE,
}
_SO = {"nặng": WEIGHT, "dài": LENGTH, "cao": LENGTH, "sâu": LENGTH, "rộng": AREA}  # right before: «nặng bao nhiêu»
# What one does with money, so that a bare «bao nhiêu» after it asks for some.
_PAYING = (
    r"(?<!\w)(?:đầu tư|hỗ trợ|trị giá|thiệt hại|học phí|lệ phí|phí|phạt|nộp|trả|chi|giá(?! trị)|lương|vốn|ủng hộ|thưởng"
    r"|quyên góp|thu nhập|cho vay|vay|bồi thường|doanh thu|ngân sách)(?!\w)"
)
# Where the measure ends: «bao nhiêu cuộc tuyên truyền | ở …».
_END = frozenset(
    "ở tại trong năm của đã được là cho do bị và về trên từ với khi để vào thì đang sẽ nằm hiện theo tính "
    "đạt chưa không hoàn tham xảy giảm tăng nhận khi so mà vì".split()
)
_LONGEST = 9  # syllables
_ACCUSED = (["cáo"], ["can"], ["hại"])  # with «bị» before them these are persons

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
            ends = token.norm in _END
            if i == 0 and token.folded == "nam" and focus:  # «bao nhiêu năm tù»
                ends = rest[1:2] == [] or rest[1].text[0].isdigit()
            suffers = token.folded == "bi" and words in (["nguoi"], ["so", "nguoi"])  # «người bị thương»
            accused = token.norm == "bị" and [t.norm for t in rest[i + 1 : i + 2]] in _ACCUSED
            if (ends and not suffers and not accused) or token.start in starts:
                break
            words.append(token.folded)
        return tuple(words)

    asked = [token.folded for token in tokens if focus and focus[0] <= token.start < focus[1]][-1:]
    if asked in (["lau"], ["xa"]):
        return (), DURATION if asked == ["lau"] else LENGTH  # «bao lâu», «bao xa»
    rest = [token for token in tokens if not focus or token.start >= focus[1]]
    if focus and [token.norm for token in rest] == ["năm"]:
        return (), DURATION  # «dùng được mấy năm»
    words = until_end(rest)
    before = [token for token in tokens if not focus or token.end <= focus[0]]
    said = " ".join(token.norm if accented else token.folded for token in before)

    def named(pattern: str, text: str) -> bool:
        """Whether a text, as it was typed, has a pattern: «gia đình» is no «giá»."""
        return re.search(pattern if accented else fold_pattern(pattern), text) is not None

    if focus and words:
        after = " ".join(token.norm if accented else token.folded for token in tokens if token.start >= focus[1])
        return words, next((_AFTER[name] for name in _LONGEST_FIRST if named(rf"\A{name}(?!\w)", after)), None)
    sort = next((sort for name, sort in _BEFORE.items() if named(rf"(?<!\w){name}(?!\w)", said)), None)
    sort = sort or next((s for name, s in _SO.items() if named(rf"(?<!\w){name}(?: khoảng| chừng)?\Z", said)), None)
    if focus and sort is None and named(_PAYING, said):
        sort = MONEY
    if focus and before and before[0].folded == "so":
        words = until_end(before[1:])
    return words, sort


def size_word(tokens: Sequence[Token], focus: Focus) -> Focus:
    """The span of «rộng» or «nặng» before «bao nhiêu»: the unit says as much, so the text needn't."""
    before = [token for token in tokens if focus and token.end <= focus[0]][-1:]
    wide = before and _SO.get(before[0].norm) in (AREA, WEIGHT)
    return (before[0].start, before[0].end) if wide else None


def sort_words(measure: Sequence[str]) -> int:
    """How many words at the beginning of a measure only name a sort of figure: «phần trăm» 2, «tin có giá trị» 0."""
    sizes = range(min(3, len(measure)), 0, -1)
    return next((size for size in sizes if " ".join(measure[:size]) in _FOLDED_AFTER), 0)


def sort_of(measure: Sequence[str]) -> str | None:
    """The sort of figure that a measure, folded, asks for by its first words: «vốn đầu tư» money."""
    return _FOLDED_AFTER.get(" ".join(measure[: sort_words(measure)]))


def find_subject(tokens: Sequence[Token], focus: Focus, named: Sequence[Place | Person]) -> tuple[str, str] | tuple[()]:
    """The first two words, folded, of what «… là bao nhiêu» asks about; words of places and persons are skipped."""
    words = [
        token.folded
        for token in tokens
        if focus and token.end <= focus[0] and not any(p.start <= token.start < p.end for p in named)
    ]
    return (words[0], words[1]) if len(words) >= 2 and words[-1] == "la" else ()


def find_asserted(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The two canonical words that a yes-or-no question turns on: after «có», «đã» and the like."""
    at = next((at for at, token in enumerate(tokens) if at and token.folded in _ASSERTING), None)
    return tuple(token.norm for token in tokens[at + 1 : at + 3]) if at is not None else ()


def find_event(tokens: Sequence[Token], focus: Focus) -> tuple[str, ...]:
    """The two canonical words of the act whose day is asked: «công bố» of «Tỉnh công bố kết quả ngày nào»."""
    before = [token.norm for token in tokens if focus and token.end <= focus[0]]
    return next((pair for pair in pairwise(before) if " ".join(pair) in _ACTS), ())


def find_thing(tokens: Sequence[Token], focus: Focus, named: Sequence[Place | Person]) -> tuple[str, ...]:
    """Canonical words that the sentence which answers should have itself; empty if the question is open.

    Of «Chủ đề của lễ hội là gì» its «chủ đề», of «có màu gì» the «màu», of «có khởi tố vụ án không» «khởi tố», of
    «lễ hội bế mạc ngày nào» «bế mạc».
    """
    before = [token for token in tokens if focus and token.end <= focus[0]]
    if not before:
        return ()
    if before[-1].text[0].isupper() or before[-1].text.isdigit():
        return ()  # of a name, or a year
    if before[-1].folded != "la":
        return (before[-1].norm,) if before[-1].folded not in _NO_THING else ()
    free = [token for token in before if not any(p.start <= token.start < p.end for p in named)]
    return tuple(token.norm for token in free[:2]) if len(free) > 2 else ()


_ACTS = word_set(
    "công bố|khai mạc|bế mạc|khánh thành|khởi công|động thổ|thông xe|khai trương|thành lập|ban hành|phê duyệt|khởi tố"
    "|truy tố|xét xử|tuyên án|bổ nhiệm|ra mắt|bàn giao|thông qua|ký kết"
)
_ASSERTING = {"co", "da", "duoc", "bi"}  # after these stands what «… không?» asks
# Before a question word these ask openly: «làm gì», «có gì», «diễn ra ngày nào».
_NO_THING = frozenset(
    "lam co duoc bi can nhu de bang dung cai noi ra thay biet gap mua ban cho con ve vi nhung cac vao tu den chuc o "
    "tai hom luc nam thang ngay trong cua hanh dang day la xay".split()
)
