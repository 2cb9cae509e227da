"""The engine whose answers a language model writes. The sources and the extractive reader decide what stands."""

from __future__ import annotations

import logging
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from llama_index.core.llms import ChatMessage

from assistant.answering import prompts
from assistant.answering.answer import Answer, Turn
from assistant.answering.briefing import choose, count_tokens, fenced, fit, unbracketed
from assistant.answering.checked import DECIDING, Checked, Fault, check
from assistant.answering.choosing import Reading
from assistant.answering.comparison import is_comparison
from assistant.answering.counting import counts_articles
from assistant.answering.crosscheck import agrees, bears_out, overlap
from assistant.answering.draft import NOT_IN_SOURCES, Draft, plain, refuses, says_nothing, so_far
from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.grounded import Source
from assistant.answering.model import Model
from assistant.answering.model_errors import ModelFailure, Trouble
from assistant.answering.office_holders import asks_each_holder
from assistant.answering.phrasing import escape
from assistant.answering.ranking import is_ranking
from assistant.answering.reading import Library
from assistant.answering.reply import Reply
from assistant.answering.rewriting import accepted, conversation
from assistant.answering.stopwatch import Stopwatch
from assistant.answering.summing import is_sum
from assistant.language.names import find_persons
from assistant.retrieval.hybrid import HybridRetriever
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query
from assistant.settings import Settings

log = logging.getLogger(__name__)

_SURE = 0.5  # confidence from which the reader's answer stands against a model's denial
_FIRM = 0.7  # and from which against another answer, even one that decides and whose source speaks of what was asked
_METADATA = {Kind.PUBLISHED, Kind.AUTHOR, Kind.VIEWS}
_OPEN = {Kind.OPEN, Kind.ABOUT, Kind.LIST, Kind.ENTITY}  # kinds in which the reader may miss what a model finds
_TEXTS = 2  # what a model may write: a text, and another when it is told what was wrong with the first
_MARGIN = 64  # tokens for what a server's chat template adds

_DIFFERS = "Mô hình ngôn ngữ trả lời khác, nên câu trả lời này lấy nguyên văn từ nguồn; hãy đọc kỹ câu trích."
_PREFERRED = "Bộ trích xuất chọn câu khác nhưng không chắc chắn; hãy đọc kỹ câu trích."
_BESIDE = "Mô hình ngôn ngữ có viết câu trả lời, nhưng nguồn được dẫn không khớp với câu hỏi nên không dùng."
_DENIES = "Mô hình ngôn ngữ cho rằng các đoạn trích không trả lời câu hỏi này; hãy đọc kỹ câu trích."


@dataclass(frozen=True, slots=True)
class _Task:
    """What a model is asked about, and what the reader makes of it."""

    question: str
    query: Query
    reading: Reading
    sources: list[Source]
    found: Answer


@dataclass(slots=True)
class _Bill:
    """What the model's replies to one question cost."""

    laps: dict[str, float] = field(default_factory=dict)

    def add(self, reply: Reply, messages: Sequence[ChatMessage]) -> None:
        """Tokens as the server says, else counted; none for a request that it turned down."""
        if reply.first_token is None and reply.tokens_in is None:
            return
        if reply.first_token is not None:
            self.laps.setdefault("first_token", reply.first_token)
        sent = reply.tokens_in or sum(count_tokens(message.content or "") for message in messages)
        written = reply.tokens_out or count_tokens(reply.text)
        self.laps["tokens_in"] = self.laps.get("tokens_in", 0) + sent
        self.laps["tokens_out"] = self.laps.get("tokens_out", 0) + written


