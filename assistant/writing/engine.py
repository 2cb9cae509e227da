"""The engine whose answers a language model writes. The sources decide what of them stands."""

from __future__ import annotations

import logging
from collections.abc import Collection, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from llama_index.core.llms import ChatMessage

from assistant.answering.answer import Answer, Turn
from assistant.answering.comparison import is_comparison, is_sum, sides
from assistant.answering.counting import counts_articles
from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.phrasing import escape
from assistant.answering.stopwatch import Stopwatch
from assistant.grounding.checked import Checked, Fault, check
from assistant.grounding.grounded import Source
from assistant.language.normalize import fold
from assistant.reading.orders import defies
from assistant.reading.views import Library
from assistant.retrieval.hybrid import HybridRetriever
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query
from assistant.settings import Settings
from assistant.writing import prompts
from assistant.writing.briefing import choose, count_tokens, fenced, fit, unbracketed
from assistant.writing.draft import NOT_IN_SOURCES, Draft, plain, refuses, says_nothing, so_far
from assistant.writing.model import Model
from assistant.writing.model_errors import ModelFailure, Trouble
from assistant.writing.reply import Reply
from assistant.writing.rewriting import accepted, conversation

log = logging.getLogger(__name__)

_SURE = 0.8  # confidence from which the user is told what the reader reads otherwise
_METADATA = {Kind.PUBLISHED, Kind.AUTHOR, Kind.VIEWS}
_TEXTS = 2  # what a model may write: a text, and another when it is told what was wrong with the first
_MARGIN = 64  # tokens for what a server's chat template adds


@dataclass(frozen=True, slots=True)
class _Task:
    """What a model is asked about, and what the extractive engine answers."""

    question: str
    query: Query
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

    The extractive engine answers first. Where it computes, compares or asks back, its answer stands. Else the model
    writes over the same passages; what no source supports gives way to the extractive answer, and `Answer.notes` says
    why.
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

    def stream(
        self, question: str, turns: Sequence[Turn] = (), within: Collection[str] | None = None
    ) -> Generator[Draft | Answer, None, None]:
        """Drafts while the model writes, at least four a second, then the answer. Closing it stops the model.

        `turns` are those before the question, oldest first; `within` ids of the articles to answer from, if not all.
        """
        watch = Stopwatch()
        found = self._extractive.answer(question, [turn.question for turn in turns], within=within)
        bill = _Bill()
        try:
            if turns and found.status in ("not_found", "needs_clarification"):
                found = yield from self._read_again(question, turns, found, bill, within)
            task = self._task(question, found, within)
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
        self, question: str, turns: Sequence[Turn], found: Answer, bill: _Bill, within: Collection[str] | None
    ) -> Generator[Draft, None, Answer]:
        """What a follow-up finds as the model reads it, where it finds nothing as the rules do."""
        messages = self._rewrite.fill(conversation=unbracketed(conversation(turns)), question=unbracketed(question))
        text = yield from self._text(messages, bill, shown=False)
        understood = accepted(text, question, found.understood or question, turns, self._retriever.understand)
        if understood is None or understood == question:
            return found
        second = self._extractive.answer(question, [turn.question for turn in turns], understood, within)
        return second if second.status in ("answered", "conflicting") else found

    def _task(self, question: str, found: Answer, within: Collection[str] | None) -> _Task | None:
        """What the model is to be asked; None when the extractive answer stands whatever a model would say."""
        if found.status not in ("answered", "not_found"):
            return None
        whole = found.understood or question
        query = self._retriever.understand(whole)
        computed = bool(sides(query)) and (is_sum(query) or is_comparison(query))
        if query.blank or query.kind in _METADATA or computed or counts_articles(query) or defies(query.spelt):
            return None
        sources = choose(found.citations, self._extractive.hits(query, within), self._library)
        return _Task(whole, query, sources, found) if sources else None

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
                return _given(task.found, checked)
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


def _given(found: Answer, checked: Checked) -> Answer:
    """The model's text, which the sources bear out; a note where the reader surely reads another value in them."""
    answer = replace(
        found,
        text=checked.text,
        status="answered",
        citations=checked.citations,
        claims=checked.claims,
        engine=LanguageModelEngine.name,
    )
    read = found.claims[0].text if found.claims else ""
    if read and found.confidence >= _SURE and fold(read) not in fold(checked.text.replace("**", "")):
        return _noting(
            answer, f"Bộ đọc nguồn đọc ra «{read}» ở bài «{found.citations[0].title}»; hãy đối chiếu câu trích."
        )
    return answer


def _denied(found: Answer) -> Answer:
    """What is answered when the model finds nothing: that, with the nearest thing there is."""
    if found.status == "not_found":
        return replace(found, engine=LanguageModelEngine.name)
    nearest = found.citations[0]
    text = f"Không tìm thấy trong kho tài liệu. Nội dung gần nhất: bài «{escape(nearest.title)}» [1]."
    return replace(
        found, text=text, status="not_found", citations=(nearest,), claims=(), engine=LanguageModelEngine.name
    )


def _noting(answer: Answer, *notes: str) -> Answer:
    return replace(answer, notes=(*answer.notes, *notes))
