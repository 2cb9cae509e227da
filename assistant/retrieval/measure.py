"""What a question counts, the measure («tin có giá trị»), or that it asks for an amount: money, a share, a length …"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.normalize import fold, fold_pattern, word_set
from assistant.language.places import Place
from assistant.language.tokens import Token

# What after «bao nhiêu» only names a sort of figure. «m 2» are the tokens of «m2».
_SORTS = frozenset(
    map(
        fold,
        word_set(
            "phần trăm|tiền|đồng|kinh phí|chi phí|vốn|nguồn vốn|nguồn thu|ngân sách|doanh thu|thuế|usd|đô|đô la|triệu|"
            "tỷ|tỉ|kg|ki lô gam|cân|ký|kí|gam|tấn|tạ|lạng|mét|m|km|ki lô mét|héc ta|hecta|ha|mét vuông|m 2|m²|km 2|km²|"
            "diện tích|đất|m 3|m³|mét khối|khối|thời gian"
        ),
    )
)
_LONGEST_SORT = 3  # words
# What before a bare «bao nhiêu» tells that an amount is asked for, of money above all.
_AMOUNT = (
    r"(?<!\w)(?:tỷ lệ|tỉ lệ|số tiền|tiền|kinh phí|chi phí|trị giá|vốn|tổng mức đầu tư|mức lương|thu nhập|trọng lượng"
    r"|khối lượng|chiều dài|chiều cao|chiều rộng|diện tích|dân số|đầu tư|hỗ trợ|thiệt hại|học phí|lệ phí|phí|phạt|nộp"
    r"|trả|chi|giá(?! trị)|lương|ủng hộ|thưởng|quyên góp|cho vay|vay|bồi thường|doanh thu|ngân sách)(?!\w)"
    r"|(?<!\w)(?:nặng|dài|cao|sâu|rộng)(?: khoảng| chừng)?\Z"
)
_AMOUNTS = {True: re.compile(_AMOUNT), False: re.compile(fold_pattern(_AMOUNT))}
_WIDE = {"rộng", "nặng"}
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
) -> tuple[tuple[str, ...], bool]:
    """The folded words of what is counted, and whether an amount is asked for where nothing is.

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
    rest = [token for token in tokens if not focus or token.start >= focus[1]]
    if asked in (["lau"], ["xa"]) or (focus and [token.norm for token in rest] == ["năm"]):
        return (), True  # «bao lâu», «bao xa», «dùng được mấy năm»
    words = until_end(rest)
    if focus and words:
        return words, False
    before = [token for token in tokens if not focus or token.end <= focus[0]]
    said = " ".join(token.norm if accented else token.folded for token in before)
    if focus and before and before[0].folded == "so":
        words = until_end(before[1:])
    return words, _AMOUNTS[accented].search(said) is not None


def size_word(tokens: Sequence[Token], focus: Focus) -> Focus:
    """The span of «rộng» or «nặng» before «bao nhiêu»: the unit says as much, so the text needn't."""
    before = [token for token in tokens if focus and token.end <= focus[0]][-1:]
    return (before[0].start, before[0].end) if before and before[0].norm in _WIDE else None


def sort_words(measure: Sequence[str]) -> int:
    """How many words at the beginning of a measure only name a sort of figure: «phần trăm» 2, «tin có giá trị» 0."""
    sizes = range(min(_LONGEST_SORT, len(measure)), 0, -1)
    return next((size for size in sizes if " ".join(measure[:size]) in _SORTS), 0)
