"""Windows that tempt: those whose words are most like a question's, found without the product's indexes."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from assistant.language.normalize import fold

_K1, _B = 1.2, 0.75  # Okapi's usual ones


class Temptation:
    """BM25 over folded syllables and their pairs."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(_terms(text)) for text in texts]
        self._count = len(counts)
        self._sizes = [count.total() for count in counts]
        self._mean = sum(self._sizes) / max(1, len(counts))
        self._holding: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, count in enumerate(counts):
            for term, times in count.items():
                self._holding[term].append((number, times))

    def top(self, question: str, most: int) -> list[int]:
        """The numbers of the texts that are most like a question, best first; those that share a word with it."""
        scores: dict[int, float] = defaultdict(float)
        for term in dict.fromkeys(_terms(question)):
            held = self._holding.get(term, ())
            rarity = math.log(1 + (self._count - len(held) + 0.5) / (len(held) + 0.5))
            for number, times in held:
                length = 1 - _B + _B * self._sizes[number] / self._mean
                scores[number] += rarity * times * (_K1 + 1) / (times + _K1 * length)
        return sorted(scores, key=lambda number: -scores[number])[:most]


def _terms(text: str) -> list[str]:
    words = re.findall(r"\w+", fold(text))
    return words + [f"{first}_{second}" for first, second in pairwise(words)]
