from types import SimpleNamespace

import gradio as gr

from assistant.answering.answer import Answer, Turn
from assistant.answering.draft import Draft
from assistant.errors import AssistantError
from assistant.ui.chat import replies


def replier(done):
    """An assistant that answers with what `done` gives for the question and its history."""
    return SimpleNamespace(stream=lambda question, history: iter([done(question, history)]))


def failing(error):
    def ask(question, history):
        raise error

    return replier(ask)


def test_the_question_is_put_first_and_then_the_answer():
    put, answered = replies(replier(lambda *_: Answer("Gì?", "Cầu.", "answered")), "Gì?", [], [])
    assert put[0] == ""
    assert [message["role"] for message in put[1]] == ["user"]
    assert [message["role"] for message in answered[1]] == ["user", "assistant"]
    assert answered[2] == [Turn("Gì?", "Cầu.")]


def test_drafts_are_marked_and_give_way_to_the_answer():
    events = [Draft(""), Draft("Có <b>79"), Draft("Có <b>79"), Answer("Gì?", "Có 97.", "answered")]
    shown = list(replies(SimpleNamespace(stream=lambda *_, **__: iter(events)), "Gì?", [], []))
    _, draft, answered = shown
    assert "chưa kiểm chứng" in draft[1][-1]["content"] and "&lt;b&gt;79" in draft[1][-1]["content"]
    assert draft[2] == gr.skip()
    assert [message["role"] for message in answered[1]] == ["user", "assistant"]
    assert "79" not in answered[1][-1]["content"]


def test_earlier_questions_go_along():
    asked = []
    assistant = replier(lambda question, history: asked.append(list(history)) or Answer(question, "Cầu.", "answered"))
    list(replies(assistant, "Còn xã?", [], [Turn("Huyện?", "Có.")]))
    assert asked == [[Turn("Huyện?", "Có.")]]


def test_a_suggestion_can_be_clicked():
    answer = Answer("Gì?", "Huyện nào?", "needs_clarification", suggestions=("Huyện A?", "Huyện B?"))
    message = list(replies(replier(lambda *_: answer), "Gì?", [], []))[-1][1][-1]
    assert [option["value"] for option in message["options"]] == ["Huyện A?", "Huyện B?"]


def test_blank_is_no_question():
    assert list(replies(failing(AssertionError()), " \n", [], [])) == [(gr.skip(), gr.skip(), gr.skip())]


def test_an_error_of_ours_is_shown_as_it_is_and_not_remembered():
    error = AssistantError("Kho bị hỏng. Hãy chạy: assistant index --rebuild")
    _, messages, turns = list(replies(failing(error), "Gì?", [], []))[-1]
    assert "Kho bị hỏng. Hãy chạy: assistant index --rebuild" in messages[-1]["content"]
    assert turns == gr.skip()


def test_an_unexpected_error_is_an_apology_and_a_log_entry(caplog):
    _, messages, turns = list(replies(failing(ZeroDivisionError("<secret>")), "Gì?", [], []))[-1]
    assert "Trang gặp lỗi" in messages[-1]["content"]
    assert "secret" not in messages[-1]["content"]
    assert turns == gr.skip()
    assert "ZeroDivisionError" in caplog.text