class LanguageModelEngine:
    """Answers questions over one store with a language model.

    The extractive reader answers first. Where it computes, compares or finds the sources at odds, its answer stands.
    Else the model writes over the same passages; what no source supports, and what goes against the reader where it is
    sure, gives way to the reader's answer, and `Answer.notes` says why.
    """

    name = "llm"

    def __init__(
        self, extractive: ExtractiveEngine, retriever: HybridRetriever, model: Model, settings: Settings, folder: Path
    ) -> None:
        """`folder` holds the prompts. Raises SettingsError for one that is missing or malformed."""
        self.model = model
        self._extractive = extractive
        self._retriever = retriever
        self._library = Library(retriever.article)
        self._answer = prompts.load(folder, "answer", {"sentinel", "passages", "question"})
        self._rewrite = prompts.load(folder, "rewrite", {"conversation", "question"})
        self._retry = prompts.load(folder, "retry", {"problems", "sentinel"})
        window = model.llm.metadata.context_window
        self._room = max(window - settings.llm_max_tokens - _MARGIN, window // 4)

    def stream(self, question: str, turns: Sequence[Turn] = ()) -> Generator[Draft | Answer, None, None]:
        """Drafts while the model writes, at least four a second, then the answer. Closing it stops the model.

        `turns` are those before the question, oldest first.
        """
        watch = Stopwatch()
        found = self._extractive.answer(question, [turn.question for turn in turns])
        bill = _Bill()
        try:
            if turns and found.status in ("not_found", "needs_clarification"):
                found = yield from self._read_again(question, turns, found, bill)
            task = self._task(question, found)
            if task is None and not bill.laps:
                yield found
                return
            answer = (yield from self._written(task, bill)) if task else found
        except ModelFailure as failure:
            log.warning("model %s: %s; the extractive answer is given", self.model.name, failure.detail)
            answer = _noting(found, str(failure))
        watch.lap("model")
        laps = {name: lap for name, lap in found.timings.items() if name != "total"}
        yield replace(answer, timings={**laps, **bill.laps, **watch.stop()})

    def _read_again(
        self, question: str, turns: Sequence[Turn], found: Answer, bill: _Bill
    ) -> Generator[Draft, None, Answer]:
        """What a follow-up finds as the model reads it, where it finds nothing as the rules do."""
        messages = self._rewrite.fill(conversation=unbracketed(conversation(turns)), question=unbracketed(question))
        text = yield from self._text(messages, bill, shown=False)
        understood = accepted(text, question, found.understood or question, turns, self._retriever.understand)
        if understood is None or understood == question:
            return found
        second = self._extractive.answer(question, [turn.question for turn in turns], understood)
        return second if second.status in ("answered", "conflicting") else found

    def _task(self, question: str, found: Answer) -> _Task | None:
        """What the model is to be asked; None when the reader's answer stands whatever a model would say."""
        if found.status not in ("answered", "not_found"):
            return None
        whole = found.understood or question
        query = self._retriever.understand(whole)
        scope = self._retriever.scope(query.places)
        computed = (counts_articles, asks_each_holder, is_sum, is_comparison, is_ranking)
        if query.blank or query.kind in _METADATA or any(asks(query) for asks in computed):
            return None
        if query.documents and query.kind in (Kind.LIST, Kind.ENTITY):  # the articles that name a document
            return None
        if query.kind is Kind.YES_NO and found.claims == () and found.text.startswith("Theo nguồn"):
            return None  # no source decides it
        if found.status == "not_found" and (query.kind not in _OPEN or query.documents or scope == set()):
            return None
        hits, reading = self._extractive.read(query, scope, Stopwatch())
        sources = choose(found.citations, hits, self._library)
        return _Task(whole, query, reading, sources, found) if sources else None

    def _written(self, task: _Task, bill: _Bill) -> Generator[Draft, None, Answer]:
        """The answer; where the model's server finds the passages too long, over half of them."""
        sources = self._fitting(task)
        try:
            return (yield from self._attempt(task, sources, bill))
        except ModelFailure as failure:
            if failure.trouble is not Trouble.TOO_LONG or len(sources) < 2:
                raise
            return (yield from self._attempt(task, sources[: len(sources) // 2], bill))

    def _attempt(self, task: _Task, sources: list[Source], bill: _Bill) -> Generator[Draft, None, Answer]:
        """The answer over these passages: the model's first text that stands, else the reader's."""
        messages = self._messages(task, sources)
        faults: list[Fault] = []
        for _ in range(_TEXTS):
            text = yield from self._text(messages, bill)
            if says_nothing(text):
                return _denied(task.found)
            if refuses(text):
                raise ModelFailure(Trouble.REFUSED, detail="in its own words")
            checked = check(text, sources, task.question, task.query.kind)
            if isinstance(checked, Checked):
                return _judged(task, checked)
            faults = checked
            messages += [ChatMessage(role="assistant", content=text), *self._told(faults)]
        names = ", ".join(dict.fromkeys(fault.name for fault in faults))
        log.warning("model %s: withheld for %s; the extractive answer is given", self.model.name, names)
        return _noting(task.found, *dict.fromkeys(fault.note for fault in faults))

    def _text(self, messages: list[ChatMessage], bill: _Bill, *, shown: bool = True) -> Generator[Draft, None, str]:
        """What the model writes, made plain; its drafts are empty unless they are to be shown."""
        reply = Reply()
        try:
            with closing(self.model.write(messages)) as replies:
                for reply in replies:
                    yield so_far(reply.text if shown else "")
        finally:
            bill.add(reply, messages)
        if text := plain(reply.text):
            return text
        raise ModelFailure(Trouble.EMPTY, detail="but for its thoughts")

    def _messages(self, task: _Task, sources: Sequence[Source]) -> list[ChatMessage]:
        return self._answer.fill(sentinel=NOT_IN_SOURCES, passages=fenced(sources), question=unbracketed(task.question))

    def _told(self, faults: Sequence[Fault]) -> list[ChatMessage]:
        problems = "\n".join(dict.fromkeys(fault.problem for fault in faults))
        return self._retry.fill(problems=problems, sentinel=NOT_IN_SOURCES)

    def _fitting(self, task: _Task) -> list[Source]:
        """As many of the passages as the window holds beside the rest."""
        rest = sum(count_tokens(message.content or "") for message in self._messages(task, []))
        return fit(task.sources, self._room - rest)


def _judged(task: _Task, checked: Checked) -> Answer:
    """The model's answer, unless the reader knows better."""
    found = task.found
    answer = replace(
        found,
        text=checked.text,
        status="answered",
        citations=checked.citations,
        claims=checked.claims,
        engine=LanguageModelEngine.name,
    )
    if found.status == "answered" and agrees(found, task.query.kind, checked.plain, checked.citations):
        return _joined(answer, found)
    decides = _decides(checked, task.query.kind)
    if found.status == "answered" and found.confidence >= (_FIRM if decides else _SURE):
        return _noting(found, _DIFFERS)
    doubtful = found.citations if decides and found.confidence < _SURE else ()
    if not bears_out(task.reading, checked.citations, doubtful):
        return _noting(found, _DIFFERS if found.status == "answered" else _BESIDE)
    return _noting(answer, _PREFERRED) if found.status == "answered" else answer


def _decides(checked: Checked, kind: Kind) -> bool:
    """Whether a model's text states what a question of this kind asks for: of who, somebody's full name."""
    if kind is Kind.PERSON:
        return bool(find_persons(checked.plain))
    return any(claim.kind == DECIDING.get(kind) for claim in checked.claims)


def _joined(answer: Answer, found: Answer) -> Answer:
    """The model's answer with the places that the reader cites besides: all that says the same."""
    more = [citation for citation in found.citations if not any(overlap(citation, c) for c in answer.citations)]
    first = len(answer.citations) + 1
    added = tuple(replace(citation, number=number) for number, citation in enumerate(more, first))
    numbers = "".join(f"[{citation.number}]" for citation in added)
    text = f"{answer.text.removesuffix('.')}{numbers}." if added else answer.text
    return replace(answer, text=text, citations=(*answer.citations, *added))


def _denied(found: Answer) -> Answer:
    """What is answered when the model finds nothing: no more than the reader is sure of, with the nearest there is."""
    if found.status == "not_found":
        return found
    if found.confidence >= _SURE:
        return _noting(found, _DENIES)
    nearest = found.citations[0]
    text = f"Không tìm thấy trong kho tài liệu. Nội dung gần nhất: bài «{escape(nearest.title)}» [1]."
    return replace(
        found, text=text, status="not_found", citations=(nearest,), claims=(), engine=LanguageModelEngine.name
    )


def _noting(answer: Answer, *notes: str) -> Answer:
    return replace(answer, notes=(*answer.notes, *notes))
