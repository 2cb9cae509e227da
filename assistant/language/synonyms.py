"""Words and phrases that mean much the same, of the language of news and offices: «đền bù» and «bồi thường»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def restated(tokens: Sequence[Token], meant: Mapping[Phrase, Sequence[Token]]) -> list[Token]:
    """The tokens of a text, a question's words in the place of phrases that may stand for them (`stand_ins`).

    A word put there has the bounds of the phrase: «tử vong» becomes «chết» where a question asks who died.
    """
    begins = {phrase[0] for phrase in meant}
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        sizes = range(_LONGEST, 0, -1) if tokens[i].norm in begins else ()
        phrases = (tuple(token.norm for token in tokens[i : i + size]) for size in sizes)
        phrase = next((phrase for phrase in phrases if phrase in meant), ())
        run = tokens[i : i + len(phrase)] if phrase else ()
        found += [word._replace(start=run[0].start, end=run[-1].end) for word in meant[phrase]] if run else [tokens[i]]
        i += len(run) or 1
    return found


def stand_ins(asked: Sequence[Token]) -> dict[Phrase, Sequence[Token]]:
    """The words of a question by each phrase that may stand for them; none for the words that it uses itself."""
    synonyms = find_synonyms(asked)
    meant: dict[Phrase, Sequence[Token]] = {}
    i = 0
    while i < len(asked):
        size = 1
        if others := synonyms.get(i):
            while synonyms.get(i + size) is others:
                size += 1
            meant.update({other: asked[i : i + size] for other in others})
        i += size
    words = tuple(token.norm for token in asked)
    said = {words[i : i + size] for size in range(1, _LONGEST + 1) for i in range(len(words))}
    return {phrase: tokens for phrase, tokens in meant.items() if phrase not in said}
