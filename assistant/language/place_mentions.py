"""Whether a text names a given place: by its whole name, which may begin with a unit word, and by no longer one."""

from __future__ import annotations

import re

from assistant.language.gazetteer import folded_key, key_of, place_key
from assistant.language.names import SURNAMES
from assistant.language.normalize import fold
from assistant.language.places import find_places
from assistant.language.tokens import tokenize

_NEXT = re.compile(r"[ \u00a0](?P<word>\w+)(?:[ \u00a0](?P<other>\w+))?")


def mentions(text: str, key: str) -> list[str]:
    """How a text names the place of a key, accents aside: «Tân Phú Hạ» is no «Tân Phú».

    It needs its capitals; a name of several words no unit word.
    """
    found = []
    for line in text.splitlines():
        if key.isalpha() and key not in folded_key([fold(line)]):  # «Q.9» is «quan9»
            continue
        for place in find_places(line, {key}):
            whole = line[place.start : place.end]
            if key in {place.key, *name_keys(place.name)}:
                name = place.name
            elif whole[0].isupper() and key in name_keys(whole):  # «Bản Phiệt», read as the hamlet Phiệt
                name = whole
            else:
                continue
            if not _goes_on(line, place.end):
                found.append(name)
    return found


def name_keys(name: str) -> frozenset[str]:
    """The keys that a name goes by: a unit word that it begins with may be part of it, as in «Bản Phiệt»."""
    return frozenset({place_key(name), key_of(tokenize(name))})


def _goes_on(text: str, end: int) -> bool:
    """Whether the name that ends there is the beginning of a longer one."""
    following = _NEXT.match(text, end)
    if not following or not following["word"][0].isupper():
        return False
    if len(following["word"]) > 1 and following["word"].isupper():
        return False  # an abbreviation, or a headline
    words = tokenize(following.group())
    person = words[0].norm in SURNAMES and following["other"] and following["other"][0].isupper()
    return not person and place_key(following.group()) == key_of(words)  # no unit word
