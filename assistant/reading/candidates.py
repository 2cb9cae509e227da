"""From a question to candidates: the windows most worth reading, what the reader says of each, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.corpus.article import Article, Span
from assistant.index.words import terms
from assistant.language.normalize import fold
from assistant.language.numbers import find_quantities
from assistant.reading import confidence
from assistant.reading.agreement import Numbers, agreement, contradicts
from assistant.reading.decoding import Found, Reading
from assistant.reading.reader import read
from assistant.reading.views import Library, SentenceView
from assistant.reading.windows import Window, windows
from assistant.retrieval.hybrid import Hit
from assistant.retrieval.query import Query

FIRST, MOST = 3, 7  # windows read at once, and in all where nothing sure was found
SURE = 0.8  # confidence from which no more windows are read
_NEARLY = 3.0  # by which the score of another span of a window may lie behind the best one's
_ALONE = -3.0  # log odds of what a candidate is ahead of where there is no other
_DECIDED = 4.0  # log odds of yes over no beyond which more says no more
_RANKED = 0.2  # what being of the best passage found adds to the share of the question's words that a window has


Rarity = Callable[[str], float]  # how much a folded word says, by how few passages have it


@dataclass(frozen=True, slots=True)
class Scored:
    """A window worth reading: how much so, and the best passage found in it."""

    window: Window
    score: float
    hit: Hit | None


@dataclass(frozen=True, eq=False)
class Candidate:
    """A span of a window that may be the answer, or the sentence of a yes-or-no question.

    `view` is the sentence that it begins in, `numbers` what the confidence weighs, `odds` the log odds by which the
    candidates are in order.
    """

    reading: Reading
    found: Found
    view: SentenceView
    numbers: Numbers
    odds: float

    @property
    def article(self) -> Article:
        return self.reading.window.article

    @property
    def text(self) -> str:
        return self.reading.text(self.found)

    @property
    def span(self) -> Span:
        """Where it stands in the article's text."""
        return self.reading.window.span(self.found.start, self.found.end)

    @property
    def probability(self) -> float:
        """How likely it is right by itself, whatever the others are."""
        return confidence.sigmoid(self.odds)


@dataclass(frozen=True)
class Candidates:
    """All candidates for a question, best first, and how likely the best one is right (0 when there is none).

    `against` are those whose sentence speaks of another place or year than the question, best first.
    """

    query: Query
    all: tuple[Candidate, ...]
    confidence: float = 0.0
    against: tuple[Candidate, ...] = ()

    @property
    def best(self) -> Candidate | None:
        return self.all[0] if self.all else None

    @property
    def sure(self) -> bool:
        return self.confidence >= confidence.shipped().least


def worth_reading(query: Query, hits: Sequence[Hit], library: Library, rarity: Rarity) -> list[Scored]:
    """The windows that hold the passages found, best first.

    By the share of what the question's words and pairs of words say that the window has with what stands before it, and
    a little by the rank of the passage.
    """
    asked = terms(query.asked, chat=True)
    weights = {word: rarity(word) for word in (*asked.folded, *asked.bigrams)}
    whole = sum(weights.values()) or 1.0
    found: dict[tuple[str, tuple[int, ...]], Scored] = {}
    for hit in hits:
        view = library.view(hit.passage.article_id)
        held = set(range(hit.passage.first, hit.passage.last + 1))
        for window in windows(view.article):
            shared = held & set(window.sentences)
            key = hit.passage.article_id, window.sentences
            if shared and key not in found:
                had = sum(weight for word, weight in weights.items() if word in _words(window))
                found[key] = Scored(window, had / whole + _RANKED * hit.score / hits[0].score, hit)
    return sorted(found.values(), key=lambda scored: -scored.score)


@lru_cache(maxsize=4096)
def _words(window: Window) -> frozenset[str]:
    """The folded words, and pairs of them, of a window and of what stands before it."""
    before, text = terms(window.head), terms(window.text)
    return frozenset((*before.folded, *before.bigrams, *text.folded, *text.bigrams))


def find(
    query: Query,
    hits: Sequence[Hit],
    library: Library,
    rarity: Rarity,
    first: int = FIRST,
    most: int = MOST,
) -> Candidates:
    """Read the best windows of the passages found; more of them where nothing sure is in the first.

    `rarity` tells how much a folded word says, by how few passages have it.
    """
    worth = worth_reading(query, hits, library, rarity)
    found: list[Candidate] = []
    made = Candidates(query, ())
    for start, end in ((0, first), (first, most)):
        some = worth[start:end]
        if not some:
            break
        for rank, (scored, reading) in enumerate(
            zip(some, read(query.asked, [scored.window for scored in some]), strict=True), start
        ):
            view = library.view(scored.window.article.id)
            found += _candidates(query, reading, scored, rank, view.sentences)
        made = _ordered(query, found)
        if made.confidence >= SURE:
            break
    return made


