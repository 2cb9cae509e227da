"""The items of an enumeration: quoted names, or what follows «gồm», «như», «là», «:»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.choosing import QUOTED, Choice, Reading
from assistant.answering.person_spans import office_fit
from assistant.answering.reading import SentenceView
from assistant.answering.spans import entities
from assistant.language.names import Person, find_roles
from assistant.language.normalize import UPPER, fold
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

# One of several that are named in a row, with what is put in brackets after it.
_NAME = rf"(?:Thành phố |Thị xã |Thị trấn )?[{UPPER}][\w'’]*(?:[\s–-]+[{UPPER}][\w'’]*)*"
_NAMED = re.compile(rf"(?:[^\W\d_{UPPER}]+\s+){{0,2}}?(?P<name>{_NAME})(?:\s*\([^()]*\))?")
_ROW = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|(?P<last>\svà\s+))")
_WHICH = re.compile(r"\b(?:nhung|cac) (?P<noun>\w+(?: \w+)?) nao\b")
_WHO = re.compile(r"\bgom (?:nhung |cac )?(?:ai|nguoi nao)\b")
OPENING = re.compile(r"(?<!\w)(?:gồm có|bao gồm|gồm|như|cụ thể|đó là|là các|là)\s*:?\s+|:\s+")
_PARTING = re.compile(r"\s*(?:[,;]|\bvà\b)\s*")
_MOST = 20
_LONGEST_ITEM = 12  # words
_OWN = 0.6  # share of a heading's own coverage that the sentence with the items has

Item = tuple[SentenceView, int, int]


def find_list(best: Choice, reading: Reading, least: float) -> tuple[Choice, list[Item]] | None:
    """The best choice that enumerates, with its items: of the best choice's article, and with no fewer of the words, or
    most of a heading's.

    A heading often has all the words and the sentence under it the items.
    """
    heading = best.view.index == 0 or best.view.sentence.caption
    least_own = (_OWN if heading else 1.0) * best.evidence.own
    for choice in [best, *reading.choices]:
        same = choice.view.article is best.view.article and choice.evidence.own >= least_own
        if same and choice.confidence >= least and (items := _items(choice, reading)):
            return choice, items
    return None


def find_row(reading: Reading, least: float) -> tuple[Choice, list[Item]] | None:
    """The names that a sentence gives in a row to what is asked for: «các phường A, B và C» for «những phường nào»,
    «gồm: A (23 tuổi), B (29 tuổi)» for «gồm những ai»; as many as the question says."""
    folded = fold(reading.query.text)
    which, who = _WHICH.search(folded), _WHO.search(folded)
    if which:
        noun = reading.query.text[slice(*which.span("noun"))] if len(folded) == len(reading.query.text) else ""
        led = rf"(?<!\w)(?:các|những)\s+{re.escape(noun)}(?P<said>(?:\s+[^\W\d_{UPPER}]+){{0,10}}?)\s*:?\s+"
        first = re.escape(noun.partition(" ")[0])  # «13 tỉnh, thành phố (A, B …)» for «các tỉnh thành nào»
        led = rf"(?:{led}|(?<!\w)(?P<count>\d+)\s+{first}(?!\w)[^.;()]{{0,30}}[(:]\s*)"
    elif who:
        led = r"(?<!\w)gồm(?P<said>)(?: có)?\s*:?\s+(?:các ông|ông|bà)?\s*"
    else:
        return None
    opening = re.compile(rf"{led}(?=[{UPPER}])", re.IGNORECASE if not which else 0)
    count = re.search(r"\b(\d{1,2}) (?:nguoi|doi tuong|bi can|bi cao|nghi pham|nan nhan)\b", folded)
    terms = {term.norm for term in reading.terms}
    best: tuple[int, Choice, list[Item]] | None = None
    for choice in [choice for choice in reading.choices if choice.confidence >= least]:
        for match in opening.finditer(choice.view.text):
            row = _named_in_a_row(choice.view, match.end(), names_only=who is not None)
            shared = len(terms & set((match["said"] or "").lower().split()))
            counted = count[1] if count and who else match.groupdict().get("count")
            enough = len(row) == int(counted) if counted else len(row) > 1
            if enough and (best is None or shared > best[0]):
                best = shared, choice, row
    return best[1:] if best else None


def find_of_sort(reading: Reading, least: float) -> tuple[Choice, list[Item]] | None:
    """The things of the sort asked for that a sentence names, when they are as many as the question says: «3 công ty
    nào»."""
    count = re.search(r"\b(\d{1,2}) (?:\w+ ){1,3}?nao\b", fold(reading.query.text))
    for choice in [choice for choice in reading.choices if count and choice.confidence >= least]:
        named = {fold(span.text): span for span in reversed(entities(choice.view, reading.query, reading.terms))}
        if count and len(named) == int(count[1]):
            return choice, sorted((choice.view, span.start, span.end) for span in named.values())
    return None


def _named_in_a_row(view: SentenceView, start: int, *, names_only: bool) -> list[Item]:
    """The names from `start` on that commas part, up to the one after «và»."""
    row: list[Item] = []
    last = False
    while match := _NAMED.match(view.text, start):
        end = match.end("name") if names_only else match.end()
        row.append((view, match.start("name") if names_only else match.start(), end))
        parting = _ROW.match(view.text, match.end())
        if last or parting is None:
            break
        start, last = parting.end(), parting["last"] is not None
    return row[:_MOST]


_SEVERAL = re.compile(r"\b(?:nhung ai|nhung nguoi nao|gom (?:nhung )?ai|cac|nhung|\d+)\b")
# Between an office and the first of its holders, and between two of them.
_TO_FIRST = re.compile(r"[\s:,]*(?:(?:gồm|là|có|các|hai|ba|ông|bà|đồng chí|đ/c|chị|anh|sau)[\s:,]*)*", re.IGNORECASE)
_TO_NEXT = re.compile(
    r"\s*(?:[-–(][^;:]{0,300};|(?:[-–(][^;:]{0,120}?[)]?)?\s*(?:[,;]|\bvà\b|,\s*và))\s*"
    r"(?:(?:ông|bà|đồng chí|đ/c|chị|anh)\s+)?",
    re.IGNORECASE,
)


def asks_holders(query: Query) -> bool:
    """Whether a question asks for all who hold an office: «5 Phó Chủ tịch là những ai»."""
    asked = query.kind is Kind.LIST or (query.kind is Kind.PERSON and _SEVERAL.search(fold(query.text)))
    return bool(query.role and asked)


def find_holders(reading: Reading, least: float) -> tuple[Choice, list[Item]] | None:
    """The first sentence that gives several persons the office asked for in a row, and they."""
    for choice in reading.choices:
        view = choice.view
        if choice.there < least:
            continue
        for role in find_roles(view.text, view.persons):
            if office_fit([fold(word) for word in role.words], reading.query):
                named = _in_a_row(view, role.end)
                if len(named) > 1:
                    return choice, [(view, person.start, person.end) for person in named[:_MOST]]
    return None


# Whom a question asks for several of, folded: «những học sinh nào», «5 bị can … là ai», «hai người chết tên gì».
_PEOPLE = re.compile(
    r"\b(?P<several>nhung|cac|hai|ba|bon|nam|sau|bay|tam|\d+) (?:ai\b|(?:nguoi|em|ong|ba|vi|hoc sinh|can bo|bi can"
    r"|bi cao|doi tuong|nan nhan|nghi pham|chau|giao vien|chien sy|chien si|lanh dao|nhan vien|cong nhan|sinh vien)\b)"
)
_ASKS_WHO = re.compile(r"\b(?:nao|ai|ten (?:la )?gi|gom)\b")
_COUNTS = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8}
_TOLD = re.compile(rf"(?<!\w)(?:là|gồm|gồm có|bao gồm)\s*:\s*(?=[{UPPER}])")  # «bị bắt là: Lê Văn An (…), …»
_NEXT = 3  # sentences after the best one in which they may be named


def asks_persons(query: Query) -> bool:
    """Whether a question asks for the names of several persons."""
    asked = query.kind in (Kind.LIST, Kind.PERSON) and _ASKS_WHO.search(fold(query.text)) is not None
    return asked and not query.role and _PEOPLE.search(fold(query.text)) is not None


def find_named(reading: Reading, least: float) -> tuple[Choice, list[Item]] | None:
    """The persons that the best sentences, or those right after one, name in a row: as many as the question says, or
    two at least."""
    match = _PEOPLE.search(fold(reading.query.text))
    said = match["several"] if match else ""
    count = _COUNTS.get(said) or (int(said) if said.isdigit() else None)
    for choice in [choice for choice in reading.choices if choice.there >= least][:_NEXT]:
        at = choice.view.index
        for view in choice.view.article.sentences[at : at + 1 + _NEXT]:
            rows = [[(view, person.start, person.end) for person in row[:_MOST]] for row in _rows(view)]
            told = [match.end() for match in _TOLD.finditer(view.text)]
            placed = {place.start for place in view.places}
            rows += [_named_in_a_row(view, start, names_only=True) for start in told if start not in placed]
            for row in rows:
                if len(row) > 1 and count in (None, len(row)):
                    return choice, row
    return None


def _rows(view: SentenceView) -> Iterator[list[Person]]:
    """The persons of a sentence, those that it enumerates together."""
    end = 0
    for person in view.persons:
        if person.start >= end and (row := _in_a_row(view, person.start)):
            yield row
            end = row[-1].end


def _in_a_row(view: SentenceView, start: int) -> list[Person]:
    """The persons that a sentence enumerates from `start` on."""
    row: list[Person] = []
    for person in view.persons:
        if person.start < start:
            continue
        between = view.text[row[-1].end if row else start : person.start]
        if not (_TO_NEXT if row else _TO_FIRST).fullmatch(between):
            break
        row.append(person)
    return row


def _items(best: Choice, reading: Reading) -> list[Item]:
    """The items as spans of sentences: of the best sentence and its neighbours that go on about the same thing."""
    head = _head(reading)
    views = [best.view]
    for step in (1, -1):
        index = best.view.index + step
        while 0 <= index < len(best.view.article.sentences):
            view = best.view.article.sentences[index]
            same = view.sentence.paragraph == best.view.sentence.paragraph
            if not same or not head or not head <= view.folded_set or not QUOTED.search(view.text):
                break
            views.append(view)
            index += step
    views.sort(key=lambda view: view.index)
    quoted = [(view, *match.span()) for view in views for match in QUOTED.finditer(view.text)]
    if len(quoted) >= 2:
        return quoted[:_MOST]
    return _enumerated(best.view)


def _head(reading: Reading) -> set[str]:
    """The first two terms of what is listed: «mô hình»."""
    return {term.folded for term in reading.terms[:2]}


def _enumerated(view: SentenceView) -> list[Item]:
    for opening in OPENING.finditer(view.text):
        stop = re.search(r"[.;](?!\w)|$", view.text[opening.end() :])
        end = opening.end() + (stop.start() if stop else 0)
        items: list[Item] = []
        start = opening.end()
        for parting in [*_partings(view.text, start, end), None]:
            finish = parting.start() if parting else end
            if view.text[start:finish].strip():
                items.append((view, start, finish))
            start = parting.end() if parting else end
        if len(items) >= 2 and all(_is_item(view.text[a:b]) for _, a, b in items):
            return items[:_MOST]
    return []


def _partings(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What parts items: commas and «và» that stand in no brackets and between no digits («2,5»)."""
    for match in _PARTING.finditer(text, start, end):
        between_digits = text[match.start() - 1].isdigit() and text[match.end() : match.end() + 1].isdigit()
        if not between_digits and text.count("(", start, match.start()) <= text.count(")", start, match.start()):
            yield match


def _is_item(text: str) -> bool:
    """Whether a part of an enumeration may be shown as an item of it: it is short, and whole."""
    return len(text.split()) <= _LONGEST_ITEM and text.count("(") == text.count(")")
