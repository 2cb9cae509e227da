"""Places that a question names, in whatever spelling it is typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.language.gazetteer import (
    ALIASED,
    UNITS,
    Unit,
    gazetteer,
    key_of,
    one_letter_off,
    same_name,
    same_spelling,
)
from assistant.language.names import HONORIFICS, SURNAMES
from assistant.language.normalize import canonical, fold, has_accents
from assistant.language.places import Place, expand_units, find_places, names_company, run_end
from assistant.language.tokens import Token, tokenize

_LOCATIVE = {"o", "tai", "cua", "tren", "tu", "ve", "den"}
_HONORIFICS = frozenset(map(fold, HONORIFICS))


def question_places(text: str, corpus: Mapping[str, Collection[str]]) -> list[Place]:
    """The places that a question names, also when it is typed without capitals or accents.

    `corpus` holds the places that the corpus is about, as it writes them, by key: those are recognised from their
    syllables alone, and when one letter of a capitalised name is wrong. A unit that only the gazetteer knows needs
    its accents, or a unit word or locative before it.
    """
    return [place for place in _in_question(text, corpus) if not names_company(text, place.start)]


def _in_question(text: str, corpus: Mapping[str, Collection[str]]) -> list[Place]:
    found = find_places(text, corpus)
    if any(char.isupper() for char in text[1:]):  # names are typed with capitals
        typed = [p for p in _by_syllables(text, corpus) if p.key in corpus or p.name[0].isupper()]
        return [_corrected(place, corpus) for place in found] or typed or _misspelt(text, corpus)
    taken = [range(place.start, place.end) for place in found]
    return found + [p for p in _by_syllables(text, corpus) if not any(p.start in span for span in taken)]


def _by_syllables(text: str, corpus: Mapping[str, Collection[str]]) -> list[Place]:
    tokens = expand_units(tokenize(text))
    units = gazetteer()
    accented = has_accents(text)
    found: list[Place] = []
    i = 0
    while i < len(tokens):
        step = 1
        for size in (4, 3, 2, 1):
            group = tokens[i : i + size]
            if len(group) < size or _titled(tokens, i):
                continue
            key = key_of(group)
            unit = next((word for word in UNITS if _folded(tokens[max(0, i - len(word)) : i]) == word), ())
            led = bool(unit) or (i > 0 and tokens[i - 1].folded in _LOCATIVE)
            if size == 1 and not (key in units and ((led and len(key) > 2) or key in ALIASED)):
                continue
            name = text[group[0].start : group[-1].end]
            spelled = any(same_spelling(name, found_unit) for found_unit in units.get(key, ()))
            # «Sơn là ai» doesn't ask for Sơn La: accents that are typed must be those of the name.
            wrong = has_accents(name) and key in units and not spelled and all(found.name for found in units[key])
            wrong |= key not in units and not any(_typed(name, group, written) for written in corpus.get(key, ()))
            known = key in corpus or (key in units and (led or key in ALIASED or (accented and spelled)))
            if known and not wrong:
                level = units[key][0].level if key in units else 1
                found.append(Place(key, name, level, tokens[i - len(unit)].start, group[-1].end))
                step = size
                break
        i += step
    return found


def _typed(name: str, group: Sequence[Token], written: str) -> bool:
    """Whether tokens spell a name that the corpus writes, with its accents if they have any: «đồng bào» isn't «Đông
    Bảo», and «tram y» not «Trà My»."""
    syllables, typed = (
        [re.sub(r"\W", "", token.folded) for token in s] for s in (expand_units(tokenize(written)), group)
    )
    return syllables == typed and same_name(name, [Unit(written, 1, "")])


def _folded(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.folded for token in tokens)


def _titled(tokens: Sequence[Token], i: int) -> bool:
    """Whether a title of address stands before token `i`: «ong son la ai» asks for a person."""
    before = [token.folded for token in tokens[max(0, i - 2) : i]]
    return bool(before) and (before[-1] in _HONORIFICS or " ".join(before) in _HONORIFICS)


def _misspelt(text: str, corpus: Mapping[str, Collection[str]]) -> list[Place]:
    """Capitalised names that are one letter off a place of the corpus."""
    tokens = tokenize(text)
    found: list[Place] = []
    for i in range(len(tokens)):
        last = run_end(text, tokens, i)
        if last - i >= 2 and (not i or tokens[i - 1].norm not in SURNAMES):
            start, end = tokens[i].start, tokens[last - 1].end
            place = _corrected(Place(key_of(tokens[i:last]), text[start:end], 1, start, end), corpus)
            if place.key in corpus:
                found.append(place)
    return found


def _misspells(place: Place, key: str, corpus: Mapping[str, Collection[str]]) -> bool:
    """Whether a name is one letter off a place of the corpus; accents that were typed count as letters."""
    if not one_letter_off(place.key, key):
        return False
    written = corpus[key]
    if not has_accents(place.name) or not written:
        return True
    typed = re.sub(r"\W", "", canonical(place.name))
    return any(one_letter_off(typed, re.sub(r"\W", "", canonical(name))) or not has_accents(name) for name in written)


def _corrected(place: Place, corpus: Mapping[str, Collection[str]]) -> Place:
    """The place with its key mended when it is one letter off a place of the corpus and is no known unit."""
    if place.key in corpus or place.key in gazetteer() or any(c.isdigit() for c in place.key):
        return place
    near = [key for key in corpus if len(key) >= 5 and _misspells(place, key, corpus)]
    return replace(place, key=near[0]) if len(near) == 1 else place
