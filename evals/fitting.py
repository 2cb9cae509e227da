"""Learns the weights by which sentences are put in order (`assistant.answering.sentence_score`) from a benchmark.

A conditional logit (McFadden, 1973): of the sentences read for a question, the right one should have the highest
score; the loss is −ln of the share of exp(score) that the right ones have, plus an L2 penalty. Judged by
cross-validation in which no title is in both parts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.benchmark import Benchmark, opened

FOLDS = 5
_PENALTY = 1.0
_STEPS, _RATE = 400, 0.05  # of Adam, over all questions at once, the rate falling to 0

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """The sentences read for one question: `numbers`, a row each, and which of them are right."""

    title: str
    numbers: Vector
    right: NDArray[np.bool_]


@dataclass(frozen=True)
class Fit:
    """Weights by name, and how often the right one is first and in the first three, cross-validated."""

    weights: dict[str, float]
    first: float
    three: float
    n: int

    def save(self, benchmark: str, path: Path) -> None:
        """Write the weights and how they were come by. Raises OSError."""
        made = {
            "fitted on": benchmark,
            "questions": self.n,
            "right first, cross-validated": round(self.first, 3),
            "right in three, cross-validated": round(self.three, 3),
            "weights": {name: round(weight, 4) for name, weight in self.weights.items()},
        }
        path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def fit(benchmark: Benchmark, store: Path | None, progress: Callable[[str, int, int], None]) -> Fit:
    """Read every question that has an answer, and fit. Raises as `benchmark.run` does."""
    titles = {paragraph.id: paragraph.title for paragraph in benchmark.paragraphs}
    asked = [question for question in benchmark.questions if question.answers]
    names: list[str] = []
    examples: list[Example] = []
    with opened(benchmark, store, progress) as bench:
        for done, question in enumerate(asked, 1):
            reading, right = bench.read(question)
            rows = [list(numbers.values()) for numbers in reading.features.values()]
            names = names or [name for numbers in reading.features.values() for name in numbers][: len(rows[0])]
            if rows:
                examples.append(Example(titles[question.paragraph], np.array(rows), np.array(right)))
            progress("asking", done, len(asked))
    first, three = validated(examples)
    weights = dict(zip(names, map(float, learned(examples)), strict=True))
    return Fit(weights, first / len(asked), three / len(asked), len(asked))


def validated(examples: Sequence[Example], penalty: float = _PENALTY, positive: bool = False) -> tuple[int, int]:
    """How many examples have a right sentence first, and in the first three, by weights fitted without their title."""
    titles = sorted({example.title for example in examples})
    first = three = 0
    for fold in range(FOLDS):
        held = set(titles[fold::FOLDS])
        weights = learned([example for example in examples if example.title not in held], penalty, positive)
        for example in examples:
            if example.title in held:
                best = np.argsort(-(example.numbers @ weights), kind="stable")
                first += bool(example.right[best[:1]].any())
                three += bool(example.right[best[:3]].any())
    return first, three


def learned(examples: Sequence[Example], penalty: float = _PENALTY, positive: bool = False) -> Vector:
    """The weights that fit best, if `positive` none below 0; examples without a right sentence teach nothing."""
    known = [example for example in examples if example.right.any()]
    numbers = np.vstack([example.numbers for example in known])
    scale = numbers.std(axis=0) + 1e-9
    numbers = numbers / scale
    right = np.concatenate([example.right for example in known])
    sizes = [len(example.right) for example in known]
    starts, of = np.r_[0, np.cumsum(sizes)[:-1]], np.repeat(np.arange(len(known)), sizes)
    weights: Vector = np.zeros(numbers.shape[1])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        scores = numbers @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        total = np.add.reduceat(powers, starts)[of]
        good = np.add.reduceat(powers * right, starts)[of] + 1e-12
        gradient = (numbers.T @ (powers / total - powers * right / good) + penalty * weights) / len(known)
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        step_size = _RATE * (1 - step / (_STEPS + 1))
        weights = weights - step_size * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
        weights = np.maximum(weights, 0.0) if positive else weights
    fitted: Vector = weights / scale
    return fitted
