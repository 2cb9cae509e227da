"""Two questions in one, «… bao nhiêu … và nguyên nhân là gì?»: each answered by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.answer import Answer, Citation, Claim, Status
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

_JOINT = re.compile(r"\s*[,;]\s*(?:(?:thế|và|the|va)\s+)?(?:(?:còn|con)\s+)?|\s+(?:và|va)\s+", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\\)\[(\d+)\]")
_WORST: tuple[Status, ...] = ("conflicting", "needs_clarification", "answered", "not_found")


def split_question(query: Query, understand: Callable[[str], Query]) -> list[Query]:
    """The questions that one joins, each with a question word of its own; none when it is one question.

    What follows without a place or a year has those of the first, or is asked of what the first speaks of.
    """
    joints = [match for match in _JOINT.finditer(query.text)]
    for joint in joints:
        first, second = understand(query.text[: joint.start()]), understand(query.text[joint.end() :])
        if not (first.focus and second.focus and first.terms and _asks(first) and _asks(second)):
            continue
        return [first, *(split_question(whole := understand(_completed(second, first)), understand) or [whole])]
    return []


def _asks(query: Query) -> bool:
    """Whether a part asks for one thing by itself, and doesn't only go on with a list of alternatives."""
    return query.kind not in (Kind.YES_NO, Kind.LIST)


def _completed(second: Query, first: Query) -> str:
    """The second question with what it leaves out."""
    text = second.text.rstrip(" ?.!")
    if not second.places and first.places:
        text += f" ở {first.text[first.places[0].start : first.places[-1].end]}"
    elif not (second.places or second.names) and first.focus and first.focus[0] > 0:
        text = f"{first.text[: first.focus[0]].strip(' ,;')}, {text}"
    if first.years and not (second.years or second.places):
        text += f" năm {', '.join(map(str, sorted(first.years)))}"
    return f"{text}?"


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
