"""The written questions and the articles that they are about: the files of `data/`, and others of the same form."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field

from assistant.corpus.article import Article, Sentence, Span
from assistant.corpus.article import Field as Title
from assistant.language.normalize import nfc
from evals.json_lines import Line, lines

DATA = Path(__file__).parent / "data"
QUESTIONS, ARTICLES = DATA / "questions.jsonl.gz", DATA / "articles.jsonl.gz"

Kind = Literal["figure", "person", "date", "place", "entity", "document", "reason", "list", "yes-no", "unanswerable"]


class Question(Line):
    """A question about an article. Other than of an unanswerable one there are `answers`, or a `verdict`.

    `sentences` are the numbers of those that decide it (0 is the title); of an unanswerable one, those that tempt.
    `answers` stand in them word for word. `lacks` says why an unanswerable one is so. `stage` 2: written after the
    first course of training, for the further one.
    """

    set: str
    article: str
    kind: Kind
    question: str = Field(min_length=1)
    sentences: tuple[int, ...] = ()
    answers: tuple[str, ...] = ()
    verdict: Literal["có", "không", ""] = ""
    lacks: str = ""
    stage: Literal[1, 2] = 1


class _Sentences(Line):
    id: str
    sentences: list[str] = Field(min_length=1)


def load(path: Path) -> list[Question]:
    """The questions of a file of JSON lines, packed or not. Raises DataError."""
    return list(lines(path, Question))


def load_articles(paths: Iterable[Path]) -> dict[str, Article]:
    """The articles of such files by id; of those that several have, the last file's. Raises DataError."""
    return {row.id: article(row.id, row.sentences) for path in paths for row in lines(path, _Sentences)}


def article(id: str, sentences: Iterable[str]) -> Article:
    """An article given as its sentences, the title first, each on a line of its own.

    What is made of an article of the product is made of this one too: windows and inputs of the reader.
    """
    stood = [nfc(sentence).strip() for sentence in sentences]
    found: list[Sentence] = []
    at = 0
    for number, line in enumerate(stood):
        found.append(Sentence(at, at + len(line), number))
        at += len(line) + 1
    title = Title(" ".join(stood[0].split()), Span(0, len(stood[0])))
    return Article(id=id, source=f"{id}.txt", text="\n".join(stood), title=title, sentences=tuple(found))


def texts(article: Article) -> list[str]:
    """The sentences of an article, as they stand in it."""
    return [article.text[sentence.start : sentence.end] for sentence in article.sentences]
