"""Questions to start with, drawn from what is indexed: only such as the assistant answers."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence

from assistant.assistant import Assistant
from assistant.corpus.article import Article, Span
from assistant.language.numbers import find_quantities

# What is counted, up to the end of its clause: only there is it sure to be whole.
_COUNTED = re.compile(r"((?: [^\W\d_]+){2,5}) ?[,;.]")
_TIME = ("năm", "tháng", "ngày", "tuần", "giờ", "phút", "tuổi")


def examples(assistant: Assistant, articles: Sequence[Article], wanted: int = 4, seconds: float = 0.8) -> list[str]:
    """Up to `wanted` questions, each from another article, as many as are found in `seconds`."""
    deadline = time.perf_counter() + seconds
    found: list[str] = []
    for article in articles:
        for question, figure in _candidates(article):
            if len(found) == wanted or time.perf_counter() > deadline:
                return found
            if _answers(assistant, article, question, figure):
                found.append(question)
                break
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


def _answers(assistant: Assistant, article: Article, question: str, figure: Span) -> bool:
    """Whether the assistant answers the question with that very figure."""
    answer = assistant.ask(question)
    return answer.status == "answered" and any(
        cited.article_id == article.id and start <= figure.start and figure.end <= end
        for cited in answer.citations
        for start, end in cited.marks
    )
