"""What a question gets: the Answer, its citations and its claims. Plain data, the public shape of the API."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal["answered", "conflicting", "needs_clarification", "not_found"]
ClaimKind = Literal["figure", "date", "name", "document"]
# On what a claim rests: the quoted sentence states it with its place and period; it only stands in the quotation; its
# place or period is taken from elsewhere in the source; it was computed from what the sources state.
Basis = Literal["stated", "quoted", "inferred", "computed"]
Missing = Literal["place", "period"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One quoted place of one article. `article.text[start:end] == quote`, always.

    `marks` are the spans inside the quote that decide, as offsets into `Article.text` like `start`.
    """

    number: int
    article_id: str
    source: str
    title: str
    published: str | None  # ISO date
    quote: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure, date, name or document number that the answer's text states.

    `missing` is what the question names and the quoted sentence doesn't say, of an inferred claim.
    """

    text: str
    kind: ClaimKind
    supported: bool
    citation: int | None = None  # the number of the citation that supports it
    basis: Basis = "stated"
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation, and what was answered, if known."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    `text` is Markdown: the deciding span in bold, [n] for citation n. `understood` is the question as it was
    read, when that differs from what was typed. `engine` says who wrote the text: `extractive` or `llm`. `timings` are
    milliseconds by stage, `total` among them; a language model adds `first_token`, and how many `tokens_in` and
    `tokens_out` it took.
    """

    question: str
    text: str
    status: Status
    citations: tuple[Citation, ...] = ()
    claims: tuple[Claim, ...] = ()
    engine: str = "extractive"
    understood: str | None = None
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()  # questions the user may ask next
    confidence: float = 0.0  # of the extractive reader, 0 to 1
    timings: dict[str, float] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON-ready data."""
        return asdict(self)
