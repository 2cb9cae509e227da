"""Sentences of a document that are meant for the machine that reads it: orders, markup, the marks of a conversation."""

from __future__ import annotations

import re

_ORDER = re.compile(
    r"(?:bỏ qua|phớt lờ|quên(?:\s+đi)?)\s+(?:\w+\s+){0,3}(?:hướng dẫn|chỉ dẫn|chỉ thị trước|lời dặn|quy tắc|câu lệnh)"
    r"|(?:trả lời|viết|nói|ghi)\s+(?:rằng|là|đúng|lại)\s|(?:từ nay|hãy)\s+(?:\w+\s+)?(?:trả lời|viết|đóng vai|tiết lộ)"
    r"|\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|rules)\b"
    r"|(?:^|\n)\W*(?:system|assistant|user|hệ thống|trợ lý)\s*:|<!--|-->|<\||\[/?inst\]|!\[|\]\(",
    re.IGNORECASE,
)


def gives_orders(text: str) -> bool:
    """Whether a sentence of a document looks like an order to the machine."""
    return _ORDER.search(text) is not None
