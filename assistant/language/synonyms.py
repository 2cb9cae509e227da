"""Words and phrases that mean much the same, of the language of news and offices: «đền bù» and «bồi thường»."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from assistant.language.tokens import Token

Phrase = tuple[str, ...]
_LONGEST = 4  # syllables


@lru_cache(maxsize=1)
def _groups() -> dict[Phrase, tuple[Phrase, ...]]:
    """The other phrases of a phrase's groups, in canonical words."""
    others: dict[Phrase, dict[Phrase, None]] = {}
    text = resources.files("assistant.language").joinpath("data/synonyms.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        group = [tuple(phrase.split()) for phrase in line.split("|")]
        for phrase in group:
            others.setdefault(phrase, {}).update(dict.fromkeys(other for other in group if other != phrase))
    return {phrase: tuple(meant) for phrase, meant in others.items()}


def find_synonyms(tokens: Sequence[Token]) -> dict[int, tuple[Phrase, ...]]:
    """By the index of a token: the phrases, in canonical words, that may stand for the longest known one around it."""
    groups = _groups()
    words = [token.norm for token in tokens]
    found: dict[int, tuple[Phrase, ...]] = {}
    i = 0
    while i < len(words):
        size = next((n for n in range(_LONGEST, 0, -1) if tuple(words[i : i + n]) in groups and i + n <= len(words)), 0)
        for at in range(i, i + size):
            found[at] = groups[tuple(words[i : i + size])]
        i += size or 1
    return found