def reread(query: Query, candidate: Candidate, library: Library) -> Candidates:
    """Read the window of a candidate again with another question."""
    window = candidate.reading.window
    view = library.view(window.article.id)
    scored = Scored(window, 1.0, None)
    (reading,) = read(query.asked, [window])
    return _ordered(query, list(_candidates(query, reading, scored, 0, view.sentences)))


def _candidates(
    query: Query,
    reading: Reading,
    scored: Scored,
    rank: int,
    sentences: Sequence[SentenceView],
) -> Iterable[Candidate]:
    """The best span of a window whose sentence doesn't contradict the question, after those whose does."""
    window, hit = reading.window, scored.hit
    none, _, yes, no = reading.classes
    others = [other.score for other in reading.spans[1:]]
    said = {
        "answerable": reading.answerable,
        "none": none,
        "yes_no": yes + no,
        "decided": min(abs(reading.verdict), _DECIDED) * reading.yes_or_no,
        "span": reading.spans[0].score,
        "margin": reading.spans[0].score - max(others, default=0.0),
        "rank": 1 / (1 + rank),
        "worth": scored.score,
        "meaning": _reciprocal(hit.meaning_rank if hit else None),
        "unnamed": _unnamed(query, window),
    }
    for found in [reading.decides] if reading.yes_or_no else reading.spans:
        view = sentences[window.sentence(found.start)]
        span = window.span(found.start, found.end)
        agrees = agreement(view, (span.start - view.start, span.end - view.start), query)
        numbers = {**said, **agrees}
        yield Candidate(reading, found, view, numbers, confidence.shipped().order.odds(numbers))
        if not contradicts(agrees):
            return


def _unnamed(query: Query, window: Window) -> float:
    """The share of the names of persons, companies and the like in the question that the window doesn't have."""
    read = fold(f"{window.head} {window.text}")
    return sum(fold(name) not in read for name in query.names) / max(1, len(query.names))


def alternatives(candidate: Candidate) -> list[Candidate]:
    """The other spans of a candidate's window that score as much as it nearly, as candidates of their own."""
    found = []
    for other in candidate.reading.spans[1:]:
        behind = candidate.reading.spans[0].score - other.score
        view = candidate.view.article.sentences[candidate.reading.window.sentence(other.start)]
        if candidate.found is candidate.reading.spans[0] and other.score > 0 and behind <= _NEARLY:
            found.append(replace(candidate, found=other, view=view, odds=candidate.odds - behind / 4))
    return found


def _reciprocal(rank: int | None) -> float:
    return 0.0 if rank is None else 1 / (1 + rank)


def _ordered(query: Query, found: Sequence[Candidate]) -> Candidates:
    every = sorted(found, key=lambda candidate: -candidate.odds)
    ordered = [candidate for candidate in every if not contradicts(candidate.numbers)]
    against = tuple(candidate for candidate in every if contradicts(candidate.numbers))
    sure = confidence.shipped().sure.probability(standing(ordered[0], ordered)) if ordered else 0.0
    return Candidates(query, tuple(ordered), sure, against)


def standing(best: Candidate, ordered: Sequence[Candidate]) -> Numbers:
    """The numbers of the best candidate, and how it stands among the others."""
    same = [same_value(best.text, other.text) for other in ordered[1:]]
    others = [other for other, agrees in zip(ordered[1:], same, strict=True) if not agrees]
    return {
        **best.numbers,
        "odds": best.odds,
        "ahead": min(best.odds - max([_ALONE, *(other.odds for other in others[:1])]), 6.0),
        "agreeing": float(any(same)),
    }


def same_value(a: str, b: str) -> bool:
    """Whether two spans say the same: the same figures, or one has all the words of the other."""
    ours, theirs = find_quantities(a), find_quantities(b)
    if ours and theirs:
        return [(q.value, q.of) for q in ours] == [(q.value, q.of) for q in theirs]
    x, y = set(re.findall(r"\w+", fold(a))), set(re.findall(r"\w+", fold(b)))
    return x <= y or y <= x
