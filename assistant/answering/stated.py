"""What a yes-or-no question states, and the question that asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.language.dates import DateMention, find_dates
from assistant.language.names import HONORIFICS, Person, find_persons, find_roles
from assistant.language.normalize import canonical, fold, word_set
from assistant.language.numbers import Quantity, find_quantities
from assistant.language.tokens import Token, tokenize
from assistant.retrieval.query import Query

_OPENING = re.compile(r"^(?:có phải|phải chăng|có đúng|liệu|đúng là)(?:\s+(?:là|rằng|có|có phải))?\s+", re.IGNORECASE)
_CLOSING = re.compile(
    r"[\s,]*(?:(?:có\s+)?(?:phải|đúng)(?:\s+vậy)?\s+(?:không|chưa)|(?:hay\s+)?(?:không|chưa))?(?:\s+[ạnhỉé]+)?[\s?.!]*$",
    re.IGNORECASE,
)
_INDEED = re.compile(r"\s*(?<!\w)(?:có phải|có đúng|phải)\s+là(?!\w)", re.IGNORECASE)
_HONORIFIC = re.compile(
    rf"(?<!\w)(?:(?:{'|'.join(sorted(HONORIFICS | {'thầy', 'cô'}, key=len, reverse=True))})[\s.]+)+$", re.IGNORECASE
)
DENIES = frozenset({"không", "chưa", "chẳng"})
SINGLES_OUT = word_set("duy nhất|nhất|đầu tiên|chỉ|lần đầu|hầu hết|tất cả|mọi|đều|toàn bộ|đa số|phần lớn")
TIMING = re.compile(r"(?<!\w)(?:trước|sau|đến|tới|hết|từ|kể từ)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a yes-or-no question states, and the question that asks for it."""

    asking: str
    value: Quantity | DateMention | Person
    text: str  # the statement: the question without the words that make it one


def find_stated(query: Query) -> Stated | None:
    """The one figure, day or holder of an office that a yes-or-no question states."""
    text = statement(query)
    if not query.accented or query.documents or denials(text) or phrases(text, SINGLES_OUT - {"chỉ"}):
        return None
    quantities, dates = find_quantities(text), [date for date in find_dates(text) if date.precise]
    persons = find_persons(text, [(place.start, place.end) for place in _places(query, text)])
    if len(quantities) == 1 and not persons:
        return _figure_stated(text, quantities[0])
    if len(dates) == 1 and not quantities and not persons and not TIMING.search(text[: dates[0].start]):
        return Stated(f"{text[: dates[0].start]}ngày nào{text[dates[0].end :]}?", dates[0], text)
    if len(persons) == 1 and not quantities and len(find_roles(text, persons)) == 1:
        return _holder_stated(text, persons[0])
    return None


def statement(query: Query) -> str:
    """A yes-or-no question without the words that make it one."""
    return _INDEED.sub(" là", _CLOSING.sub("", _OPENING.sub("", query.text)), count=1)


def _places(query: Query, text: str) -> Iterable[Token]:
    keys = {fold(place.name) for place in query.places}
    tokens = tokenize(text)
    return [token for token in tokens if any(token.folded in key.split() for key in keys) and token.text[0].isupper()]


def _figure_stated(text: str, figure: Quantity) -> Stated:
    scale = re.search(r"[^\W\d]\s*$", text[figure.number_start : figure.end]) is not None
    if figure.percent:
        asked = "bao nhiêu phần trăm"
    elif scale and not text[figure.end :].split():
        asked = "bao nhiêu tiền"
    else:
        asked = "bao nhiêu"
    return Stated(f"{text[: figure.start]}{asked}{text[figure.end :]}?", figure, text)


def _holder_stated(text: str, person: Person) -> Stated | None:
    """Only when nothing but the office is said of the person."""
    before = _HONORIFIC.sub("", text[: person.start]).strip()
    after = text[person.end :].strip()
    if (before.endswith(" là") and not after) or (not before and after.startswith("là ")):
        return Stated(" ".join(f"{before} ai {after}".split()) + "?", person, text)
    return None


def denials(text: str) -> bool:
    """Whether a text denies something; «không quá 5» doesn't."""
    return any(token.norm in DENIES for token in tokenize(text)) and not re.search(
        r"(?:không|chưa)\s+(?:quá|dưới|đến|tới|đầy|vượt)", canonical(text)
    )


def phrases(text: str, phrases: Iterable[str]) -> set[str]:
    """Which of some phrases a text has, as whole words."""
    words = f" {' '.join(token.norm for token in tokenize(text))} "
    return {phrase for phrase in phrases if f" {phrase} " in words}
