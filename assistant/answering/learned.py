"""Learned, linear scores: weights by name in a small file, which `python -m evals fit-…` writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path


def weighed(numbers: Mapping[str, float], weights: Path) -> float:
    """The score of some numbers by name: a logit, of meaning only beside those of the same question."""
    return sum(weight * numbers[name] for name, weight in _read(weights).items())


@cache
def _read(path: Path) -> dict[str, float]:
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return weights
