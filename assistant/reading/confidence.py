"""How sure a candidate is: two small logistic regressions over what the reader and the retriever say of it.

The first puts the candidates in order, the second tells how likely the first of them is right; the weights lie in
`weights/confidence.json`, fitted by `python -m evals fit-confidence` on articles that the reader hasn't seen.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

FILE = "confidence.json"

Numbers = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression: `bias` and a weight for each number by name; a number that isn't given is 0."""

    bias: float
    weights: Numbers

    def odds(self, numbers: Numbers) -> float:
        """The log odds."""
        return self.bias + sum(weight * numbers.get(name, 0.0) for name, weight in self.weights.items())

    def probability(self, numbers: Numbers) -> float:
        return sigmoid(self.odds(numbers))


@dataclass(frozen=True, slots=True)
class Confidence:
    """`order` ranks candidates; `sure` is of the first one; an answer needs a probability of at least `least`."""

    order: Logistic
    sure: Logistic
    least: float


def sigmoid(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


@lru_cache(maxsize=1)
def shipped() -> Confidence:
    """The weights that come with the package."""
    data = json.loads(resources.files("assistant.reading").joinpath("weights", FILE).read_text("utf-8"))
    return Confidence(
        Logistic(data["order"]["bias"], data["order"]["weights"]),
        Logistic(data["sure"]["bias"], data["sure"]["weights"]),
        data["least"],
    )
