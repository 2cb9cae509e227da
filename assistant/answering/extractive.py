"""The engine that answers from the sources' own words, with no language model: understand, retrieve, read, decide."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from assistant.answering.answer import Answer, Claim
from assistant.answering.comparison import Row, Side, asks_which_most, is_comparison, is_sum, listed_sides, sides, table
from assistant.answering.composing import citation, cite, claim
from assistant.answering.compound import join_answers, split_question
from assistant.answering.counting import count_articles, counts_articles
from assistant.answering.deciding import decide, rivals
from assistant.answering.followup import resolve
from assistant.answering.metadata import answer_metadata
from assistant.answering.nearest import find_nearest
from assistant.answering.phrasing import escape
from assistant.answering.stopwatch import Stopwatch
from assistant.index.store import Store
from assistant.language.dates import find_years
from assistant.language.documents import find_documents
from assistant.language.mergers import note
from assistant.language.normalize import fold
from assistant.language.places import Place
from assistant.reading.candidates import Candidates, find, reread
from assistant.reading.orders import defies
from assistant.reading.views import ArticleView, Library, SentenceView
from assistant.retrieval.hybrid import Hit, HybridRetriever
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

_YEAR = re.compile(r"\s*(?:,\s*)?(?:trong\s+)?(?:năm|nam)\s+(?:19|20)\d\d", re.IGNORECASE)
_REMEMBERED = 6  # earlier questions that a follow-up may lean on
_SHOWN = 5  # articles listed when a question only names a place
_METADATA = (Kind.PUBLISHED, Kind.AUTHOR, Kind.VIEWS)


class ExtractiveEngine:
    """Answers questions over one store."""

    name = "extractive"

    def __init__(self, store: Store, retriever: HybridRetriever) -> None:
        self._store = store
        self._retriever = retriever
        self._library = Library(retriever.article)

    def answer(
        self,
        question: str,
        earlier: Sequence[str] = (),
        whole: str | None = None,
        within: Collection[str] | None = None,
    ) -> Answer:
        """The answer to a question; `earlier` are those that the user asked before it, oldest first.

        `whole` is the question as it stands by itself, if that is known; else the rules resolve it. `within` are ids of
        the articles to answer from, if not all.
        """
        asking = _Asking(self._store, self._retriever, self._library, within)
        self._retriever.take_failure()  # of another question
        whole = whole or resolve(question, earlier[-_REMEMBERED:], self._retriever.understand, asking.person_of)
        query = self._retriever.understand(whole)
        asking.watch.lap("understand")
        answer = asking.answer(question, query)
        inherited = query.years - find_years(question)
        if answer.status == "not_found" and whole != question and inherited:  # the year was the last question's
            timeless = " ".join(_YEAR.sub("", whole).split())
            second = asking.answer(question, self._retriever.understand(timeless))
            if second.status != "not_found":
                note = f"Nguồn không nói về năm {', '.join(map(str, sorted(inherited)))}."
                whole, answer = timeless, replace(second, notes=(*second.notes, note))
        if failure := self._retriever.take_failure():
            note = f"{failure} Lần này chỉ tìm theo từ ngữ, có thể sót."
            answer = replace(answer, notes=(*answer.notes, note))
        understood = whole if whole != question else answer.understood
        return replace(answer, understood=understood, timings=asking.watch.stop())

    def hits(self, query: Query, within: Collection[str] | None = None) -> list[Hit]:
        """What is found for a question in the articles about its places."""
        return _Asking(self._store, self._retriever, self._library, within).hits(query)


class _Asking:
    """One question being answered: where it is looked for, and how long each stage took."""

    def __init__(
        self, store: Store, retriever: HybridRetriever, library: Library, within: Collection[str] | None
    ) -> None:
        self.watch = Stopwatch()
        self._store = store
        self._retriever = retriever
        self._library = library
        self._within = None if within is None else set(within)

    def person_of(self, question: str) -> str | None:
        """The person whom the answer to a question names."""
        answer = self.answer(question, self._retriever.understand(question))
        return next((claim.text for claim in answer.claims if claim.kind == "name"), None)

    def answer(self, question: str, query: Query) -> Answer:
        if query.blank:
            return Answer(question, _UNREADABLE, "not_found")
        if defies(query.spelt):
            return Answer(question, _ORDERED, "not_found")
        if parts := split_question(query, self._retriever.understand):
            return join_answers(question, [self.answer(part.text, part) for part in parts])
        if counts_articles(query):
            return count_articles(question, query, self._holding)
        scope, several = self._scope(query), sides(query)
        if scope == set():
            names = ", ".join(dict.fromkeys(place.name for place in query.places))
            if several:
                return self._side_by_side(question, query, several)
            reason = f"Kho tài liệu không có bài nào về {escape(names)}." if names else ""
            return self._not_found(question, Candidates(query, ()), reason)
        if scope and not query.terms and not query.documents:
            return self._about_what(question, query, scope)
        if missing := self._unknown_documents(query):
            reason = f"Kho tài liệu không nhắc đến văn bản {escape(missing[0])}."
            return self._not_found(question, Candidates(query, ()), reason)
        if several and (is_sum(query) or is_comparison(query)):
            return self._side_by_side(question, query, several)
        hits = self.hits(query)
        if query.kind in _METADATA:
            found = answer_metadata(question, query, hits, self._library)
            return found or self._not_found(question, Candidates(query, ()), "Bài viết không ghi thông tin này.")
        candidates = self._find(query, hits)
        if asks_which_most(query) and (ranked := self._ranked(question, query, candidates)):
            return ranked
        answer = decide(question, candidates) if candidates.sure else self._not_found(question, candidates)
        if answer.status != "not_found":
            notes = tuple(note(place, areas) for place, areas in self._retriever.renamed(query.places))
            answer = replace(answer, notes=(*answer.notes, *notes))
        elif several:
            answer = self._side_by_side(question, query, several)
        self.watch.lap("compose")
        return answer

    def hits(self, query: Query) -> list[Hit]:
        scope = self._scope(query)
        found = self._retriever.search(query, scope)
        self.watch.lap("retrieve")
        return found

    def _find(self, query: Query, hits: Sequence[Hit]) -> Candidates:
        found = find(self._as_named(query), hits, self._library, self._retriever.rarity)
        self.watch.lap("read")
        return found

    def _as_named(self, query: Query) -> Query:
        """The question by the names of the units that stand in for those it names, which were merged with them."""
        for place, areas in self._retriever.renamed(query.places):
            places = [other for other in query.places if other != place]
            if len(areas) == 1:
                area = areas[0]
                places.append(replace(place, key=area.key, name=area.name, level=area.level))
                query = replace(query, asked=query.asked.replace(place.name, area.name))
            query = replace(query, places=tuple(places))
        return query

    def _scope(self, query: Query) -> set[str] | None:
        scope = self._retriever.scope(query.places)
        if self._within is None:
            return scope
        return self._within if scope is None else scope & self._within

    def _side_by_side(self, question: str, query: Query, several: Sequence[Side]) -> Answer:
        """The same question read for each place, in a table."""
        rows = []
        for side in several:
            alone = self._retriever.understand(side.question)
            if not alone.terms:
                names = " và ".join(other.name for other in several)
                text = f"Bạn muốn so sánh số liệu nào của {escape(names)}?"
                return Answer(question, text, "needs_clarification")
            found = Candidates(alone, ())
            keys = {place.key for place in query.places}
            stand_in = any(area.key in keys for _, areas in self._retriever.renamed(alone.places) for area in areas)
            if self._scope(alone) != set() and not stand_in:
                found = self._find(alone, self.hits(alone))
            disputed = found.sure and is_sum(query) and len(rivals(found)) > 1
            rows.append(Row(side.name, found, found.best if found.sure and not disputed else None))
        if not any(row.best for row in rows):
            names = escape(", ".join(row.name for row in rows))
            return Answer(question, f"Không tìm thấy số liệu này của {names}.", "not_found")
        return self._tabled(question, query, rows)

    def _ranked(self, question: str, query: Query, candidates: Candidates) -> Answer | None:
        """Which of the places that the best window lists has the most, each read by itself; None for fewer than two."""
        rows = []
        for side, holder in listed_sides(query, candidates.all):
            alone = self._retriever.understand(side.question)
            found = reread(alone, holder, self._library)
            if found.sure:
                rows.append(Row(side.name, found, found.best))
        counted = [row for row in rows if row.quantity]
        return self._tabled(question, query, counted) if len(counted) > 1 else None

    def _tabled(self, question: str, query: Query, rows: Sequence[Row]) -> Answer:
        told = [row for row in rows if row.best]
        text, notes, total = table(rows, query)
        confidence = min(row.found.confidence for row in told)
        citations = tuple(cite(n, row.best) for n, row in enumerate(told, 1) if row.best)
        claims = tuple(claim(row.best, n, row.found.confidence) for n, row in enumerate(told, 1) if row.best)
        if total:
            claims = (Claim(total, "figure", True, basis="computed"), *claims)
        return Answer(
            question, text, "answered", citations, claims, notes=tuple(notes), confidence=round(confidence, 3)
        )

    def _about_what(self, question: str, query: Query, scope: set[str]) -> Answer:
        """A question that only names places: say what there is, and ask what is wanted."""
        articles = [self._library.view(id) for id in sorted(scope)][:_SHOWN]
        names = ", ".join(dict.fromkeys(place.name for place in query.places))
        lines = [f"- «{escape(view.article.title.value)}» [{n}]" for n, view in enumerate(articles, 1)]
        text = f"Bạn muốn tra điều gì về {escape(names)}? Kho tài liệu có {len(scope)} bài:\n" + "\n".join(lines)
        citations = tuple(citation(n, view.sentences[0], []) for n, view in enumerate(articles, 1))
        return Answer(question, text, "needs_clarification", citations)

    def _holding(
        self, words: Collection[str], places: Sequence[Place]
    ) -> Iterator[tuple[ArticleView, list[SentenceView]]]:
        known = self._retriever.places()
        found = [
            (self._library.view(id), passages)
            for id, passages in self._retriever.holding(words).items()
            if all(id in known.get(place.key, ()) for place in places) and (not self._within or id in self._within)
        ]
        for view, passages in sorted(found, key=lambda held: held[0].article.source):
            indices = sorted(index for passage in passages for index in range(passage.first, passage.last + 1))
            yield view, [view.sentences[index] for index in indices if index not in view.ordering]

    def _unknown_documents(self, query: Query) -> list[str]:
        """The numbers of documents that no article names."""
        missing = []
        for number in query.documents:
            holding = self._retriever.holding(re.findall(r"\d+", number))
            texts = [self._library.view(id).article.text for id in holding]
            known = (document.number for text in texts for document in find_documents(text))
            if not any(_digits(other).startswith(_digits(number)) for other in known):
                missing.append(number)
        return missing

    def _not_found(self, question: str, found: Candidates, reason: str = "") -> Answer:
        nearest = find_nearest(found, lambda query, near: reread(query, near, self._library))
        parts = ["Không tìm thấy trong kho tài liệu.", reason, nearest.text if nearest else ""]
        cited = nearest.citations if nearest else ()
        text = " ".join(filter(None, parts))
        return Answer(question, text, "not_found", cited, confidence=round(found.confidence, 3))


_ORDERED = "Trợ lý chỉ trả lời câu hỏi về các bài trong kho tài liệu, theo đúng nguồn."
_UNREADABLE = (
    "Không đọc được câu hỏi. Hãy hỏi bằng tiếng Việt, nêu địa phương, năm và nội dung cần tra, "
    "ví dụ: «Huyện A có bao nhiêu mô hình năm 2021?»."
)


def _digits(number: str) -> str:
    """A document's number without punctuation and accents: «79/2014/NĐ-CP» and «79/2014/nd-cp» are one."""
    return re.sub(r"\W", "", fold(number))
