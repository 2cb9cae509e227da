"""Sentences of a document that are meant for the machine that reads it: orders, markup, the marks of a conversation.

What they say is no news: it supports nothing (`sourced.py`), and who repeats it obeys them (`checked.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant.corpus.article import Article

# What is written between marks that no reader of news sees, and lines that play a part in a conversation.
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1\s*>|\Z)|\[INST\].*?(?:\[/INST\]|\Z)|<\|.*?\|>"
    r"|</?doan\b[^>\n]*>"
    r"|^\W*\[\d{1,2}\]\s*(?:bài|nguồn|đoạn|tài liệu)\b[^\n]*(?:\n+[^\n]+)?"  # a passage that somebody made up
    r"|^\W*(?:system|assistant|user|developer|hệ thống|trợ lý|người dùng)\s*:[^\n]*",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
# An order stands at the beginning of a clause, without a subject, and speaks of the conversation itself.
_CLAUSE = r"(?:^|[.!?:;,«“\"'(]|\b(?:và|rồi|thì|bạn|mô hình|trợ lý|ai|cần|phải|yêu cầu|lưu ý|chú ý))\s*"
_TALK = (
    r"(?:hướng dẫn|chỉ dẫn|lời dặn|quy tắc|câu lệnh|chỉ thị (?:trước|trên)|yêu cầu (?:trước|trên)|prompt|instructions?"
    r"|câu trả lời|trả lời|câu hỏi|người (?:dùng|hỏi)|mô hình ngôn ngữ|trợ lý|chatbot|đoạn trích|mật khẩu|khóa api)"
)
_NOW = r"từ (?:nay|giờ|bây giờ)\b,?"
_WORDS = r"(?:\w+\s+)"
_ASIDE = r"bỏ qua|phớt lờ|quên(?:\s+đi|\s+hết)?"
_DEFIES = re.compile(rf"{_CLAUSE}(?:hãy\s+)?(?:{_ASIDE})\s+{_WORDS}{{0,4}}?{_TALK}", re.IGNORECASE)
_ORDER = re.compile(
    rf"{_CLAUSE}(?:{_ASIDE}|không (?:làm|tuân) theo)\s+{_WORDS}{{0,4}}?{_TALK}"
    rf"|{_CLAUSE}(?:hãy|đừng|chỉ được|luôn(?: luôn)?|bắt buộc|{_NOW})\s+{_WORDS}{{0,6}}?{_TALK}"
    rf"|{_CLAUSE}(?:hãy|chỉ|{_NOW})\s+{_WORDS}{{0,3}}?(?:viết|ghi|in ra|chèn|đóng vai|tiết lộ|đáp)\b"
    rf"|{_CLAUSE}(?:trả lời|đáp)\s+(?:rằng|là|đúng|bằng|:|[«“\"'])"
    rf"|{_CLAUSE}(?:nếu {_WORDS}{{0,2}}?(?:được hỏi|ai hỏi)|(?:nếu|khi) người dùng)"
    r"|\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|rules|above|previous)\b"
    r"|\byou are (?:now|an?)\b|\b(?:respond|reply|answer) (?:only|with|that)\b|\bas an ai\b",
    re.IGNORECASE | re.MULTILINE,
)
_VERB = re.compile(  # without one of these the rest need not be looked for
    r"bỏ qua|phớt lờ|quên|theo|hãy|đừng|chỉ|luôn|bắt buộc|từ nay|từ giờ|từ bây|lời|đáp|nếu|khi người|ignore|disregard"
    r"|forget|override|you are|respond|reply|answer|as an ai",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_MOSTLY = 0.5  # share of a sentence from which it lies in what is hidden
_FOLLOWING = 3  # sentences of a paragraph that an order may be about


def defies(question: str) -> bool:
    """Whether a question tells whoever answers to set aside what he was told: it asks nothing of the articles."""
    return _DEFIES.search(_shown(question)) is not None


def _orders(shown: str) -> bool:
    return _VERB.search(shown) is not None and _ORDER.search(shown) is not None


def aside(article: Article) -> set[int]:
    """The sentences of an article, by index, that are meant for the machine: see `tainted`."""
    return tainted(article.text, [(s.start, s.end, s.paragraph) for s in article.sentences])


def tainted(text: str, sentences: Sequence[tuple[int, int, int]]) -> set[int]:
    """The sentences of a document, by index, that give an order, lie mostly in what is hidden, or follow one closely.

    Each sentence is its start, its end, and its paragraph.
    """
    hidden = [match.span() for match in _HIDDEN.finditer(text)]
    found: set[int] = set()
    left, ordered = 0, None
    for index, (start, end, paragraph) in enumerate(sentences):
        inside = sum(max(0, min(end, last) - max(start, first)) for first, last in hidden)
        if _orders(_shown(text[start:end])) or inside > _MOSTLY * (end - start):
            found.add(index)
            left, ordered = _FOLLOWING, paragraph
        elif left and paragraph == ordered:
            found.add(index)
            left -= 1
    return found


def _shown(text: str) -> str:
    """The text without characters that aren't seen, which break words up."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf") if _UNSEEN.search(text) else text
