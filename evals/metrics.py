"""Judging one answer, and the rates over many. Pure functions.

**Right**: the text has an alternative of every `must` group and nothing of `must_not`, is not too long, the
sources are cited, and so is the evidence; for a question to abstain from, the status is `not_found`. An answerable
question that got `not_found` is wrong, whatever the text offers as the nearest thing. Of a question that brings its own
files, whose articles say like things side by side, `must_not` is looked for in what the answer has in bold, and so is
`must` for the kinds of `IN_BOLD` if anything is in bold.

**Citation precision** is the share of (question, cited file) pairs whose file is one of the question's `sources`
or `sources_any`; **citation recall** the share of the files asked for that are cited (a `sources_any` counts as
one). Both are over the questions that ask for sources; a refusal cites nothing.

**Evidence cited**: of the questions with `evidence` that were not refused, those where every source asked for has
a cited quote that overlaps an evidence string.

**Abstention precision** is the share of refusals that were due, **recall** the share of due refusals that came.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.answer import Answer, Citation
from evals.suite import Question

MAX_LENGTH = 500  # characters of an answer's text
MAY_BE_LONG = {"list", "compare", "conflict", "ambiguous"}
IN_BOLD = {"figure", "date", "person", "place", "entity"}  # kinds with one thing to be said


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong with one answer (nothing: it is right), and what the rates are counted from."""

    problems: tuple[str, ...]
    refused: bool
    cited: frozenset[str]  # file names; empty for a refusal
    evidence_cited: bool | None  # None: no evidence asked for, or a refusal

    @property
    def right(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` of `n`; `value` is None when n is 0."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.hits, self.n)


def judge(question: Question, answer: Answer, texts: Mapping[str, str]) -> Judgement:
    """Judges one answer. `texts` maps the file names that the corpus has to `Article.text`."""
    refused = answer.status == "not_found"
    cited = frozenset() if refused else frozenset(citation.source for citation in answer.citations)
    bold = "\n".join(re.findall(r"\*\*(.+?)\*\*", answer.text, re.DOTALL))
    said = bold if bold and question.files and question.kind in IN_BOLD else answer.text
    problems = [f"says {bad!r}" for bad in question.must_not if contains(bold if question.files else answer.text, bad)]
    if len(answer.text) > MAX_LENGTH and question.kind not in MAY_BE_LONG:
        problems.append(f"{len(answer.text)} characters, over {MAX_LENGTH}")
    if question.abstain:
        if not refused:
            problems.append(f"{answer.status} instead of not_found")
        return Judgement(tuple(problems), refused, cited, None)
    if refused:
        return Judgement((*problems, "refused"), refused, cited, None)
    for group in question.must:
        if not any(contains(said, alternative) for alternative in group):
            problems.append(f"lacks {' | '.join(group)}")
    if missing := [source for source in question.sources if source not in cited]:
        problems.append(f"doesn't cite {', '.join(missing)}")
    if question.sources_any and not cited & set(question.sources_any):
        problems.append(f"cites none of {', '.join(question.sources_any)}")
    evidence_cited = _evidence_cited(question, answer.citations, texts) if question.evidence else None
    if evidence_cited is False:
        problems.append("evidence not quoted")
    return Judgement(tuple(problems), refused, cited, evidence_cited)


def contains(text: str, wanted: str) -> bool:
    """Whether `text` says `wanted`: NFC, any case, not inside a longer number.

    The [n] marks of citations are no part of what is said. The text is read with its Markdown bold and without.
    """
    text = re.sub(r"\s*\[\d+\]", "", text)
    found = _pattern(wanted).search
    return bool(found(_comparable(text)) or found(_comparable(text.replace("**", ""))))


def _pattern(wanted: str) -> re.Pattern[str]:
    wanted = _comparable(wanted)
    before = r"(?<![0-9])(?<![0-9][.,/])" if wanted[0].isdecimal() else ""
    after = r"(?![0-9]|[.,/][0-9])" if wanted[-1].isdecimal() else ""
    return re.compile(before + re.escape(wanted) + after)


def _comparable(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _evidence_cited(question: Question, citations: Iterable[Citation], texts: Mapping[str, str]) -> bool:
    quoted = {
        citation.source
        for citation in citations
        for start, end in occurrences(question.evidence, texts.get(citation.source, ""))
        if start < citation.end and citation.start < end
    }
    return quoted >= set(question.sources) and (not question.sources_any or bool(quoted & set(question.sources_any)))


def occurrences(evidence: Iterable[str], text: str) -> list[tuple[int, int]]:
    """The spans `[start, end)` of an article's text where an evidence string stands."""
    spans = []
    for wanted in evidence:
        wanted = unicodedata.normalize("NFC", wanted)
        start = text.find(wanted)
        while start >= 0:
            spans.append((start, start + len(wanted)))
            start = text.find(wanted, start + 1)
    return spans


Judged = Sequence[tuple[Question, Judgement]]


def _share(judged: Judged, of: Callable[[Question, Judgement], bool], hit: Callable[[Judgement], bool]) -> Rate:
    chosen = [judgement for question, judgement in judged if of(question, judgement)]
    return Rate(sum(map(hit, chosen)), len(chosen))


def rates(judged: Judged) -> dict[str, Rate]:
    """Every rate over the judged questions, by name; the definitions stand at the head of this module."""
    return {
        "accuracy": _share(judged, lambda q, j: True, lambda j: j.right),
        "evidence_cited": _share(judged, lambda q, j: j.evidence_cited is not None, lambda j: j.evidence_cited is True),
        "citation_precision": _citation_precision(judged),
        "citation_recall": _citation_recall(judged),
        "abstention_precision": Rate(
            sum(j.refused and q.abstain for q, j in judged), sum(j.refused for _, j in judged)
        ),
        "abstention_recall": _share(judged, lambda q, j: q.abstain, lambda j: j.refused),
        "answerable_refused": _share(judged, lambda q, j: not q.abstain, lambda j: j.refused),
    }


def grouped(judged: Judged, of: Callable[[Question], str]) -> dict[str, Judged]:
    """The judged questions by what `of` says of each, in alphabetical order; none of which it says nothing."""
    names = sorted({of(question) for question, _ in judged} - {""})
    return {name: [pair for pair in judged if of(pair[0]) == name] for name in names}


def _citation_precision(judged: Judged) -> Rate:
    pairs = [
        source in question.sources + question.sources_any
        for question, judgement in judged
        if question.sources or question.sources_any
        for source in judgement.cited
    ]
    return Rate(sum(pairs), len(pairs))


def _citation_recall(judged: Judged) -> Rate:
    found = [source in judgement.cited for question, judgement in judged for source in question.sources]
    found += [bool(judgement.cited & set(q.sources_any)) for q, judgement in judged if q.sources_any]
    return Rate(sum(found), len(found))


def wilson(hits: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson score interval of a proportion, 95% unless `z` says otherwise; (0, 1) when n is 0."""
    if n == 0:
        return 0.0, 1.0
    share, spread = hits / n, z * z / n
    middle = share + spread / 2
    half = z * math.sqrt(share * (1 - share) / n + spread / (4 * n))
    low, high = (middle - half) / (1 + spread), (middle + half) / (1 + spread)
    return max(0.0, min(low, share)), min(1.0, max(high, share))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values don't exceed, interpolated. Raises ValueError when empty."""
    if not values:
        raise ValueError("percentile of no values")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
