"""Persons that could be the answer, and the offices that they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.candidate import Candidate, nearness
from assistant.answering.evidence import Wanted
from assistant.answering.reading import SentenceView
from assistant.language.names import Person, Role
from assistant.language.normalize import fold
from assistant.retrieval.query import Query


def persons(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    """Persons that a sentence names; when an office is asked about, only who holds it."""
    found = []
    if query.role:
        for role in view.roles:
            fit = role_fit([fold(word) for word in role.words], query)
            person = holder(view, role) if fit else None
            if person:
                found.append(Candidate(view, person.start, person.end, fit, "name"))
        return found
    return [
        Candidate(view, person.start, person.end, nearness(view, person.start, person.end, terms), "name")
        for person in view.persons
    ]


# What may stand between an office and the name of who holds it, and between a name and an office that follows.
_ADDRESS = re.compile(
    r"[\s,:–-]*(?:(?:là|đồng chí|ông|bà|đc|(?:thượng|đại|trung|thiếu)\s+t[áướ]\w*|ths\.?|ts\.?"
    r"|tiến sĩ|thạc sĩ|bác s[ĩỹ])[\s.:,]*)*",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"[\s,;:()–-]*(?:(?:là|và|kiêm|hiện là|nguyên|giữ chức|giữ chức vụ)[\s,–-]*)*(?:\w+\s*,\s*)?",
    re.IGNORECASE,
)
_APART = 25  # characters between a name and an office that may still be his, when nothing parts them
_PARTS = re.compile(r"[.;]|\b(?:của|cho|với)\b")
_LEVEL_WORDS = re.compile(
    r"\b(thanh pho|thi xa|thi tran|trung uong|tinh|huyen|quan(?! su| ly| doi| khu)|xa(?! hoi)|phuong|thon)\b"
    r"(?<!co quan)(?<!dia phuong)(?<!nong thon)"
)


def role_fit(words: Sequence[str], query: Query) -> float:
    """Whether an office of the text, folded, is the one asked for: 0 no, 1 yes, between when a part is missing."""
    asked, said = _full(" ".join(query.role)), _full(" ".join(words))
    if ("pho " in asked + " ") != ("pho " in said + " ") or asked.startswith("nguyen ") != said.startswith("nguyen "):
        return 0.0
    core_asked, level_asked = _core(asked)
    core_said, level_said = _core(said)
    said_plain = core_said.replace("thuong truc ", "") if "thuong truc" not in core_asked else core_said
    if not (
        said_plain == core_asked or said_plain.startswith(core_asked + " ") or core_asked.startswith(said_plain + " ")
    ):
        return 0.0
    if core_asked != said_plain and min(len(core_asked.split()), len(said_plain.split())) < 3:
        return 0.0
    if level_asked and level_said and level_asked != level_said:
        return 0.0
    return 1.0 if core_asked == said_plain and level_asked == level_said else 0.85


def _full(role: str) -> str:
    """«chu tich xa …» is the chairman of its People's Committee; «hieu truong nha truong» is a headmaster."""
    role = (
        re.sub(r"(?<=\w) (?:nha truong|truong|don vi|co quan)\b.*", "", role) if not role.startswith("truong") else role
    )
    return re.sub(
        r"\bchu tich (?=(?:tinh|huyen|quan|xa|phuong|thanh pho|thi xa|thi tran)\b)", "chu tich uy ban nhan dan ", role
    )


def _core(role: str) -> tuple[str, str]:
    """An office without its place, and the level of the place: «chu tich uy ban nhan dan», «huyen»."""
    match = _LEVEL_WORDS.search(role)
    if not match:
        return role, ""
    if match.start() and role[: match.start()].strip():
        return role[: match.start()].strip(), match.group(1)
    return role, match.group(1)


def holder(view: SentenceView, role: Role) -> Person | None:
    """The person that a sentence gives an office to: named right after it, or before it with other offices between."""
    after = next((person for person in view.persons if person.start >= role.end), None)
    if after and _ADDRESS.fullmatch(between := view.text[role.end : after.start]):
        own_office = any(0 <= other.start - after.end <= 4 for other in view.roles)
        if "," not in between or not own_office:
            return after  # after a comma, a person with an office of his own is another
    before = [person for person in view.persons if person.end <= role.start]
    if not before:
        return None
    between = view.text[before[-1].end : role.start]
    for other in view.roles:
        if before[-1].end <= other.start < role.start:
            between = between.replace(view.text[other.start : other.end], "")
    if _LINKS.fullmatch(between) or (len(between) <= _APART and not _PARTS.search(between)):
        return before[-1]
    return None


def offices(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    """The offices that a sentence gives to the person asked about."""
    asked = fold(query.person or "").split()
    found = []
    for role in view.roles:
        person = holder(view, role)
        name = fold(person.name).split() if person else []
        if person and (name == asked or name[-len(asked) :] == asked or asked[-len(name) :] == name):
            found.append(Candidate(view, role.start, role.end, 1.0, None))
    # Several offices of one person are one span: «Phó Bí thư Huyện ủy, Chủ tịch HĐND huyện».
    if len(found) > 1 and re.fullmatch(r"[\s,]*(?:(?:và|kiêm)\s*)?", view.text[found[0].end : found[1].start]):
        return [Candidate(view, found[0].start, found[-1].end, 1.0, None)]
    return found
