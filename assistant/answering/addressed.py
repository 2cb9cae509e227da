"""Who of the persons that a sentence names a question speaks of itself, and to whom it asks that something was done."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.answering.candidate import Candidate
from assistant.answering.reading import SentenceView
from assistant.language.names import HONORIFICS, Person
from assistant.language.normalize import UPPER, fold, word_set
from assistant.retrieval.query import Query

_ADDRESSED = word_set("chị anh ông bà cụ cháu em cô chú bác")


def addressed(query: Query) -> tuple[str, ...]:
    """How the question calls someone to whom the person asked about did something: «chị» of «kẻ đánh chị lao công».

    Whom a text calls so is then that one, and not who is asked about.
    """
    words = [token.norm for token in query.tokens]
    opening = words[:1] + ([] if query.accented else words)  # «anh» may be «ánh»
    return tuple(
        f" {word}"
        for before, word in pairwise(words[1:])
        if word in _ADDRESSED - set(opening) and before not in ("là", "của", "và", "ai")
    )


def is_called(view: SentenceView, person: Person, query: Query) -> bool:
    """Whether a question calls a person by the given name, as the article does: «Hải bán xe cho ai» isn't Hải."""
    given = person.name.rpartition(" ")[2]
    alone = re.search(rf"(?<!\w){re.escape(given)}(?!\w)(?!\s[{UPPER}])", query.text)
    before = query.text[: alone.start()].split()[-1:] if alone else []
    if alone is None or any(word[0].isupper() and word.lower() not in HONORIFICS for word in before):
        return False
    return any(fold(given) in sentence.lone_names for sentence in view.article.sentences)


def own(found: list[Candidate], query: Query) -> list[Candidate]:
    """Of the spans of a sentence, in order, those of someone whom the question names; all when it doesn't name him.

    «A, tội giết người; B, tội trộm cắp»: what B is charged with stands after B, or first of all after B and others.
    """
    asked = {fold(name) for name in query.names}
    named = [person for span in found[:1] for person in span.view.persons if fold(person.name) in asked]
    if not named:
        return found
    owners = [[person for person in span.view.persons if person.end <= span.start][-1:] for span in found]
    theirs = [span for span, owner in zip(found, owners, strict=True) if owner and owner[0] in named]
    nobodys = [span for span, owner in zip(found, owners, strict=True) if not owner]
    return theirs or nobodys + [span for span in found if span.start >= named[0].end][:1]


TO_WHOM = re.compile(r"(?<!\w)(cho|với|của)\s+(?:những\s+)?(?:ai|người nào)(?!\w)", re.IGNORECASE)
_NAME = rf"[{UPPER}][^\W\d]*(?:\s+(?:[{UPPER}]\.\s*)?[{UPPER}][^\W\d]*)+"


def after(view: SentenceView, preposition: str) -> list[Person]:
    """The names of persons and companies right after a preposition: «cho Lê Văn Cường», for «bán cho ai»."""
    led = rf"(?<!\w){preposition}\s+(?:(?:ông|bà|anh|chị|em|cháu|công ty|tập đoàn)\s+)?(?P<name>(?-i:{_NAME}))"
    named = re.finditer(led, view.text, re.IGNORECASE)
    taken = [match for match in named if all(not p.start <= match.start("name") < p.end for p in view.places)]
    return [Person(match["name"], *match.span("name"), False) for match in taken]
