"""Furniture: lines of a web page that are not the story (navigation, dateline, counters, the author's signature).

Some lines are furniture wherever they stand («In bài viết», a date with a time). Others could be content (a number
alone, a date alone) and are furniture only above or below the running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.corpus.article import Field, Span
from assistant.corpus.headings import ends_prose, is_headline
from assistant.corpus.signature import cut_signature, is_names
from assistant.language.normalize import canonical

# Whole lines, or the parts of one, in canonical form.
_NAVIGATION = re.compile(
    r"truy cập nội dung luôn|bỏ qua (?:nội dung|điều hướng)|chuyển (?:đến|tới) nội dung(?: chính)?"
    r"|skip to (?:main )?content|trang chủ|home|menu|tìm kiếm|đăng nhập"
    r"|in|in (?:bài|tin|trang)(?: viết| này)?|bản in|print|lưu(?: bài(?: viết)?)?"
    r"|(?:chia sẻ|gửi)(?: tin| bài(?: viết)?)?(?: này)?(?: (?:lên|qua) \w+)?|share|tweet|like|thích"
    r"|facebook|twitter|zalo|youtube|(?:gửi )?e?-?mail|copy link|sao chép liên kết"
    r"|(?:đọc|xem) (?:thêm|tiếp)|(?:gửi )?(?:bình luận|phản hồi)|ý kiến bạn đọc|quay lại|trở (?:lại|về)"
    r"|(?:về )?trang (?:trước|sau)|(?:lên |về )?đầu trang|(?:nghe|đọc) (?:đọc )?bài(?: viết)?"
    r"|cỡ chữ|a[-+]|theo dõi|tác giả|(?:số )?lượt (?:xem|đọc)|tags|từ khóa|hết|end|quảng cáo"
)
_RELATED = re.compile(
    r"(?:các )?(?:tin|bài)(?: tức| viết)?"
    r" (?:liên quan|cùng (?:chuyên mục|loại)|khác|mới|mới nhất|mới hơn|cũ hơn|đã đưa|đọc nhiều)"
    r"|cùng chuyên mục|đọc nhiều|có thể bạn quan tâm|xem nhiều"
)
_LABELLED = re.compile(r"(?:chuyên mục|danh mục|thể loại|tags?|từ khóa|keywords?)\s*:")
_BREADCRUMB = re.compile(r"(?:trang chủ|home)\s*[>»/›|]")

# The pieces of a dateline, over the canonical form of a line. A line made of nothing else is a dateline.
_PIECE = re.compile(
    r"""
    (?P<author>(?:tác\ giả(?:\ bài\ viết)?|người\ (?:viết|đăng)|đăng\ bởi|(?:tin|bài)(?:\ viết)?(?:(?:,|\ và)?\ ảnh)?
        |thực\ hiện|phóng\ viên)\s*:\s*(?P<name>[^|•·\t\d:]{2,60}?))(?=\s*(?:[|•·\t]|\s{2}|$|\s[-–—]\s+\w+\s+\w+\s*:))
  | (?P<date>(?:(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})
        |(?P<d2>\d{1,2})\ tháng\ (?P<m2>\d{1,2}),?\ năm\ (?P<y2>\d{4})
        |(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d)(?:t[\d:.]+(?:z|[+-]\d\d:?\d\d)?)?)(?!\w))
  | (?P<time>\d{1,2}(?::\d\d(?::\d\d)?|\ ?(?:h|g|giờ)\ ?(?:\d\d)?(?:\ ?(?:phút|'))?)(?!\w))
  | (?P<views>(?:(?:số\ )?lượt\ (?:xem|đọc|truy\ cập)|(?:đã\ )?xem|views?)\s*:?\s*(?P<n>\d[\d.,]*\d|\d)(?!\w)
        |(?P<n2>\d[\d.,]*\d|\d)\s*(?:lượt\ (?:xem|đọc|truy\ cập)|views?)(?!\w))
  | (?P<number>\d{1,3}(?:[.,]\d{3})+(?![\w.,])|\d+(?![\w.,]))
  | (?P<updated>(?:ngày\ )?(?:cập\ nhật|sửa)(?:\ (?:lúc|ngày|lần\ cuối|mới\ nhất))*(?!\w))
  | (?P<posted>(?:(?:ngày|thời\ gian)\ )?(?:đăng|xuất\ bản|phát\ hành)(?:\ (?:bài|tin|lúc|ngày|vào))*(?!\w))
  | (?P<filler>(?:(?:vào\ )?lúc|ngày|thứ\ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\ nhật|cn|gmt\s*\+?\s*\d|am|pm|sa|ch)(?!\w)
        |[\s|,;:.•·()\[\]/–—*_-])
    """,
    re.VERBOSE,
)

_LINE = re.compile(r"[^\n]+")
# What a Markdown file may begin with: «---», lines of «key: value», «---».
_FRONT = re.compile(r"\A\s*---[ \t]*\n(?:[\w-]+:[^\n]*\n|[ \t-][^\n]*\n|\n)+?---[ \t]*(?:\n|\Z)")
_VALUE = re.compile(
    r"^(?P<key>title|date|author):[ \t]*[\"']?(?P<value>[^\n]*?)[\"']?[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_LONGEST_PARAGRAPH_FRAGMENT = 45  # words; a longer line is running text, however it ends
_LONGEST_FRAME = 200  # characters of a navigation line or dateline
_MOST_DOUBTFUL = 3  # lines of a date or a number alone; more of them are a table or a timetable


@dataclass(frozen=True, slots=True)
class Page:
    """A document without its furniture: the spans of its content lines, and what the furniture told."""

    lines: tuple[Span, ...]
    published: Field | None = None
    author: Field | None = None
    views: Field | None = None


@dataclass(slots=True)
class _Dateline:
    """What one line of page frame says; `certain` when it can't be content."""

    certain: bool = False
    updated: bool = False  # the date is that of an update
    published: Field | None = None
    author: Field | None = None
    views: Field | None = None


def clear(text: str) -> Page:
    """Tell the content lines of an article from its furniture. No line is content: the page has no `lines`."""
    front = _front_matter(text)
    begin = front["end"].end if front else 0
    body = [line for line in _lines(text) if line.start >= begin and not _is_navigation(line.of(text))]
    lines = [*([front["title"]] if "title" in front else []), *_without_related(text, body)]
    datelines = [_dateline(text, line) for line in lines]
    first, last = _running_text(text, [line for line, found in zip(lines, datelines, strict=True) if found is None])
    few = sum(found is not None and not found.certain for found in datelines) <= _MOST_DOUBTFUL
    frame, content = [], []
    for line, found in zip(lines, datelines, strict=True):
        outside = few and not first < line.start < last
        if found is not None and (found.certain or outside):
            frame.append(found)
        else:
            content.append(line)
    content, signature = cut_signature(text, content)
    dated = sorted((found for found in frame if found.published), key=lambda found: found.updated)
    return Page(
        lines=tuple(content),
        published=_front_date(text, front) or (dated[0].published if dated else None),
        author=_front_field(text, front, "author")
        or next((found.author for found in frame if found.author), signature),
        views=next((found.views for found in frame if found.views), None),
    )


def _front_matter(text: str) -> dict[str, Span]:
    """The spans of the values that the front matter of a Markdown file gives, and its whole one as `end`."""
    match = _FRONT.match(text)
    if not match:
        return {}
    values = _VALUE.finditer(text, 0, match.end())
    return {v["key"].lower(): Span(*v.span("value")) for v in values if v["value"]} | {"end": Span(*match.span())}


def _front_field(text: str, front: dict[str, Span], key: str) -> Field | None:
    span = front.get(key)
    return Field(span.of(text), span, span) if span else None


def _front_date(text: str, front: dict[str, Span]) -> Field | None:
    span = front.get("date")
    piece = _PIECE.match(canonical(span.of(text))) if span else None
    iso = _iso_date(piece) if piece and piece["date"] else None
    return Field(iso, span, span) if iso else None


def _lines(text: str) -> Iterator[Span]:
    """The lines that hold a letter or a digit, trimmed; a Markdown heading without its marks."""
    for match in _LINE.finditer(text):
        start, end = match.span()
        while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
            end -= 1
        while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
            start += 1
        heading = _MARKDOWN_HEADING.match(text, start, end)
        start = heading.end() if heading else start
        if any(map(str.isalnum, text[start:end])):
            yield Span(start, end)


def _is_navigation(line: str) -> bool:
    if len(line) > _LONGEST_FRAME:
        return False
    low = canonical(line)
    parts = [part.strip(" \u00a0.:…>»<«[]()*_") for part in re.split(r"\s{2,}|\s*[|•·\t]\s*", low)]
    if all(_NAVIGATION.fullmatch(part) for part in parts if part):
        return True
    return bool(_LABELLED.match(low) or _BREADCRUMB.match(low)) and not ends_prose(line)


def _without_related(text: str, lines: list[Span]) -> Iterator[Span]:
    """The lines, less a closing list of other articles: «Tin liên quan» and nothing but headlines after it."""
    prose = max((line.start for line in lines if ends_prose(line.of(text))), default=-1)
    for line in lines:
        if _RELATED.fullmatch(canonical(line.of(text)).strip(" .:…>»*_")):
            if line.start > prose:
                return
        else:
            yield line


def _running_text(text: str, lines: list[Span]) -> tuple[int, int]:
    """Starts of the first and the last line of running text; the headline is none."""
    if lines and is_headline(lines[0].of(text)):
        lines = lines[1:]
    prose = [
        line.start
        for line in lines
        if ends_prose(line.of(text)) or len(line.of(text).split()) > _LONGEST_PARAGRAPH_FRAGMENT
    ]
    return (prose[0], prose[-1]) if prose else (len(text), len(text))


def _dateline(text: str, line: Span) -> _Dateline | None:
    """The line read as page frame; None if any word of it is something else."""
    if line.end - line.start > _LONGEST_FRAME:
        return None
    low = canonical(line.of(text))
    found = _Dateline()
    kinds = set()
    numbers: list[Field] = []
    position = 0
    while position < len(low):
        piece = _PIECE.match(low, position)
        if piece is None:
            return None
        if piece.lastgroup != "filler":
            kinds.add(piece.lastgroup)
        span = Span(line.start + piece.start(), line.start + piece.end())
        if piece["date"]:
            iso = _iso_date(piece)
            if iso is None:
                return None
            found.published = found.published or Field(iso, span, line)
        elif piece["author"]:
            start, end = line.start + piece.start("name"), line.start + piece.end("name")
            if not is_names(text[start:end]) and " " in text[start:end]:
                return None  # «Phóng viên: Xin ông cho biết …»; an account («admin») is one word
            found.author = Field(text[start:end], Span(start, end), line)
        elif piece["views"]:
            number = "n" if piece["n"] else "n2"
            start, end = line.start + piece.start(number), line.start + piece.end(number)
            found.views = Field(re.sub(r"\D", "", text[start:end]), Span(start, end), line)
        elif piece["number"]:
            numbers.append(Field(re.sub(r"\D", "", piece["number"]), span, line))
        position = piece.end()
    told = kinds & {"author", "date", "time", "views"}
    counter = bool(numbers) and not any(map(str.isalpha, low))
    if len(numbers) > 1 or not (told or counter):
        return None
    if numbers and found.views is None:
        found.views = numbers[0]
    found.updated = "updated" in kinds
    found.certain = bool(told) and (len(kinds) > 1 or bool(kinds & {"author", "views"}))
    return found


def _iso_date(piece: re.Match[str]) -> str | None:
    day, month, year = (piece[name] or piece[f"{name}2"] or piece[f"{name}3"] for name in "dmy")
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
