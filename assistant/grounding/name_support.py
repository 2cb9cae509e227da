"""Whether a source has a name that an answer states: a person's with the office, another's, the number of a thing."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.corpus.article import Span
from assistant.grounding.fact import Digits, Fact, Name, Number, folded
from assistant.grounding.facts import bare, neighbours
from assistant.grounding.sourced import ArticleFacts
from assistant.grounding.support import Refusal, Said, Support, best_of
from assistant.reading.views import SentenceView


def same_document(value: Number, other: Fact) -> bool:
    """Whether a document of a source is the one named; a mere number («Chỉ thị 09») needs the kind."""
    theirs = other.value
    if not isinstance(theirs, Number):
        return False
    if value.kind and theirs.kind and not (value.kind.startswith(theirs.kind) or theirs.kind.startswith(value.kind)):
        return False
    if value.parts == theirs.parts:
        return True
    return len(value.parts) == 1 and bool(value.kind and theirs.kind) and value.parts == theirs.parts[:1]


def support_person(
    said: Said, fact: Fact, value: Name, source: ArticleFacts, sentences: Sequence[SentenceView]
) -> Support | Refusal:
    spans = [(view, found) for view in sentences if (found := _spelled(view, value.syllables))]
    if not spans:
        return Refusal()

    def agrees(view: SentenceView, other: Fact) -> bool:
        return isinstance(other.value, Name) and other.value.person and _same_name(value, other.value)

    def rival(view: SentenceView, other: Fact) -> bool:
        return isinstance(other.value, Name) and other.value.person and not _same_name(value, other.value)

    named = [(view, Fact("name", *span, value)) for view, span in spans]
    named += [(view, other) for view, other in source.given_names if view in sentences and agrees(view, other)]
    return best_of(said, fact, source, named, rival, source.given_names)


def _same_name(value: Name, other: Name) -> bool:
    """Whether two names are one person's: one ends with the other («Trường Huy»)."""
    shorter, longer = sorted((value.syllables, other.syllables), key=len)
    return longer[-len(shorter) :] == shorter


def _spelled(view: SentenceView, syllables: Sequence[str]) -> tuple[int, int] | None:
    """Where a sentence has the syllables of a person's name, not as the beginning of a longer name."""
    size = len(syllables)
    tokens = view.tokens
    for i in range(len(tokens) - size + 1):
        if tuple(token.norm for token in tokens[i : i + size]) == tuple(syllables):
            span = (tokens[i].start, tokens[i + size - 1].end)
            if not any(p.start <= span[0] and span[1] < p.end for p in view.persons):
                return span
    return None


def support_name(fact: Fact, value: Name, source: ArticleFacts, sentences: Sequence[SentenceView]) -> Support | Refusal:
    """A place, a body or what is quoted: named anywhere in the article."""
    for view in [*sentences, *source.sentences]:
        if value.key and (place := next((p for p in view.places if p.key == value.key), None)):
            return Support(Span(view.start + place.start, view.start + place.end), 1.0)
        words = [token.folded for token in view.tokens]
        size = len(value.syllables)
        for i in range(len(words) - size + 1):
            if tuple(words[i : i + size]) == value.syllables:
                tokens = view.tokens[i : i + size]
                return Support(Span(view.start + tokens[0].start, view.start + tokens[-1].end), 1.0)
    if value.key and value.key in source.place_keys and sentences:
        return Support(Span(sentences[0].start, sentences[0].sentence.end), 0.5)
    title = folded(source.article.title.value)
    if any(title[i : i + len(value.syllables)] == value.syllables for i in range(len(title))) and sentences:
        return Support(Span(sentences[0].start, sentences[0].sentence.end), 0.5)
    return Refusal()


def support_digits(value: Digits, source: ArticleFacts) -> Support | Refusal:
    """The number beside the same syllable: «thôn 9» isn't supported by «9 người»."""
    for view in source.sentences:
        for before, token, after in neighbours(view.tokens):
            if bare(token.norm) == value.text and (before == value.before != "" or after == value.after != ""):
                return Support(Span(view.start + token.start, view.start + token.end), 1.0)
    return Refusal()
