"""The measures of a reading benchmark, with intervals: as a table for a person and as JSON for a file."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from evals.benchmark import Row
from evals.benchmark_files import Benchmark
from evals.metrics import percentile, wilson
from evals.runner import machine


@dataclass(frozen=True, slots=True)
class Measure:
    """A value between 0 and 1 with its 95% interval; None of no questions."""

    value: float | None
    low: float
    high: float
    n: int


def share(flags: Iterable[bool]) -> Measure:
    """How many of the flags are set, with Wilson's interval."""
    known = list(flags)
    return Measure(sum(known) / len(known) if known else None, *wilson(sum(known), len(known)), len(known))


def mean(values: Iterable[float]) -> Measure:
    """The mean, with the normal interval."""
    known = list(values)
    if not known:
        return Measure(None, 0.0, 1.0, 0)
    middle = statistics.fmean(known)
    half = 1.96 * statistics.pstdev(known, middle) / math.sqrt(len(known))
    return Measure(middle, max(0.0, middle - half), min(1.0, middle + half), len(known))


def separation(high: Sequence[float], low: Sequence[float]) -> Measure:
    """Area under the ROC curve: how often one of `high` is above one of `low`, ties half; Hanley and McNeil's
    interval (1982)."""
    if not high or not low:
        return Measure(None, 0.0, 1.0, 0)
    area = statistics.fmean((a > b) + 0.5 * (a == b) for a in high for b in low)
    q1, q2 = area / (2 - area), 2 * area**2 / (1 + area)
    variance = area * (1 - area) + (len(high) - 1) * (q1 - area**2) + (len(low) - 1) * (q2 - area**2)
    half = 1.96 * math.sqrt(max(variance, 0.0) / (len(high) * len(low)))
    return Measure(area, max(0.0, area - half), min(1.0, area + half), len(high) + len(low))


def measures(rows: Sequence[Row]) -> dict[str, Measure]:
    """Every measure by name; the head of `benchmark` says what is counted."""
    asked = [row for row in rows if row.question.answers]
    others = [row for row in rows if not row.question.answers]

    def within(most: int, places: Iterable[int | None]) -> Measure:
        return share(place is not None and place <= most for place in places)

    table = {
        "right paragraph first": within(1, [row.rank for row in asked]),
        "right paragraph in five": within(5, [row.rank for row in asked]),
        "plain fusion: paragraph first": within(1, [row.plain_rank for row in asked]),
        "plain fusion: paragraph in five": within(5, [row.plain_rank for row in asked]),
        "answer in one sentence of the paragraph": share(row.possible for row in asked),
        "paragraph given: answer in first sentence": within(1, [row.given.place for row in asked]),
        "paragraph given: answer in three": within(3, [row.given.place for row in asked]),
        "end to end: answer in first sentence": within(1, [row.found.place for row in asked]),
        "end to end: answer in three": within(3, [row.found.place for row in asked]),
        "end to end: answer in first citation, not refused": share(row.cited for row in asked),
        "paragraph given: exact match": share(row.given.exact for row in asked),
        "paragraph given: F1": mean(row.given.f1 for row in asked),
        "end to end: exact match": share(row.found.exact for row in asked),
        "end to end: F1": mean(row.found.f1 for row in asked),
        "refused, has an answer": share(row.status == "not_found" for row in asked),
    }
    if others:
        table["refused, has none"] = share(row.status == "not_found" for row in others)
        table["confidence: area under ROC"] = separation(
            [row.confidence for row in asked], [row.confidence for row in others]
        )
    return table


def to_dict(benchmark: Benchmark, rows: Sequence[Row], *, strip_accents: bool = False) -> dict[str, Any]:
    """Everything as JSON-ready data: what was asked where, the measures, and a row a question."""
    times = [row.milliseconds for row in rows]
    return {
        "benchmark": benchmark.name,
        "paragraphs": len(benchmark.paragraphs),
        "questions": len(rows),
        "accents": not strip_accents,
        "machine": machine(),
        "milliseconds": {"p50": round(percentile(times, 0.5), 1), "p95": round(percentile(times, 0.95), 1)},
        "measures": {name: asdict(measure) for name, measure in measures(rows).items()},
        "rows": [{**asdict(row), "question": row.question.model_dump()} for row in rows],
    }


def show(made: dict[str, Any], console: Console) -> None:
    """Print a report as `to_dict` gives it."""
    accents = "" if made["accents"] else ", asked without accents"
    console.print(f"{made['benchmark']}: {made['questions']} questions over {made['paragraphs']} paragraphs{accents}")
    console.print(", ".join(f"{name} {value}" for name, value in made["machine"].items()), style="dim")
    table = Table("measure", "value", "95% interval", "n")
    for name, measure in made["measures"].items():
        value = "–" if measure["value"] is None else f"{measure['value']:.3f}"
        table.add_row(name, value, f"{measure['low']:.3f} – {measure['high']:.3f}", str(measure["n"]))
    console.print(table)
    times = made["milliseconds"]
    console.print(f"a question takes p50 {times['p50']} ms, p95 {times['p95']} ms")


def save(made: dict[str, Any], path: Path) -> None:
    """Write a report to a JSON file. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
