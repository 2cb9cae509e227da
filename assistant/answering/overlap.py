"""How many of a question's words, and of its pairs of neighbouring words, a sentence and its article have.

Every word of the question is looked for, stop words too, with its accents; each is weighed by its rarity, and often
said it counts more, by BM25 (Robertson and Zaragoza, 2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import mean

from assistant.answering.evidence import Weights, rarity
from assistant.answering.reading import ArticleView, SentenceView
from assistant.retrieval.query import Query

_SATURATION, _LENGTH = 1.2, 0.75  # BM25's k1 and b
_USUAL = 30  # tokens of a sentence of middling length


class Overlap:
    """The shares that a question's words have in the sentences read for it.

    In sentences, a word is the rarer the fewer of those read have it: what all of them say tells none from the
    others, however rare it is elsewhere. In articles, it is as rare as in the whole corpus.
    """

    def __init__(self, query: Query, views: Sequence[SentenceView], weights: Weights) -> None:
        self._words = [token.norm for token in query.tokens]
        self._pairs = list(pairwise(self._words))
        self._size = len(self._words) or 1
        n = len(views)
        self._word_rarity = {word: rarity(sum(word in view.counts for view in views), n) for word in self._words}
        self._pair_rarity = {pair: rarity(sum(pair in view.pair_counts for view in views), n) for pair in self._pairs}
        self._known = {word: weights.idf_exact(word) for word in self._words}
        self._articles: dict[ArticleView, tuple[float, float]] = {}
        self._usual = mean(view.article.length for view in views) if views else 1.0

    def sentence(self, view: SentenceView) -> tuple[float, float]:
        """BM25 of the words, and of the pairs, in a sentence, for each word of the question."""
        length = len(view.tokens) / _USUAL
        words = sum(self._word_rarity[word] * _tf(view.counts[word], length) for word in self._words)
        pairs = sum(self._pair_rarity[pair] * _tf(view.pair_counts[pair], length) for pair in self._pairs)
        return words / self._size, pairs / self._size

    def article(self, article: ArticleView) -> tuple[float, float]:
        """The same of a whole article; a pair is as rare as its words together."""
        if article not in self._articles:
            length = article.length / self._usual
            words = sum(self._known[word] * _tf(article.counts[word], length) for word in self._words)
            pairs = sum(
                (self._known[a] + self._known[b]) * _tf(article.pair_counts[a, b], length) for a, b in self._pairs
            )
            self._articles[article] = words / self._size, pairs / self._size
        return self._articles[article]


def _tf(count: int, length: float) -> float:
    """What a word counts for that is said so often in a text of a length, 1 being the usual."""
    return count * (1 + _SATURATION) / (count + _SATURATION * (1 - _LENGTH + _LENGTH * length))
