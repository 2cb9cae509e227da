"""Learns the weights by which figures are put in order (`assistant.answering.figure_score`) from suites and a
benchmark.

The same conditional logit as `fitting`: of the figures read for a question, the right one should have the highest
score. For cross-validation a suite is left out as a whole, a benchmark by its titles.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import numpy as np

from assistant.answering.choosing import Choice, Reading
from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.figure_score import row
from assistant.answering.stopwatch import Stopwatch
from assistant.retrieval.kinds import Kind
from evals import suite
from evals.benchmark import indexed, opened
from evals.benchmark_files import Benchmark
from evals.fitting import Example, Fit, learned, validated
from evals.metrics import contains, occurrences

PENALTY = 5.0  # there are few examples

Progress = Callable[[str, int, int], None]


def fit(suites: Sequence[tuple[Path, Path]], benchmark: Benchmark, store: Path | None, progress: Progress) -> Fit:
    """Fit on every question that one figure answers; each suite comes with the corpus that it is about.

    Raises SuiteError, AssistantError, and as `benchmark.run`.
    """
    examples: list[Example] = []
    names: list[str] = []
    read = [_of_suite(questions, corpus, progress) for questions, corpus in suites]
    read.append(_of_benchmark(benchmark, store, progress))
    for of, title, reading, right in (item for items in read for item in items):
        chosen = [choice for choice in reading.choices if choice.candidate and choice.candidate.numbers]
        rows = [
            row(reading.features[c.view], c.candidate.numbers) for c in chosen if c.candidate and c.candidate.numbers
        ]
        if reading.query.kind is Kind.FIGURE and rows:
            names = names or list(rows[0])
            numbers = np.array([[one[name] for name in names] for one in rows])
            examples.append(Example(of, title, numbers, np.array([right(choice) for choice in chosen])))
    known = [example for example in examples if example.right.any()]
    weights = map(float, learned(known, PENALTY))
    return Fit(dict(zip(names, weights, strict=True)), validated(known, PENALTY))


Read = tuple[str, str, Reading, Callable[[Choice], bool]]


def _of_suite(questions: Path, corpus: Path, progress: Progress) -> Iterator[Read]:
    """What is read for the questions of a suite that one figure answers; those that lean on earlier ones left out."""
    asked = [q for q in suite.load(questions) if len(q.must) == 1 and not q.history]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fit-")))
        assistant, index, _ = stack.enter_context(indexed(corpus, folder, progress))
        retriever = assistant.retriever()
        engine = ExtractiveEngine(index, retriever)
        for done, question in enumerate(asked, 1):
            query = retriever.understand(question.question)
            progress("asking", done, len(asked))
            if query.kind is Kind.FIGURE:
                reading = engine.read(query, retriever.scope(query.places) or None, Stopwatch())[1]
                yield f"{questions.parent.name}/{questions.name}", str(questions), reading, partial(_answers, question)


def _answers(question: suite.Question, choice: Choice) -> bool:
    right = choice.view.article.article.source in {*question.sources, *question.sources_any}
    return right and _says(choice, question.must[0])


def _of_benchmark(benchmark: Benchmark, store: Path | None, progress: Progress) -> Iterator[Read]:
    """What is read for a benchmark's questions that a figure answers."""
    titles = {paragraph.id: paragraph.title for paragraph in benchmark.paragraphs}
    asked = [q for q in benchmark.questions if any(map(str.isdigit, "".join(q.answers)))]
    with opened(benchmark, store, progress) as bench:
        for done, question in enumerate(asked, 1):
            reading, hits = bench.read(question)
            views = {view for view, hit in zip(reading.features, hits, strict=True) if hit}
            progress("asking", done, len(asked))
            right = {c for c in reading.choices if c.candidate and c.view in views and _says(c, question.answers)}
            yield benchmark.name, f"{benchmark.name}: {titles[question.paragraph]}", reading, right.__contains__


def _says(choice: Choice, answers: Sequence[str]) -> bool:
    """Whether an answer begins in a figure with its unit, and not inside a longer number."""
    assert choice.candidate
    start, end, text = choice.candidate.start, choice.candidate.end, choice.view.text
    return any(
        contains(text[max(0, found - 2) : stop + 2], answer)
        for answer in answers
        for found, stop in occurrences([answer], text)
        if start <= found < end
    )
