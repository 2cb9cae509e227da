"""The engine that answers from the sources' own words, with no model: understand, retrieve, read, phrase."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.answer import Answer, Citation, Claim
from assistant.answering.choosing import Choice, Reading, read
from assistant.answering.evidence import Weights
from assistant.answering.listing import list_items
from assistant.answering.metadata import answer_metadata
from assistant.answering.phrasing import bold, escape, phrase, quote_clause
from assistant.answering.reading import Library, SentenceView
from assistant.index.store import Store
from assistant.language.documents import find_documents
from assistant.retrieval.hybrid import Hit, HybridRetriever
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

_SHOWN = 5  # articles listed when a question only names a place
_DECIDED = 0.9  # coverage from which a sentence decides a yes-or-no question
_NEARLY = 0.6  # of the best score, from which a sentence that says the same is cited too
_OFFERED = 0.3  # coverage from which the nearest sentence is worth showing


class ExtractiveEngine:
    """Answers questions over one store."""

    name = "extractive"

    def __init__(self, store: Store, retriever: HybridRetriever) -> None:
        self._store = store
        self._retriever = retriever
        self._library = Library(retriever.article)

    def answer(self, question: str) -> Answer:
        """The answer to one question, complete in itself."""
        watch = Stopwatch()
        query = self._retriever.understand(question)
        watch.lap("understand")
        if query.blank:
            return Answer(question, _UNREADABLE, "not_found", timings=watch.stop())
        scope = self._retriever.scope(query.places)
        if scope and not query.terms and not query.documents:
            return self._about_what(question, query, scope)
        hits = self._retriever.search(query, scope or None)
        watch.lap("retrieve")
        weights = Weights(
            self._store.words.count(), self._store.words.df, lambda word: self._store.words.df(word, exact=True)
        )
        reading = read(query, hits, self._library, weights)
        watch.lap("read")
        answer = self._decide(question, query, scope, hits, reading)
        watch.lap("phrase")
        return replace(answer, timings=watch.stop())

    def _decide(
        self, question: str, query: Query, scope: set[str] | None, hits: Sequence[Hit], reading: Reading
    ) -> Answer:
        if scope is not None and not scope:
            names = ", ".join(dict.fromkeys(place.name for place in query.places))
            return self._not_found(question, reading, f"Kho tài liệu không có bài nào về {escape(names)}.")
        if query.kind in (Kind.PUBLISHED, Kind.AUTHOR, Kind.VIEWS):
            found = answer_metadata(question, query, hits, self._library)
            if found:
                return found
            return self._not_found(question, reading, "Bài viết không ghi thông tin này.")
        missing = [number for number in query.documents if not self._mentioned(number, reading)]
        if missing:
            return self._not_found(question, reading, f"Kho tài liệu không nhắc đến văn bản {escape(missing[0])}.")
        best = reading.best
        if best is None or best.confidence < self._store.settings.min_confidence:
            return self._not_found(question, reading, _period_reason(query, reading))
        if query.kind is Kind.LIST:
            items = list_items(best, reading)
            if items:
                return self._listed(question, best, items)
        if query.kind is Kind.YES_NO:
            return _yes_no(question, best, reading)
        citations = [cite(number, choice) for number, choice in enumerate([best, *_agreeing(best, reading)], 1)]
        return _answered(question, phrase(best, reading, len(citations)), citations, best)

    def _about_what(self, question: str, query: Query, scope: set[str]) -> Answer:
        """A question that only names places: say what there is, and ask what is wanted."""
        articles = [self._library.view(id) for id in sorted(scope)][:_SHOWN]
        names = ", ".join(dict.fromkeys(place.name for place in query.places))
        lines = [f"- «{escape(view.article.title.value)}» [{n}]" for n, view in enumerate(articles, 1)]
        text = f"Bạn muốn tra điều gì về {escape(names)}? Kho tài liệu có {len(scope)} bài:\n" + "\n".join(lines)
        citations = tuple(_citation(n, view.sentences[0], []) for n, view in enumerate(articles, 1))
        return Answer(question, text, "needs_clarification", citations)

    def _mentioned(self, number: str, reading: Reading) -> bool:
        digits = re.sub(r"\W", "", number).lower()
        return any(
            digits in re.sub(r"\W", "", document.number).lower()
            for view in {choice.view.article for choice in reading.choices}
            for document in find_documents(view.article.text)
        )

    def _listed(self, question: str, best: Choice, items: Sequence[tuple[SentenceView, int, int]]) -> Answer:
        views = list(dict.fromkeys(view for view, _, _ in items))
        citations = [
            _citation(number, view, [(start, end) for other, start, end in items if other is view])
            for number, view in enumerate(views, 1)
        ]
        lines = [f"- {bold(view.text[start:end])} [{views.index(view) + 1}]" for view, start, end in items]
        return _answered(question, "Theo nguồn:\n" + "\n".join(lines), citations, best)

    def _not_found(self, question: str, reading: Reading, reason: str) -> Answer:
        text = f"Không tìm thấy trong kho tài liệu. {reason}".strip()
        nearest = max(reading.choices, key=lambda choice: choice.evidence.coverage, default=None)
        citations: tuple[Citation, ...] = ()
        if nearest and nearest.evidence.coverage >= _OFFERED:
            citations = (cite(1, nearest),)
            text += f" Nội dung gần nhất: bài «{escape(nearest.view.article.article.title.value)}» [1]."
        confidence = reading.best.confidence if reading.best else 0.0
        return Answer(question, text, "not_found", citations, confidence=round(confidence, 3))


_UNREADABLE = (
    "Không đọc được câu hỏi. Hãy hỏi bằng tiếng Việt, nêu địa phương, năm và nội dung cần tra, "
    "ví dụ: «Huyện A có bao nhiêu mô hình năm 2021?»."
)


class Stopwatch:
    """Milliseconds by stage."""

    def __init__(self) -> None:
        self._begin = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self._laps[stage] = round((now - self._last) * 1000, 2)
        self._last = now

    def stop(self) -> dict[str, float]:
        return {**self._laps, "total": round((time.perf_counter() - self._begin) * 1000, 2)}


def cite(number: int, choice: Choice) -> Citation:
    """The citation of a choice: its sentence, with the span marked."""
    span = choice.candidate
    return _citation(number, choice.view, [(span.start, span.end)] if span else [])


def _citation(number: int, view: SentenceView, marks: Sequence[tuple[int, int]]) -> Citation:
    article = view.article.article
    return Citation(
        number=number,
        article_id=article.id,
        source=article.source,
        title=article.title.value,
        published=article.published.value if article.published else None,
        quote=view.text,
        start=view.start,
        end=view.sentence.end,
        marks=tuple((view.start + start, view.start + end) for start, end in marks),
    )


def _answered(question: str, text: str, citations: Sequence[Citation], best: Choice) -> Answer:
    span = best.candidate
    claims = (Claim(span.text, span.claim, True, 1),) if span and span.claim else ()
    return Answer(question, text, "answered", tuple(citations), claims, confidence=round(best.confidence, 3))


def _agreeing(best: Choice, reading: Reading) -> list[Choice]:
    """Other sentences of the article that say the same, at most two, nearly as good; those of the body first."""
    found: list[Choice] = []
    for choice in reading.choices[1:]:
        if choice.score < _NEARLY * best.score:
            break
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


def _yes_no(question: str, best: Choice, reading: Reading) -> Answer:
    verdict = _verdict(best, reading)
    return _answered(question, f"{verdict}{quote_clause(best, reading.terms)} [1].", [cite(1, best)], best)


def _verdict(best: Choice, reading: Reading) -> str:
    """«Có», «Không», or nothing when the sentence doesn't decide."""
    view = best.view
    every = any(token.norm in ("tất", "mọi", "đều", "toàn") for token in reading.query.tokens)
    ratios = [quantity for quantity in view.quantities if quantity.of]
    if every and ratios:
        near = max(
            ratios,
            key=lambda q: sum(
                t.folded in view.text[q.end : q.end + 40].lower() or t.norm in view.text[q.end : q.end + 40].lower()
                for t in reading.terms
            ),
        )
        return "Có: " if near.value == near.of else "Không: "
    if every or best.evidence.coverage < _DECIDED or best.evidence.place < 1:
        return "Theo nguồn: "
    return "Không: " if re.search(r"(?<!\w)(?:chưa|không)(?!\w)", view.text) else "Có: "


def _period_reason(query: Query, reading: Reading) -> str:
    if not query.years or not reading.choices:
        return ""
    nearest = max(reading.choices, key=lambda choice: choice.evidence.coverage)
    if nearest.evidence.period >= 0.75 or nearest.evidence.place < 0.3:
        return ""
    said = sorted(nearest.view.period or nearest.view.article.years)
    asked = ", ".join(map(str, sorted(query.years)))
    return f"Không có số liệu năm {asked}; nguồn gần nhất nói về năm {', '.join(map(str, said[:3]))}." if said else ""
