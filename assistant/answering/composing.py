"""Answers made of choices: what is cited, what is claimed, how several values are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.answer import Answer, Citation, Claim
from assistant.answering.choosing import Choice, Reading
from assistant.answering.disagreement import Disagreement
from assistant.answering.listing import Item
from assistant.answering.phrasing import bold, escape, phrase, quote_clause
from assistant.answering.reading import SentenceView
from assistant.answering.verdict import Verdict
from assistant.corpus.article import Article, Span

_NEARLY = 0.5  # of the best confidence, from which a sentence that says the same is cited too


def cite(number: int, choice: Choice) -> Citation:
    """The citation of a choice: its sentence, with the span marked."""
    span = choice.candidate
    return citation(number, choice.view, [(span.start, span.end)] if span else [])


def citation(number: int, view: SentenceView, marks: Sequence[tuple[int, int]]) -> Citation:
    """The citation of a sentence; `marks` are offsets in it."""
    spans = [(view.start + start, view.start + end) for start, end in marks]
    return quoting(number, view.article.article, Span(view.start, view.sentence.end), spans)


def quoting(number: int, article: Article, span: Span, marks: Sequence[tuple[int, int]]) -> Citation:
    """The citation of a span of an article; `marks` are offsets in the article."""
    return Citation(
        number=number,
        article_id=article.id,
        source=article.source,
        title=article.title.value,
        published=article.published.value if article.published else None,
        quote=span.of(article.text),
        start=span.start,
        end=span.end,
        marks=tuple(marks),
    )


def answered(question: str, best: Choice, reading: Reading) -> Answer:
    """The answer that the best choice gives, with the sentences that say the same."""
    citations = [cite(number, choice) for number, choice in enumerate([best, *agreeing(best, reading)], 1)]
    return _answer(question, phrase(best, reading, len(citations)), citations, best)


def listed(question: str, best: Choice, items: Sequence[Item]) -> Answer:
    """The items of an enumeration, a line each."""
    views = list(dict.fromkeys(view for view, _, _ in items))
    citations = [
        citation(number, view, [(start, end) for other, start, end in items if other is view])
        for number, view in enumerate(views, 1)
    ]
    lines = [f"- {bold(view.text[start:end])} [{views.index(view) + 1}]" for view, start, end in items]
    return _answer(question, "Theo nguồn:\n" + "\n".join(lines), citations, best)


def disagreeing(question: str, disagreement: Disagreement) -> Answer:
    """Each value with its place and its own citation."""
    choices = disagreement.choices
    lines = []
    for number, choice in enumerate(choices, 1):
        assert choice.candidate
        place = next(iter(choice.view.article.article.places), "")
        years = ", ".join(map(str, sorted(choice.view.period)[:3]))
        label = escape(place) + (f" ({years})" if years else "")
        lines.append(f"- {label}: {bold(choice.candidate.text)} [{number}]")
    if disagreement.ambiguous:
        text = "Kho tài liệu có nhiều kết quả; bạn cần kết quả nào?\n" + "\n".join(lines)
    else:
        text = "Nguồn nêu khác nhau, cần đối chiếu với văn bản gốc:\n" + "\n".join(lines)
    places = dict.fromkeys(place for choice in choices for place in choice.view.article.article.places[:1])
    return Answer(
        question,
        text,
        "needs_clarification" if disagreement.ambiguous else "conflicting",
        tuple(cite(number, choice) for number, choice in enumerate(choices, 1)),
        claims(choices),
        suggestions=tuple(f"{question.rstrip(' ?.!')} ở {place}?" for place in places) if len(places) > 1 else (),
        confidence=choices[0].certainty,
    )


def yes_or_no(question: str, best: Choice, reading: Reading) -> Answer:
    """The sentence that bears on a yes-or-no question that no source decides."""
    return _answer(question, f"Theo nguồn: {_quoted(best, reading)} [1].", [cite(1, best)], best)


def _quoted(choice: Choice, reading: Reading) -> str:
    """The clause of a choice, for a sentence that goes on."""
    return quote_clause(choice, reading.terms).rstrip(" .;,")


def decided(question: str, verdict: Verdict, reading: Reading) -> Answer:
    """«Có» or «Không», and the part of the sentence that decides."""
    choice = verdict.choice
    text = f"{verdict.word}: {_quoted(choice, reading)} [1]."
    return _answer(question, text, [cite(1, choice)], choice)


def claims(choices: Sequence[Choice]) -> tuple[Claim, ...]:
    """What the spans state, each supported by the citation of its number."""
    return tuple(
        Claim(choice.candidate.text, choice.candidate.claim, True, number)
        for number, choice in enumerate(choices, 1)
        if choice.candidate and choice.candidate.claim
    )


def _answer(question: str, text: str, citations: Sequence[Citation], best: Choice) -> Answer:
    return Answer(question, text, "answered", tuple(citations), claims([best]), confidence=best.certainty)


def agreeing(best: Choice, reading: Reading) -> list[Choice]:
    """Other sentences of the article that say the same, at most two, nearly as good; those of the body first."""
    found: list[Choice] = []
    for choice in reading.choices:
        if choice.confidence < _NEARLY * best.confidence:
            continue
        seen = [best.view, *(other.view for other in found)]
        if choice.view not in seen and choice.view.article is best.view.article and _core(choice) == _core(best) != "":
            found.append(choice)
    return sorted(found, key=lambda choice: choice.view.sentence.caption)[:2]


def _core(choice: Choice) -> str:
    """What two spans that say the same have in common: a figure's digits, else the words."""
    if choice.candidate is None:
        return ""
    digits = re.search(r"\d[\d.,/]*", choice.candidate.text) if choice.candidate.claim == "figure" else None
    return digits.group().rstrip(".,") if digits else " ".join(choice.candidate.text.lower().split())
