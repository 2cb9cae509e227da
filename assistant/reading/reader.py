"""The reader: a network that says of a question and a window whether it answers, where, and yes or no.

Weights, data and limits: `weights/README.md`. Input: `BOS question EOS title · lead EOS window EOS`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.encoder import BOS, EOS, encode, rows, session
from assistant.language.normalize import nfc
from assistant.reading.decoding import Offsets, Reading, decode
from assistant.reading.windows import Window

WEIGHTS = "reader.int8.onnx"
QUESTION, HEAD, TEXT = 48, 72, 320  # tokens at most; what is built otherwise than in training is read worse
_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Input:
    """What the network is given: token ids, the part that each is of (0 question, 1 title and lead, 2 window), where
    the window's tokens begin, and their offsets in its text."""

    ids: list[int]
    parts: list[int]
    base: int
    offsets: Offsets


def build(question: str, head: str, text: str) -> Input:
    """The input for a question, what stands before a window, and the window's text; each cut where it is too long."""
    asked = encode(question).ids[:QUESTION]
    before = encode(head).ids[:HEAD] if head else []
    read = encode(text)
    ids, offsets = read.ids[:TEXT], read.offsets[:TEXT]
    parts = [0] * (len(asked) + 2) + [1] * (len(before) + 1) + [2] * (len(ids) + 1)
    return Input([BOS, *asked, EOS, *before, EOS, *ids, EOS], parts, len(asked) + len(before) + 3, offsets)


class Reader:
    """Reads windows one by one: batches of unequal length take longer. Several threads may share it."""

    def __init__(self, weights: bytes | Path) -> None:
        """`weights` is an exported graph, as bytes or as a file."""
        self._session = session(weights)

    def read(self, question: str, windows: Iterable[Window]) -> list[Reading]:
        """What each window says of a question, in order."""
        return [self._one(nfc(question), window) for window in windows]

    def _one(self, question: str, window: Window) -> Reading:
        given = build(question, window.head, window.text)
        ids = np.array([given.ids], np.int64)
        inputs = {"words": rows(ids), "att": np.ones(ids.shape, np.float32), "seg": np.array([given.parts], np.int64)}
        span, inside, classes = self._session.run(["span", "inside", "cls"], inputs)
        return decode(window, span[0], inside[0], classes[0], given.base, given.offsets)


@lru_cache(maxsize=1)
def _shipped() -> Reader:
    return Reader(Path(__file__).parent / "weights" / WEIGHTS)  # from a path the session holds no copy of the file


def shipped() -> Reader:
    """The reader whose weights come with the package; opened at its first use, once a process."""
    with _LOADING:
        return _shipped()


def read(question: str, windows: Sequence[Window]) -> list[Reading]:
    """What the shipped reader says of a question and each window."""
    return shipped().read(question, windows)
