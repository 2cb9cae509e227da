"""What a sentence states that can be checked: figures, dates, names, document numbers; of answer and source alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.grounding.amounts import find_amounts
from assistant.grounding.days import find_bare_years, find_days
from assistant.grounding.fact import Digits, Fact, Name, Number, folded
from assistant.language.names import SURNAMES
from assistant.language.normalize import word_set
from assistant.language.tokens import Token, tokenize
from assistant.reading.views import SentenceView

_QUOTED = re.compile(r"[“\"«']([^“”\"«»]{2,120})[”\"»']")
_WITHIN = re.compile(r"[ \u00a0]|[ \u00a0]?[-–][ \u00a0]?")
_LONGEST_QUOTED = 14  # syllables of what is called by a name in quotation marks; longer is quoted speech
_OPENS = re.compile(r"(?:\A|[:;.!?“\"«(•|])\s*\Z")
_OPENERS = word_set(
    "tại ở theo trong do với và từ nhưng riêng còn về khi sau trước hiện ngoài cùng qua để vì nhờ được đến như trên "
    "dưới bên các những một tính hiện ngày năm tháng có là dự cho giữa vào"
)
_LEVELS = word_set("tỉnh huyện quận xã phường thôn bản ấp xóm buôn bon")


def written(view: SentenceView, fact: Fact) -> str:
    """A fact as its sentence has it, on one line."""
    return " ".join(view.text[fact.start : fact.end].split())


@lru_cache(maxsize=4096)
def find_facts(view: SentenceView) -> list[Fact]:
    """What a sentence states, in order, without overlap."""
    found: list[Fact] = []
    taken = bytearray(len(view.text))

    def keep(facts: Sequence[Fact]) -> None:
        for fact in facts:
            if not any(taken[fact.start : fact.end]):
                taken[fact.start : fact.end] = b"\1" * (fact.end - fact.start)
                found.append(fact)

    keep([Fact("document", d.start, d.end, document_number(d.number, d.kind)) for d in view.documents])
    keep(find_days(view))
    keep(find_amounts(view))
    keep([_person(person.name, person.start, person.end) for person in view.persons])
    keep([Fact("name", p.start, p.end, Name(folded(p.name), key=p.key)) for p in view.places])
    keep(find_bare_years(view))
    keep(_quoted(view))
    keep(_capitalised(view, taken))
    keep(_digits(tokenize(view.text)))
    return sorted(found, key=lambda fact: fact.start)


def document_number(number: str, kind: str = "") -> Number:
    """A document's number in a form that compares: case, accents, spaces and the kind of dash don't matter."""
    parts = re.findall(r"[^\W_]+", "".join(folded(number.replace(" ", ""))))
    return Number(tuple(bare(part) if part.isdigit() else part for part in parts), kind)


def _person(name: str, start: int, end: int) -> Fact:
    return Fact("name", start, end, Name(tuple(token.norm for token in tokenize(name)), person=True))


def _digits(tokens: Sequence[Token]) -> list[Fact]:
    return [
        Fact("figure", token.start, token.end, Digits(bare(token.norm), before, after))
        for before, token, after in neighbours(tokens)
        if token.text[0].isdigit()
    ]


def neighbours(tokens: Sequence[Token]) -> Iterator[tuple[str, Token, str]]:
    """Each token with the syllables before and after it, empty at the ends."""
    norms = ["", *(token.norm for token in tokens), ""]
    return zip(norms, tokens, norms[2:], strict=False)


def bare(number: str) -> str:
    """Digits without leading zeros."""
    return number.lstrip("0") or "0"


def _quoted(view: SentenceView) -> list[Fact]:
    found = []
    for match in _QUOTED.finditer(view.text):
        syllables = folded(match.group(1))
        if 2 <= len(syllables) <= _LONGEST_QUOTED:
            found.append(_called(view.text, *match.span(1)))
    return found


def _capitalised(view: SentenceView, taken: bytearray) -> list[Fact]:
    """Two or more capitalised words in a row; persons that are only known by opening the sentence among them."""
    found: list[Fact] = []
    run: list[Token] = []
    tokens = [token for token in tokenize(view.text) if not taken[token.start]]
    for token in [*tokens, None]:
        if token and run and token.text[0].isupper() and _WITHIN.fullmatch(view.text, run[-1].end, token.start):
            run.append(token)
            continue
        opens = bool(run) and _OPENS.search(view.text, 0, run[0].start) is not None
        if len(run) > 1 and (run[0].norm in _LEVELS or (opens and _only_opens(run))):
            run = run[1:]
        if len(run) > 1:
            start, end = run[0].start, run[-1].end
            person = opens and run[0].norm in SURNAMES
            found.append(_person(view.text[start:end], start, end) if person else _called(view.text, start, end))
        run = [token] if token and token.text[0].isupper() else []
    return found


def _only_opens(run: Sequence[Token]) -> bool:
    """Whether the first of capitalised words is so only as the first of a sentence: «Theo UBND», «Tại Trường …»."""
    abbreviation = run[1].text.isupper() and len(run[1].text) > 1 and not run[0].text.isupper()
    return abbreviation or run[0].norm in _OPENERS


def _called(text: str, start: int, end: int) -> Fact:
    return Fact("name", start, end, Name(folded(text[start:end])))
