"""A model's text before it is checked: made plain, and told apart from what is no answer at all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.answering.phrasing import escape
from assistant.language.normalize import fold, has_accents
from assistant.writing.manuscript import legible

NOT_IN_SOURCES = "KHÔNG_CÓ_TRONG_TÀI_LIỆU"
"""What a model is told to write when the passages don't answer the question."""

_ADDRESS = re.compile(
    r"//\w|\bwww\.|\b(?:data|mailto|javascript):|\S@\w|\w\.(?:com|net|org|info|gov|edu|io|vn)(?!\w)|!\[|\]\("
    r"|[\w-]\.(?-i:[a-z]{2,10})/\S|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"
    r"|<\s*(?:img|a|script|iframe|svg|video|audio|object|embed|link|style)\b",
    re.IGNORECASE,
)
_LINKED = re.compile(r"\S*(?://|www\.|\S@)\S*", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")
_POLITE = re.compile(r"(?:bạn|vui lòng|nếu|hãy|mong|cảm ơn)\b|(?:xin lỗi|rất tiếc)\W*\Z", re.IGNORECASE)
_OF_SOURCES = r"(?:đoạn|tài liệu|nguồn|bài|văn bản|thông tin|dữ liệu|số liệu)"
_LACKING = re.compile(
    rf"{_OF_SOURCES}\b.*\b(?:không|chưa)\s+(?:\w+\s+)?(?:tìm|có|nêu|đề cập|nói|nhắc|cung cấp|chứa|ghi|cho biết|đủ)\b"
    rf"|\b(?:không|chưa)\s+(?:thể\s+)?(?:tìm thấy|tìm được|có|đủ|rõ)\b.*\b{_OF_SOURCES}\b",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\W*(?:(?:tôi |mình )?(?:xin lỗi|rất tiếc)\W+(?:nhưng\W+)?)?(?:tôi|mình) (?:rất tiếc\W+tôi )?không thể\b"
    r"|\W*(?:I.m sorry|I am sorry|sorry\b|I can.t|I cannot)",
    re.IGNORECASE,
)
_FEWEST = 4  # words of a text whose language can be told
_ACCENTED = 0.25  # share of words with a Vietnamese mark; news has .7, English and names next to none
_FOREIGN = 0.1  # share of letters of other scripts


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model has written so far, not yet checked: to be shown as such, and replaced by the Answer.

    `text` is Markdown like an answer's, without citations. A draft may come again unchanged while the model is silent.
    """

    text: str


def plain(text: str) -> str:
    """A model's text as plain lines whose citations are [n]."""
    return "\n".join(line.strip() for line in legible(text).splitlines())


def so_far(text: str) -> Draft:
    """The draft of a text that is still being written; an address in it is left out, or a page would link it."""
    return Draft(escape(_LINKED.sub("…", _NUMBER.sub("", plain(text)))))


def says_nothing(text: str) -> bool:
    """Whether a model says that the passages don't answer the question: as it was told to, or in its own words."""
    if re.sub(r"\W|_", "", fold(NOT_IN_SOURCES)) in re.sub(r"\W|_", "", fold(text)):
        return True
    said = [part for part in re.split(r"(?<=[.!?])\s+|\n", text) if not _POLITE.match(part)]
    return bool(said) and not _NUMBER.search(text) and all(map(_LACKING.search, said))


def refuses(text: str) -> bool:
    """Whether a model says no more than that it won't answer."""
    return _REFUSAL.match(text) is not None and not _NUMBER.search(text)


def has_address(text: str) -> bool:
    """Whether a text names an address on the network, or shows or links something."""
    return _ADDRESS.search(text) is not None


def is_vietnamese(text: str) -> bool:
    """Whether a text is in Vietnamese, as far as its letters tell."""
    words = re.findall(r"[^\W\d_]+", _NUMBER.sub("", text))
    letters = "".join(words)
    other = sum(not unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if other > _FOREIGN * len(letters):
        return False
    return len(words) < _FEWEST or sum(map(has_accents, words)) >= _ACCENTED * len(words)
