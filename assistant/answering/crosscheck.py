"""The extractive reader as a check on the language model: do they say the same, and does the source bear it out?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.answer import Answer, Citation, Claim
from assistant.answering.binding import IDLE
from assistant.answering.choosing import Reading
from assistant.answering.evidence import Evidence
from assistant.answering.facts import document_number
from assistant.language.dates import find_dates
from assistant.language.documents import find_documents
from assistant.language.normalize import fold
from assistant.language.numbers import find_quantities
from assistant.language.tokens import tokenize
from assistant.retrieval.kinds import Kind

# What the sentences cited must reach, as when the reader repeats a question's own words (phrasing.py).
_COVERED, _MISSING, _HERE, _THEN = 0.75, 0.1, 0.9, 0.95

_AS_MUCH = 0.06  # coverage by which two sentences may differ and say as much
_REPEATED = 0.5  # share of the words that the reader's answer adds to the question
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_IDLE = {fold(word) for word in IDLE}


def agrees(found: Answer, kind: Kind, text: str, citations: Sequence[Citation]) -> bool:
    """Whether a model's text says what the reader found: its verdict, its claims, the words that it marked; else the
    same place, and most of the words by which the reader's answer goes beyond the question."""
    if kind is Kind.YES_NO and _verdict(found.text) != _verdict(text):
        return False
    if found.claims:
        return all(_states(text, claim) for claim in found.claims)
    marked = [citation.quote[start - citation.start : end - citation.start] for citation, start, end in _marks(found)]
    if marked:
        said = _words(text)
        return all(_words(mark) in said for mark in marked)
    first = found.citations[0]
    return any(overlap(first, citation) for citation in citations) and _repeats(found, text)


def _repeats(found: Answer, text: str) -> bool:
    asked, said = (set(_words(part).split()) for part in (found.understood or found.question, text))
    answered = set(_words(" ".join(_BOLD.findall(found.text)) or found.text).split())
    told = answered - asked - _IDLE
    return len(told & said) >= _REPEATED * len(told)


def bears_out(reading: Reading, citations: Sequence[Citation], doubtful: Sequence[Citation] = ()) -> bool:
    """Whether the sentences that a model cites speak of the question's places and years, and in its words.

    Where the reader's answer is doubtful, in as many of them as what that cites is enough.
    """
    theirs = _evidence(reading, doubtful)
    enough = min(_COVERED, max((e.coverage for e in theirs), default=1.0) - _AS_MUCH)
    lacking = max(_MISSING, min((e.missing for e in theirs), default=0.0))
    covered = False
    for citation in citations:
        evidence = [e for e in _evidence(reading, [citation]) if e.place >= _HERE and e.period >= _THEN]
        if not evidence:
            return False
        covered = covered or any(e.coverage >= enough and e.missing <= lacking for e in evidence)
    return covered


def _evidence(reading: Reading, citations: Sequence[Citation]) -> list[Evidence]:
    """What the sentences cited say of the question."""
    return [
        choice.evidence
        for choice in reading.choices
        for citation in citations
        if choice.view.article.article.id == citation.article_id and citation.start <= choice.view.start < citation.end
    ]


def overlap(one: Citation, other: Citation) -> bool:
    """Whether two citations quote some of the same words."""
    return one.article_id == other.article_id and one.start < other.end and other.start < one.end


def _states(text: str, claim: Claim) -> bool:
    match claim.kind:
        case "figure":
            said = {(q.value, q.of, q.percent) for q in find_quantities(text)}
            wanted = {(q.value, q.of, q.percent) for q in find_quantities(claim.text)}
            return wanted <= said if wanted else _words(claim.text) in _words(text)
        case "date":
            dates = [(d.day, d.month, d.year) for d in find_dates(text)]
            return all((d.day, d.month, d.year) in dates for d in find_dates(claim.text))
        case "document":
            wanted_numbers = {document_number(d.number).parts for d in find_documents(claim.text)}
            return wanted_numbers <= {document_number(d.number).parts for d in find_documents(text)}
        case "name":
            return _words(claim.text) in _words(text)


def _verdict(text: str) -> str:
    """The «có» or «không» that a text begins with, if it does."""
    match = re.match(r"\W*(có|không|đúng)(?!\w)", text, re.IGNORECASE)
    return match.group(1).lower().replace("đúng", "có") if match else ""


def _marks(found: Answer) -> list[tuple[Citation, int, int]]:
    return [(citation, start, end) for citation in found.citations for start, end in citation.marks]


def _words(text: str) -> str:
    """The folded words of a text, each between blanks, so that «ba» isn't found in «bay»."""
    return f" {' '.join(token.folded for token in tokenize(text))} "
