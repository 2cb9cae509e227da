"""Who holds an office in each place: «Chủ tịch UBND các huyện», a row for each article's main place."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.answer import Answer, Claim
from assistant.answering.candidate import Candidate
from assistant.answering.composing import citation
from assistant.answering.person_spans import office_words, persons
from assistant.answering.phrasing import bold, escape
from assistant.answering.reading import ArticleView, Holding
from assistant.language.gazetteer import UNITS, gazetteer
from assistant.language.names import find_roles
from assistant.language.normalize import fold
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
    asked = replace(query, role=_office(query))
    match = _EVERY.search(fold(query.text))
    level = UNITS.get(tuple(match["unit"].split())) if match else None
    rows: dict[tuple[str, str], tuple[str, Candidate]] = {}
    words = office_words(asked)
    for view, sentences in holding(words, ()):
        said = (sentence for sentence in sentences if words <= sentence.folded_set)
        found = [span for sentence in said for span in persons(sentence, asked, ())]
        if found and _matches(view, query, level):
            best = max(found, key=lambda span: span.fit)
            rows.setdefault((view.place_keys[0], fold(best.text)), (view.article.places[0], best))
    if not rows:
        return Answer(question, "Không tìm thấy trong kho tài liệu người giữ chức vụ này.", "not_found")
    lines = ["| Nơi | Người giữ chức vụ |", "|---|---|"]
    ordered = sorted(rows.values(), key=lambda row: fold(row[0]))
    lines += [f"| {escape(place)} | {bold(span.text)} [{n}] |" for n, (place, span) in enumerate(ordered, 1)]
    citations = tuple(citation(n, span.view, [(span.start, span.end)]) for n, (_, span) in enumerate(ordered, 1))
    claims = tuple(Claim(span.text, "name", True, n) for n, (_, span) in enumerate(ordered, 1))
    notes = ("Chức vụ là vào thời điểm của từng bài.",)
    return Answer(question, "\n".join(lines), "answered", citations, claims, notes=notes, confidence=1.0)


def _matches(view: ArticleView, query: Query, level: int | None) -> bool:
    """Whether an article's main place is of the level asked for, if any, and it names a year asked for, if any."""
    if not view.place_keys or (level is not None and _level(view) != level):
        return False
    return not query.years or bool(query.years & view.years)


def _level(view: ArticleView) -> int:
    """The level of an article's main place: as its sentences name it, else the gazetteer's."""
    key = view.place_keys[0]
    named = next((place.level for s in view.sentences for place in s.places if place.key == key), None)
    if named is not None:
        return named
    return gazetteer()[key][0].level if key in gazetteer() else 1
