"""An answer held against the passages that it cites: what was found for each claim, and what stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.answering.answer import Claim
from assistant.corpus.article import Article, Span

Verdict = Literal["stands", "recited", "withheld"]


@dataclass(frozen=True, slots=True)
class Source:
    """A passage that was given to the model under a number: `start` to `end` of `article.text`."""

    number: int
    article: Article
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim, the span of the article of `claim.citation` that supports it, and why none does, in Vietnamese."""

    claim: Claim
    span: Span | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence, list item or table row: its Markdown with the right [n], the numbers that it cites, and its claims.

    A withheld one is as it was written; `reason` says why, in Vietnamese. An excused one names what needs no support:
    it asks, or says what the documents lack.
    """

    text: str
    citations: tuple[int, ...]
    claims: tuple[CheckedClaim, ...]
    verdict: Verdict
    reason: str = ""
    listed: bool = False  # an item of a list or a row
    excused: bool = False


@dataclass(frozen=True, slots=True)
class Grounded:
    """An answer after the check. `text` is the Markdown of the sentences that stand."""

    text: str
    sentences: tuple[CheckedSentence, ...]

    @property
    def withheld(self) -> bool:
        """Whether anything was withheld."""
        return any(sentence.verdict == "withheld" for sentence in self.sentences)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why sentences were withheld, in Vietnamese."""
        return tuple(sentence.reason for sentence in self.sentences if sentence.reason)
