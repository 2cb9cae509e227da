"""Reading data of other languages, from which the reader learns what an answer is: JaQuAD, DRCD, CMRC 2018.

A file of JSON lines: `source`, `question`, `context`, `answer`, `answer_start` (code points). Not part of the project.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.encoder import encode
from evals.json_lines import lines
from evals.training.examples import Example, Label, Stretch, example

_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]*[\"”’»」』)\]]*\s*")
_LENGTHS = (110, 150, 170)  # tokens that a window may have
_MISPLACED = 6  # of so many questions, one is asked of another's window


class Passage(BaseModel):
    """A question with the paragraph that answers it; `answer_start` below 0: it doesn't say where."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    source: str
    question: str
    context: str
    answer: str
    answer_start: int

    @property
    def span(self) -> Stretch:
        return self.answer_start, self.answer_start + len(self.answer)


def load(path: Path) -> list[Passage]:
    """The passages whose answer has a place. Raises DataError."""
    return [row for row in lines(path, Passage) if row.answer_start >= 0]


def read(passages: Sequence[Passage], rng: random.Random) -> list[Example]:
    """An example of each passage, a window around its answer; every sixth is asked of another's window too."""
    found: list[Example] = []
    pool: list[tuple[Passage, str]] = []
    for row in passages:
        start, end = _window(row, rng.choice(_LENGTHS), rng)
        text, span = row.context[start:end], (row.span[0] - start, row.span[1] - start)
        if made := example(row.question, "", text, [span], Label.SPAN):
            found.append(made)
            pool.append((row, text))
    for _ in range(len(pool) // _MISPLACED):
        (row, _), (another, text) = rng.choice(pool), rng.choice(pool)
        if row.source == another.source and row.answer not in text:
            found += [made for made in [example(row.question, "", text, [], Label.NONE)] if made]
    return found


def _window(row: Passage, most: int, rng: random.Random) -> Stretch:
    """Whole sentences of the context, the answer's and others around them, while they have at most so many tokens."""
    parts = [match.span() for match in _SENTENCE.finditer(row.context)] or [(0, len(row.context))]
    sizes = [len(encode(row.context[start:end]).ids) for start, end in parts]
    held = [i for i, (start, end) in enumerate(parts) if end > row.span[0] and start < row.span[1]] or [0]
    first, last = held[0], held[-1]
    while True:
        total = sum(sizes[first : last + 1])
        more = [i for i in (first - 1, last + 1) if 0 <= i < len(parts) and total + sizes[i] <= most]
        if not more:
            return parts[first][0], parts[last][1]
        chosen = rng.choice(more)
        first, last = min(first, chosen), max(last, chosen)
