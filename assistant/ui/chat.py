"""The chat tab: a question, its answer, and what the answer cites."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from assistant.answering.answer import Answer, Turn
from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.ui.rendering import answer_html, draft_html, failure_html, question_html

log = logging.getLogger(__name__)

_WELCOME = """
### Bạn cần tra cứu điều gì?
Nêu rõ **địa phương**, **năm** và **nội dung cần hỏi**. Câu trả lời lấy từ bài viết, kèm câu trích nguyên văn.
"""
_UNEXPECTED = "Trang gặp lỗi khi trả lời câu này. Hãy thử lại, hoặc hỏi theo cách khác."

Message = dict[str, Any]
Outputs = tuple[Any, Any, Any]  # any of them may be gr.skip()


def build(assistant: Assistant, examples: Sequence[str]) -> None:
    """Adds the tab to the Blocks around it."""
    turns = gr.State([])
    conversation = gr.Chatbot(
        label="Hội thoại",
        show_label=False,
        elem_id="conversation",
        height=240,  # grows with the window: `scale` in a Blocks that fills the height
        scale=1,
        layout="bubble",
        autoscroll=False,  # page.js scrolls
        buttons=[],
        feedback_options=None,
        latex_delimiters=[],
        group_consecutive_messages=False,
        placeholder=_WELCOME,
        examples=[{"text": example} for example in examples],
    )
    with gr.Row(elem_id="asking"):
        question = gr.Textbox(
            label="Câu hỏi",
            show_label=False,
            container=False,
            placeholder="Nhập câu hỏi rồi nhấn Enter",
            lines=1,
            max_lines=4,
            autofocus=True,
            scale=1,
            elem_id="question",
        )
        ask = gr.Button("Hỏi", variant="primary", scale=0, min_width=84, elem_id="ask")
    again = gr.Button("Cuộc hỏi mới", size="sm", elem_id="again")

    def reply(text: str, messages: list[Message], earlier: list[Turn]) -> Iterator[Outputs]:
        yield from replies(assistant, text, messages, earlier)

    # `private`: a handler is else an endpoint that any program may call.
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    outputs = [question, conversation, turns]
    gr.on([question.submit, ask.click], reply, [question, conversation, turns], outputs, **private)
    for chosen in (conversation.example_select, conversation.option_select):
        chosen(_chosen, None, question, queue=False, **private).then(
            reply, [question, conversation, turns], outputs, **private
        )
    again.click(lambda: ("", [], []), None, outputs, queue=False, **private)


def replies(assistant: Assistant, text: str, messages: list[Message], earlier: list[Turn]) -> Iterator[Outputs]:
    """The box, the conversation and the turns to be remembered: with the question put, then with its answer."""
    if not text.strip():
        yield gr.skip(), gr.skip(), gr.skip()
        return
    messages = [*messages, {"role": "user", "content": question_html(text)}]
    yield "", messages, gr.skip()
    for message, turn in _messages(assistant, text, earlier):
        # The box is left alone: the next question may be in it by now.
        yield gr.skip(), [*messages, message], [*earlier, turn] if turn else gr.skip()


def _chosen(event: gr.SelectData) -> str:
    """The text of the example or suggestion that was clicked."""
    return str(event.value["text"] if isinstance(event.value, dict) else event.value)


def _messages(assistant: Assistant, question: str, earlier: Sequence[Turn]) -> Iterator[tuple[Message, Turn | None]]:
    """The drafts, then the message that answers with the turn to be remembered; without one for a fault of ours."""
    shown = ""
    try:
        for event in assistant.stream(question, history=earlier):
            if isinstance(event, Answer):
                options = [{"value": suggestion, "label": suggestion} for suggestion in event.suggestions]
                message = {"role": "assistant", "content": answer_html(event), "options": options}
                yield message, Turn(question, event.text)
            elif event.text != shown:
                shown = event.text
                yield {"role": "assistant", "content": draft_html(event)}, None
    except AssistantError as error:
        log.warning("question not answered: %s", error.detail or error)
        yield {"role": "assistant", "content": failure_html(str(error))}, None
    except Exception:
        log.exception("question not answered")
        yield {"role": "assistant", "content": failure_html(_UNEXPECTED)}, None
