"""Where Vietnamese sentences begin and end, with exact offsets.

The costly mistake is to cut inside a figure or a name («hơn 1. 500 lượt», «TX. | Sơn Tây»): a reader then quotes
half a fact. Two sentences left together cost little, so what is doubtful stays together.
"""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
# A full stop (or the «./.» of official texts), what closes with it, the gap, and what may open the next sentence.
_STOP = re.compile(
    r"(?P<mark>[.!?…]+(?:/\.)?)(?P<closing>[\"'”’»)\]]*)(?P<gap>\s*)(?P<opening>[\"'“‘«(\[\-–—•*+]*\s*)",
)
_LAST_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\Z")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_URL = re.compile(r"(?:https?://|www\.)\S*|\S{1,64}@\S*")
_DOMAIN = re.compile(r"(?:Vn|Com|Net|Org|Edu|Gov|Info)\b")
# «1.», «12.», «IV.», «a.», «Điều 5.» open a sentence: they number it and are no sentence themselves.
_NUMBERING = re.compile(r"\W*(?:(?:Điều|Khoản|Mục|Chương|Phần|Câu|Bài|Bước)\s+)?(?:\d{1,3}|[IVXLC]+|[^\W\d_])", re.I)

# Short forms that stand before a name or a number, so the full stop after them ends nothing.
_BEFORE_NAMES = re.compile(
    r"t[pxt]|ts|ths|p?gs|bs|bsck|ds|đd|kt?s|ls|ns|nsnd|nsưt|th|st|mrs?|ms|dr|prof|s?đt|dđ|tel|fax|sn|tr|vs", re.I
)
# Words that a letter completes («độ C», «nhóm A»): the full stop after that letter is a real one.
_BEFORE_LETTERS = re.compile(r"độ|vitamin|hạng|loại|nhóm|khu|bảng|lô|cấp|lớp|tổ|đội|gan|tuýp|tháp", re.I)
# Words that open sentences and no names: after «anh H.» they tell a new sentence from «N. Huyền».
_OPENERS = re.compile(
    r"bà|bên|biết|bởi|các|căn|chiều|cho|có|còn|cơ|cùng|cũng|dịp|do|dù|đã|đặc|đây|đêm|đến|điều|đó|đồng|được|để|hiện|hôm"
    r"|hơn|kết|khi|khoảng|không|lúc|mặc|một|mọi|mỗi|nay|này|năm|nếu|ngay|ngày|nghe|ngoài|người|nguyên|nhiều|nhờ|những|nhưng"
    r"|ông|phát|qua|rạng|riêng|sáng|sau|song|tại|tất|tham|thấy|thế|theo|thời|tiếp|tính|tối|tới|trên|trong|trưa|trước|tuy|từ"
    r"|và|vào|vậy|về|vì|với|vụ|vừa",
    re.I,
)

# Of those, the ones that no name begins with: «HĐND TP. Theo báo cáo».
_OPEN_ALWAYS = re.compile(
    r"theo|trong|trên|trước|sau|khi|những|nhưng|nhiều|được|để|đến|từ|tại|tuy|với|qua|ngoài|nếu|ngay|ngày|đồng|cũng|cùng"
    r"|cụ|hiện|còn|đây|bên|riêng|các|có|cả|kết|tổng|ông|bà|dù|do|vì|người|một|như|nhờ|ngành|lực|chủ|phó|giám",
    re.I,
)

_LOOK_BACK = 60  # characters before a full stop that decide; keeps long lines linear


def split(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans `(start, end)` of the sentences of NFC `text[start:end]`, in code points of `text`.

    In order, without overlap, without white space at the ends; together they hold every character that is not white
    space. A line break always ends a sentence.
    """
    stop = len(text) if end is None else end
    return [span for line in _LINE.finditer(text, start, stop) for span in _split_line(text, *line.span())]


def _split_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    urls = [match.span() for match in _URL.finditer(text, start, end)]
    spans = []
    for match in _STOP.finditer(text, start, end):
        in_url = not match["gap"] and any(first <= match.start() < last for first, last in urls)
        if match.end() < end and not in_url and _ends_sentence(text, match, start):
            spans.append((start, match.end("closing")))
            start = match.end("gap")
    return [*spans, (start, end)] if start < end else spans


def _ends_sentence(text: str, stop: re.Match[str], start: int) -> bool:
    """Whether a sentence that began at `start` ends with `stop`; something follows on the line."""
    before = text[max(start, stop.start() - _LOOK_BACK) : stop.start()]
    following = text[stop.end()]
    if not following.isalnum() or following.islower() or not any(map(str.isalnum, before)):
        return False
    if stop["mark"].endswith("/."):
        return True
    if not stop["gap"] and not _lacks_space(text, stop, before[-1]):
        return False
    if stop["mark"] != "." or stop["closing"]:
        return True
    return not _is_short_form(before, _NEXT_WORD.match(text, stop.end()))


def _lacks_space(text: str, stop: re.Match[str], last: str) -> bool:
    """Whether the space after a full stop was forgotten: «… đơn vị máu.Theo kế hoạch»."""
    new_word = text[stop.end()].isupper() and text[stop.end() + 1 : stop.end() + 2].islower()
    old_word = last.islower() or last.isdecimal() or last in "\"'”’»)]%"
    return new_word and old_word and not _DOMAIN.match(text, stop.end())


def _is_short_form(before: str, following: re.Match[str] | None) -> bool:
    """Whether the full stop after `before` belongs to its last word; `following` is None before a digit."""
    if _NUMBERING.fullmatch(before):
        return True
    found = _LAST_WORD.search(before)
    if not found:
        return False
    pieces = found.group().split(".")
    if pieces[-1].isdecimal():
        return len(pieces[-1]) <= 3 and following is None  # «1. 500», «30. 9», «15. 6. 2017»
    if _BEFORE_NAMES.fullmatch(pieces[-1]) or _BEFORE_NAMES.fullmatch("".join(pieces)):
        return not (following and _OPEN_ALWAYS.fullmatch(following.group()))
    if not pieces[-1].isupper() or any(len(piece) > 1 for piece in pieces[-2:]) or found.group() in ("Á", "Ý"):
        return False
    # An initial, or the last of several: «N. Huyền», «chị K.L. (23 tuổi)», but «36 độ C. Tây Nguyên».
    previous = before[: found.start()].split()[-1:]
    lettered = previous and _BEFORE_LETTERS.fullmatch(previous[0])
    opener = following and _OPENERS.fullmatch(following.group())
    return not (lettered or opener)
