"""Choosing the sentence and the span that answer a question, out of what was retrieved."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.answering import figure_score
from assistant.answering.candidate import Candidate
from assistant.answering.evidence import Evidence, Wanted, Weights, matches, wanted_pairs, wanted_terms, weigh
from assistant.answering.overlap import Overlap
from assistant.answering.reading import Library, SentenceView
from assistant.answering.sentence_score import features, score
from assistant.answering.spans import candidates
from assistant.retrieval.hybrid import Hit
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

_WHOLE = 4  # articles that are read from beginning to end
_NO_SPAN = 0.8  # fit of a sentence when the kind of answer has no spans
_OFFICE = 0.85  # fit of a person from which he holds the very office asked about
_UNSPANNED = 0.1  # of a sentence that has no span of the kind asked for: too little to be an answer
_ANY_FIT = 0.35  # share of the confidence that doesn't hang on the span's fit
_HEARD = 0.15  # coverage below which no span is looked for
_COUNTS_OTHER = 0.2  # what is left when a figure seems to count something else: too little to be an answer
_NO_REASON = 0.5  # what is left when a reason is asked for and the sentence gives none
_UNTOLD = 0.6  # and when «màu gì» is asked and the sentence speaks of no «màu»
_UNTOLD_OPEN = 0.8  # the same of an open question, where other words may do
_TOLD = 0.5  # how well a sentence must have a word to speak of it
_HEADING = 0.45  # when a headline or caption stands for an answer: it mostly only says what the question does
_NO_LIST = 0.5  # and when a list is asked for and the sentence doesn't enumerate
QUOTED = re.compile(r"[“\"][^”\"]{3,160}[”\"]")
_ENUMERATION = re.compile(r"(?<!\w)(?:gồm|như|là)\s*:|(?:[^,]+,){2,}[^,]+\svà\s")
_SPANLESS = {Kind.LIST, Kind.YES_NO, Kind.ENTITY, Kind.OPEN, Kind.REASON}
_RETRIEVED = 0.2  # what being of the best passage found adds
_LEARNED = 1.0  # what a unit of the learned score adds when choices are put in order …
_LEARNED_OPEN = 2.0  # … of a kind that may go without a span …
_LEARNED_FIGURE = 0.3  # … and of figures, beside their own
_SPANNED = 0.6  # and what a span adds for a kind that may go without one
_SPANNED_ENTITY = 2.0  # the same when a name is asked for: «công ty nào»
_ASIDE = 0.6  # what speaking of another place or time takes when choices are put in order
_LACKING, _LACKING_OPEN = 2.0, 0.3  # and lacking the words that the question turns on
_CAPTION = 0.03  # what being a caption or headline takes: the body says more


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence, and the span in it if the kind of answer has one.

    `confidence`, 0 to about 1.2, is how sure it is that this answers the question: it ranks the choices, and the
    best one's decides whether there is an answer; `certainty` is what is shown of it.
    """

    view: SentenceView
    evidence: Evidence
    candidate: Candidate | None
    kind: Kind
    confidence: float
    there: float = 1.0  # agreement with the place and the time asked about
    told: bool = True  # whether the sentence has the words that the question turns on
    score: float = 0.0  # the learned score of its sentence: with the confidence it puts the choices in order
    figure: float | None = None  # the learned score of a figure, when one is asked for: it puts these in order

    @property
    def certainty(self) -> float:
        """The confidence as a number from 0 to 1, to be shown."""
        return round(min(self.confidence, 1.0), 3)


@dataclass(frozen=True)
class Reading:
    """What was read for a question: choices, best first, and the terms looked for."""

    query: Query
    terms: tuple[Wanted, ...]
    choices: tuple[Choice, ...]
    features: Mapping[SentenceView, Mapping[str, float]] = field(default_factory=dict, repr=False)  # for fitting

    @property
    def best(self) -> Choice | None:
        return self.choices[0] if self.choices else None

    def promise(self, article_id: str) -> float:
        """The highest score of an article's sentences: how likely it holds the answer, beside the others."""
        scores = (choice.score for choice in self.choices if choice.view.article.article.id == article_id)
        return max(scores, default=-math.inf)

    def sure(self, least: float) -> Choice | None:
        """The first choice with at least that confidence: what the answer is made of."""
        return next((choice for choice in self.choices if choice.confidence >= least), None)


