"""Numbers that neither count nor measure, by their form alone: telephone numbers and the plates of vehicles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_PHONE = re.compile(
    r"(?<![\w.,])(?:\+84|0\d{1,3})(?:[ .-]?\d{3,4}){2}(?:[ .-]?\d{3})?(?!\d)|(?<![\w.,])1[89]00[ .-]?\d{4}(?!\d)"
)
_PLATE = re.compile(r"(?<!\w)\d{2}[A-ZĐ]{1,2}\d?\s?[-–. ]\s?\d{3}(?:\.?\d{2}|\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Code:
    """A telephone number or a plate; offsets in the text."""

    kind: Literal["phone", "plate"]
    start: int
    end: int


def find_codes(text: str) -> list[Code]:
    """The telephone numbers and plates of NFC text, in order."""
    found = [Code("phone", *match.span()) for match in _PHONE.finditer(text)]
    found += [Code("plate", *match.span()) for match in _PLATE.finditer(text)]
    return sorted(found, key=lambda code: code.start)
