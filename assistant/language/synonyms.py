"""Words and phrases that mean much the same, of the language of news and offices: «đền bù» and «bồi thường»."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from assistant.language.normalize import fold
from assistant.language.tokens import Token

Phrase = tuple[str, ...]
_LONGEST = 4  # syllables


@lru_cache(maxsize=1)
def _groups() -> dict[bool, dict[Phrase, tuple[Phrase, ...]]]:
    """The other phrases of a phrase's groups: by its accented words, and by its folded ones."""
    accented: dict[Phrase, dict[Phrase, None]] = {}
    text = resources.files("assistant.language").joinpath("data/synonyms.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        group = [tuple(phrase.split()) for phrase in line.split("|")]
        for phrase in group:
            accented.setdefault(phrase, {}).update(dict.fromkeys(other for other in group if other != phrase))
    folded: dict[Phrase, dict[Phrase, None]] = {}
    for phrase, others in accented.items():
        # A single syllable without its accents is too many words at once.
        if len(phrase) > 1:
            folded.setdefault(_fold(phrase), {}).update(dict.fromkeys(_fold(o) for o in others if len(o) > 1))
    return {True: {p: tuple(o) for p, o in accented.items()}, False: {p: tuple(o) for p, o in folded.items()}}


def find_synonyms(tokens: Sequence[Token], accented: bool) -> dict[int, tuple[Phrase, ...]]:
    """By the index of a token: the phrases that may stand for the longest known phrase that it is part of.

    Phrases are canonical words, or folded ones when the text was typed without accents (`accented` False).
    """
    groups = _groups()[accented]
    words = [token.norm if accented else token.folded for token in tokens]
    found: dict[int, tuple[Phrase, ...]] = {}
    i = 0
    while i < len(words):
        size = next((n for n in range(_LONGEST, 0, -1) if tuple(words[i : i + n]) in groups and i + n <= len(words)), 0)
        for at in range(i, i + size):
            found[at] = groups[tuple(words[i : i + size])]
        i += size or 1
    return found


def _fold(phrase: Phrase) -> Phrase:
    return tuple(map(fold, phrase))
