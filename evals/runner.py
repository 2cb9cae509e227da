"""Puts a suite to the assistant, times every question and judges every answer."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from assistant import Answer, Assistant
from assistant.errors import AssistantError
from assistant.settings import Engine
from evals.corpus import gather, home, texts_of, within
from evals.metrics import Judgement, judge, occurrences
from evals.suite import Question, SuiteError

WARM_UP = "Có bao nhiêu người tham gia?"


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer, judgement and time in milliseconds.

    The answer's citations have the names that the question has for its files. `answer` is None when the assistant
    raised an AssistantError; its message is the judgement's problem then.
    """

    question: Question
    answer: Answer | None
    judgement: Judgement
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """All rows, and where they were made. `model` is the language model, if any; `machine` maps what to how much."""

    engine: Engine
    model: str | None
    articles: int
    machine: dict[str, str | int | float]
    rows: list[Row]


def run(
    questions: list[Question],
    corpus: Path | None,
    store: Path | None = None,
    engine: Engine = "auto",
    progress: Callable[[int], None] = lambda done: None,
    extra: Path | None = None,
) -> Run:
    """Asks every question, those with files within them alone and the articles of `extra`, the others over `corpus`
    and these. Without `store` the index is made in a temporary folder, so that none is touched.

    Raises AssistantError when the corpus or the store can't be used, and SuiteError when a question asks for
    a source or evidence that the corpus doesn't have.
    """
    with ExitStack() as stack:
        folder = store or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="evals-")))
        articles = corpus
        if articles is None or extra or any(question.files for question in questions):
            articles = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="evals-")))
            gather(questions, corpus, extra, articles)
        assistant = stack.enter_context(Assistant.open(corpus=articles, store=folder, engine=engine))
        return examine(assistant, questions, progress)


def examine(
    assistant: Assistant, questions: list[Question], progress: Callable[[int], None] = lambda done: None
) -> Run:
    """Asks an assistant that is open every question; raises SuiteError as `run` does."""
    texts = {article.source: article.text for article in assistant.articles()}
    _check_sources(questions, texts)
    for _ in range(2):
        assistant.ask(WARM_UP)
    rows = []
    for question in questions:
        rows.append(_ask(assistant, question, texts))
        progress(len(rows))
    return Run(assistant.settings.engine, assistant.model, len(texts), machine(), rows)


def _ask(assistant: Assistant, question: Question, texts: Mapping[str, str]) -> Row:
    sources = within(question, texts)
    begin = time.perf_counter()
    try:
        answer = assistant.ask(question.question, history=question.history, within=sources)
    except AssistantError as error:
        judgement = Judgement((f"error: {error}",), refused=False, cited=frozenset(), evidence_cited=None)
        return Row(question, None, judgement, _since(begin))
    milliseconds = _since(begin)
    own = home(question)
    cited = tuple(replace(citation, source=citation.source.removeprefix(own)) for citation in answer.citations)
    answer = replace(answer, citations=cited)
    return Row(question, answer, judge(question, answer, texts_of(question, texts)), milliseconds)


def _since(begin: float) -> float:
    return (time.perf_counter() - begin) * 1000


def _check_sources(questions: list[Question], texts: Mapping[str, str]) -> None:
    for question in questions:
        known = texts_of(question, texts)
        wanted = question.sources + question.sources_any
        if missing := [source for source in (*question.files, *wanted) if source not in known]:
            raise SuiteError(f"{question.id}: the corpus has no {', '.join(dict.fromkeys(missing))}")
        unseen = [e for e in question.evidence if not any(occurrences([e], known[source]) for source in wanted)]
        if unseen:
            raise SuiteError(f"{question.id}: evidence stands in none of its sources: {'; '.join(unseen)}")


def machine() -> dict[str, str | int | float]:
    """What the times depend on, and the most memory that this process has held so far, in megabytes."""
    facts: dict[str, str | int | float] = {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 0,
    }
    if sys.platform == "linux":
        import resource

        facts["peak_megabytes"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return facts
