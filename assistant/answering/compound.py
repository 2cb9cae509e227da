"""Two questions in one, «… bao nhiêu …, còn … bao nhiêu …?»: each answered by itself, with its own place and year."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.answer import Answer, Citation, Claim, Status
from assistant.retrieval.query import Query

_JOINT = re.compile(r"\s*[,;]\s*(?:(?:thế|và|the|va)\s+)?(?:còn|con)\s+", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\\)\[(\d+)\]")
_WORST: tuple[Status, ...] = ("conflicting", "needs_clarification", "answered", "not_found")


def split_question(query: Query, understand: Callable[[str], Query]) -> list[Query]:
    """The questions joined by «còn», each with a question word and a place of its own; none when it is one question."""
    said = _JOINT.split(query.text)
    parts = [understand(part) for part in said] if len(said) > 1 else []
    places = [frozenset(place.key for place in part.places) for part in parts]
    whole = all(part.focus and part.terms and part.places for part in parts)
    return parts if whole and len(set(places)) == len(places) else []


def join_answers(question: str, answers: Sequence[Answer]) -> Answer:
    """One answer with the texts below each other and the citations numbered through."""
    texts: list[str] = []
    citations: list[Citation] = []
    claims: list[Claim] = []
    for answer in answers:
        before = len(citations)

        def shifted(match: re.Match[str], before: int = before) -> str:
            return f"[{before + int(match.group(1))}]"

        texts.append(_NUMBER.sub(shifted, answer.text))
        citations += [replace(cited, number=before + cited.number) for cited in answer.citations]
        claims += [replace(claim, citation=claim.citation and before + claim.citation) for claim in answer.claims]
    return Answer(
        question,
        "\n\n".join(texts),
        min((answer.status for answer in answers), key=_WORST.index),
        tuple(citations),
        tuple(claims),
        notes=tuple(dict.fromkeys(note for answer in answers for note in answer.notes)),
        confidence=min(answer.confidence for answer in answers),
    )
