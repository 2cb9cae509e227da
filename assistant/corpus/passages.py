"""Passages: consecutive sentences of one paragraph, the unit that is embedded and searched."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.corpus.article import Passage, Sentence
from assistant.language.tokens import tokenize


def cut(text: str, sentences: Sequence[Sentence], article_id: str, syllables: int) -> tuple[Passage, ...]:
    """Passages of at most `syllables` syllables, in order; every sentence is in exactly one.

    A sentence is never cut: a longer one is a passage by itself.
    """
    groups: list[list[int]] = []
    room = 0
    for index, sentence in enumerate(sentences):
        size = len(tokenize(text[sentence.start : sentence.end]))
        if groups and size <= room and sentence.paragraph == sentences[index - 1].paragraph:
            groups[-1].append(index)
        else:
            groups.append([index])
            room = syllables
        room -= size
    return tuple(
        Passage(
            id=f"{article_id}:{number}",
            article_id=article_id,
            start=sentences[group[0]].start,
            end=sentences[group[-1]].end,
            first=group[0],
            last=group[-1],
        )
        for number, group in enumerate(groups)
    )
