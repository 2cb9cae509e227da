import re
from types import SimpleNamespace

import gradio as gr
import pytest

from assistant.answering.answer import Answer, Turn
from assistant.errors import AssistantError
from assistant.records import Records
from assistant.ui.chat import replies, thread_html
from assistant.writing.draft import Draft


@pytest.fixture
def replier(tmp_path):
    """Makes an assistant that answers with what a function gives for the question and its history."""
    records = Records(tmp_path)

    def made(done):
        return SimpleNamespace(stream=lambda question, history: done(question, history), records=records, model=None)

    yield made
    records.close()


def saying(*events):
    return lambda *_: (event for event in events)


def failing(error):
    def stream(question, history):
        raise error
        yield

    return stream


def answering(question, history):
    yield Answer(question, "Cầu.", "answered")


def shown(outputs):
    return [re.sub(r"<[^>]*>", " ", output[1]) for output in outputs if isinstance(output[1], str)]


def test_the_question_is_put_first_and_then_the_answer(replier):
    assistant = replier(answering)
    put, *_, done = replies(assistant, "lan", "Gì?", None)
    assert put[0] == ""
    assert "Gì?" in put[1] and "pending" in put[1] and "Cầu." not in put[1]
    assert "Cầu." in done[1] and "pending" not in done[1]
    [kept] = assistant.records.conversations.find("lan")
    assert kept.id == put[2]
    assert thread_html(assistant, "lan", kept.id) == done[1]
    assert thread_html(assistant, "minh", kept.id) == ""


def test_drafts_are_marked_and_give_way_to_the_answer(replier):
    assistant = replier(saying(Draft("Có <b>79"), Answer("Gì?", "Có 97.", "answered")))
    _, draft, *_, answered = replies(assistant, "", "Gì?", None)
    assert "chưa kiểm chứng" in draft[1] and "&lt;b&gt;79" in draft[1]
    assert "Có 97." in shown([answered])[0] and "79" not in shown([answered])[0]


def test_closing_the_replies_closes_the_stream(replier):
    closed = []

    def writing(question, history):
        try:
            while True:
                yield Draft("…")
        finally:
            closed.append(question)

    assistant = replier(writing)
    going = replies(assistant, "", "Gì?", None)
    put, _ = next(going), next(going)
    assert "pending" in thread_html(assistant, "", put[2])
    going.close()
    assert closed == ["Gì?"]
    assert "Đã dừng" in thread_html(assistant, "", put[2])


def test_earlier_questions_go_along(replier):
    asked = []

    def stream(question, history):
        asked.append(list(history))
        yield Answer(question, "Cầu.", "answered")

    assistant = replier(stream)
    id = next(replies(assistant, "", "Huyện?", None))[2]
    list(replies(assistant, "", "Huyện?", id))
    list(replies(assistant, "", "Còn xã?", id))
    assert asked == [[], [Turn("Huyện?", "Cầu.")]]


def test_another_users_conversation_is_not_gone_on_with(replier):
    assistant = replier(answering)
    id = next(iter(replies(assistant, "lan", "Riêng?", None)))[2]
    new = next(iter(replies(assistant, "minh", "Gì?", id)))[2]
    assert new != id
    assert [e.question for e in assistant.records.conversations.exchanges("lan", id)] == ["Riêng?"]


def test_the_last_question_is_changed_in_its_place(replier):
    assistant = replier(answering)
    id = next(iter(replies(assistant, "", "Huyện?", None)))[2]
    [old] = assistant.records.conversations.exchanges("", id)
    list(replies(assistant, "", "Xã?", id, old.id))
    assert [e.question for e in assistant.records.conversations.exchanges("", id)] == ["Xã?"]


def test_blank_is_no_question(replier):
    assert list(replies(replier(failing(AssertionError())), "", " \n", None)) == [(gr.skip(),) * 4]


def test_an_error_of_ours_is_shown_as_it_is_and_not_leant_on(replier):
    error = AssistantError("Kho bị hỏng. Hãy chạy: assistant index --rebuild")
    assistant = replier(failing(error))
    outputs = list(replies(assistant, "", "Gì?", None))
    assert "Kho bị hỏng. Hãy chạy: assistant index --rebuild" in shown(outputs)[-1]
    [exchange] = assistant.records.conversations.exchanges("", outputs[0][2])
    assert (exchange.answer, exchange.failure) == (None, str(error))


def test_an_unexpected_error_is_an_apology_and_a_log_entry(replier, caplog):
    said = shown(replies(replier(failing(ZeroDivisionError("<secret>"))), "", "Gì?", None))[-1]
    assert "Trang gặp lỗi" in said
    assert "secret" not in said
    assert "ZeroDivisionError" in caplog.text


def test_what_finds_nothing_is_noted_until_it_is_found(replier):
    assistant = replier(saying(Answer("Gì?", "Không tìm thấy.", "not_found")))
    list(replies(assistant, "", "Gì?", None))
    assert [gap.question for gap in assistant.records.gaps.open()] == ["Gì?"]
    assistant.stream = answering
    list(replies(assistant, "", "Gì?", None))
    assert assistant.records.gaps.open() == []
