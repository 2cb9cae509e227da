"""Candidates made by hand: what the reader might say of an article, without the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from assistant.corpus import Article, load_bytes
from assistant.reading.candidates import Candidate, Candidates
from assistant.reading.decoding import Found, Reading
from assistant.reading.views import ArticleView
from assistant.reading.windows import Window
from assistant.retrieval.query import understand

SPAN, YES, NO = (0.1, 0.9, 0.0, 0.0), (0.1, 0.1, 0.7, 0.1), (0.1, 0.1, 0.1, 0.7)
SURE, UNSURE = 3.0, -3.0  # log odds


def article(content: str, place: str = "Hoa Lâm") -> Article:
    """An article about a place."""
    text = f"Tin huyện {place}\n\n{content}\n"
    return replace(load_bytes(text.encode(), f"{place}.txt"), places=(place,))


_view = lru_cache(ArticleView)


def candidate(
    of: Article,
    said: str,
    *,
    odds: float = SURE,
    items: Sequence[str] = (),
    classes: tuple[float, float, float, float] = SPAN,
    **numbers: float,
) -> Candidate:
    """The candidate whose span an article's text has; the whole article is the window."""
    texts = [of.text[sentence.start : sentence.end] for sentence in of.sentences]
    starts = tuple(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
    window = Window(of, "", " ".join(texts), tuple(range(len(texts))), starts)

    def found(words: str) -> Found:
        at = window.text.index(words)
        return Found(at, at + len(words), 0.9)

    reading = Reading(window, classes, (found(said),), tuple(map(found, items)), found(said))
    view = _view(of).sentences[window.sentence(reading.spans[0].start)]
    return Candidate(reading, reading.spans[0], view, numbers, odds)


def candidates(
    question: str, *found: Candidate, confidence: float = 0.9, against: Sequence[Candidate] = ()
) -> Candidates:
    """What a question finds, best first."""
    return Candidates(understand(question), found, confidence, tuple(against))
