"""What a fact of an answer is said of, and how near to a fact of a source the same words stand.

A figure may stand in the source and yet be another thing's: «300 tin có giá trị» where the source says «hơn 300 tin,
trong đó có 270 tin có giá trị». So the words around it are compared with those around every fact that it could have
been mistaken for.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from assistant.grounding.fact import Fact
from assistant.grounding.facts import find_facts
from assistant.language.normalize import word_set
from assistant.reading.views import SentenceView

_REACH = 10.0  # tokens at which a word's bearing on a fact falls to 1/e
_CROSSING, _PARTED = 5.0, 10.0  # further tokens that another fact of the kind, and a «;», between them count for
_LEAST = 0.12  # bearing of a word that stands anywhere in the sentence
_AROUND = 0.06  # of one that stands in a neighbouring sentence or the title
_OTHER_SIDE = 0.5  # of what a word before a fact says of it where its claim has the word after, or the reverse
_LEAD = 0.5  # weight of a word of the lines that lead to a sentence
_PAIR = 1.5  # weight of two neighbouring syllables, which in Vietnamese often are one word; a syllable's is 1
IDLE = word_set(
    "là có được bị và với của cho trong tại ở các những một đã đang sẽ này đó khi để nhằm về theo trên do bởi từ đến "
    "vào ra như cũng thì mà rằng nên còn số năm ngày tháng nguồn nêu nơi bài ghi nhận gồm tổng cộng tới qua sau trước "
    "hơn gần khoảng dưới cả rất không chưa hay hoặc bằng đạt lên xuống đây kia ấy thể việc theo"
)

Word = str | tuple[str, str]
Side = Literal["before", "after", ""]  # of a fact; empty when it doesn't matter
Words = Mapping[tuple[Word, Side], float]


def words_about(view: SentenceView, fact: Fact | None, leads: Sequence[SentenceView] = ()) -> Words:
    """The words said of a fact with the side that they stand on, each with its weight; those of the lines that lead
    to its sentence among them. Without a fact, all words of the sentence."""
    found: dict[tuple[Word, Side], float] = {}
    if fact is None:
        found.update({(word, ""): _weight(word) for word in _positions(view)})
    else:
        before, after = _bearing(view, fact)
        for word in before | after:
            side: Side = "after" if after.get(word, 0.0) >= before.get(word, 0.0) else "before"
            found[word, side] = max(before.get(word, 0.0), after.get(word, 0.0), _LEAST) * _weight(word)
    for lead in leads:
        found.update({(word, ""): _LEAD * _weight(word) for word in _positions(lead)})
    return found


def _weight(word: Word) -> float:
    return _PAIR if isinstance(word, tuple) else 1.0


def closeness(words: Words, view: SentenceView, fact: Fact) -> float:
    """How near the words stand to a fact of a source, weighed, 0 to 1."""
    total = sum(words.values())
    before, after = _bearing(view, fact)
    around = _around(view)
    said = 0.0
    for (word, side), weight in words.items():
        near = max(
            before.get(word, 0.0) * (_OTHER_SIDE if side == "after" else 1.0),
            after.get(word, 0.0) * (_OTHER_SIDE if side == "before" else 1.0),
        )
        said += weight * (max(near, _LEAST) if near else _AROUND * (word in around))
    return said / total if total else 0.0


def coverage(words: Words, view: SentenceView) -> float:
    """What share of the words a sentence of a source has, weighed, wherever they stand."""
    total = sum(words.values())
    said = _positions(view)
    return sum(weight for (word, _), weight in words.items() if word in said) / total if total else 0.0


@lru_cache(maxsize=8192)
def _bearing(view: SentenceView, fact: Fact) -> tuple[dict[Word, float], dict[Word, float]]:
    """Of each word of a sentence before a fact, and of each after it, how much it bears on it."""
    inside = [i for i, token in enumerate(view.tokens) if fact.start <= token.start < fact.end]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    others = [other.start for other in find_facts(view) if other.kind == fact.kind and other != fact]
    parted = [i for i, char in enumerate(view.text) if char == ";"]
    before: dict[Word, float] = {}
    after: dict[Word, float] = {}
    for word, places in _positions(view).items():
        for i in places:
            if first <= i <= last and not isinstance(word, tuple):
                continue
            start = view.tokens[i].start
            low, high = (start, fact.start) if i < first else (fact.end, start)
            far = max(first - i, i - last, 0) + 0.0
            far += _CROSSING * sum(low < other < high for other in others)
            far += _PARTED * sum(low <= at < high for at in parted)
            side = before if i < first else after
            side[word] = max(side.get(word, 0.0), math.exp(-far / _REACH))
    return before, after


@lru_cache(maxsize=4096)
def _positions(view: SentenceView) -> dict[Word, list[int]]:
    """Where each word of a sentence stands, by the index of its token; two neighbouring syllables are a word too."""
    found: dict[Word, list[int]] = {}
    previous = ""
    for i, token in enumerate(view.tokens):
        word = token.norm
        if word not in IDLE:
            found.setdefault(word, []).append(i)
        if previous and not (word in IDLE and previous in IDLE):
            found.setdefault((previous, word), []).append(i)
        previous = word
    return found


@lru_cache(maxsize=4096)
def _around(view: SentenceView) -> frozenset[Word]:
    """The words of the sentences beside one, in its paragraph, and of the title."""
    sentences = view.article.sentences
    beside = [
        other
        for other in sentences[max(0, view.index - 1) : view.index + 2]
        if other is not view and other.sentence.paragraph == view.sentence.paragraph
    ]
    return frozenset(word for other in [*beside, sentences[0]] for word in _positions(other))
