"""Numbers that neither count nor measure, by their form alone: telephone numbers and the plates of vehicles."""

from __future__ import annotations

import re

_PHONE = re.compile(
    r"(?<![\w.,])(?:\+84|0\d{1,3})(?:[ .-]?\d{3,4}){2}(?:[ .-]?\d{3})?(?!\d)|(?<![\w.,])1[89]00[ .-]?\d{4}(?!\d)"
)
_PLATE = re.compile(r"(?<!\w)\d{2}[A-ZĐ]{1,2}\d?\s?[-–. ]\s?\d{3}(?:\.?\d{2}|\d)(?!\d)")


def find_codes(text: str) -> list[tuple[int, int]]:
    """The spans of the telephone numbers and plates of NFC text."""
    return [match.span() for pattern in (_PHONE, _PLATE) for match in pattern.finditer(text)]
