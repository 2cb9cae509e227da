"""How well grounding catches what isn't so: right statements, each with one thing changed, and the same unchanged.

Statements are the assistant's own right answers, clauses of the articles' sentences, and short sentences made of the
rows of figures, the way a language model words them. A change that may be true after all is left out and counted.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from assistant import Assistant
from assistant.corpus import Article, Figure
from assistant.corpus.article import Span
from assistant.grounding.grounded import Source
from assistant.grounding.grounding import ground
from assistant.language.documents import find_documents
from assistant.language.names import find_persons
from evals.metrics import judge
from evals.perturbation import KINDS, NUMBER, World, edits
from evals.plausibility import may_be_true
from evals.suite import Question

_SEED = "grounding"
_EACH = 3  # changes of one kind to one statement, at most
_BESIDE = 4  # passages given beside those that a statement cites
_CLAUSES = re.compile(r"[;:]\s+|,\s+(?=(?:có|trong|tổ chức|thu|phát|xử|tặng|được|đạt|giúp|làm|triệt)\b)")
_MORE = re.compile(r"\b(?:phấn đấu|chỉ tiêu|dự kiến|sẽ|trở lên|trở xuống)\b")  # what a row leaves out of its sentence
_SHORTEST, _LONGEST = 25, 220  # characters of a clause


@dataclass(frozen=True)
class Statement:
    """A right statement; `cited` are the passages of its [1], [2] …, the first that of what it says."""

    text: str
    cited: tuple[tuple[Article, Span], ...]
    origin: str  # "answers", "clauses" or "rows"
    question: str = ""


@dataclass
class Result:
    """Whether each changed statement was withheld, by kind, and each unchanged one, by origin; what went wrong."""

    caught: dict[str, list[bool]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    left_out: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    flagged: dict[str, list[bool]] = field(default_factory=dict)
    wrong: list[tuple[str, str, str, str]] = field(default_factory=list)  # kind, statement, changed, what came of it

    def add(self, other: Result) -> None:
        """Count another result in."""
        for kind in KINDS:
            self.caught[kind] += other.caught[kind]
            self.left_out[kind] += other.left_out[kind]
        for origin, flags in other.flagged.items():
            self.flagged.setdefault(origin, []).extend(flags)
        self.wrong += other.wrong


def run(
    questions: Sequence[Question],
    corpus: Path,
    store: Path | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Result:
    """Make the statements of a suite and its corpus, change them, and ground all. Raises AssistantError."""
    with ExitStack() as stack:
        folder = store or Path(stack.enter_context(TemporaryDirectory(prefix="evals-")))
        assistant = stack.enter_context(Assistant.open(corpus=corpus, store=folder, engine="extractive"))
        articles = assistant.articles()
        statements = [*_answers(assistant, questions), *_rows(assistant.figures(), articles), *_clauses(articles)]
    places = sorted({place for article in articles for place in article.places})
    persons = sorted({p.name for article in articles for p in find_persons(article.text)} - set(places))
    result = Result()
    for done, statement in enumerate(statements, 1):
        chance = random.Random(f"{_SEED} {done} {statement.text}")
        _judge(statement, _sources(statement, articles, chance), persons, places, chance, result)
        progress(done, len(statements))
    return result


def show(result: Result, console: Console) -> None:
    """Print the share of changed statements caught, by kind, and that of the unchanged that are flagged, by origin."""
    table = Table("changed", "n", "caught", "share", "left out: may be true")
    for kind in [*KINDS, "all"]:
        flags = [flag for name in KINDS if kind in (name, "all") for flag in result.caught[name]]
        left_out = sum(n for name, n in result.left_out.items() if kind in (name, "all"))
        table.add_row(kind, str(len(flags)), str(sum(flags)), _share(flags), str(left_out))
    console.print(table)
    table = Table("unchanged", "n", "wrongly flagged", "share")
    for origin in [*result.flagged, "all"]:
        flags = [flag for name, found in result.flagged.items() if origin in (name, "all") for flag in found]
        table.add_row(origin, str(len(flags)), str(sum(flags)), _share(flags))
    console.print(table)


def _share(flags: Sequence[bool]) -> str:
    return f"{sum(flags) / len(flags):.4f}" if flags else "–"


def _judge(
    statement: Statement,
    sources: Sequence[Source],
    persons: Sequence[str],
    places: Sequence[str],
    chance: random.Random,
    result: Result,
) -> None:
    said = ground(statement.text, sources, statement.question)
    result.flagged.setdefault(statement.origin, []).append(said.withheld)
    if said.withheld:
        result.wrong.append(("unchanged", statement.text, "", " ".join(said.reasons)))
        return  # what is withheld anyhow tells nothing about its changes
    article = statement.cited[0][0]
    others = list({source.article.id: source.article for source in sources}.values())
    for edit in edits(statement.text, World(article.text, persons, places), chance, _EACH):
        if may_be_true(statement.text, edit, article, others):
            result.left_out[edit.kind] += 1
            continue
        grounded = ground(edit.of(statement.text), sources, statement.question)
        result.caught[edit.kind].append(grounded.withheld)
        if not grounded.withheld:
            result.wrong.append((edit.kind, statement.text, edit.of(statement.text), grounded.text))


def _answers(assistant: Assistant, questions: Sequence[Question]) -> Iterator[Statement]:
    """The assistant's right answers, each with what it cites."""
    texts = {article.source: article.text for article in assistant.articles()}
    for question in questions:
        answer = assistant.ask(question.question, history=question.history)
        if answer.citations and answer.status != "not_found" and judge(question, answer, texts).right:
            cited = tuple((assistant.article(c.source), Span(c.start, c.end)) for c in answer.citations)
            yield Statement(answer.text, cited, "answers", answer.understood or question.question)


