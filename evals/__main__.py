"""`python -m evals run` judges the assistant on a suite; `python -m evals compare` finds what got worse;
`python -m evals bench-reading` measures finding and reading on a public benchmark, and `fit-choosing` learns from it;
`python -m evals bench-grounding` measures how well the check of answers catches what isn't so.

Exit codes: 0 as wished, 1 accuracy below --min-accuracy or a regression, 2 bad input.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress

from assistant.errors import AssistantError
from assistant.settings import Engine, bundled
from evals import report, suite

if TYPE_CHECKING:
    from evals.fitting import Fit

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)

Kinds = Annotated[str, typer.Option(metavar="A,B", help="kinds of questions, separated by commas")]


@app.command()
def run(
    suite_file: Annotated[Path, typer.Option("--suite", help="questions, JSONL")] = suite.SEEDS,
    corpus: Annotated[Path | None, typer.Option(help="folder of articles; the seeds when left out")] = None,
    store: Annotated[Path | None, typer.Option(help="folder to index into; a temporary one when left out")] = None,
    engine: Annotated[Engine, typer.Option(help="who writes the answers")] = "auto",
    out: Annotated[Path | None, typer.Option("--json", help="write the whole report there")] = None,
    strip_accents: Annotated[bool, typer.Option("--strip-accents", help="ask without accents")] = False,
    kinds: Kinds = "",
    exclude_kinds: Kinds = "",
    min_accuracy: Annotated[float | None, typer.Option(min=0, max=1, help="exit 1 below it")] = None,
) -> None:
    """Ask every question of a suite, judge the answers, print the rates and the failures."""
    console = Console()
    corpus = corpus or bundled("seeds")
    try:
        questions = suite.select(suite.load(suite_file), _names(kinds), _names(exclude_kinds))
        if strip_accents:
            questions = [suite.without_accents(question) for question in questions]
        from evals.runner import run as run_suite  # imports the whole assistant, which takes seconds

        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("asking", total=len(questions))
            result = run_suite(questions, corpus, store, engine, lambda done: bar.update(task, completed=done))
    except (AssistantError, suite.SuiteError) as error:
        _fail(str(error))
    made = report.to_dict(result, suite_file, corpus)
    report.show(made, console)
    if out:
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            _fail(f"{out}: can't be written: {error.strerror}")
    accuracy = made["summary"]["accuracy"]["value"]
    if min_accuracy is not None and accuracy < min_accuracy:
        console.print(f"accuracy {accuracy:.3f} is below {min_accuracy}", style="bold red")
        raise typer.Exit(1)


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(help="report of an earlier run")],
    new: Annotated[Path, typer.Argument(help="report of a later run")],
) -> None:
    """List the questions that were right in OLD and are wrong in NEW; exit 1 when there are any."""
    console = Console()
    try:
        before, after = report.read(old), report.read(new)
    except report.ReportError as error:
        _fail(str(error))
    found = report.compare(before, after)
    rows = {row["id"]: row for row in after["rows"]}
    for name in found.worse:
        report.show_failure(rows[name], console)
    console.print(f"{len(found.worse)} worse, {len(found.better)} better, {len(found.gone)} gone, {len(found.new)} new")
    for title, ids in (("better", found.better), ("gone", found.gone)):
        if ids:
            console.print(f"{title}: {', '.join(ids)}", soft_wrap=True, markup=False)
    if found.worse:
        raise typer.Exit(1)


@app.command()
def bench_reading(
    folder: Annotated[Path, typer.Argument(help="folder with paragraphs.jsonl and questions.jsonl")],
    out: Annotated[Path | None, typer.Option("--json", help="write the whole report there")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="ask so many of the questions, evenly spread")] = None,
    strip_accents: Annotated[bool, typer.Option("--strip-accents", help="ask without accents")] = False,
    store: Annotated[Path | None, typer.Option(help="folder to keep the index in for the next run")] = None,
) -> None:
    """Measure on a public benchmark: the paragraph found, the sentence chosen, the span marked, the confidence."""
    from evals import benchmark, benchmark_files, benchmark_report  # imports the whole assistant, which takes seconds

    try:
        loaded = benchmark_files.load(folder)
        with _stages() as progress:
            rows = benchmark.run(loaded, store=store, limit=limit, strip_accents=strip_accents, progress=progress)
    except (AssistantError, benchmark_files.BenchmarkError) as error:
        _fail(str(error))
    made = benchmark_report.to_dict(loaded, rows, strip_accents=strip_accents)
    benchmark_report.show(made, Console())
    if out:
        try:
            benchmark_report.save(made, out)
        except OSError as error:
            _fail(f"{out}: can't be written: {error.strerror}")


@app.command()
def bench_grounding(
    suites: Annotated[list[Path] | None, typer.Option("--suite", help="questions, JSONL; may be repeated")] = None,
    corpora: Annotated[list[Path] | None, typer.Option("--corpus", help="folder of articles, one a suite")] = None,
    wrong: Annotated[int, typer.Option("--show", min=0, help="print so many of those judged wrongly")] = 0,
) -> None:
    """Change one thing in right statements and print, by kind, how many of the changed ones are withheld."""
    from evals import grounding_bench  # imports the whole assistant, which takes seconds

    pairs = _pairs(suites, corpora)
    result = grounding_bench.Result()
    try:
        with _stages() as progress:
            for questions, corpus in pairs:
                made = grounding_bench.run(
                    suite.load(questions), corpus, progress=lambda done, total: progress("asking", done, total)
                )
                result.add(made)
    except (AssistantError, suite.SuiteError) as error:
        _fail(str(error))
    console = Console()
    grounding_bench.show(result, console)
    for kind, statement, changed, said in result.wrong[:wrong]:
        console.print(f"{kind}: {statement}\n  {changed or '(unchanged)'}\n  {said}", markup=False, soft_wrap=True)


@app.command()
def fit_choosing(
    folders: Annotated[list[Path], typer.Argument(help="folders with paragraphs.jsonl and questions.jsonl")],
    out: Annotated[Path | None, typer.Option("--out", help="write the weights there; the assistant's own file")] = None,
    store: Annotated[Path | None, typer.Option(help="folder to keep the index in for the next run")] = None,
) -> None:
    """Learn the weights by which sentences are put in order, and print how well they do, cross-validated."""
    from evals import benchmark_files, fitting  # imports the whole assistant, which takes seconds

    try:
        loaded = [benchmark_files.load(folder) for folder in folders]
        with _stages() as progress:
            made = fitting.fit(loaded, store, progress)
        if out:
            made.save(out)
    except (AssistantError, benchmark_files.BenchmarkError) as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{out}: can't be written: {error.strerror}")
    _show_fit(made, "right sentence")


@app.command()
def fit_figures(
    folder: Annotated[Path, typer.Argument(help="folder with paragraphs.jsonl and questions.jsonl")],
    suites: Annotated[list[Path] | None, typer.Option("--suite", help="questions, JSONL; may be repeated")] = None,
    corpora: Annotated[list[Path] | None, typer.Option("--corpus", help="folder of articles, one a suite")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="write the weights there; the assistant's own file")] = None,
    store: Annotated[Path | None, typer.Option(help="folder to keep the index in for the next run")] = None,
) -> None:
    """Learn the weights by which figures are put in order, and print how well they do, cross-validated."""
    from evals import benchmark_files, figure_fitting  # imports the whole assistant, which takes seconds

    pairs = _pairs(suites, corpora)
    try:
        loaded = benchmark_files.load(folder)
        with _stages() as progress:
            made = figure_fitting.fit(pairs, loaded, store, progress)
        if out:
            made.save(out)
    except (AssistantError, benchmark_files.BenchmarkError, suite.SuiteError) as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{out}: can't be written: {error.strerror}")
    _show_fit(made, "right figure")


@app.command()
def fit_accents(
    files: Annotated[list[Path], typer.Argument(help="texts, JSON lines with text, question or context; .gz too")],
    out: Annotated[Path | None, typer.Option("--out", help="write the counts there; the assistant's own file")] = None,
    judged: Annotated[Path | None, typer.Option("--on", help="texts to try the assistant's own counts on")] = None,
) -> None:
    """Count the syllables by which accents are put back, and print how many of a text's are right, by them alone."""
    from evals import accent_fitting as fitting

    console = Console()
    try:
        counts = fitting.count(files)
        console.print(f"{counts.total} syllables, {len(counts.pairs)} pairs", highlight=False)
        if out:
            console.print(f"{fitting.save(counts, out)} pairs kept", highlight=False)
        if judged:
            share, total = fitting.share_right(text for text, _ in fitting.texts([judged]))
            console.print(f"{judged.name}: {share:.3f} of {total} syllables right", highlight=False)
    except fitting.TextsError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{out}: can't be written: {error.strerror}")


