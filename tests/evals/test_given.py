from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

import numpy as np
import pytest
from rich.console import Console

from assistant.reading.decoding import Found, Reading
from assistant.reading.windows import Window, windows
from evals.benchmark_files import Benchmark, Paragraph, Question
from evals.given import Judged, area, ask, ask_paragraphs, judged, rates, table
from evals.json_lines import DataError
from tests.evals.training.made_up import ARTICLES, FIGURE, LIST, NONE, OTHER, VERDICT


def reading(
    window: Window,
    said: str,
    *items: str,
    none: float = 0.1,
    yes: float = 0.2,
    no: float = 0.3,
    decides: Found | None = None,
) -> Reading:
    """A reading whose best span, and items, are where the window says so."""
    places = [Found(at, at + len(part), 1.0) for part in (said, *items) for at in [window.text.index(part)]]
    return Reading(window, (none, 0.4, yes, no), (places[0],), tuple(places[1:]), decides or places[0])


FIRST = windows(ARTICLES["d99_00"])[0]


@pytest.mark.parametrize(("said", "right"), [("14 vụ việc", True), ("xảy ra 14 vụ việc", True), ("3 vụ", False)])
def test_a_span_is_right_when_it_says_the_answer(said, right):
    made = judged(FIGURE, reading(FIRST, said))
    assert made.span is right and made.sentence is True and made.answerable


def test_a_span_of_a_sentence_that_does_not_decide_is_told_apart():
    assert judged(FIGURE, reading(FIRST, "ba mô hình")).sentence is False


def test_a_verdict_is_the_likelier_of_yes_and_no():
    assert judged(VERDICT, reading(FIRST, "giảm 3 vụ", yes=0.4)).verdict is True
    assert judged(VERDICT, reading(FIRST, "giảm 3 vụ", yes=0.1)).verdict is False


def test_of_a_yes_or_no_question_the_sentence_that_decides_counts():
    other = FIRST.text.index("Ông Lò")
    assert judged(VERDICT, reading(FIRST, "14 vụ việc")).sentence is True
    assert judged(VERDICT, reading(FIRST, "14 vụ việc", decides=Found(other, other + 6, 1.0))).sentence is False


def test_items_of_a_list_are_judged_one_by_one():
    assert judged(LIST, reading(FIRST, "Bản", "Dòng họ tự quản", "Bản bình yên", "Tiếng mõ an ninh")).items == 1
    assert judged(LIST, reading(FIRST, "Bản", "Bản bình yên")).items == pytest.approx(2 / 4)
    assert judged(LIST, reading(FIRST, "Bản")).items == 0


def test_of_an_unanswerable_question_only_how_sure_counts():
    made = judged(NONE, reading(FIRST, "14 vụ việc"))
    assert not made.answerable and made.span is made.sentence is made.verdict is made.items is None


def test_the_window_that_most_surely_answers_counts():
    def read(question: str, given: Sequence[Window]) -> list[Reading]:
        return [reading(window, window.text[:5], none=0.1 if "14 vụ" in window.text else 0.9) for window in given]

    done: list[int] = []
    found = ask([FIGURE, NONE], ARTICLES, read, done.append)
    assert found[0].sentence is True and done == [1, 2]
    with pytest.raises(DataError, match="no article d99_01"):
        ask([OTHER], {}, read, done.append)


def test_rates_are_of_those_that_are_asked_of_a_kind():
    yes = [Judged("d99", True, sure, span=sure > 1) for sure in np.linspace(0, 4, 41)]
    no = [Judged("d99", False, -1.0), Judged("d99", False, 3.95)]
    made = rates([*yes, *no, Judged("d99", True, 9.0, sentence=True, verdict=False)])
    assert (made.n, made.unanswerable, made.items, made.verdict) == (42, 2, None, 0.0)
    assert made.span == pytest.approx(30 / 41) and made.abstained == 0.5
    assert made.auc == pytest.approx((42 + 2) / 84)
    assert rates([]).auc is None and rates(no).abstained is None


def test_the_area_is_how_often_one_is_above_the_other():
    assert area([1, 2], [0]) == 1 and area([0], [1, 2]) == 0 and area([1], [1]) == 0.5


def test_a_table_has_a_row_a_set_and_one_of_all():
    console = Console(width=100, record=True, file=StringIO())
    console.print(table([Judged("d99", True, 1.0, span=True), Judged("e99", False, 0.0)]))
    said = console.export_text()
    assert "d99" in said and "e99" in said and "all" in said and "1.000" in said


def test_paragraphs_are_read_without_a_title():
    heads: list[str] = []

    def read(question: str, given: Sequence[Window]) -> list[Reading]:
        heads.extend(window.head for window in given)
        return [reading(window, "320 m") for window in given]

    paragraph = Paragraph(id=4, title="Cầu", text="Cầu Lương Tài dài 320 m. Cầu có 9 nhịp.")
    asked = [
        Question(id="a", question="Cầu dài bao nhiêu?", paragraph=4, answers=("320 m", "dài 320 m")),
        Question(id="b", question="Cầu có mấy nhịp?", paragraph=4, answers=("9 nhịp",)),
        Question(id="c", question="Ai xây cầu?", paragraph=4, answers=()),
    ]
    made = ask_paragraphs(Benchmark("cầu", [paragraph], asked), asked, read, lambda done: None)
    assert (made.n, made.exact, made.f1) == (2, 0.5, 0.5) and set(heads) == {""}
