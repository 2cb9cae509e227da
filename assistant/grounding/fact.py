"""A fact that a sentence states: a figure, a date, a name or the number of a document."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.answer import ClaimKind
from assistant.language.abbreviations import expand
from assistant.language.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure: `values` are one, or the ends of a range; `sense` is that of its qualifier, `unit` canonical syllables.

    `trend` is «tăng» or «giảm» when one stands before it.
    """

    values: tuple[float, ...]
    of: float | None
    percent: bool
    sense: str
    unit: tuple[str, ...]
    trend: str
    denied: bool
    planned: bool
    average: bool
    counts_more: bool  # occasions of something («lượt tuyên truyền», which isn't «lượt người»)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or years, as far as the text says; `part` a quarter, «đầu năm», or «sáng» of a day.

    `aside` when the text doesn't speak of that time: a birth, when a document was made, what is compared with.
    """

    day: int | None
    month: int | None
    years: tuple[int, ...]
    part: str
    aside: bool


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a document: its parts without accents and leading zeros, and its kind if it is said."""

    parts: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name: a person's (canonical syllables), a place's with its key, or another's (folded syllables)."""

    syllables: tuple[str, ...]
    person: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Digits:
    """A number that counts nothing: a time, a telephone, the name of a unit; with the syllables beside it."""

    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something stated; `start` and `end` are offsets in the sentence."""

    kind: ClaimKind
    start: int
    end: int
    value: Amount | Day | Number | Name | Digits


def folded(text: str) -> tuple[str, ...]:
    """Syllables without accents, abbreviations written out."""
    return tuple(token.folded for token in expand(tokenize(text)))


def norms(text: str) -> tuple[str, ...]:
    """Canonical syllables, abbreviations written out."""
    return tuple(token.norm for token in expand(tokenize(text)))
