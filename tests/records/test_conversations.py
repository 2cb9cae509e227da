import pytest

from assistant.answering.answer import Answer, Citation, Claim, Turn
from assistant.records import Records
from assistant.records.conversations import turns

CITED = Citation(1, "a", "cau.txt", "Cầu mới", "2021-03-12", "xây 17 cây cầu", 10, 24, ((14, 24),))
ANSWER = Answer(
    "Bao nhiêu cầu?",
    "Có **17 cây cầu** [1].",
    "answered",
    (CITED,),
    (Claim("17 cây cầu", "figure", True, 1),),
    understood="Huyện có bao nhiêu cầu?",
    notes=("Số cũ.",),
    suggestions=("Còn xã?",),
    timings={"total": 12.5},
)


@pytest.fixture
def records(tmp_path):
    opened = Records(tmp_path)
    yield opened
    opened.close()


def test_a_conversation_is_as_it_was_after_a_restart(records, tmp_path):
    id = records.conversations.begin("lan", "Bao nhiêu cầu?")
    number = records.conversations.ask(id, "Bao nhiêu cầu?")
    records.conversations.answer(number, ANSWER)
    records.close()
    again = Records(tmp_path)
    [exchange] = again.conversations.exchanges("lan", id)
    assert (exchange.question, exchange.answer) == ("Bao nhiêu cầu?", ANSWER)
    [kept] = again.conversations.find("lan")
    assert (kept.id, kept.title, kept.questions) == (id, "Bao nhiêu cầu?", 1)
    again.close()


def test_what_belongs_to_another_user_is_not_there(records):
    id = records.conversations.begin("lan", "Riêng?")
    number = records.conversations.ask(id, "Riêng?")
    assert records.conversations.find("minh") == []
    assert records.conversations.get("minh", id) is None
    assert records.conversations.exchanges("minh", id) == []
    assert records.conversations.exchange("minh", number) is None
    assert not records.conversations.rename("minh", id, "Của tôi")
    assert not records.conversations.delete("minh", id)
    assert not records.conversations.rate("minh", number, 1)
    assert records.conversations.get("lan", id).title == "Riêng?"


def test_conversations_are_listed_by_their_last_question_and_found_by_words(records):
    first = records.conversations.begin("", "Cầu ở đâu?")
    records.conversations.ask(first, "Có bao nhiêu BẾN PHÀ?")
    second = records.conversations.begin("", "Cây xanh?")
    assert [c.id for c in records.conversations.find("")] == [second, first]
    assert [c.id for c in records.conversations.find("", "bến phà")] == [first]
    assert [c.id for c in records.conversations.find("", "cây XANH")] == [second]
    assert records.conversations.find("", "núi") == []


def test_a_long_question_makes_a_short_title(records):
    id = records.conversations.begin("", "một hai " * 50)
    title = records.conversations.get("", id).title
    assert len(title) <= 80
    assert title.endswith(" một…")


def test_a_conversation_is_renamed_and_deleted_with_its_questions(records):
    id = records.conversations.begin("", "Cầu?")
    number = records.conversations.ask(id, "Cầu?")
    assert records.conversations.rename("", id, "  Báo cáo\nquý 1 ")
    assert records.conversations.get("", id).title == "Báo cáo quý 1"
    assert not records.conversations.rename("", id, " \n")
    assert records.conversations.delete("", id)
    assert records.conversations.exchange("", number) is None


def test_only_the_last_question_is_asked_in_place_of_another(records):
    id = records.conversations.begin("", "Một?")
    first, second = records.conversations.ask(id, "Một?"), records.conversations.ask(id, "Hai?")
    records.conversations.ask(id, "Ba?", instead_of=second)
    records.conversations.ask(id, "Bốn?", instead_of=first)
    assert [e.question for e in records.conversations.exchanges("", id)] == ["Một?", "Ba?", "Bốn?"]


def test_an_opinion_is_kept_with_its_note(records):
    id = records.conversations.begin("", "Cầu?")
    number = records.conversations.ask(id, "Cầu?")
    records.conversations.answer(number, ANSWER)
    assert records.conversations.rate("", number, -1)
    assert records.conversations.rate("", number, -1, " Sai năm ")
    assert not records.conversations.rate("", number, 7)
    [opinion] = records.conversations.opinions()
    assert (opinion.rating, opinion.note, opinion.answer) == (-1, "Sai năm", ANSWER.text)


def test_a_follow_up_leans_on_answered_questions_only(records):
    id = records.conversations.begin("", "Một?")
    records.conversations.answer(records.conversations.ask(id, "Một?"), ANSWER)
    records.conversations.fail(records.conversations.ask(id, "Hai?"), "Kho bận.")
    records.conversations.ask(id, "Ba?")
    exchanges = records.conversations.exchanges("", id)
    assert turns(exchanges) == [Turn("Một?", ANSWER.text)]
    assert [(e.answer is None, e.failure) for e in exchanges] == [(False, ""), (True, "Kho bận."), (True, "")]
