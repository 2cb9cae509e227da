"""The corpus of a run: a folder's articles, those that the questions bring with them, and further ones beside.

All lie in one folder, so that one store serves every question; each is asked within those that are meant for it.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from assistant.corpus.loader import find_files
from evals.suite import Question

_FILES, _EXTRA = "of-questions/", "of-extra/"  # where they lie in the folder


def home(question: Question) -> str:
    """What stands before the names of a question's own files: a folder for each question, as many have an `a.txt`.

    It tells nothing of the question: the program reads places in the names of files.
    """
    return f"{_FILES}{hashlib.sha256(question.id.encode()).hexdigest()[:12]}/" if question.files else ""


def gather(questions: Iterable[Question], corpus: Path | None, extra: Path | None, folder: Path) -> None:
    """Write all articles into `folder`. Raises CorpusError when `corpus` or `extra` holds none."""
    if corpus:
        _copy(corpus, folder)
    if extra:
        _copy(extra, folder / _EXTRA)
    for question in questions:
        for name, text in question.files.items():
            path = folder / home(question) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")


def _copy(articles: Path, folder: Path) -> None:
    for path in find_files(articles):
        copy = folder / path.relative_to(articles)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)


def within(question: Question, sources: Collection[str]) -> frozenset[str] | None:
    """The sources in which a question is asked: its own files, else all that no question brought; then further ones.

    None: all there are.
    """
    own = home(question)
    meant = frozenset(
        source for source in sources if (source.startswith((own, _EXTRA)) if own else not source.startswith(_FILES))
    )
    return None if len(meant) == len(sources) else meant


def texts_of(question: Question, texts: Mapping[str, str]) -> Mapping[str, str]:
    """The articles' texts by the names that the question has for them."""
    own = home(question)
    return {source.removeprefix(own): text for source, text in texts.items() if source.startswith(own)}
