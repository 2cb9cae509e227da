"""Spans of a sentence that could be the answer, by the kind of answer asked for, and how well each fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answering.addressed import own
from assistant.answering.candidate import Candidate, nearness
from assistant.answering.evidence import Wanted
from assistant.answering.figure_spans import figures, keyed_figures
from assistant.answering.person_spans import offices, persons
from assistant.answering.place_spans import places
from assistant.answering.reading import SentenceView
from assistant.language.codes import find_codes
from assistant.language.dates import find_bare_years
from assistant.language.names import COUNTRIES
from assistant.language.normalize import UPPER, fold, word_set
from assistant.language.times import find_times
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query


def candidates(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    """The spans of a sentence that are of the kind asked for."""
    finder = _FINDERS.get(query.kind)
    return finder(view, query, terms) if finder else []


_THING, _THING_WORDS = 0.85, 20  # least fit of a thing of the sort asked for, and its most words
_UNTIL = re.compile(r"(?:đến|tới|hết)(?: hết)?(?: khoảng)?\s*$", re.IGNORECASE)
# «từ ngày nào đến ngày nào» asks for both ends of a time: one alone is less than was asked.
_BOTH_ENDS = re.compile(
    r"(?<!\w)(?:từ|tu) (?:\w+ ){1,2}(?:nào|nao|mấy|may) (?:đến|tới|den|toi) (?:\w+ ){0,3}(?:nào|nao|mấy|may)",
    re.IGNORECASE,
)
_THROUGH = re.compile(r"(?:\s*\([^()]{1,20}\))?\s*(?:,\s*)?(?:[-–]|đến|tới)(?:\s+hết)?\s*", re.IGNORECASE)
_ONE_END = 0.6  # of the fit
_BORN = re.compile(r"(?<!\w)(?:sinh|SN)\s*$", re.IGNORECASE)
_BORN_ASKED = re.compile(r"(?<!học )(?<!thí )(?<!nữ )(?<!\w)sinh(?! viên| hoạt| học)", re.IGNORECASE)
_QUOTES = re.compile(r"[^“\"]{0,60}:\s*[“\"]")  # after a date: «ngày 5/6, ông A viết: “…”»
_SAYS = re.compile(r"(?<!\w)(?:nói|viết|phát biểu|trả lời|cho biết|khẳng định|trao đổi|chia sẻ)(?!\w)", re.IGNORECASE)
_ISSUED = re.compile(r"ban hành|ký|ra đời|ban hanh")


def _dates(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    focus = fold(query.text[query.focus[0] : query.focus[1]]) if query.focus else ""
    asked_before = query.text[: query.focus[0]] if query.focus else ""
    # «(2013 – 2023)» speaks of 2020 too, but a date of 2023 beside it is none of 2020.
    within = not any(str(year) in view.text for year in query.years)
    both = _BOTH_ENDS.search(query.text) is not None
    found = []
    for date in view.dates or find_bare_years(view.text):
        if query.years and within and date.precise and date.year and date.year not in query.years:
            continue
        if focus.startswith("nam") and date.year is None:
            continue
        if _BORN.search(view.text[: date.start]) and not _BORN_ASKED.search(query.text):
            continue
        if _QUOTES.match(view.text, date.end) and not _SAYS.search(query.text):
            continue  # of what is said in the quotation it is not the day
        fit = 1.0 if date.precise or focus.startswith(("nam", "thang")) else 0.4
        dated = [document for document in view.documents if document.end <= date.start <= document.end + 2]
        if dated and not _ISSUED.search(query.text) and not asked_before.rstrip().endswith(dated[0].number):
            continue  # the document's own date, not the event's
        if _UNTIL.search(asked_before) and not _UNTIL.search(view.text[: date.start]):
            fit *= 0.6
        fit *= 0.5 + 0.5 * nearness(view, date.start, date.end, terms)
        end = next((d.end for d in view.dates if both and _THROUGH.fullmatch(view.text, date.end, d.start)), date.end)
        found.append(Candidate(view, date.start, end, fit * (_ONE_END if both and end == date.end else 1), "date"))
    return found


def _times(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    return [_near(view, time.start, time.end, terms) for time in find_times(view.text)]


# «đứng thứ 2», «hạng nhất»; «thứ bảy» may be a day.
_RANKED = re.compile(
    r"(?<!\w)(?:(?:vị trí\s+)?thứ|hạng|vị trí số|top)\s+"
    r"(?:\d{1,4}(?:\s?/\s?\d+)?|nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)",
    re.IGNORECASE,
)


def _ranks(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    return [_near(view, match.start(), match.end(), terms) for match in _RANKED.finditer(view.text)]


def _near(view: SentenceView, start: int, end: int, terms: Sequence[Wanted]) -> Candidate:
    return Candidate(view, start, end, 0.5 + 0.5 * nearness(view, start, end, terms), None)


_QUOTED = re.compile(r"\W{0,3}(?:là|mang tên|có tên)?\W{0,3}(?=[“\"])(?P<said>[“\"][^”\"]{2,200}[”\"])")
_SAID = re.compile(r"\s+(?:là\s+|:\s*)?(?P<said>[^,.;:()]{2,120}?)(?=\s*(?:[,;:()]|\.(?!\d)|$))")


def _things(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    """What stands after the words for the sort of thing asked for: «với chủ đề “…”», «có màu nâu đỏ»."""
    found = []
    words = [token.norm for token in view.tokens]
    size = len(query.thing)
    for at in range(len(words) - size + 1 if size else 0):
        if tuple(words[at : at + size]) != query.thing:
            continue
        after = view.tokens[at + size - 1].end
        match = _QUOTED.match(view.text, after) or _SAID.match(view.text, after)
        if match and len(match["said"].split()) <= _THING_WORDS:
            fit = _THING + (1 - _THING) * nearness(view, match.start("said"), match.end("said"), terms)
            found.append(Candidate(view, match.start("said"), match.end("said"), fit, None))
    return own(found, query) or keyed_figures(view, query, terms)


_NAMED_WITHIN = 6  # words between «công ty» and its name: «công ty trách nhiệm hữu hạn một thành viên X»
_NAMED = 0.6  # least fit of something named that is of the kind asked for
_ALSO: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {
    ("đường",): (("quốc", "lộ"), ("tỉnh", "lộ"), ("đại", "lộ")),
    ("viện",): (("bệnh", "viện"),),
}
_NUMBERED = re.compile(r"\d+[A-Z]?")


def entities(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    """What is named after the noun of «công ty nào», «xã nào»: «Công ty TNHH Hoa Sen»."""
    asking = [
        token
        for token in query.tokens
        if query.focus and query.focus[0] <= token.start < query.focus[1]
        if not (token.norm in COUNTRIES and token.text[0].isupper())  # «tập đoàn Nhật nào»
    ]
    words = [query.form(token) for token in view.tokens]
    for size in (2, 1):
        noun = tuple(map(query.form, asking[-size - 1 : -1]))
        found = []
        for kind in (noun, *_ALSO.get(noun, ())):
            for at in range(len(words) - len(kind) if len(noun) == size else 0):
                within = kind == ("viện",) and words[max(0, at - 1)] == "bệnh"
                if (
                    not within
                    and tuple(words[at : at + len(kind)]) == kind
                    and (end := _name_end(view, at + len(kind), query))
                ):
                    found.append(_near_named(view, view.tokens[at].start, end, terms))
        if found:
            return found
    return []


def _name_end(view: SentenceView, at: int, query: Query) -> int | None:
    """Where the name that begins at, or soon after, a token ends; None without one, or if the question has it."""
    asked = {token.folded for token in query.tokens}
    end, new, named = None, False, False
    if (
        at
        and view.tokens[at - 1].norm in ("ty", "viện")
        and (traded := _TRADED.match(view.text, view.tokens[at].start))
    ):
        named_there = traded["name"] or traded["trades"]
        known = set(fold(named_there).split()) <= asked
        known |= named_there.islower() and len(named_there.split()) < _OWN_TRADES  # «công ty cổ phần» is any
        return None if known else traded.end()
    for i, token in enumerate(view.tokens[at : at + 2 * _NAMED_WITHIN]):
        gap = view.text[view.tokens[at + i - 1].end : token.start]
        if gap.strip(' “"-&') or (i > _NAMED_WITHIN and not named):
            break
        if token.text[0].isupper() or _NUMBERED.fullmatch(token.text):
            end, new = token.end, new or token.folded not in asked
            named = named or not token.text.isupper()  # «TNHH» is no name yet
        elif named or token.norm in _NO_NAME:
            break
    if named and (fields := _FIELDS.match(view.text, view.tokens[at].start)):
        end = max(end or 0, fields.end())
    return end if new else None


# The fields of ministries and departments, whose names run on in lower case: «Bộ Kế hoạch và Đầu tư».
_FIELD = (
    "(?:kế hoạch|đầu tư|tài chính|tài nguyên|môi trường|giáo dục|đào tạo|nông nghiệp|phát triển nông thôn|lao động"
    "|thương binh|xã hội|văn hóa|văn hoá|thể thao|du lịch|thông tin|truyền thông|khoa học|công nghệ|giao thông vận tải"
    "|công thương|xây dựng|tư pháp|nội vụ|ngoại giao|ngoại vụ|quốc phòng|công an|y tế|dân tộc|tôn giáo|quy hoạch"
    "|kiến trúc|cổ phần|trách nhiệm hữu hạn|một thành viên)"
)
_FIELDS = re.compile(rf"{_FIELD}(?:(?:,? và |, | ?- ?| ?& ?| ){_FIELD})*(?!\w)", re.IGNORECASE)

_OWN_TRADES = 5  # words from which trades alone name a company: «công ty cổ phần tư vấn và dịch vụ thương mại»
# Trades of a company and kinds of a hospital, which stand before a name: «cổ phần xây dựng và địa ốc Hoa Sen».
_TRADE = (
    rf"(?i:{_FIELD}|tnhh|mtv|cp|tm|dv|kinh doanh|thương mại|dịch vụ|tư vấn|sản xuất|địa ốc|bất động sản|vận tải"
    r"|xuất nhập khẩu|thiết kế|phát triển|chế biến|thực phẩm|dược phẩm|xăng dầu|khoáng sản|hạ tầng|thiết bị|kỹ thuật"
    r"|viễn thông|bảo hiểm|đa khoa|điện lực|phụ sản|sản nhi|y học cổ truyền)"
)
_PROPER = rf"[{UPPER}][\w'’]*(?:[ -]+[{UPPER}\d][\w'’]*)*"
_TRADED = re.compile(
    rf"(?P<trades>{_TRADE}(?:(?:,? và |, | ?- ?| ?& ?| ){_TRADE})*)(?!\w)"
    rf"(?: [“\"]?(?P<name>(?:(?:tỉnh|huyện|thành phố|quận|thị xã|khu vực) )?{_PROPER}))?"
)


def _near_named(view: SentenceView, start: int, end: int, terms: Sequence[Wanted]) -> Candidate:
    return Candidate(view, start, end, _NAMED + (1 - _NAMED) * nearness(view, start, end, terms), None)


# Between a kind of thing and a name these tell that it isn't its own: «công ty của ông A», «xã ở Hà Nội».
_NO_NAME = word_set("của ở tại do và là có đã được bị với trong cho để từ đến này đó trên nào về theo không sẽ")


def _codes(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    kind = "plate" if "bien" in {token.folded for token in query.tokens} else "phone"
    return [_near(view, code.start, code.end, terms) for code in find_codes(view.text) if code.kind == kind]


# «do», «vì» and what follows, up to the end of the clause; «do ông A chủ trì» gives no reason.
_CAUSE = re.compile(
    r"(?<!\w)(?:nguyên nhân(?:[^,.;]{0,60}?)\s(?:là do|là|do|vì)|lý do(?:[^,.;]{0,40}?)\s(?:là|vì)"
    r"|là do|bởi vì|do|vì|bởi|nhờ|xuất phát từ|bắt nguồn từ)"
    r"\s+(?!(?:ông|bà|đồng chí|vậy|thế|đó|sao|đâu|ai|nào)(?!\w))",
    re.IGNORECASE,
)
_CAUSE_END = re.compile(r"[.;](?!\w)|\s(?:nên|khiến|mà)\s|$")


def _reasons(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    found = []
    for match in _CAUSE.finditer(view.text):
        end = _CAUSE_END.search(view.text, match.end())
        stop = end.start() if end else len(view.text)
        if len(view.text[match.end() : stop].split()) >= 2:
            found.append(_near(view, match.start(), stop, terms))
    return found


def _documents(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    kinds = " ".join(token.folded for token in query.tokens)
    found = []
    for document in view.documents:
        kind = fold(document.kind)
        agrees = not kind or kind in kinds
        named_kind = any(
            fold(name) in kinds
            for name in ("nghị định", "quyết định", "chỉ thị", "nghị quyết", "thông tư", "luật", "kế hoạch")
        )
        fit = 1.0 if kind and kind in kinds else 0.6 if agrees or not named_kind else 0.25
        if not re.search(r"[/-]", document.number):
            fit *= 0.5
        fit *= 0.4 + 0.6 * nearness(view, document.start, document.end, terms)
        found.append(Candidate(view, document.start, document.end, fit, "document"))
    return found


def _about(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    found = []
    for document in view.documents:
        if query.documents and fold(document.number) not in map(fold, query.documents):
            continue
        rest = view.text[document.end :]
        match = re.match(r".{0,120}?\bvề\s+(?:việc\s+)?(?=\S)", rest, re.DOTALL)
        if not match or re.search(r"[;.](?!\d)", match.group()):
            continue
        start = document.end + match.end()
        quoted = re.match(r"[“\"][^”\"]+[”\"]", view.text[start:])
        stop = re.search(r"[.;](?!\w)|;|$", view.text[start:])
        end = start + (quoted.end() if quoted else stop.start() if stop else len(rest))
        found.append(Candidate(view, start, end, 1.0, None))
    return found


_FINDERS: dict[Kind, Callable[[SentenceView, Query, Sequence[Wanted]], list[Candidate]]] = {
    Kind.FIGURE: figures,
    Kind.OPEN: _things,
    Kind.ENTITY: entities,
    Kind.PERSON: persons,
    Kind.ROLE: offices,
    Kind.DATE: _dates,
    Kind.TIME: _times,
    Kind.RANK: _ranks,
    Kind.CODE: _codes,
    Kind.REASON: _reasons,
    Kind.PLACE: places,
    Kind.DOCUMENT: _documents,
    Kind.ABOUT: _about,
}
