"""The files of a public reading benchmark: paragraphs to be searched, and questions about them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import Field

from evals.json_lines import AnyLine, DataError, Line, lines

SOURCES = (
    "The data is not part of this project. XQuAD: xquad.vi.json of https://github.com/google-deepmind/xquad "
    "(CC BY-SA 4.0). UIT-ViQuAD 2.0, a sample: ViQuAD2_1000.csv of https://github.com/longstnguyen/URASys (research "
    "use). Write paragraphs.jsonl with id, title, text and questions.jsonl with id, question, paragraph, answers."
)


class BenchmarkError(Exception):
    """A benchmark can't be read; the message names the file, the line, what is wrong, and where to get the data."""


class Paragraph(Line):
    """A text to be searched."""

    id: int
    title: str = Field(min_length=1)
    text: str = Field(min_length=1)


class Question(Line):
    """A question about one paragraph; no `answers`: the paragraph doesn't answer it."""

    id: str
    question: str = Field(min_length=1)
    paragraph: int
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A folder's contents."""

    name: str
    paragraphs: list[Paragraph]
    questions: list[Question]


Asked = TypeVar("Asked")


def load(folder: Path) -> Benchmark:
    """The benchmark in a folder. Raises BenchmarkError."""
    paragraphs = _lines(folder / "paragraphs.jsonl", Paragraph)
    questions = _lines(folder / "questions.jsonl", Question)
    known = Counter(paragraph.id for paragraph in paragraphs)
    if twice := [id for id, count in known.items() if count > 1]:
        raise BenchmarkError(f"{folder / 'paragraphs.jsonl'}: id {twice[0]} stands there twice. {SOURCES}")
    if lost := [question for question in questions if question.paragraph not in known]:
        raise BenchmarkError(
            f"{folder / 'questions.jsonl'}: {lost[0].id} is about paragraph {lost[0].paragraph}, "
            f"which paragraphs.jsonl doesn't have. {SOURCES}"
        )
    return Benchmark(folder.name, paragraphs, questions)


def _lines(path: Path, kind: type[AnyLine]) -> list[AnyLine]:
    try:
        found = list(lines(path, kind))
    except DataError as error:
        raise BenchmarkError(f"{error}. {SOURCES}") from None
    if not found:
        raise BenchmarkError(f"{path}: is empty. {SOURCES}")
    return found


def spread(questions: list[Asked], limit: int | None) -> list[Asked]:
    """At most `limit` of the questions, evenly from beginning to end."""
    if limit is None or limit >= len(questions):
        return questions
    return [questions[i * len(questions) // limit] for i in range(limit)]
