"""Which places speak of something, or have or did something: a row for each, with the clause that says so."""

from __future__ import annotations

import re

from assistant.answering.answer import Answer
from assistant.answering.composing import citation
from assistant.answering.figure_spans import DENIAL
from assistant.answering.listing import OPENING
from assistant.answering.phrasing import LONGEST, bold, clause_bounds, escape
from assistant.answering.reading import Holding
from assistant.answering.topics import SPEAKS, Said, find_topic
from assistant.language.gazetteer import UNITS
from assistant.language.normalize import fold
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

_PLACE = (
    r"(?P<unit>noi|cho|dia phuong|dia ban|don vi|tinh|huyen|quan|thi xa|thanh pho|xa|phuong|thi tran|thon|ban|ap|xom)"
)
_PLURAL = re.compile(rf"\b(?:o |tai )?(?:nhung|cac) {_PLACE} nao\b")
_ANY = re.compile(rf"\b(?:o |tai )?(?:nhung |cac )?{_PLACE} nao\b")
_SPEAKING = re.compile(rf"\b(?:{SPEAKS}|duoc (?:nhac|noi|de cap)(?: (?:den|toi))?)\b")
_DENIES = {"khong", "chua", "chang"}
_MOST = 30  # rows


def lists_places(query: Query) -> bool:
    """Whether a question asks which places, not which one, speak of something, have it or did it.

    About a document, which place is which places: a document is sent to many.
    """
    return _asked(query) is not None and (not query.places or bool(query.documents))


def list_places(question: str, query: Query, holding: Holding) -> Answer | None:
    """A row for each place with the clause that holds all that is asked, and a citation for each article.

    None when no article's own place is one: a sentence may still list some.
    """
    match = _asked(query)
    assert match
    folded = _folded(query)
    speaking = _SPEAKING.search(folded, match.end()) or _SPEAKING.search(folded[: match.start()])
    asking = [match.span(), *([speaking.span()] if speaking else [])]
    starts = [len(" ".join([token.folded for token in query.tokens[:i]] + [""])) for i in range(len(query.tokens))]
    said_of = [t for t, at in zip(query.tokens, starts, strict=True) if not any(a <= at < b for a, b in asking)]
    topic = find_topic(query, said_of)
    level = UNITS.get(tuple(match["unit"].split()))
    negated = bool(_DENIES & set(folded[match.end() :].split()[:1]))
    decided = speaking is None and negated == any(token.folded in _DENIES for token in query.tokens)
    rows: dict[str, list[Said]] = {}
    for said in [] if topic.blank else topic.find(holding, titled=False):
        place = _place(said, level, match["unit"])
        if place and not (decided and _denied(said) != negated):
            rows.setdefault(place, []).append(said)
    return _listed(question, rows) if rows else None


def _listed(question: str, rows: dict[str, list[Said]]) -> Answer:
    shown = list(rows.items())[:_MOST]
    saids = [said for _, found in shown for said in found]
    numbers = {id(said): f"[{n}]" for n, said in enumerate(saids, 1)}
    lines = [
        f"- {bold(place)}: «{_clause(found[0])}» {''.join(numbers[id(said)] for said in found)}"
        for place, found in shown
    ]
    first = f" ({_MOST} nơi đầu)" if len(rows) > _MOST else ""
    text = f"Có **{len(rows)} nơi** theo các bài trong kho tài liệu{first}:\n" + "\n".join(lines)
    citations = tuple(citation(n, said.view, said.marks) for n, said in enumerate(saids, 1))
    return Answer(question, text, "answered", citations, confidence=1.0)


def _asked(query: Query) -> re.Match[str] | None:
    if query.kind is Kind.LIST and (plural := _PLURAL.search(_folded(query))):
        return plural
    about = query.documents and query.kind in (Kind.LIST, Kind.ENTITY, Kind.PLACE)
    return _ANY.search(_folded(query)) if about else None


def _folded(query: Query) -> str:
    return " ".join(token.folded for token in query.tokens)


def _place(said: Said, level: int | None, unit: str) -> str | None:
    """The article's main place; None when another level is asked for and the clause names no place of that level."""
    article = said.view.article
    if level is not None and article.level != level:
        start, end, lists = _shown(said)
        named = any(place.level == level and start <= place.start < end for place in said.view.places)
        if not named and not (lists and unit in fold(said.view.text[start:end])):
            return None
    return next(iter(article.article.places), article.article.title.value)


def _denied(said: Said) -> bool:
    """Whether the clause between commas that holds the first run denies."""
    text, run = said.view.text, said.runs[0]
    cuts = [match.end() for match in re.finditer(r"[,;:]\s", text)]
    first = max((cut for cut in cuts if cut <= run[0][0]), default=0)
    last = min((cut for cut in cuts if cut >= run[-1][1]), default=len(text))
    return DENIAL.search(text[first:last]) is not None


def _shown(said: Said) -> tuple[int, int, bool]:
    """The part of the sentence around the runs, with the items that follow it, and whether some do."""
    view, text = said.view, said.view.text
    start, end = clause_bounds(view, min(start for start, _ in said.marks), max(end for _, end in said.marks))
    if end - start > LONGEST:
        start, end = clause_bounds(view, said.runs[0][0][0], said.runs[0][-1][1])
    lists = OPENING.match(text, end) is not None
    if lists:
        end = max((m.end() for m in re.finditer(r"[,;.]\s|$", text) if end < m.end() <= start + LONGEST), default=end)
    return start, end, lists


def _clause(said: Said) -> str:
    start, end, _ = _shown(said)
    text = said.view.text
    shown = " ".join(text[start:end].strip(" ,;:.").split())
    return f"{'…' if start else ''}{escape(shown)}{'…' if text[end:].strip(' .!') else ''}"
