"""What is right of a span: SQuAD's exact match and F1, and whether a text says a string."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter

_ARTICLES = {"a", "an", "the"}
_PUNCTUATION = set(string.punctuation)


def words(text: str) -> list[str]:
    """The words that SQuAD's official script compares: lower case, without punctuation and English articles."""
    text = "".join(char for char in text.lower() if char not in _PUNCTUATION)
    return [word for word in text.split() if word not in _ARTICLES]


def exact(said: str, gold: str) -> bool:
    return words(said) == words(gold)


def f1(said: str, gold: str) -> float:
    """The F1 of their words, as SQuAD's official script has it."""
    ours, theirs = words(said), words(gold)
    if not ours or not theirs:
        return float(ours == theirs)
    same = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * same / (len(ours) + len(theirs)) if same else 0.0


def contains(text: str, wanted: str) -> bool:
    """Whether a text says a string, not inside a longer number."""
    wanted = re.escape(_comparable(wanted))
    return re.search(rf"(?<!\d)(?<!\d[.,]){wanted}(?!\d)(?![.,]\d)", _comparable(text)) is not None


def _comparable(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).lower()).strip()
