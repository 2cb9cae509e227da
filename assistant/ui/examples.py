"""Questions to start with and to go on with, drawn from what is indexed: only such as the assistant answers."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence

from assistant.answering.answer import Answer
from assistant.assistant import Assistant
from assistant.corpus.article import Article, Span
from assistant.language.normalize import fold
from assistant.language.numbers import find_quantities
from assistant.language.places import place_key

# What is counted, up to the end of its clause: only there is it sure to be whole.
_COUNTED = re.compile(r"((?: [^\W\d_]+){2,5}) ?[,;.]")
_TIME = ("năm", "tháng", "ngày", "tuần", "giờ", "phút", "tuổi")
_OTHERS = 2  # places that a follow-up asks about


def examples(assistant: Assistant, articles: Iterable[Article], wanted: int = 4, seconds: float = 1.5) -> list[str]:
    """Up to `wanted` questions, each from another article, as many as are found in `seconds`."""
    deadline = time.perf_counter() + seconds
    found: list[str] = []
    for article in articles:
        for question, figure in _candidates(article):
            if len(found) == wanted or time.perf_counter() > deadline:
                return found
            if _answers(assistant, article.source, question, figure):
                found.append(question)
                break
    return found


def follow_ups(
    assistant: Assistant, answer: Answer, asked: Sequence[str], wanted: int = 3, seconds: float = 1.2
) -> list[str]:
    """Up to `wanted` questions to go on with: the same of another place, then other figures of the article cited first.

    `asked` are the user's questions so far, the one answered last.
    """
    if answer.status not in ("answered", "conflicting") or not answer.citations:
        return []
    deadline = time.perf_counter() + seconds
    known = {fold(question) for question in asked}
    found: list[str] = []
    for question, source, span, history in _ideas(assistant, answer, asked):
        if len(found) == wanted or time.perf_counter() > deadline:
            break
        if fold(question) not in known and _answers(assistant, source, question, span, history):
            known.add(fold(question))
            found.append(question)
    return found


def _candidates(article: Article) -> Iterator[tuple[str, Span]]:
    """«{place} có bao nhiêu {what is counted}?» for each plain number of the article, and where that number stands."""
    for sentence in article.sentences if article.places else ():
        text = article.text[sentence.start : sentence.end]
        for quantity in find_quantities(text):
            counted = _COUNTED.match(text, quantity.end)
            plain = not quantity.percent and quantity.of is None and quantity.value > 9
            if plain and counted and not counted.group(1).split()[0].startswith(_TIME):
                figure = Span(sentence.start + quantity.number_start, sentence.start + quantity.end)
                yield f"{article.places[0]} có bao nhiêu{counted.group(1)}?", figure


Idea = tuple[str, str, Span, Sequence[str]]  # a question, the file and span that should answer it, the history it needs


def _ideas(assistant: Assistant, answer: Answer, asked: Sequence[str]) -> Iterator[Idea]:
    cited = answer.citations[0]
    figures = assistant.figures(source=cited.source)
    spans = {mark for citation in answer.citations for mark in citation.marks}
    said = [f for f in figures if any(a < f.span.end and f.span.start < b for a, b in spans) and f.measure]
    for figure in said[:1]:
        others: dict[str, Idea] = {}
        for other in assistant.figures(measure=figure.measure):
            key = place_key(other.place)
            if key and key != place_key(figure.place) and other.unit == figure.unit:
                others.setdefault(key, (f"Còn {other.place} thì sao?", other.source, other.span, asked))
        yield from list(others.values())[:_OTHERS]
    for figure in figures:
        if figure not in said and figure.place and _is_countable(figure.measure, figure.unit):
            years = f" năm {figure.period[0]}" if len(figure.period) == 1 else ""
            yield f"{figure.place} có bao nhiêu {figure.measure}{years}?", figure.source, figure.span, ()


def _is_countable(measure: str, unit: str) -> bool:
    """Whether «bao nhiêu {measure}» can be asked: it begins with the unit and is a phrase, not a clause."""
    return bool(unit) and 2 <= len(measure.split()) <= 7 and measure.startswith(unit) and not unit.startswith(_TIME)


def _answers(assistant: Assistant, source: str, question: str, figure: Span, history: Sequence[str] = ()) -> bool:
    """Whether the assistant answers the question with that very figure."""
    answer = assistant.extract(question, history)
    return answer.status == "answered" and any(
        cited.source == source and start < figure.end and figure.start < end
        for cited in answer.citations
        for start, end in cited.marks
    )
