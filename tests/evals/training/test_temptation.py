from __future__ import annotations

from evals.training.temptation import Temptation

TEXTS = ["Xã Nà Hoang có 14 vụ việc", "Xã Mường Tùng có 21 vụ việc", "Giải bóng chuyền nam"]


def test_the_text_most_like_a_question_is_first():
    assert Temptation(TEXTS).top("Mường Tùng có mấy vụ?", 2) == [1, 0]


def test_accents_and_capitals_play_no_part():
    assert Temptation(TEXTS).top("NA HOANG", 1) == [0]


def test_what_shares_no_word_does_not_tempt():
    assert Temptation(TEXTS).top("Thủy lợi", 3) == []
    assert Temptation([]).top("Thủy lợi", 3) == []


def test_a_rare_pair_of_words_counts_more_than_common_ones():
    assert Temptation([*TEXTS, "bóng xã chuyền có"]).top("bóng chuyền", 1) == [2]
