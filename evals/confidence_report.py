"""What a fit of the confidence came to: tables for a person, a diagram, and the weights' file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.reading import confidence
from assistant.reading.confidence import Confidence, Logistic
from evals.confidence_fitting import FOLDS, Judged, curve, reliability, shares

WEIGHTS = Path(confidence.__file__).parent / "weights" / confidence.FILE
DIAGRAM = Path(__file__).parents[1] / "docs" / "confidence.svg"

_EVERY = 5  # of the thresholds of a curve one in so many is printed
_SIDE, _EDGE = 320, 48  # pixels of the diagram's square, and around it


def error(judged: Sequence[Judged]) -> float:
    """The expected calibration error: how far confidence is from the share that is right, the mean over tenths."""
    return sum(abs(said - right) * n for said, right, n in reliability(judged)) / len(judged)


def show(made: Confidence, judged: Sequence[Judged], console: Console) -> None:
    """Print how well the confidence does on articles that its weights haven't seen."""
    console.print(
        f"{len(judged)} questions about {len({one.article for one, _, _ in judged})} articles, in {FOLDS} folds by "
        f"article; calibration error {error(judged):.3f}",
        highlight=False,
    )
    table = Table("confidence", "right", "n")
    for said, right, n in reliability(judged):
        table.add_row(f"{said:.3f}", f"{right:.3f}", str(n))
    console.print(table)
    table = Table("threshold", "answerable refused", "unanswerable refused", "answers wrong")
    for row in sorted([*curve(judged)[::_EVERY], (made.least, *shares(judged, made.least))]):
        table.add_row(*(f"{value:.3f}" for value in row), style="bold" if row[0] == made.least else None)
    console.print(table)
    table = Table("set", "n", "first right", f"at {made.least:.3f}: refused", "unanswerable refused", "answers wrong")
    for name in sorted({one.set for one, _, _ in judged}):
        of = [(one, sure, right) for one, sure, right in judged if one.set == name]
        first = [right for one, _, right in of if one.answerable]
        values = sum(first) / max(1, len(first)), *shares(of, made.least)
        table.add_row(name, str(len(of)), *(f"{value:.3f}" for value in values))
    console.print(table)
    console.print(f"an answer needs a confidence of {made.least:.3f}", highlight=False)


def save(made: Confidence, judged: Sequence[Judged], path: Path) -> None:
    """Write the weights, with what they were fitted on and how well they do. Raises OSError."""
    refused, abstained, wrong = (round(share, 3) for share in shares(judged, made.least))
    fitted = {
        "questions": len(judged),
        "articles": len({one.article for one, _, _ in judged}),
        "sets": sorted({one.set for one, _, _ in judged}),
        "held apart": {
            "calibration error": round(error(judged), 4),
            "answerable refused": refused,
            "unanswerable refused": abstained,
            "answers wrong": wrong,
        },
    }
    weights = {
        "order": _weights(made.order),
        "sure": _weights(made.sure),
        "least": round(made.least, 4),
        "fitted on": fitted,
    }
    path.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _weights(logistic: Logistic) -> dict[str, object]:
    return {"bias": round(logistic.bias, 5), "weights": dict(logistic.weights)}


def draw(judged: Sequence[Judged], path: Path) -> None:
    """Write the reliability diagram as SVG: a disc for each tenth of confidence, its area how many. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(diagram(reliability(judged)), encoding="utf-8")


def diagram(tenths: Sequence[tuple[float, float, int]]) -> str:
    """The diagram of `reliability`; on the diagonal, confidence is what it says."""
    most = max((n for _, _, n in tenths), default=1)
    marks = []
    for tick in (0, 0.5, 1):
        marks.append(f'<text x="{_x(tick)}" y="{_y(0) + 20}" text-anchor="middle">{tick:g}</text>')
        marks.append(f'<text x="{_x(0) - 8}" y="{_y(tick) + 4}" text-anchor="end">{tick:g}</text>')
    for said, right, n in tenths:
        marks.append(
            f'<circle cx="{_x(said)}" cy="{_y(right)}" r="{3 + 13 * (n / most) ** 0.5:.1f}">'
            f"<title>confidence {said:.3f}, right {right:.3f} of {n}</title></circle>"
        )
    whole = _SIDE + 2 * _EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" font-family="sans-serif" '
        f'font-size="12" role="img" aria-label="Reliability of the confidence">\n'
        "<style>circle { fill: #1f6feb; fill-opacity: .6; stroke: #1f6feb }</style>\n"
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>\n'
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#888"/>\n'
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#888" stroke-dasharray="4"/>\n'
        f'<text x="{whole // 2}" y="{whole - 8}" text-anchor="middle">confidence</text>\n'
        f'<text x="{whole // 2}" y="{_EDGE - 16}" text-anchor="middle">share of best candidates that are right</text>\n'
        + "\n".join(marks)
        + "\n</svg>\n"
    )


def _x(value: float) -> float:
    return round(_EDGE + value * _SIDE, 1)


def _y(value: float) -> float:
    return round(_EDGE + (1 - value) * _SIDE, 1)
