from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.encoder import BOS, EOS
from assistant.reading.reader import build
from assistant.reading.windows import windows
from evals.training.examples import Example, Label, batches, example, spans_of, written
from evals.training.questions import Question
from tests.evals.training.made_up import ARTICLES, FIGURE, LIST, NONE, OTHER, PERSON, QUESTIONS, VERDICT


def learned(*questions: Question, beside: float = 0.0, other: float = 0.0) -> list[Example]:
    return written(ARTICLES, questions, Still(), beside=beside, other=other)


class Still(random.Random):
    """No question is stripped of its accents, and the first of what may be chosen is."""

    def random(self) -> float:
        return 0.5

    def choice(self, seq):
        return seq[0]


def words(question: Question, made: Example) -> list[str]:
    """What an example's spans are in the text of the window that it was made of."""
    for window in windows(ARTICLES[question.article]):
        given = build(question.question, window.head, window.text)
        if given.ids == made.ids:
            places = [(given.offsets[a - given.base][0], given.offsets[z - given.base][1]) for a, z in made.spans]
            return [window.text[start:end].strip() for start, end in places]
    raise AssertionError("no window has these ids")


@pytest.mark.parametrize(
    ("question", "label", "said"),
    [
        (FIGURE, Label.SPAN, ["14 vụ việc"]),
        (PERSON, Label.SPAN, ["Lò Văn Dính"]),
        (LIST, Label.SPAN, ["Dòng họ tự quản", "Bản bình yên", "Tiếng mõ an ninh"]),
        (VERDICT, Label.YES, ["Năm 2022, xã Nà Hoang xảy ra 14 vụ việc, giảm 3 vụ so với năm trước."]),
        (NONE, Label.NONE, []),
    ],
)
def test_a_question_is_learned_with_the_window_that_decides_it(question, label, said):
    (made,) = learned(question)
    assert made.label == label
    assert [part.rstrip(",.") for part in words(question, made)] == [part.rstrip(".") for part in said]


def test_windows_that_tempt_join_without_an_answer():
    beside, other = learned(FIGURE, OTHER, beside=1.0)[1], learned(FIGURE, OTHER, other=1.0)[1]
    assert beside.label == other.label == Label.NONE and not beside.spans
    assert beside.ids != other.ids != learned(FIGURE)[0].ids


def test_a_window_beside_never_says_the_answer():
    for made in learned(*QUESTIONS, beside=1.0):
        assert made.label or not made.spans


def test_what_only_the_title_decides_is_not_learned():
    title = FIGURE.model_copy(update={"sentences": (0,), "answers": ("2022",)})
    assert learned(title) == []


def test_answers_stand_in_the_sentences_that_decide_and_not_within_longer_numbers():
    window = windows(ARTICLES["d99_00"])[0]
    two = FIGURE.model_copy(update={"answers": ("2", "3")})
    assert [window.text[start:end] for start, end in spans_of(window, two)] == ["3"]


def test_an_example_whose_answer_is_cut_off_is_none():
    text = "Rất dài. " * 200 + "12 vụ."
    assert example("Mấy vụ?", "", text, [(len(text) - 6, len(text) - 1)], Label.SPAN) is None
    made = example("Mấy vụ?", "", "Có 12 vụ.", [(3, 8)], Label.SPAN)
    assert made and made.ids[0] == BOS and made.ids[-1] == EOS and len(made.ids) == len(made.parts)


@given(st.lists(st.integers(5, 300), max_size=60), st.integers(0, 9))
def test_batches_hold_every_example_once_and_not_too_many_tokens(lengths, seed):
    found = batches(lengths, 600, random.Random(seed))
    assert sorted(i for batch in found for i in batch) == list(range(len(lengths)))
    assert all(max(lengths[i] for i in batch) * len(batch) <= 600 for batch in found)
