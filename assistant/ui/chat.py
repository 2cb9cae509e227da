"""The tab «Hỏi đáp»: a question, its answer, and what the answer cites."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from assistant.answering.answer import Answer
from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.records import Exchange
from assistant.records.conversations import turns
from assistant.ui.access import user_of
from assistant.ui.events import PRIVATE, QUICK, listen, live_html, number, sent
from assistant.ui.examples import examples, follow_ups
from assistant.ui.markup import attributes, button
from assistant.ui.page import Page
from assistant.ui.panel import of_citation, panel_html
from assistant.ui.rendering import exchange_html, pending_html
from assistant.writing.draft import Draft

log = logging.getLogger(__name__)

_UNEXPECTED = "Trang gặp lỗi khi trả lời câu này. Hãy thử lại, hoặc hỏi theo cách khác."

_LOOKED_AT = 40  # articles that examples are drawn from

Outputs = tuple[Any, Any, Any, Any]  # box, thread, conversation, edited; any of them may be gr.skip()


@dataclass(frozen=True)
class Chat:
    """The parts of the tab that other tabs write to: the conversation shown, and its id (empty: a new one).

    Nothing can be typed into the box until `restored` said which conversation that is.
    """

    thread: gr.HTML
    conversation: gr.Textbox
    box: gr.Textbox
    welcome: Welcome

    def restored(self, before: str | None, request: gr.Request) -> tuple[str, str | None, gr.Textbox]:
        """The conversation that a tab of the browser showed before it was loaded anew, or an empty one."""
        shown = thread_html(self.welcome.assistant, user_of(request), before)
        return shown or self.welcome.html(), before if shown else None, gr.Textbox(interactive=True)


def build(page: Page) -> Chat:
    """Adds the tab to the Blocks around it."""
    assistant = page.assistant
    welcome = Welcome(assistant)
    # In the browser, not in a gr.State: the server may be started anew while a page is open.
    conversation, edited = gr.Textbox(visible=False), gr.State(None)
    thread = live_html("thread", ["ask", "open", "retry", "edit", "rate", "note"])
    with gr.Column(elem_id="asking"):
        with gr.Row(elem_id="asking-row"):
            box = gr.Textbox(
                label="Câu hỏi",
                show_label=False,
                container=False,
                placeholder="Nhập câu hỏi rồi nhấn Enter",
                lines=1,
                max_lines=5,
                interactive=False,
                scale=1,
                elem_id="question",
            )
            ask = gr.Button("Hỏi", variant="primary", scale=0, min_width=88, elem_id="ask")
            stop = gr.Button("Dừng", variant="secondary", scale=0, min_width=88, elem_id="stop")
        again = gr.Button("Cuộc hỏi mới", size="sm", elem_id="again")

    def typed(said: str, id: str | None, old: int | None, request: gr.Request) -> Iterator[Outputs]:
        yield from replies(assistant, user_of(request), said, id, old)

    def chosen(id: str | None, event: gr.EventData, request: gr.Request) -> Iterator[Outputs]:
        """An example, a suggestion, a place, the last question once more, or «alone»: in a new conversation."""
        data, user = sent(event), user_of(request)
        id = None if "alone" in data else id
        old = number(data, "exchange") if "exchange" in data else None
        said = data.get("question", "")
        if old is not None:
            exchange = assistant.records.conversations.exchange(user, old)
            said = exchange.question if exchange else ""
        for output in replies(assistant, user, said, id, old):
            yield gr.skip(), *output[1:]  # what is being typed stays

    def stopped(id: str | None, request: gr.Request) -> str:
        kept = assistant.records.conversations
        kept.answering -= {exchange.id for exchange in kept.exchanges(user_of(request), id or "")}
        return thread_html(assistant, user_of(request), id) or welcome.html()

    def suggest(id: str | None, request: gr.Request) -> Any:
        user = user_of(request)
        found = id and _suggest(assistant, assistant.records.conversations.exchanges(user, id))
        return thread_html(assistant, user, id) if found else gr.skip()

    def opened(event: gr.EventData, request: gr.Request) -> Any:
        data = sent(event)
        exchange = assistant.records.conversations.exchange(user_of(request), number(data, "exchange"))
        cited = exchange.answer.citations if exchange and exchange.answer else ()
        wanted = [citation for citation in cited if citation.number == number(data, "number")]
        return panel_html(assistant, of_citation(wanted[0])) if wanted else gr.skip()

    def edit(event: gr.EventData, request: gr.Request) -> tuple[Any, Any]:
        exchange = assistant.records.conversations.exchange(user_of(request), number(sent(event), "exchange"))
        return (exchange.question, exchange.id) if exchange else (gr.skip(), gr.skip())

    def rated(id: str | None, event: gr.EventData, request: gr.Request) -> Any:
        data, user = sent(event), user_of(request)
        exchange = assistant.records.conversations.exchange(user, number(data, "exchange"))
        if exchange is None:
            return gr.skip()
        rating = {"1": 1, "-1": -1, "0": 0}.get(data.get("rating", ""), exchange.rating)
        assistant.records.conversations.rate(user, exchange.id, rating, data.get("note"))
        return thread_html(assistant, user, id)

    outputs = [box, thread, conversation, edited]
    asking = [
        # By default Gradio drops what is put before it has heard that the last one is done; `replies` knows better.
        gr.on(
            [box.submit, ask.click],
            typed,
            [box, conversation, edited],
            outputs,
            trigger_mode="multiple",
            **PRIVATE,
        ),
        listen(thread, "ask", chosen, conversation, outputs, queue=True),
        listen(thread, "retry", chosen, conversation, outputs, queue=True),
    ]
    for asked in asking:
        asked.then(suggest, conversation, thread, **PRIVATE)
    stop.click(None, cancels=asking, **QUICK).then(stopped, conversation, thread, **QUICK)
    again.click(lambda: ("", welcome.html(), None, None), None, outputs, **QUICK)
    listen(thread, "open", opened, None, page.panel)
    listen(thread, "edit", edit, None, [box, edited])
    for event in ("rate", "note"):
        listen(thread, event, rated, conversation, thread)
    return Chat(thread, conversation, box, welcome)


class Welcome:
    """What an empty conversation shows: what can be asked, with examples of it."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._drawn: tuple[int, list[str]] | None = None  # the examples, and the version that they are drawn from

    def html(self) -> str:
        version = self.assistant.version
        if self._drawn is None or self._drawn[0] != version:
            some = [entry.source for entry in self.assistant.entries() if entry.figures][:_LOOKED_AT]
            self._drawn = version, examples(self.assistant, map(self.assistant.article, some))
        buttons = "".join(button(example, "ask", css="option", question=example) for example in self._drawn[1])
        shown = f'<div class="options" role="group" aria-label="Câu hỏi mẫu">{buttons}</div>' if buttons else ""
        return (
            '<div class="welcome"><h2>Bạn cần tra cứu điều gì?</h2><p>Nêu rõ <strong>địa phương</strong>, '
            "<strong>năm</strong> và <strong>nội dung cần hỏi</strong>. Câu trả lời lấy từ bài viết, kèm câu trích "
            f"nguyên văn; bấm vào số [1] để đọc ngay trong bài.</p>{shown}</div>"
        )


