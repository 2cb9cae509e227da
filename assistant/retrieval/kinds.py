"""The kind of answer that a question asks for, by the words it asks with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from assistant.language.normalize import has_accents
from assistant.language.tokens import Token, tokenize


class Kind(StrEnum):
    """The kind of answer that a question asks for."""

    FIGURE = "figure"
    PERSON = "person"
    ROLE = "role"  # which office a named person holds
    DATE = "date"
    TIME = "time"  # of the day
    RANK = "rank"  # «thứ mấy»: a place in an order, or a day of the week
    PLACE = "place"
    DOCUMENT = "document"  # which document, by number
    ABOUT = "about"  # what a document is about
    CODE = "code"  # a telephone number or a plate
    REASON = "reason"  # why
    LIST = "list"
    YES_NO = "yes-no"
    ENTITY = "entity"  # «đơn vị nào», «xã nào»
    PUBLISHED = "published"
    AUTHOR = "author"
    VIEWS = "views"
    OPEN = "open"  # anything else: answered by the sentence


_WHEN = r"(?:ngay\ thang\ nam|ngay|hom|khi|luc|thoi\ gian|thoi\ diem|nam|thang)"
_WHO = (
    r"(?:nguoi|dong\ chi|ong|ba|(?<!don\ )vi|can\ bo|lanh\ dao|doi\ tuong|bi\ can|bi\ cao|nhan\ vat|nghi\ pham"
    r"|chien\ s[yi]|co\ giao|thay\ giao|giao\ vien|bac\ s[yi]|tai\ xe|lai\ xe|nan\ nhan)"
)
_UNIT = r"(?:thon|ban|ap|xom|xa|phuong|thi\ tran|huyen|quan|tinh|khu\ pho|to\ dan\ pho|tdp)"
_DOCUMENT = (
    r"(?:nghi\ dinh|quyet\ dinh|chi\ thi|van\ ban|nghi\ quyet|thong\ tu|ke\ hoach|chuong\ trinh|luat|huong\ dan"
    r"|cong\ van|ket\ luan|de\ an|phap\ lenh)"
)
# After «mấy» these ask, and «mấy» only says that there are several: «Mấy người bị thương đưa đi đâu?»
_ASKS_LAST = r"\b(?:di|o|tai|tu|den|toi|ve|vao)\ (?:dau|noi\ nao|benh\ vien\ nao)$"
# Tried in this order on the folded question. A group whose name starts with «focus» is what the answer takes the
# place of. Blanks and line breaks mean nothing here (re.VERBOSE): a blank of the question is «\ ».
_PATTERNS = [
    (
        Kind.AUTHOR,
        r"""\b(?P<focus>ai|nguoi\ nao)\b\ (?:la\ tac\ gia|viet|da\ viet).*\bbai\b
          | \b(?:tac\ gia|nguoi\ viet\ bai)\b.*?(?P<focus2>\bla\ ai\b|\bai\b|ten\ gi|la\ gi|$)""",
    ),
    (
        Kind.PUBLISHED,
        rf"""\bbai\b.*\b(?:dang|xuat\ ban|cong\ bo|viet|len)\b.*?\b(?P<focus>{_WHEN}\ nao|bao\ gio|ngay\ bao\ nhieu)\b
          | ^ngay\ dang\b""",
    ),
    (Kind.VIEWS, r"\bbai\b.*?(?P<focus>bao\ nhieu|may)\ luot\ (?:xem|doc|truy\ cap)"),
    (
        Kind.CODE,
        r"""\b(?:bien\ so|bien\ kiem\ soat|so\ dien\ thoai|duong\ day\ nong|hotline|dien\ thoai\ so)\b
          (?:.*?(?P<focus>\b(?:bao\ nhieu|so\ nao|nao|may|gi)\b)|$)""",
    ),
    (
        Kind.REASON,
        r"""\b(?P<focus>vi\ sao|tai\ sao|vi\ dau|do\ dau|(?:ly\ do|nguyen\ nhan)(?:\ (?:la|vi))?\ (?:gi|nao|sao))\b
          | \b(?:nguyen\ nhan|ly\ do)\b.*\b(?P<focus2>(?:la\ )?gi|do\ dau)\b
          | ^(?P<focus3>sao)\ """,
    ),
    (
        Kind.YES_NO,
        r"""^(?:co\ phai|phai\ chang|lieu)\b | \b(?:phai|dung|co\ dung)\ khong$
          | \b(?:co|da|duoc|bi)\b.*\b(?:khong|chua|hay\ chua)$""",
    ),
    (Kind.TIME, r"\b(?P<focus>may\ gio|gio\ nao)\b(?!\ (?:dong\ ho|lam|day|hoc|tap|bay))"),
    (Kind.RANK, r"\b(?P<focus>(?:thu|hang|vi\ tri)\ (?:may|bao\ nhieu(?=$|\ (?:ve|trong|toan|ca|the)\ ))\b)"),
    (
        Kind.DATE,
        rf"""\b(?P<focus>{_WHEN}\ nao|(?:ngay|hom|nam|thang)\ may|bao\ gio|ngay\ bao\ nhieu|sinh\ nam\ bao\ nhieu)\b""",
    ),
    (
        Kind.ROLE,
        r"""\b(?P<focus>(?:nhung\ |cac\ )?(?:chuc\ vu|chuc\ danh|cuong\ vi|(?<!to\ )chuc)(?:\ la)?\ (?:gi|nao))\b
          | \b(?:giu|dam\ nhiem|dam\ nhan|lam)\ (?P<focus2>vi\ tri\ (?:gi|nao)|chuc\ gi)\b""",
    ),
    (
        Kind.LIST,
        r"""^(?:hay\ |xin\ )?(?P<focus>ke\ ten|liet\ ke|neu\ ten|ke\ ra|neu\ cac|neu\ nhung|cho\ biet\ ten)\b
          | \b(?P<focus2>(?:(?<!tham\ )nhung|cac)\ (?:\w+\ ){1,4}?nao)\b
          | \b(?P<focus3>\d+\ (?:\w+\ ){1,3}?nao)\b
          | \bgom\ (?P<focus4>(?:nhung\ |cac\ )?(?:gi|ai|\w+\ nao))\b""",
    ),
    (
        Kind.DOCUMENT,
        rf"""\bso\ hieu\b.*?(?P<focus>\b(?:bao\ nhieu|so\ nao|nao|gi)\b|$)
          | \b(?P<focus2>{_DOCUMENT}\ (?:so\ )?(?:nao|may|bao\ nhieu|gi))\b
          | \b(?P<focus3>(?<!ti\ )(?<!ty\ )so\ (?:may|bao\ nhieu))\b""",
    ),
    (
        Kind.FIGURE,
        rf"""\b(?P<focus>bao\ nhi?eu|bao\ nhiu|bao\ lau|bao\ xa|muc\ nao|con\ so\ nao
          | (?<=\b(?:rong|nang)\ )(?:chung|co)\ nao | (?<=\b(?:dai|cao|sau|lau)\ )(?:chung|co)\ nao
          | may(?!\ (?:hom|ngay|tuan|thang|nam)\ (?:nay|qua|gan|truoc|vua|toi)\b
              |\ .*(?:{_ASKS_LAST}|\bbao\ (?:nhieu|lau|xa)\b)))\b""",
    ),
    (Kind.ABOUT, r"\b(?P<focus>(?:ve\ )?(?:viec|dieu|noi\ dung|van\ de)\ (?:la\ )?gi|ve\ gi)\b"),
    (Kind.OPEN, r"\b(?P<focus>(?:nhu\ )?the\ nao|ra\ sao)\b"),
    (
        Kind.PLACE,
        rf"""\b(?P<focus>tu\ (?:dau|noi\ nao)\ (?:den|toi)\ (?:dau|noi\ nao)
          | (?:o|tai|tu|den)\ (?:dau|noi\ nao|cho\ nao|dia\ diem\ nao|dia\ ban\ nao|{_UNIT}\ nao)
          | (?:di|ve)\ dau$|noi\ nao|dia\ diem\ nao|(?:thuoc|la\ cua)\ {_UNIT}\ nao)\b""",
    ),
    (Kind.PERSON, rf"\b(?P<focus>ai|{_WHO}\ nao|ten\ (?:la\ )?(?:gi|ai))\b"),
    (Kind.ENTITY, r"\b(?P<focus>(?:\w+\ ){1,3}?nao)\b"),
    (Kind.OPEN, r"\b(?P<focus>gi)\b"),
]
_COMPILED = [(kind, re.compile(pattern, re.VERBOSE)) for kind, pattern in _PATTERNS]
# Folded question words that with other accents are other words: «máy», «đầu», «ái», «nhà báo», «loại khí nào».
_MUST_BE = {
    "may": "mấy",
    "ai": "ai",
    "dau": "đâu",
    "sao": "sao",
    "gi": "gì",
    "nao": "nào",
    "ba": "bà",
    "khi": "khi",
    "luc": "lúc",
    "hom": "hôm",
    "nam": "năm",
    "thang": "tháng",
    "thu": "thứ",
    "hang": "hạng",
    "ong": "ông",
}
_SPELT = _MUST_BE | {"bao": "bao", "nhieu": "nhiêu", "nhiu": "nhiu", "the": "thế", "ngay": "ngày", "gio": "giờ"}


def find_kind(tokens: Sequence[Token], *, strict: bool = True) -> tuple[Kind, tuple[int, int] | None]:
    """The kind, and the span of the words that the answer takes the place of (its focus), if it has any.

    `strict`: accents are as they are meant, and tell «mấy» from «máy».
    """
    folded = " ".join(token.folded for token in tokens)
    starts: dict[int, Token] = {}
    at = 0
    for token in tokens:
        starts[at] = token
        at += len(token.folded) + 1
    ends = {start + len(token.folded): token for start, token in starts.items()}
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(folded):
            focus = next((name for name, value in match.groupdict().items() if value), None)
            begin, end = match.span(focus) if focus else (match.end() - len(match.group().split()[-1]), match.end())
            if focus and (begin not in starts or end not in ends):
                continue  # «A'Ai» is a name
            asking = [token for at, token in starts.items() if begin <= at < end]
            asking = asking[-1:] if kind in (Kind.ENTITY, Kind.LIST) else asking  # the rest may be any words
            if strict and (any(map(_another_word, asking)) or _collects(asking)):
                continue
            if focus is None:
                return kind, None
            return kind, (starts[begin].start, ends[end].end)
    return Kind.OPEN, None


def spell_asking(text: str) -> str:
    """A question typed without accents, put back by what is likely, with the question word's own."""
    tokens = tokenize(text)
    kind, focus = find_kind(tokens)
    if kind is Kind.OPEN and focus is None:  # its question word was taken for another: «máy» of «mấy»
        kind, focus = find_kind(tokens, strict=False)
    asking = [token for token in tokens if focus and focus[0] <= token.start < focus[1]]
    said = list(text)
    for token in asking[-1:] if kind in (Kind.ENTITY, Kind.LIST) else asking:  # the rest may be any words
        spelt = _SPELT.get(token.folded, token.text)
        said[token.start : token.end] = spelt.capitalize() if token.text[0].isupper() else spelt
    return "".join(said)


def _another_word(token: Token) -> bool:
    """Whether a word with accents folds like a question word but is none; one typed without them passes."""
    meant = _MUST_BE.get(token.folded)
    return meant is not None and token.norm != meant and has_accents(token.norm)


def _collects(asking: Sequence[Token]) -> bool:
    """Whether «thu» is no «thứ» that lacks its accent: «thu mấy tấn», whose «mấy» has its own."""
    return [token.norm for token in asking[:1]] == ["thu"] and any(has_accents(token.norm) for token in asking)