def read(query: Query, hits: Sequence[Hit], library: Library, weights: Weights) -> Reading:
    """Weigh every sentence of the passages found, and of the best articles whole, and the spans in them."""
    terms = wanted_terms(query, weights)
    pairs = wanted_pairs(query, weights)
    choices: list[Choice] = []
    numbers_of: dict[SentenceView, dict[str, float]] = {}
    sentences = _sentences(hits, library)
    overlap = Overlap(query, [view for view, _ in sentences], weights)
    for view, hit in sentences:
        evidence = weigh(view, query, terms, pairs)
        bonus = _RETRIEVED * (hit.score / hits[0].score if hit else 0.0) - (_CAPTION if view.sentence.caption else 0.0)
        spans: list[Candidate | None] = []
        spans += candidates(view, query, terms) if evidence.coverage > _HEARD else []
        if not spans and query.kind in _SPANLESS:
            spans = [None]
        here = len(choices)
        if not spans and evidence.coverage > _HEARD:  # no answer, but perhaps the nearest thing that is said
            choices.append(Choice(view, evidence, None, query.kind, _UNSPANNED * evidence.coverage * evidence.place))
        told = all(matches(t, view, pairs, query.accented) > _TOLD for t in terms if t.norm in query.thing)
        for span in spans:
            there = evidence.place * (span.of_place if span else 1.0)
            meant = 1.0 if span is None or span.counts else _COUNTS_OTHER
            sure = meant * there * evidence.period * (_confidence(view, evidence, span, query.kind, told) + bonus)
            choices.append(Choice(view, evidence, span, query.kind, max(sure, 0.0), min(there, evidence.period), told))
        if len(choices) > here:
            best = max(choices[here:], key=lambda choice: choice.confidence)
            fit = best.candidate.fit if best.candidate else 0.0
            numbers = features(view, query, terms, evidence, hit, hits[0], overlap, fit, best.confidence)
            choices[here:] = [_scored(choice, numbers) for choice in choices[here:]]
            numbers_of[view] = numbers
    choices.sort(key=_rank, reverse=True)
    return Reading(query, tuple(terms), tuple(choices), numbers_of)


def _scored(choice: Choice, numbers: Mapping[str, float]) -> Choice:
    """A choice with the learned score of its sentence, whose numbers these are, and that of its figure."""
    figure = None
    if choice.kind is Kind.FIGURE:
        own = choice.candidate.numbers if choice.candidate else None
        figure = figure_score.score(numbers, own or figure_score.NO_FIGURE)
    return replace(choice, score=score(numbers), figure=figure)


def _rank(choice: Choice) -> float:
    """What puts the choices in order: a span of a kind that may go without tells that the sentence answers."""
    if choice.figure is not None:
        return choice.figure + _LEARNED_FIGURE * choice.score
    spanned = untold = 0.0
    if choice.candidate and choice.kind in _SPANLESS:
        spanned = _SPANNED_ENTITY if choice.kind is Kind.ENTITY else _SPANNED
    if not choice.told:
        untold = _LACKING_OPEN if choice.kind is Kind.OPEN else _LACKING
    weight = _LEARNED_OPEN if choice.kind in _SPANLESS - {Kind.YES_NO} else _LEARNED
    return choice.confidence + weight * choice.score - _ASIDE * (1 - choice.there) - untold + spanned


def _confidence(view: SentenceView, evidence: Evidence, span: Candidate | None, kind: Kind, told: bool) -> float:
    """What the rules make of a sentence and a span; `told` whether it has what the question turns on."""
    fit = span.fit if span else _HEADING if view.sentence.caption or view.index == 0 else _NO_SPAN
    if kind is Kind.LIST and not span and not _enumerates(view):
        fit = _NO_LIST
    said = math.pow(1 - evidence.missing, _strictness(span, kind)) * (0.45 + 0.55 * evidence.coverage)
    if kind is Kind.PLACE:  # every sentence happens somewhere: it must tell of the thing itself
        said *= evidence.own / max(evidence.coverage, evidence.own, 0.01)
    if kind is Kind.REASON and not span:
        said *= _NO_REASON
    if not told:
        said *= _UNTOLD_OPEN if kind is Kind.OPEN else _UNTOLD
    return said * (_ANY_FIT + (1 - _ANY_FIT) * fit)


def _strictness(span: Candidate | None, kind: Kind) -> float:
    """How much words that the article lacks count against it: less when the very thing asked for was found."""
    if kind in _SPANLESS and not span:
        return 3.0
    if kind is Kind.FIGURE and span:
        return 3 - 2 * max(0.0, (span.head - 0.7) / 0.3)
    by_office = kind is Kind.PERSON and span is not None and span.fit >= _OFFICE
    return 1.0 if by_office or kind is Kind.ROLE else 2.0


def _enumerates(view: SentenceView) -> bool:
    return len(QUOTED.findall(view.text)) > 1 or _ENUMERATION.search(view.text) is not None


def _sentences(hits: Sequence[Hit], library: Library) -> list[tuple[SentenceView, Hit | None]]:
    """The sentences to weigh, each with the passage found that holds it, if one does."""
    found: dict[tuple[str, int], tuple[SentenceView, Hit | None]] = {}
    for hit in hits:
        article = library.view(hit.passage.article_id)
        for index in range(hit.passage.first, hit.passage.last + 1):
            found[article.article.id, index] = (article.sentences[index], hit)
    for id in list(dict.fromkeys(hit.passage.article_id for hit in hits))[:_WHOLE]:
        for view in library.view(id).sentences:
            found.setdefault((id, view.index), (view, None))
    return [(view, hit) for view, hit in found.values() if view.index not in view.article.ordering]
