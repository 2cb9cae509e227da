"""The engine that answers from the sources' own words, with no model: understand, retrieve, read, phrase."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from assistant.answering.answer import Answer, Claim
from assistant.answering.choosing import Choice, Reading, read
from assistant.answering.comparison import (
    Row,
    compare,
    is_comparison,
    measure_compared,
    measure_named,
    sort_compared,
    table,
)
from assistant.answering.composing import answered, citation, cite, claims, decided, disagreeing, listed, yes_or_no
from assistant.answering.compound import join_answers, split_question
from assistant.answering.counting import count_articles, counts_articles
from assistant.answering.decisive import find_decisive
from assistant.answering.disagreement import find_disagreement
from assistant.answering.evidence import Weights
from assistant.answering.followup import resolve
from assistant.answering.listing import (
    asks_holders,
    asks_persons,
    find_holders,
    find_list,
    find_named,
    find_of_sort,
    find_row,
)
from assistant.answering.mentions import list_places, lists_places
from assistant.answering.metadata import answer_metadata
from assistant.answering.nearest import find_nearest
from assistant.answering.office_holders import asks_each_holder, each_holder, leaves_place_open, which_holder
from assistant.answering.orders import defies
from assistant.answering.phrasing import escape
from assistant.answering.ranking import is_ranking, rank
from assistant.answering.reading import ArticleView, Library, SentenceView
from assistant.answering.sides import find_sides, read_sides, told
from assistant.answering.stated import find_stated
from assistant.answering.stopwatch import Stopwatch
from assistant.answering.summing import add_up, is_sum
from assistant.answering.verdict import judge, judge_event, judge_every
from assistant.index.store import Store
from assistant.language.dates import find_years
from assistant.language.documents import find_documents
from assistant.language.normalize import fold
from assistant.language.places import Place
from assistant.retrieval.hybrid import Hit, HybridRetriever
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

_YEAR = re.compile(r"\s*(?:,\s*)?(?:trong\s+)?(?:năm|nam)\s+(?:19|20)\d\d", re.IGNORECASE)
_RANK = 1.0  # of a sentence's score: what each place further down in retrieval takes of an article's promise (XQuAD-vi)
_REMEMBERED = 6  # earlier questions that a follow-up may lean on
_SHOWN = 5  # articles listed when a question only names a place


class ExtractiveEngine:
    """Answers questions over one store."""

    name = "extractive"

    def __init__(self, store: Store, retriever: HybridRetriever) -> None:
        self._store = store
        self._retriever = retriever
        self._library = Library(retriever.article)

    def answer(self, question: str, earlier: Sequence[str] = (), whole: str | None = None) -> Answer:
        """The answer to a question; `earlier` are those that the user asked before it, oldest first.

        `whole` is the question as it stands by itself, if that is known; else the rules resolve it.
        """
        watch = Stopwatch()
        self._retriever.take_failure()  # of another question
        whole = whole or resolve(question, earlier[-_REMEMBERED:], self._retriever.understand, self._person_of)
        query = self._retriever.understand(whole)
        watch.lap("understand")
        answer = self._answer(question, query, watch)
        inherited = query.years - find_years(question)
        if answer.status == "not_found" and whole != question and inherited:  # the year was the last question's
            timeless = " ".join(_YEAR.sub("", whole).split())
            second = self._answer(question, self._retriever.understand(timeless), watch)
            if second.status != "not_found":
                note = f"Nguồn không nói về năm {', '.join(map(str, sorted(inherited)))}."
                whole, answer = timeless, replace(second, notes=(*second.notes, note))
        if failure := self._retriever.take_failure():
            note = f"{failure} Lần này chỉ tìm theo từ ngữ, có thể sót."
            answer = replace(answer, notes=(*answer.notes, note))
        understood = whole if whole != question else answer.understood
        return replace(answer, understood=understood, timings=watch.stop())

    def _person_of(self, question: str) -> str | None:
        """The person whom the answer to a question names."""
        answer = self._answer(question, self._retriever.understand(question), Stopwatch())
        return next((claim.text for claim in answer.claims if claim.kind == "name"), None)

    def _answer(self, question: str, query: Query, watch: Stopwatch) -> Answer:
        if query.blank:
            return Answer(question, _UNREADABLE, "not_found")
        if defies(query.spelt):
            return Answer(question, _ORDERED, "not_found")
        if parts := split_question(query, self._retriever.understand):
            return join_answers(question, [self._answer(part.text, part, watch) for part in parts])
        scope = self._retriever.scope(query.places)
        if scope and not query.terms and not query.documents:
            return self._about_what(question, query, scope)
        if counts_articles(query):
            return count_articles(question, query, self._holding)
        if lists_places(query) and (places := list_places(question, query, self._holding)):
            return places
        if asks_each_holder(query):
            return each_holder(question, query, self._holding)
        if leaves_place_open(query) and (several := which_holder(question, query, self._holding)):
            return several
        if is_sum(query):
            return self._summed(question, query)
        if sides := self._in_free_words(question, query):
            return sides
        if is_comparison(query):
            return self._compared(question, query)
        if is_ranking(query):
            return self._ranked(question, query, scope)
        hits, reading = self.read(query, scope, watch)
        answer = self._decide(question, query, scope, hits, reading)
        watch.lap("phrase")
        return answer

    def read(self, query: Query, scope: set[str] | None, watch: Stopwatch) -> tuple[list[Hit], Reading]:
        """What is found for a question and read in it; in the articles of `scope` if it is given."""
        naming = self._retriever.naming(query.names)
        if naming and (not scope or naming & scope):
            scope = naming & scope if scope else naming
            query = replace(query, terms=tuple(term for term in query.terms if not query.names_word(term.norm)))
        else:
            query = replace(query, names=())
        hits = self._retriever.search(query, scope or None)
        watch.lap("retrieve")
        words = self._store.words
        weights = Weights(words.count(), words.df, lambda word: words.df(word, exact=True))
        reading = read(query, hits, self._library, weights)
        watch.lap("read")
        rank = {id: i for i, id in enumerate(dict.fromkeys(hit.passage.article_id for hit in hits))}
        promise = {id: reading.promise(id) - _RANK * i for id, i in rank.items()}
        return sorted(hits, key=lambda hit: -promise[hit.passage.article_id]), reading

    def _compared(self, question: str, query: Query) -> Answer:
        """The same measure for every place named, in a table."""

        if not (measure_compared(query) or sort_compared(query) or query.role):
            names = " và ".join(dict.fromkeys([*(place.name for place in query.places), *query.names]))
            return Answer(question, f"Bạn muốn so sánh số liệu nào của {escape(names)}?", "needs_clarification")
        rows = compare(query, self._read_there, self._store.settings.min_confidence)
        if not any(row.choice for row in rows):
            names = ", ".join(row.name for row in rows)
            return Answer(question, f"Không tìm thấy số liệu cần so sánh của {escape(names)}.", "not_found")
        return self._tabled(question, query, rows)

    def _in_free_words(self, question: str, query: Query) -> Answer | None:
        """Two sides compared by what an adjective or a verb measures; None when either lacks its figure."""
        sides = find_sides(query.text, accented=query.accented)
        if sides is None or (measure_named(query) and is_comparison(query) and sides.only_named(query)):
            return None
        rows = read_sides(sides, self._retriever.understand, self._read_there, self._store.settings.min_confidence)
        return self._with_rows(question, rows, told(rows, sides), ()) if rows else None

    def _holding(
        self, words: Collection[str], places: Sequence[Place]
    ) -> Iterator[tuple[ArticleView, list[SentenceView]]]:
        known = self._retriever.places()
        found = [
            (self._library.view(id), passages)
            for id, passages in self._retriever.holding(words).items()
            if all(id in known.get(place.key, ()) for place in places)
        ]
        for view, passages in sorted(found, key=lambda held: held[0].article.source):
            indices = sorted(index for passage in passages for index in range(passage.first, passage.last + 1))
            yield view, [view.sentences[index] for index in indices if index not in view.ordering]

    def _read_there(self, query: Query) -> Reading:
        """What is read for a question in the articles about its places; in all of them when it names none."""
        scope = self._retriever.scope(query.places)
        return Reading(query, (), ()) if scope == set() else self.read(query, scope, Stopwatch())[1]

    def _summed(self, question: str, query: Query) -> Answer:
        """The figures of several places with their sum."""
        rows, text, notes = add_up(query, self._read_there, self._store.settings.min_confidence)
        if not any(row.choice for row in rows):
            names = ", ".join(row.name for row in rows)
            return Answer(question, f"Không tìm thấy số liệu cần cộng của {escape(names)}.", "not_found")
        return self._with_rows(question, rows, text, notes)

    def _ranked(self, question: str, query: Query, scope: set[str] | None) -> Answer:
        """Which place has the most or the least, of those that a figure is given for."""
        rows = rank(query, lambda alone: self.read(alone, scope, Stopwatch())[1], self._store.settings.min_confidence)
        if not rows:
            return Answer(question, "Không tìm thấy số liệu của nhiều nơi để so sánh.", "not_found")
        return self._tabled(question, query, rows)

    def _tabled(self, question: str, query: Query, rows: list[Row]) -> Answer:
        text, notes = table(rows, query)
        return self._with_rows(question, rows, text, notes)

    def _with_rows(self, question: str, rows: Sequence[Row], text: str, notes: Sequence[str]) -> Answer:
        cited: list[Choice] = []
        said: list[Claim] = []
        for row in rows:
            said += [replace(claim, citation=len(cited) + 1) for claim in claims(row.cited[:1])]
            cited += row.cited
        citations = tuple(cite(number, choice) for number, choice in enumerate(cited, 1))
        confidence = min(choice.certainty for choice in cited)
        return Answer(question, text, "answered", citations, tuple(said), notes=tuple(notes), confidence=confidence)

    def _decide(
        self, question: str, query: Query, scope: set[str] | None, hits: Sequence[Hit], reading: Reading
    ) -> Answer:
        if scope is not None and not scope:
            unknown = [place for place in query.places if not self._retriever.scope([place])]
            names = ", ".join(dict.fromkeys(place.name for place in unknown or query.places))
            if not unknown:
                return self._compared(question, query)
            return self._not_found(question, reading, f"Kho tài liệu không có bài nào về {escape(names)}.")
        if query.kind in (Kind.PUBLISHED, Kind.AUTHOR, Kind.VIEWS):
            found = answer_metadata(question, query, hits, self._library)
            if found:
                return found
            return self._not_found(question, reading, "Bài viết không ghi thông tin này.")
        missing = [number for number in query.documents if not self._mentioned(number, reading)]
        if missing:
            return self._not_found(question, reading, f"Kho tài liệu không nhắc đến văn bản {escape(missing[0])}.")
        if query.kind is Kind.YES_NO and (answer := self._verdict(question, query, scope, reading)):
            return answer
        if decisive := find_decisive(reading):
            return yes_or_no(question, decisive, reading)
        least = self._store.settings.min_confidence
        if asks_holders(query) and (several := find_holders(reading, least)):
            return listed(question, *several)
        if asks_persons(query) and (several := find_named(reading, least)):
            return listed(question, *several)
        best = reading.sure(least)
        if best is None:
            return self._not_found(question, reading)
        if query.kind is Kind.LIST and (row := find_row(reading, least) or find_of_sort(reading, least)):
            return listed(question, *row)
        if query.kind is Kind.LIST and (items := find_list(best, reading, least)):
            return listed(question, *items)
        if lists_places(query):  # a sentence that lists none speaks of one, which may be any
            return Answer(question, "Không tìm thấy nơi nào như vậy trong kho tài liệu.", "not_found")
        if query.kind is Kind.YES_NO:
            return yes_or_no(question, best, reading)
        if disagreement := find_disagreement(best, reading):
            return disagreeing(question, disagreement)
        return answered(question, best, reading)

    def _verdict(self, question: str, query: Query, scope: set[str] | None, reading: Reading) -> Answer | None:
        """«Có» or «Không», if a source decides it."""
        least = self._store.settings.min_confidence
        if stated := find_stated(query):
            opened = self._retriever.understand(stated.asking)
            answers = self.read(opened, scope, Stopwatch())[1]
            if verdict := judge(stated, answers, least):
                return decided(question, verdict, answers)
        if reading.best is None or reading.best.confidence < least:
            return None
        verdict = judge_every(reading) or judge_event(reading)
        return decided(question, verdict, reading) if verdict else None

    def _about_what(self, question: str, query: Query, scope: set[str]) -> Answer:
        """A question that only names places: say what there is, and ask what is wanted."""
        articles = [self._library.view(id) for id in sorted(scope)][:_SHOWN]
        names = ", ".join(dict.fromkeys(place.name for place in query.places))
        lines = [f"- «{escape(view.article.title.value)}» [{n}]" for n, view in enumerate(articles, 1)]
        text = f"Bạn muốn tra điều gì về {escape(names)}? Kho tài liệu có {len(scope)} bài:\n" + "\n".join(lines)
        citations = tuple(citation(n, view.sentences[0], []) for n, view in enumerate(articles, 1))
        return Answer(question, text, "needs_clarification", citations)

    def _mentioned(self, number: str, reading: Reading) -> bool:
        return any(
            _digits(document.number).startswith(_digits(number))
            for view in {choice.view.article for choice in reading.choices}
            for document in find_documents(view.article.text)
        )

    def _not_found(self, question: str, reading: Reading, reason: str = "") -> Answer:
        nearest = find_nearest(reading.query, self._read_there, self._store.settings.min_confidence)
        parts = ["Không tìm thấy trong kho tài liệu.", reason, nearest.text if nearest else ""]
        certainty = reading.best.certainty if reading.best else 0.0
        cited = nearest.citations if nearest else ()
        return Answer(question, " ".join(filter(None, parts)), "not_found", cited, confidence=certainty)


_ORDERED = "Trợ lý chỉ trả lời câu hỏi về các bài trong kho tài liệu, theo đúng nguồn."
_UNREADABLE = (
    "Không đọc được câu hỏi. Hãy hỏi bằng tiếng Việt, nêu địa phương, năm và nội dung cần tra, "
    "ví dụ: «Huyện A có bao nhiêu mô hình năm 2021?»."
)


def _digits(number: str) -> str:
    """A document's number without punctuation and accents: «79/2014/NĐ-CP» and «79/2014/nd-cp» are one."""
    return re.sub(r"\W", "", fold(number))
