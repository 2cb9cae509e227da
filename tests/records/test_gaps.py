import pytest

from assistant.records import Records


@pytest.fixture
def gaps(tmp_path):
    records = Records(tmp_path)
    yield records.gaps
    records.close()


def test_a_question_that_finds_nothing_twice_stands_once(gaps):
    gaps.found_nothing("Có bao nhiêu bến phà?")
    gaps.found_nothing("co bao nhieu ben pha")
    gaps.found_nothing("Ai là chủ tịch xã?")
    assert [(gap.question, gap.times) for gap in gaps.open()] == [
        ("co bao nhieu ben pha", 2),
        ("Ai là chủ tịch xã?", 1),
    ]


def test_a_question_with_an_answer_is_no_gap_any_more(gaps):
    gaps.found_nothing("Có bao nhiêu bến phà?")
    gaps.found("có bao nhiêu bến phà")
    assert gaps.open() == []


def test_a_dismissed_question_comes_back_when_it_is_asked_again(gaps):
    gaps.found_nothing("Bến phà?")
    gaps.dismiss(gaps.open()[0].key)
    assert gaps.open() == []
    gaps.found_nothing("Bến phà?")
    assert [gap.times for gap in gaps.open()] == [2]
