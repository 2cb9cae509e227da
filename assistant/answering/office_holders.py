"""Who holds an office in each place, which is an article's main one: «Chủ tịch UBND các huyện», «… huyện là ai»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.answer import Answer, Claim
from assistant.answering.candidate import Candidate
from assistant.answering.composing import citation
from assistant.answering.person_spans import office_level, office_words, persons
from assistant.answering.phrasing import bold, escape
from assistant.answering.reading import ArticleView, Holding
from assistant.language.gazetteer import UNITS
from assistant.language.names import find_roles
from assistant.language.normalize import fold
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

_EVERY = re.compile(
    r"\b(?:cua )?(?:cac|nhung|tung|moi) "
    r"(?P<unit>tinh|huyen|quan|thi xa|thanh pho|xa|phuong|thi tran|dia phuong|noi)\b(?! (?:vien|hoi|doan))"
)
_ANY = ("dia phuong", "noi")


def asks_each_holder(query: Query) -> bool:
    """Whether a question is for the holders of an office in all places of a level, none of them named."""
    return not query.places and bool(_office(query)) and _EVERY.search(fold(query.text)) is not None


def _office(query: Query) -> tuple[str, ...]:
    """The office asked about with its level, folded; empty unless the question is for it alone."""
    folded = fold(query.text)
    match = _EVERY.search(folded)
    if not match:
        return ()
    unit = "" if match["unit"] in _ANY else match["unit"]
    roles = find_roles(query.text[: match.start()].strip(), folded=not query.accented)
    rest = re.sub(
        r"\b(?:la (?:nhung )?(?:ai|nguoi nao)|gom (?:nhung )?ai|ten gi|nam (?:19|20)\d\d)\b|\W",
        " ",
        folded[match.end() :],
    )
    before = query.text[: roles[0].start] if roles else ""
    asking = re.fullmatch(r"(?:(?:ai|la|ke|ten|liet|danh|sach|cho|biet|cac|nhung|neu)\s+)*", fold(before))
    if len(roles) != 1 or rest.strip() or not asking:
        return ()
    return (*(fold(word) for word in roles[0].words), *unit.split())


def each_holder(question: str, query: Query, holding: Holding) -> Answer:
    """A table of place and holder, each from a sentence of an article about the place."""
    match = _EVERY.search(fold(query.text))
    level = UNITS.get(tuple(match["unit"].split())) if match else None
    found = _holders(replace(query, role=_office(query)), level, holding)
    if not found:
        return Answer(question, "Không tìm thấy trong kho tài liệu người giữ chức vụ này.", "not_found")
    lines = ["| Nơi | Người giữ chức vụ |", "|---|---|"]
    lines += [f"| {escape(place)} | {bold(span.text)} [{n}] |" for n, (place, span) in enumerate(found, 1)]
    return _cited(Answer(question, "\n".join(lines), "answered"), found)


def leaves_place_open(query: Query) -> bool:
    """Whether a question is for who holds an office of some level, and nothing else, but not for which place."""
    alone = (
        query.kind is Kind.PERSON
        and not (query.places or query.names)
        and {term.folded for term in query.terms} <= set(query.role)
    )
    return alone and bool(office_level(query))


def which_holder(question: str, query: Query, holding: Holding) -> Answer | None:
    """The holders of the office in several places, of which one is meant; None when there are not several."""
    found = _holders(query, UNITS[tuple(office_level(query).split())], holding)
    if len(found) < 2:
        return None
    lines = ["Kho tài liệu có nhiều kết quả; bạn cần kết quả nào?"]
    lines += [f"- {escape(place)}: {bold(span.text)} [{n}]" for n, (place, span) in enumerate(found, 1)]
    places = dict.fromkeys(place for place, _ in found)
    suggestions = tuple(f"{question.rstrip(' ?.!')} ở {place}?" for place in places) if len(places) > 1 else ()
    return _cited(Answer(question, "\n".join(lines), "needs_clarification", suggestions=suggestions), found)


def _holders(query: Query, level: int | None, holding: Holding) -> list[tuple[str, Candidate]]:
    """Places of a level, by name, with who holds the office asked about, as an article about the place says."""
    rows: dict[tuple[str, str], tuple[str, Candidate]] = {}
    words = office_words(query)
    for view, sentences in holding(words, ()):
        said = (sentence for sentence in sentences if words <= sentence.folded_set)
        found = [span for sentence in said for span in persons(sentence, query, ())]
        if found and _matches(view, query, level):
            best = max(found, key=lambda span: span.fit)
            rows.setdefault((view.place_keys[0], fold(best.text)), (view.article.places[0], best))
    return sorted(rows.values(), key=lambda row: fold(row[0]))


def _cited(answer: Answer, found: Sequence[tuple[str, Candidate]]) -> Answer:
    """An answer that shows holders, with a citation and a claim for each."""
    citations = tuple(citation(n, span.view, [(span.start, span.end)]) for n, (_, span) in enumerate(found, 1))
    claims = tuple(Claim(span.text, "name", True, n) for n, (_, span) in enumerate(found, 1))
    notes = ("Chức vụ là vào thời điểm của từng bài.",)
    return replace(answer, citations=citations, claims=claims, notes=notes, confidence=1.0)


def _matches(view: ArticleView, query: Query, level: int | None) -> bool:
    """Whether an article's main place is of the level asked for, if any, and it names a year asked for, if any."""
    if not view.place_keys or (level is not None and view.level != level):
        return False
    return not query.years or bool(query.years & view.years)