def _rows(figures: Sequence[Figure], articles: Sequence[Article]) -> Iterator[Statement]:
    """Short sentences that say a row of the figures in a model's way, in two forms."""
    by_source = {article.source: article for article in articles}
    for figure in figures:
        article = by_source[figure.source]
        told = figure.sentence.of(article.text)
        if not figure.measure or not figure.unit or not figure.place or "\n" in figure.raw or _MORE.search(told):
            continue
        when = figure.years if len(figure.period) == 1 else ""
        if figure.measure.lower().startswith(figure.unit.lower()) and figure.unit != "%":
            what = f"{figure.place} có {figure.raw} {figure.measure}"
        else:
            led = figure.measure[0].lower() + figure.measure[1:]
            what = f"{led} của {figure.place} là {figure.written}"
        opened = f"Năm {when}, {what}" if when else what[0].upper() + what[1:]
        for form in (f"{opened} [1].", f"Theo bài viết, {what}{f' trong năm {when}' if when else ''} [1]."):
            yield Statement(form, ((article, _passage(article, figure.span.start)),), "rows")


def _clauses(articles: Sequence[Article]) -> Iterator[Statement]:
    """Clauses of the articles that hold a number, a name or a document, without the rest of their sentence."""
    for article in articles:
        for sentence in article.sentences:
            text = article.text[sentence.start : sentence.end]
            cuts = [0, *(match.end() for match in _CLAUSES.finditer(text)), len(text)]
            for first, last in pairwise(cuts):
                clause = " ".join(text[first:last].strip(" ,;:.…").split())
                whole = all(clause.count(a) == clause.count(b) for a, b in ("()", "“”", "«»")) and '"' not in clause
                if not whole or "[" in clause or not _SHORTEST <= len(clause) <= _LONGEST:
                    continue
                if NUMBER.search(clause) or find_persons(clause) or find_documents(clause):
                    cited = (article, _passage(article, sentence.start + first))
                    yield Statement(f"{'Theo nguồn: ' if first else ''}{clause} [1].", (cited,), "clauses")


def _passage(article: Article, at: int) -> Span:
    passage = next(p for p in article.passages if p.start <= at < p.end)
    return Span(passage.start, passage.end)


def _sources(statement: Statement, articles: Sequence[Article], chance: random.Random) -> list[Source]:
    """What a statement cites, and other passages as a retriever finds them beside it: half of them of its article."""
    article = statement.cited[0][0]
    own = [(article, Span(p.start, p.end)) for p in article.passages]
    rest = [(other, Span(p.start, p.end)) for other in articles for p in other.passages]
    beside = [*chance.sample(own, min(len(own), _BESIDE // 2)), *chance.sample(rest, min(len(rest), _BESIDE // 2))]
    given = [*statement.cited, *(item for item in dict.fromkeys(beside) if item not in statement.cited)]
    return [Source(number, article, span.start, span.end) for number, (article, span) in enumerate(given, 1)]
