"""Learns the weights by which sentences are put in order (`assistant.answering.sentence_score`) from benchmarks.

A conditional logit (McFadden, 1973): of the sentences read for a question, the right one should have the highest
score; the loss is −ln of the share of exp(score) that the right ones have, plus an L2 penalty. No weight is below 0,
since each number was made to speak for a sentence: without that, what few examples have by chance is learned too.
Judged by cross-validation in which no title is in both parts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.benchmark import opened
from evals.benchmark_files import Benchmark

FOLDS = 5
_PENALTY = 1.0
_STEPS, _RATE = 400, 0.05  # of Adam, over all questions at once, the rate falling to 0

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """The sentences read for one question: `numbers`, a row each, and which of them are right.

    `of` names the benchmark or suite that the question is of; no `title` is in both parts of a cross-validation.
    """

    of: str
    title: str
    numbers: Vector
    right: NDArray[np.bool_]


@dataclass
class Judged:
    """How many of `n` questions have the right one first, and in the first three."""

    first: int = 0
    three: int = 0
    n: int = 0


@dataclass(frozen=True)
class Fit:
    """Weights by name, and how well they do, cross-validated, by benchmark or suite."""

    weights: dict[str, float]
    judged: dict[str, Judged]

    def save(self, path: Path) -> None:
        """Write the weights and how they were come by. Raises OSError."""
        fitted = {
            name: {"questions": j.n, "right first": round(j.first / j.n, 3), "in three": round(j.three / j.n, 3)}
            for name, j in self.judged.items()
        }
        weights = {name: round(weight, 4) for name, weight in self.weights.items()}
        made = {"fitted on, cross-validated": fitted, "weights": weights}
        path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def fit(benchmarks: Sequence[Benchmark], store: Path | None, progress: Callable[[str, int, int], None]) -> Fit:
    """Read every question that has an answer, and fit. Raises as `benchmark.run` does."""
    examples: list[Example] = []
    names: list[str] = []
    for benchmark in benchmarks:
        titles = {paragraph.id: paragraph.title for paragraph in benchmark.paragraphs}
        asked = [question for question in benchmark.questions if question.answers]
        with opened(benchmark, store, progress) as bench:
            for done, question in enumerate(asked, 1):
                reading, right = bench.read(question)
                names = names or list(next(iter(reading.features.values()), {}))
                numbers = np.array([list(row.values()) for row in reading.features.values()])
                title = f"{benchmark.name}: {titles[question.paragraph]}"
                examples.append(Example(benchmark.name, title, numbers, np.array(right, dtype=bool)))
                progress("asking", done, len(asked))
    return Fit(dict(zip(names, map(float, learned(examples)), strict=True)), validated(examples))


def validated(examples: Sequence[Example], penalty: float = _PENALTY) -> dict[str, Judged]:
    """How well weights do that were fitted without a question's own title, by what the questions are of."""
    titles = sorted({example.title for example in examples})
    judged: dict[str, Judged] = {}
    for fold in range(FOLDS):
        held = set(titles[fold::FOLDS])
        weights = learned([example for example in examples if example.title not in held], penalty)
        for example in (example for example in examples if example.title in held):
            found = judged.setdefault(example.of, Judged())
            found.n += 1
            if len(example.right):
                best = np.argsort(-(example.numbers @ weights), kind="stable")
                found.first += bool(example.right[best[:1]].any())
                found.three += bool(example.right[best[:3]].any())
    return judged


def learned(examples: Sequence[Example], penalty: float = _PENALTY) -> Vector:
    """The weights that fit best, none below 0; examples without a right sentence teach nothing."""
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
        weights = np.maximum(weights, 0.0)
    fitted: Vector = weights / scale
    return fitted