def _pairs(suites: list[Path] | None, corpora: list[Path] | None) -> list[tuple[Path, Path]]:
    """Each suite with its corpus; those of the seeds if none is given."""
    questions, articles = suites or [suite.SEEDS], corpora or [bundled("seeds")]
    if len(questions) != len(articles):
        _fail("every --suite needs a --corpus of its own")
    return list(zip(questions, articles, strict=True))


def _show_fit(made: Fit, about: str) -> None:
    console = Console()
    for name, judged in made.judged.items():
        first, three = judged.first / judged.n, judged.three / judged.n
        console.print(f"{name}, n = {judged.n}: {about} first {first:.3f}, in three {three:.3f}", highlight=False)
    for name, weight in made.weights.items():
        console.print(f"{name:28} {weight:8.3f}", highlight=False)


@contextmanager
def _stages() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each stage of a benchmark, and what moves it: the stage, how much is done, of how much."""
    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks = {stage: bar.add_task(stage, total=None) for stage in ("indexing", "asking")}
        yield lambda stage, done, total: bar.update(tasks[stage], completed=done, total=total)


def _names(given: str) -> set[str]:
    return {name.strip() for name in given.split(",") if name.strip()}


def _fail(message: str) -> NoReturn:
    Console(stderr=True).print(message, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(2)


if __name__ == "__main__":
    app(prog_name="python -m evals")
