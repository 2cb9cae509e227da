"""Choosing the sentence and the span that answer a question, out of what was retrieved."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.candidate import Candidate
from assistant.answering.evidence import Evidence, Wanted, Weights, wanted_pairs, wanted_terms, weigh
from assistant.answering.reading import Library, SentenceView
from assistant.answering.spans import candidates
from assistant.retrieval.hybrid import Hit
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

_WHOLE = 4  # articles that are read from beginning to end
_NO_SPAN = 0.8  # fit of a sentence when the kind of answer has no spans
_OFFICE = 0.85  # fit of a person from which he holds the very office asked about
_NO_LIST = 0.5  # and when a list is asked for and the sentence doesn't enumerate
_QUOTED = re.compile(r"[“\"][^”\"]{3,160}[”\"]")
_ENUMERATION = re.compile(r"(?<!\w)(?:gồm|như|là)\s*:|(?:[^,]+,){2,}[^,]+\svà\s")
_SPANLESS = {Kind.LIST, Kind.YES_NO, Kind.ENTITY, Kind.OPEN}
_RETRIEVED = 0.06  # what the best passage's rank adds
_CAPTION = 0.03  # what being a caption or headline takes: the body says more


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence, and the span in it if the kind of answer has one, with its score (0 to about 1)."""

    view: SentenceView
    evidence: Evidence
    candidate: Candidate | None
    score: float
    kind: Kind

    @property
    def confidence(self) -> float:
        """How sure it is that this answers the question at all, 0 to 1."""
        fit = self.candidate.fit if self.candidate else _NO_SPAN
        evidence = self.evidence
        said = math.pow(1 - evidence.missing, self._strictness) * (0.45 + 0.55 * evidence.coverage)
        if self.kind is Kind.PLACE:  # every sentence happens somewhere: it must tell of the thing itself
            said *= evidence.own / max(evidence.coverage, evidence.own, 0.01)
        return said * evidence.place * evidence.period * (0.35 + 0.65 * fit)

    @property
    def _strictness(self) -> float:
        """How much words that the article lacks count against it: less when the very measure asked for was found."""
        if self.kind is not Kind.FIGURE or not self.candidate:
            sure = self.kind is Kind.ROLE or (
                self.kind is Kind.PERSON and self.candidate and self.candidate.fit >= 0.85
            )
            return 3.0 if self.kind in _SPANLESS else 1.0 if sure else 2.0
        return 3 - 2 * max(0.0, (self.candidate.head - 0.7) / 0.3)


@dataclass(frozen=True)
class Reading:
    """What was read for a question: choices, best first, and the terms looked for."""

    query: Query
    terms: tuple[Wanted, ...]
    choices: tuple[Choice, ...]

    @property
    def best(self) -> Choice | None:
        return self.choices[0] if self.choices else None


def read(query: Query, hits: Sequence[Hit], library: Library, weights: Weights) -> Reading:
    """Weigh every sentence of the passages found, and of the best articles whole, and the spans in them."""
    terms = wanted_terms(query, weights)
    pairs = wanted_pairs(query, weights)
    choices: list[Choice] = []
    for view, retrieved in _sentences(hits, library):
        evidence = weigh(view, query, terms, pairs)
        base = evidence.total + _RETRIEVED * retrieved - (_CAPTION if view.sentence.caption else 0.0)
        spans = candidates(view, query, terms) if evidence.coverage > 0.1 else []
        for span in spans:
            choices.append(Choice(view, evidence, span, base * (0.35 + 0.65 * span.fit), query.kind))
        if not spans and query.kind in _SPANLESS:
            enumerates = (
                query.kind is not Kind.LIST or len(_QUOTED.findall(view.text)) > 1 or _ENUMERATION.search(view.text)
            )
            choices.append(Choice(view, evidence, None, base * (_NO_SPAN if enumerates else _NO_LIST), query.kind))
    choices.sort(key=lambda choice: -choice.score)
    return Reading(query, tuple(terms), tuple(choices))


def _sentences(hits: Sequence[Hit], library: Library) -> list[tuple[SentenceView, float]]:
    """The sentences to weigh, each with the retrieval score of its passage as a share of the best one's."""
    if not hits:
        return []
    top = hits[0].score
    found: dict[tuple[str, int], tuple[SentenceView, float]] = {}
    for hit in hits:
        article = library.view(hit.passage.article_id)
        for index in range(hit.passage.first, hit.passage.last + 1):
            found[article.article.id, index] = (article.sentences[index], hit.score / top)
    for id in list(dict.fromkeys(hit.passage.article_id for hit in hits))[:_WHOLE]:
        for view in library.view(id).sentences:
            found.setdefault((id, view.index), (view, 0.0))
    return list(found.values())
