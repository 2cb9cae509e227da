"""Syllables and other tokens of a text, with offsets."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.language.normalize import canonical, fold

# A document number (09/CTr-BCA-MTTW, 09-CT/TW, 79/2014/NĐ-CP), a number with its separators (1.500, 43/51,
# 2,5, 12/5/2023), or a word. A word may hold an apostrophe inside: N'Jang, R’lấp. A document number has few parts:
# without that bound a line of «1-1-1-…» is read to its end once for each of its figures.
_TOKEN = re.compile(
    r"\d+(?:[./-]\d+){0,4}[/-][A-ZĐ][^\W_]*(?:[/-][^\W_]+)*"
    r"|\d+(?:[.,/:]\d+)*"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|[^\W_]+"
)
_KEPT = 512  # texts whose tokens are kept: one sentence is read for places, persons, offices and more


class Token(NamedTuple):
    """One syllable, number or document number. `norm` is canonical (accents kept), `folded` without accents."""

    text: str
    start: int
    end: int
    norm: str
    folded: str


@lru_cache(maxsize=_KEPT)
def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of NFC text, in order."""
    norm, folded = canonical(text), fold(text)
    return tuple(
        Token(m.group(), m.start(), m.end(), norm[m.start() : m.end()], folded[m.start() : m.end()])
        for m in _TOKEN.finditer(text)
    )
