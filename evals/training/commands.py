"""The commands of `python -m evals` that train the reader and make the product's file of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from assistant.corpus.article import Article
from assistant.errors import AssistantError
from assistant.reading.windows import windows
from evals.benchmark_files import spread
from evals.json_lines import DataError
from evals.training.questions import ARTICLES, QUESTIONS, Question, load, load_articles

_COMPARED = 24  # questions on whose answering windows an exported graph is compared

More = Annotated[
    list[Path] | None, typer.Option("--articles", help="more articles, JSON lines: the news that aren't in data/")
]


def train_reader(
    out: Annotated[Path, typer.Argument(metavar="OUT.pt", help="write the weights there")],
    more: More = None,
    reading: Annotated[
        Path | None, typer.Option("--foreign", help="reading data of other languages, JSON lines; not with --from")
    ] = None,
    start: Annotated[Path | None, typer.Option("--from", help="train these weights further")] = None,
    worst: Annotated[bool, typer.Option("--worst", help="with --from: learn only what is read worst")] = False,
    minutes: Annotated[float | None, typer.Option(min=0, help="stop after so many")] = None,
    tokens: Annotated[int | None, typer.Option(min=1, help="stop after so many are learned")] = None,
) -> None:
    """Train the reader from the encoder's weights, or with --from further, which needs --minutes or --tokens.

    Interrupted, the same command goes on where it was.
    """
    if start and minutes is None and tokens is None:
        _fail("--from needs --minutes or --tokens: that training doesn't end by itself")
    try:
        from evals.training.loop import Limit, train  # PyTorch is of the extra «train»
    except ModuleNotFoundError as error:
        _fail(f"{error}; install it with: pip install '.[train]'")
    from evals.training import courses, foreign

    console = Console(highlight=False, soft_wrap=True)
    try:
        questions, articles = _known(more, console)
        if start:
            course = courses.further(articles, questions, selective=worst)
        else:
            course = courses.first(articles, questions, foreign.load(reading) if reading else [])
        train(out, course, start, Limit(minutes, tokens), lambda line: console.print(line, markup=False))
    except (AssistantError, DataError, OSError, RuntimeError) as error:
        _fail(str(error))


def export_reader(
    weights: Annotated[Path, typer.Argument(metavar="W.pt", help="trained weights")],
    out: Annotated[Path, typer.Argument(metavar="OUT.onnx", help="write the graph in 8 bits there")],
    more: More = None,
) -> None:
    """Make the file that the product runs of trained weights, and compare what both say of some windows."""
    try:
        from evals.training.export import ExportError, export
    except ModuleNotFoundError as error:
        _fail(f"{error}; install it with: pip install '.[train]'")
    console = Console(highlight=False, soft_wrap=True)
    try:
        questions, articles = _known(more, console)
        holding = (
            (row.question, window)
            for row in spread([row for row in questions if row.answers], _COMPARED)
            for window in windows(articles[row.article])
            if row.sentences[0] in window.sentences
        )
        made = export(weights, out, list(holding))
    except (AssistantError, DataError, ExportError, OSError, RuntimeError) as error:
        _fail(str(error))
    console.print(f"{out}: {made.bytes / 1e6:.1f} MB; the graph says what PyTorch does")
    console.print(
        f"in 8 bits, of {made.n} windows: {made.spans} with the same span, {made.classes} with the same class; "
        f"largest difference of a probability {made.largest:.3f}"
    )


def _known(more: list[Path] | None, console: Console) -> tuple[list[Question], dict[str, Article]]:
    """The project's questions whose articles are there, and all articles."""
    articles = load_articles([ARTICLES, *(more or [])])
    every = load(QUESTIONS)
    known = [row for row in every if row.article in articles]
    if len(known) < len(every):
        console.print(f"{len(every) - len(known)} of {len(every)} questions are left out: no article (see --articles)")
    return known, articles


def _fail(message: str) -> NoReturn:
    Console(stderr=True).print(message, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(2)