def thread_html(assistant: Assistant, user: str, id: str | None) -> str:
    """A conversation as it is kept; empty when it isn't the user's, or has no question."""
    exchanges = assistant.records.conversations.exchanges(user, id) if id else []
    answering = assistant.records.conversations.answering
    shown = [
        pending_html(exchange, n)
        if exchange.id in answering
        else exchange_html(exchange, n, model=assistant.model, last=n == len(exchanges))
        for n, exchange in enumerate(exchanges, 1)
    ]
    return _thread(id, shown) if shown else ""


def replies(assistant: Assistant, user: str, said: str, id: str | None, old: int | None = None) -> Iterator[Outputs]:
    """Box, thread, conversation and edited question: with the question put, with each draft, with its answer.

    `old` is the exchange that the question takes the place of, if it is the last of the conversation. Closing the
    generator stops the answer.
    """
    kept = assistant.records.conversations
    answering = id and kept.answering and any(exchange.id in kept.answering for exchange in kept.exchanges(user, id))
    if answering or not said.strip():  # the question stays in the box
        yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
        return
    try:
        if id is None or kept.get(user, id) is None:
            id = kept.begin(user, said)
        asked = kept.ask(id, said, instead_of=old)
        *earlier, exchange = kept.exchanges(user, id)
    except AssistantError as error:  # the disk is full, say: answer all the same, unkept
        log.warning("question not kept: %s", error.detail or error)
        raise gr.Error(str(error), print_exception=False) from None
    before = [exchange_html(e, n, model=assistant.model) for n, e in enumerate(earlier, 1)]
    place = len(before) + 1
    kept.answering.add(asked)
    try:
        yield "", _thread(id, [*before, pending_html(exchange, place)], busy=True), id, None
        # The box is left alone from here: the next question may be in it by now.
        for event in _events(assistant, exchange, earlier):
            if isinstance(event, Draft):
                shown = _thread(id, [*before, pending_html(exchange, place, event)], busy=True)
                yield gr.skip(), shown, gr.skip(), gr.skip()
                continue
            done = replace(exchange, answer=event) if isinstance(event, Answer) else replace(exchange, failure=event)
            if isinstance(event, Answer):
                kept.answer(asked, event)
                _note_gap(assistant, said, event)
            else:
                kept.fail(asked, event)
            kept.answering.discard(asked)  # the next question may come the moment that this answer is seen
            yield gr.skip(), _thread(id, [*before, _done(assistant, done, place)]), gr.skip(), gr.skip()
    finally:
        kept.answering.discard(asked)


def _events(assistant: Assistant, exchange: Exchange, earlier: Sequence[Exchange]) -> Iterator[Draft | Answer | str]:
    """What an answer's stream gives; a Vietnamese message where it fails."""
    try:
        with closing(assistant.stream(exchange.question, history=turns(earlier))) as stream:
            yield from stream
    except AssistantError as error:
        log.warning("question not answered: %s", error.detail or error)
        yield str(error)
    except Exception:
        log.exception("question not answered")
        yield _UNEXPECTED


def _done(assistant: Assistant, exchange: Exchange, place: int) -> str:
    return exchange_html(exchange, place, model=assistant.model, last=True)


def _suggest(assistant: Assistant, exchanges: Sequence[Exchange]) -> bool:
    """Add questions to go on with to the last answer; whether there are any. Takes a moment: the answer is shown."""
    last = exchanges[-1] if exchanges else None
    if last is None or last.answer is None or last.answer.suggestions:
        return False
    found = follow_ups(assistant, last.answer, [exchange.question for exchange in exchanges])
    if found:
        assistant.records.conversations.answer(last.id, replace(last.answer, suggestions=tuple(found)))
    return bool(found)


def _note_gap(assistant: Assistant, question: str, answer: Answer) -> None:
    asked = answer.understood or question
    if answer.status == "not_found":
        assistant.records.gaps.found_nothing(asked)
    else:
        assistant.records.gaps.found(asked)


def _thread(id: str | None, exchanges: Sequence[str], *, busy: bool = False) -> str:
    given = attributes(
        class_="log", role="log", aria_label="Hội thoại", aria_busy="true" if busy else "false", data_conversation=id
    )
    return f"<div{given}>{''.join(exchanges)}</div>"
