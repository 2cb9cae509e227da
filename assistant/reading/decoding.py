"""From the network's numbers for a window to what it says: the likeliest spans, the items of a list, the verdict."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.reading.windows import Window

Array = NDArray[np.float32]
Offsets = Sequence[tuple[int, int]]
Word = tuple[int, int, float]  # its start and end in a window's text, and the probability that it is part of an answer

MOST = 48  # tokens of a span
_BESIDE = 2  # spans reported beside the best
_INSIDE = 0.4  # probability from which a word is part of an item …
_SHARE = 0.5  # … or this share of the likeliest word's, if that is lower
_DIP = 0.95  # an «và» less likely than this share of both its neighbours stands between two items
_JOINS = {"và", "hoặc", "cùng", "với", "va", "hoac", "cung", "voi"}
_EDGE = " \u00a0,;:.!?…"
# A number with its separators («1.500», «43/51», «12/5/2023»), an address, a word: none is cut.
_WHOLE = re.compile(r"\d+(?:[.,/:]\d+)+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\w+")
_BARE, _UNIT = re.compile(r"\d[\d.,/]*"), re.compile(r"\s?%| [^\W\d_]+")
_PAIRS = {"(": ")", "“": "”", "«": "»", "[": "]", '"': '"'}


@dataclass(frozen=True, slots=True)
class Found:
    """A span of a window's text, with its score: of a span the network's sum over that of «no answer», of an item the
    mean probability of its words."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says of a question and a window.

    `classes` are the probabilities of no answer, a span, yes and no. `spans` are the best one and others apart from it,
    best first, never none; `items` the spans of a list, in the order of the text; `decides` the sentence that is
    likeliest part of the answer, by the mean of its words: the one that decides a yes-or-no question.
    """

    window: Window
    classes: tuple[float, float, float, float]
    spans: tuple[Found, ...]
    items: tuple[Found, ...]
    decides: Found

    @property
    def answerable(self) -> float:
        """How surely the window answers: the log odds of the classes, and a quarter of the best span's score."""
        none = self.classes[0]
        return float(np.log((1 - none + 1e-6) / (none + 1e-6))) + self.spans[0].score / 4

    @property
    def yes_or_no(self) -> bool:
        """Whether it takes the question for one to be answered with yes or no."""
        _, some, yes, no = self.classes
        return yes + no > some

    @property
    def verdict(self) -> float:
        """Log odds of yes over no."""
        return float(np.log((self.classes[2] + 1e-6) / (self.classes[3] + 1e-6)))

    def text(self, found: Found) -> str:
        return self.window.text[found.start : found.end]


def decode(window: Window, span: Array, inside: Array, classes: Array, base: int, offsets: Offsets) -> Reading:
    """What the network's outputs for one window say.

    `span` [tokens, 2] and `inside` [tokens] are logits, `classes` [4] too; the window's tokens begin at `base` and have
    these offsets in its text. Position 0 stands for no answer.
    """
    exp = np.exp(classes - classes.max())
    none, some, yes, no = (float(x) for x in exp / exp.sum())
    last = base + len(offsets)
    found = _spans(window.text, span[base:last], float(span[0].sum()), offsets)
    probable = 1 / (1 + np.exp(-inside[base:last].astype(np.float64)))
    words = _words(window.text, probable, offsets)
    return Reading(
        window, (none, some, yes, no), tuple(found), tuple(_items(window.text, words)), _decides(window, words)
    )


def _spans(text: str, logits: Array, none: float, offsets: Offsets) -> list[Found]:
    """The best span, and the best of those that touch none before them."""
    count = len(offsets)
    if not count:
        return [Found(0, len(text), -none)]
    table = logits[:, 0][:, None] + logits[:, 1][None]
    table[np.tril_indices(count, -1)] = -np.inf
    table[np.triu_indices(count, MOST)] = -np.inf
    found: list[Found] = []
    while len(found) <= _BESIDE and np.isfinite(best := table.max()):
        first, last = divmod(int(table.argmax()), count)
        start, end = trimmed(text, offsets[first][0], offsets[last][1])
        found.append(Found(start, _with_unit(text, start, end), float(best) - none))
        table[: last + 1, first:] = -np.inf  # every span that begins before its end and ends behind its beginning
    return found


def _decides(window: Window, words: Sequence[Word]) -> Found:
    best = Found(0, len(window.text), 0.0)
    for start, end in zip(window.starts, (*window.starts[1:], len(window.text) + 1), strict=True):
        likely = [p for at, _, p in words if start <= at < end]
        if likely and (score := sum(likely) / len(likely)) > best.score:
            best = Found(start, end - 1, score)
    return best


def _items(text: str, words: Sequence[Word]) -> list[Found]:
    """Runs of words that are likely part of the answer, cut at commas, semicolons and an «và» that is less likely."""
    if not words:
        return []
    least = min(_INSIDE, _SHARE * max(p for _, _, p in words))
    items: list[list[Word]] = [[]]
    for i, (start, end, p) in enumerate(words):
        word, run = text[start:end], items[-1]
        if p < least or (word.lower() in _JOINS and (not run or _dips(words, i))):
            items.append([])
        else:
            run.append((start, end, p))
            if word[-1] in ",;":
                items.append([])
    found = []
    for run in filter(None, items):
        start, end = trimmed(text, run[0][0], run[-1][1])
        found.append(Found(start, end, sum(p for _, _, p in run) / len(run)))
    return [item for item in found if item.end > item.start]


def _dips(words: Sequence[Word], i: int) -> bool:
    neighbours = [words[j][2] for j in (i - 1, i + 1) if 0 <= j < len(words)]
    return words[i][2] < _DIP * min(neighbours)


def _words(text: str, probable: NDArray[np.float64], offsets: Offsets) -> list[Word]:
    """The words of a text, each as likely as the likeliest of its tokens."""
    words: list[Word] = []
    spans = [match.span() for match in re.finditer(r"\S+", text)]
    at = 0
    for start, end in spans:
        while at < len(offsets) and offsets[at][1] <= start:
            at += 1
        likely, i = 0.0, at
        while i < len(offsets) and offsets[i][0] < end:
            likely, i = max(likely, float(probable[i])), i + 1
        if i > at:
            words.append((start, end, likely))
    return words


def _with_unit(text: str, start: int, end: int) -> int:
    """The end of a span; of a bare number, that of the sign or the word behind it: «12 bao», «45%»."""
    if not _BARE.fullmatch(text, start, end):
        return end
    unit = _UNIT.match(text, end)
    return unit.end() if unit else end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span widened to whole words and numbers, without blanks, punctuation and half brackets at its edges."""
    for word in _WHOLE.finditer(text, max(0, start - 60), min(len(text), end + 60)):
        if word.start() < start < word.end():
            start = word.start()
        if word.start() < end < word.end():
            end = word.end()
    before = None
    while before != (start, end) and start < end:
        before = start, end
        while start < end and text[start] in _EDGE + "-–":
            start += 1
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        said = text[start:end]
        for opening, closing in _PAIRS.items():
            if said.startswith(opening) and closing not in said[1:]:
                start += 1
            elif said.endswith(closing) and opening not in said[:-1]:
                end -= 1
            elif opening != closing and said.count(opening) > said.count(closing):
                end = start + said.rindex(opening)  # «258 (8 loại»
    return (start, end) if start < end else before or (start, end)
