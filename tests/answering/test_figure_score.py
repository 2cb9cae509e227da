import json

import pytest

from assistant.answering.candidate import Candidate
from assistant.answering.evidence import Weights, wanted_terms
from assistant.answering.figure_score import WEIGHTS, row
from assistant.answering.figure_spans import figures
from assistant.answering.reading import ArticleView
from assistant.answering.sentence_score import WEIGHTS as SENTENCE_WEIGHTS
from assistant.corpus.loader import load_bytes
from assistant.retrieval.query import understand

LIVESTOCK = "Huyện A đã tiêu hủy 120 con, hỗ trợ 45 triệu đồng; xã B tiêm phòng 300 con trong năm 2021."


def weighed_sentences() -> list[str]:
    return list(json.loads(SENTENCE_WEIGHTS.read_text(encoding="utf-8"))["weights"])


def candidates(text: str, question: str) -> dict[str, Candidate]:
    query = understand(question)
    terms = wanted_terms(query, Weights(10, lambda word: 1, lambda word: 1))
    view = ArticleView(load_bytes(text.encode(), "a.txt")).sentences[0]
    return {found.text: found for found in figures(view, query, terms)}


def numbers(text: str, question: str, figure: str) -> dict[str, float]:
    found = candidates(text, question)[figure].numbers
    assert found is not None
    return dict(found)


@pytest.mark.parametrize(
    ("question", "right", "wrong", "name"),
    [
        ("Huyện A tiêu hủy bao nhiêu con?", "120 con", "300 con", "lead"),
        ("Huyện A tiêu hủy bao nhiêu con?", "120 con", "300 con", "around"),
        ("Xã B tiêm phòng bao nhiêu con?", "300 con", "120 con", "asked before, said before"),
        ("Bao nhiêu con được tiêm phòng trong năm 2021?", "300 con", "120 con", "pairs"),
    ],
)
def test_the_words_of_its_own_speak_for_a_figure(question: str, right: str, wrong: str, name: str) -> None:
    assert numbers(LIVESTOCK, question, right)[name] > numbers(LIVESTOCK, question, wrong)[name]


def test_a_figure_right_after_its_place_has_the_words_of_the_whole_list():
    text = "Dịch bệnh làm chết 900 con tôm ở phường An Hải, xã An Mỹ 500 con."
    question = "Xã An Mỹ chết bao nhiêu con tôm?"
    listed = numbers(text, question, "500 con")
    assert listed["given"] == 1.0 and listed["lead"] > 0
    assert numbers(text, question, "900 con tôm")["given"] == 0.0


def test_a_figure_that_the_question_states_itself_is_hardly_the_answer():
    text = "Trong 300 hộ được vay có 45 hộ thoát nghèo."
    assert numbers(text, "Trong 300 hộ được vay bao nhiêu hộ thoát nghèo?", "45 hộ thoát nghèo")["new"] == 1.0
    assert "300 hộ" not in candidates(text, "Trong 300 hộ được vay bao nhiêu hộ thoát nghèo?")


def test_the_very_thing_asked_for_leaves_no_room_for_what_is_like_it():
    text = "Nhân dân cung cấp 150 tin, trong đó có 97 tin có giá trị."
    assert list(candidates(text, "Có bao nhiêu tin có giá trị?")) == ["97 tin có giá trị"]
    assert list(candidates(text, "Có bao nhiêu tin?")) == ["150 tin", "97 tin"]


def test_the_weights_are_of_the_numbers_that_there_are():
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    sentence = dict.fromkeys(weighed_sentences(), 0.5)
    made = row(sentence, numbers(LIVESTOCK, "Huyện A tiêu hủy bao nhiêu con?", "120 con"))
    assert weights.keys() == made.keys() and min(weights.values()) >= 0
