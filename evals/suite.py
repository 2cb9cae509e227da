"""A suite: questions with what a right answer says and cites, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from assistant.language.normalize import nfc, plain

SEEDS = Path(__file__).parent / "suites" / "seeds.jsonl"

NonEmpty = Annotated[str, StringConstraints(min_length=1)]


class SuiteError(Exception):
    """A suite can't be read; the message names the file, the line and what is wrong there."""


class Question(BaseModel):
    """One question and how its answer is judged (see `metrics.judge`).

    `must` is a list of groups of alternatives: the answer's text contains one of every group. `sources` are
    all cited, of `sources_any` at least one. `evidence` are verbatim strings of the sources. `files` are articles
    that the question brings with it, by file name: it is asked within these. `pattern` is what it tries.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: NonEmpty
    kind: NonEmpty
    question: str
    history: tuple[str, ...] = ()
    must: tuple[tuple[NonEmpty, ...], ...] = ()
    must_not: tuple[NonEmpty, ...] = ()
    sources: tuple[NonEmpty, ...] = ()
    sources_any: tuple[NonEmpty, ...] = ()
    evidence: tuple[NonEmpty, ...] = ()
    abstain: bool = False
    note: str = ""
    files: Mapping[NonEmpty, NonEmpty] = {}
    pattern: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> Question:
        if self.abstain and (self.must or self.sources or self.sources_any or self.evidence):
            raise ValueError("abstain goes with no must, sources, sources_any or evidence")
        if not (self.abstain or self.must or self.sources or self.sources_any):
            raise ValueError("nothing to judge by: must, sources, sources_any or abstain is missing")
        if not all(self.must):
            raise ValueError("a group of must is empty")
        if self.evidence and not (self.sources or self.sources_any):
            raise ValueError("evidence needs sources or sources_any")
        return self

    @model_validator(mode="after")
    def _at_home_in_its_files(self) -> Question:
        if not self.files:
            return self
        if odd := [name for name in self.files if name != PurePosixPath(name).name]:
            raise ValueError(f"not the name of a file: {', '.join(odd)}")
        wanted = self.sources + self.sources_any
        if missing := [source for source in wanted if source not in self.files]:
            raise ValueError(f"files has no {', '.join(missing)}")
        texts = [nfc(self.files[source]) for source in wanted]
        if unseen := [e for e in self.evidence if not any(nfc(e) in text for text in texts)]:
            raise ValueError(f"evidence stands in none of its sources: {'; '.join(unseen)}")
        return self


def load(path: Path) -> list[Question]:
    """The questions of a JSONL file, blank lines skipped. Raises SuiteError."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path}: can't be read: {error}") from None
    questions: dict[str, Question] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = Question.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            raise SuiteError(f"{path}:{number}: not JSON: {error}") from None
        except ValidationError as error:
            problems = "; ".join(f"{'.'.join(map(str, p['loc'])) or 'line'}: {p['msg']}" for p in error.errors())
            raise SuiteError(f"{path}:{number}: {problems}") from None
        if question.id in questions:
            raise SuiteError(f"{path}:{number}: id {question.id!r} stands in an earlier line too")
        questions[question.id] = question
    if not questions:
        raise SuiteError(f"{path}: holds no questions")
    return list(questions.values())


def select(questions: list[Question], kinds: Collection[str], exclude: Collection[str]) -> list[Question]:
    """The questions of `kinds` (all when empty) without those of `exclude`.

    Raises SuiteError for a kind that the suite doesn't have, and when nothing is left.
    """
    known = {question.kind for question in questions}
    if unknown := sorted((set(kinds) | set(exclude)) - known):
        raise SuiteError(f"no such kind: {', '.join(unknown)}; the suite has {', '.join(sorted(known))}")
    left = [q for q in questions if (not kinds or q.kind in kinds) and q.kind not in exclude]
    if not left:
        raise SuiteError("no question is left after the choice of kinds")
    return left


def without_accents(question: Question) -> Question:
    """The question as one types in a hurry: «Đường Lê Lợi» becomes «Duong Le Loi»."""
    return question.model_copy(
        update={
            "question": plain(nfc(question.question)),
            "history": tuple(plain(nfc(asked)) for asked in question.history),
        }
    )
