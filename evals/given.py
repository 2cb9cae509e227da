"""Reading alone: how well the reader reads where the article or the paragraph is given: finding it plays no part.

Every window of it is read, and the one that most surely answers counts. Right is a **span** that says the answer (or
nearly: F1 of their words of at least .7), a **sentence** that is one of those that decide, a **verdict** of yes or no,
and of a list how many **items** are (F1 over items, each judged as a span). **AUC**: how often a question that the
article answers is read more surely than one that it doesn't. **Abstained**: of the latter, how many are below the
sureness under which a twentieth of the former are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

import numpy as np
from rich.table import Table

from assistant.corpus.article import Article
from assistant.language.normalize import nfc
from assistant.language.sentences import split
from assistant.reading.decoding import Reading
from assistant.reading.windows import Window, windows
from evals.benchmark_files import Benchmark, Question
from evals.json_lines import DataError
from evals.reading_metrics import contains, exact, f1
from evals.training.questions import Question as Written
from evals.training.questions import article

_ALIKE = 0.7  # F1 from which a span says the answer
_REFUSED = 0.05  # of the questions that are answered

Read = Callable[[str, Sequence[Window]], list[Reading]]  # `assistant.reading.reader.read`, or a `Reader`'s
Progress = Callable[[int], None]  # how many questions are done


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: how surely it was answered, and what of it is right; None: isn't asked of this kind."""

    set: str
    answerable: bool
    sure: float
    span: bool | None = None
    sentence: bool | None = None
    verdict: bool | None = None
    items: float | None = None


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates of some questions, None of none; `n` have an answer, `unanswerable` haven't."""

    n: int
    span: float | None
    sentence: float | None
    verdict: float | None
    items: float | None
    unanswerable: int
    auc: float | None
    abstained: float | None


@dataclass(frozen=True, slots=True)
class Short:
    """SQuAD's exact match and F1 of the spans for `n` questions."""

    n: int
    exact: float
    f1: float


def ask(questions: Sequence[Written], articles: Mapping[str, Article], read: Read, done: Progress) -> list[Judged]:
    """Every question with its article given. Raises DataError for an article that isn't there."""
    found = []
    for number, question in enumerate(questions, 1):
        if question.article not in articles:
            raise DataError(f"{question.question}: no article {question.article}")
        readings = read(question.question, windows(articles[question.article]))
        found.append(judged(question, _surest(readings)))
        done(number)
    return found


def judged(question: Written, reading: Reading) -> Judged:
    """What is right of the reading of a question's best window."""
    plain = Judged(question.set, question.kind != "unanswerable", reading.answerable)
    if not plain.answerable:
        return plain
    best = reading.decides if question.kind == "yes-no" else reading.spans[0]
    plain = replace(plain, sentence=reading.window.sentence(best.start) in question.sentences)
    if question.kind == "yes-no":
        return replace(plain, verdict=(reading.verdict > 0) == (question.verdict == "có"))
    if question.kind == "list":
        said = [reading.text(item) for item in reading.items]
        return replace(plain, items=_listed(said, question.answers))
    text = reading.text(best)
    return replace(plain, span=any(contains(text, gold) or f1(text, gold) >= _ALIKE for gold in question.answers))


def rates(judged: Sequence[Judged]) -> Rates:
    """The rates of some questions."""
    yes = sorted(one.sure for one in judged if one.answerable)
    no = [one.sure for one in judged if not one.answerable]
    least = yes[int(_REFUSED * len(yes))] if yes else 0.0
    return Rates(
        n=len(yes),
        span=_mean(one.span for one in judged),
        sentence=_mean(one.sentence for one in judged),
        verdict=_mean(one.verdict for one in judged),
        items=_mean(one.items for one in judged),
        unanswerable=len(no),
        auc=area(yes, no) if yes and no else None,
        abstained=_mean(sure < least for sure in no) if yes else None,
    )


def table(found: Sequence[Judged]) -> Table:
    """The rates set by set, and of all; «none» are the questions that their article doesn't answer."""
    made = Table("set", "n", "span", "sentence", "yes-no", "items", "none", "AUC", "abstained")
    names = sorted({one.set for one in found})
    parts = {name: [one for one in found if one.set == name] for name in names}
    for name, part in {**parts, **({"all": found} if len(names) > 1 else {})}.items():
        of = rates(part)
        cells = [of.n, of.span, of.sentence, of.verdict, of.items, of.unanswerable, of.auc, of.abstained]
        made.add_row(name, *("–" if x is None else f"{x:.3f}" if isinstance(x, float) else str(x) for x in cells))
    return made


def ask_paragraphs(benchmark: Benchmark, questions: Sequence[Question], read: Read, done: Progress) -> Short:
    """Questions of a public benchmark, each with its paragraph given, without a title; those that have an answer."""
    texts = {paragraph.id: nfc(paragraph.text) for paragraph in benchmark.paragraphs}
    asked = [question for question in questions if question.answers]
    exacts, scores = [], []
    for number, question in enumerate(asked, 1):
        reading = _surest(read(question.question, _untitled(texts[question.paragraph])))
        said = reading.text(reading.spans[0])
        exacts.append(max(exact(said, nfc(gold)) for gold in question.answers))
        scores.append(max(f1(said, nfc(gold)) for gold in question.answers))
        done(number)
    return Short(len(asked), fmean(exacts) if asked else 0.0, fmean(scores) if asked else 0.0)


def area(high: Sequence[float], low: Sequence[float]) -> float:
    """The area under the ROC curve: how often one of `high` is above one of `low`, ties half."""
    above = np.subtract.outer(np.array(high), np.array(low))
    return float(((above > 0) + (above == 0) / 2).mean())


def _untitled(text: str) -> list[Window]:
    made = article("", ["", *(text[start:end] for start, end in split(text))])
    return [replace(window, head="") for window in windows(made)]


def _surest(readings: Iterable[Reading]) -> Reading:
    return max(readings, key=lambda reading: reading.answerable)


def _listed(said: Sequence[str], gold: Sequence[str]) -> float:
    hits = sum(any(f1(item, wanted) >= _ALIKE for item in said) for wanted in gold)
    return 2 * hits / (len(said) + len(gold)) if said else 0.0


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
