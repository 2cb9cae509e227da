"""The nearest thing that the articles do say, for a question that they don't answer: of another year, place or office.

It is worded so that nobody takes it for the answer: what differs is named first. The figure of another place isn't
repeated at all, only marked in its citation: beside a question about this place it would be copied by mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answering.answer import Citation
from assistant.answering.candidate import Candidate
from assistant.answering.choosing import Choice, Reading
from assistant.answering.composing import cite
from assistant.answering.disagreement import FULL
from assistant.answering.person_spans import holder, kinship
from assistant.answering.phrasing import bold, escape
from assistant.language.normalize import fold
from assistant.language.places import place_key, province_keys
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

_HERE, _THEN = 0.9, 0.95  # agreement of place and period from which a sentence is about what is asked
_MOST = 3  # things offered


@dataclass(frozen=True)
class Nearest:
    """What is offered: a sentence with its [n], and the citations, with the span marked."""

    text: str
    citations: tuple[Citation, ...]


def find_nearest(query: Query, read: Callable[[Query], Reading], least: float) -> Nearest | None:
    """What would answer the question if its year, its place or the office were another; None when nothing would.

    `read` reads a question in the articles about its places; `least` is the confidence that an answer needs.
    """
    if query.kind is not Kind.FIGURE and not query.role:
        return None  # nothing tells another thing from the one asked for
    if query.years:
        timeless = read(replace(query, years=frozenset()))
        if found := _of_other_years(query, list(_answers(timeless, least))):
            return found
    if query.role:
        return _of_other_offices(query, read(query))
    if query.places:
        return _of_other_places(query, list(_answers(read(replace(query, places=())), least)))
    return None


def _answers(reading: Reading, least: float) -> Iterator[Choice]:
    """The choices that are of the very thing asked for, by the words, best first."""
    for choice in reading.choices:
        span = choice.candidate
        exact = span is not None and (span.head if choice.kind is Kind.FIGURE else span.fit) >= FULL
        if exact and choice.confidence >= least and choice.evidence.place >= _HERE:
            yield choice


def _of_other_years(query: Query, choices: Sequence[Choice]) -> Nearest | None:
    """The values of other years, or the mark of one whose year isn't said."""
    what = "số liệu" if query.kind is Kind.FIGURE else "thông tin"
    lacking = f"Không có {what} năm {', '.join(map(str, sorted(query.years)))}; chỉ thấy {what}"
    dated: dict[frozenset[int], Choice] = {}
    for choice in choices:
        if choice.view.period and not choice.view.period & query.years:
            dated.setdefault(choice.view.period, choice)
    if dated:
        found = list(dated.values())[:_MOST]
        said = [f"năm {_years(choice)}: {bold(_said(choice))} [{n}]" for n, choice in enumerate(found, 1)]
        return Nearest(f"{lacking} {'; '.join(said)}.", _cited(found))
    undated = [choice for choice in choices if not choice.view.period]
    return Nearest(f"{lacking} không ghi năm [1].", _cited(undated[:1])) if undated else None


def _years(choice: Choice) -> str:
    return ", ".join(map(str, sorted(choice.view.period)[:3]))


def _of_other_places(query: Query, choices: Sequence[Choice]) -> Nearest | None:
    asked = {place.key for place in query.places}
    found: dict[str, Choice] = {}
    for choice in choices:
        name = _place(choice)
        key = place_key(name)
        within = asked & (province_keys(key) | {key})
        if name and not within and choice.evidence.period >= _THEN:
            found.setdefault(name, choice)
    if not found:
        return None
    names = ", ".join(dict.fromkeys(place.name for place in query.places))
    offered = ", ".join(f"{escape(name)} [{n}]" for n, name in enumerate(list(found)[:_MOST], 1))
    text = f"Không có {escape(_measure(query))} của {escape(names)}; chỉ thấy của {offered}."
    return Nearest(text, _cited(list(found.values())[:_MOST]))


def _place(choice: Choice) -> str:
    """The place that a choice is of: the last named before its span, or else its article's."""
    assert choice.candidate
    named = [place.name for place in choice.view.places if place.end <= choice.candidate.start and place.level > 0]
    return named[-1] if named else next(iter(choice.view.article.article.places), "")


def _measure(query: Query) -> str:
    """«số tin có giá trị» as the question has it, or «số liệu này»."""
    folded = [token.folded for token in query.tokens]
    size = len(query.measure)
    for i in range(len(folded) - size + 1 if size and query.accented and not query.sort else 0):
        if tuple(folded[i : i + size]) == query.measure:
            return "số " + query.text[query.tokens[i].start : query.tokens[i + size - 1].end]
    return "số liệu này"


def _of_other_offices(query: Query, reading: Reading) -> Nearest | None:
    """Who holds the office in another rank, the deputy for the chief; or else one of its name in another body."""
    found: dict[str, tuple[float, str, Choice]] = {}  # by person
    for choice in reading.choices:
        view = choice.view
        if choice.evidence.place < _HERE or choice.evidence.period < _THEN:
            continue
        for role in view.roles:
            near = kinship([fold(word) for word in role.words], query)
            person = holder(view, role, view.persons) if near else None
            if person and near > found.get(person.name, (0.0,))[0]:
                span = Candidate(view, min(role.start, person.start), max(role.end, person.end), near, "name")
                office = " ".join(view.text[role.start : role.end].split())
                found[person.name] = near, office, replace(choice, candidate=span)
    nearest = max((near for near, _, _ in found.values()), default=0.0)
    chosen = [(office, name, choice) for name, (near, office, choice) in found.items() if near == nearest][:_MOST]
    if not chosen:
        return None
    said = [f"{bold(office)}: {escape(name)} [{n}]" for n, (office, name, _) in enumerate(chosen, 1)]
    text = f"Không thấy nêu ai giữ chức vụ này, chỉ thấy nêu {'; '.join(said)}."
    return Nearest(text, _cited([choice for _, _, choice in chosen]))


def _said(choice: Choice) -> str:
    assert choice.candidate
    return choice.candidate.text


def _cited(choices: Sequence[Choice]) -> tuple[Citation, ...]:
    return tuple(cite(number, choice) for number, choice in enumerate(choices, 1))
