from __future__ import annotations

import unicodedata

import pytest

from assistant.corpus.loader import load_bytes
from assistant.encoder import BOS, EOS, encode
from assistant.reading.reader import HEAD, QUESTION, TEXT, build, read
from assistant.reading.windows import windows
from evals.training.questions import article, texts
from tests.articles import ARTICLES

HOA_LAM = load_bytes(ARTICLES["hoa-lam.txt"].encode(), "hoa-lam.txt")


def test_an_input_is_the_question_the_head_and_the_window_with_their_parts():
    given = build("Bao nhiêu vụ?", "Tiêu đề", "Có 12 vụ.")
    asked, before, text = (encode(part).ids for part in ("Bao nhiêu vụ?", "Tiêu đề", "Có 12 vụ."))
    assert given.ids == [BOS, *asked, EOS, *before, EOS, *text, EOS]
    assert given.parts == [0] * (len(asked) + 2) + [1] * (len(before) + 1) + [2] * (len(text) + 1)
    assert given.ids[given.base : given.base + len(text)] == text and len(given.offsets) == len(text)


def test_a_window_without_a_head_has_an_end_for_it_still():
    given = build("Ai?", "", "Lan.")
    assert given.parts.count(1) == 1


def test_each_part_is_cut_where_it_is_too_long():
    given = build("vụ " * 99, "vụ " * 99, "vụ " * 999)
    assert (
        given.parts.count(0) == QUESTION + 2 and given.parts.count(1) == HEAD + 1 and given.parts.count(2) == TEXT + 1
    )
    assert len(given.offsets) == TEXT


@pytest.mark.parametrize("name", ARTICLES)
def test_what_is_read_of_a_file_is_what_was_learned_from_its_sentences(name):
    loaded = load_bytes(ARTICLES[name].encode(), name)
    learned = article("a", texts(loaded))
    question = "Có bao nhiêu mô hình?"
    inputs = [[build(question, w.head, w.text) for w in windows(one)] for one in (loaded, learned)]
    assert inputs[0] == inputs[1]


def test_the_reader_finds_a_figure_and_says_where():
    question = "Toàn huyện Hoa Lâm có bao nhiêu mô hình tự quản về an ninh trật tự?"
    reading = max(read(question, windows(HOA_LAM)), key=lambda reading: reading.answerable)
    best = reading.spans[0]
    assert reading.window.span(best.start, best.end).of(HOA_LAM.text).startswith("12 mô hình")
    assert reading.answerable > 0


def test_a_question_is_read_alike_in_any_unicode_form():
    question = "Ai là Phó Chủ tịch UBND huyện Hoa Lâm?"
    forms = [read(unicodedata.normalize(form, question), windows(HOA_LAM)[:1])[0] for form in ("NFC", "NFD")]
    assert forms[0] == forms[1]


def test_what_the_window_does_not_say_is_less_surely_answered():
    window = windows(HOA_LAM)[:1]
    known, unknown = (read(f"Kinh phí {what} là bao nhiêu?", window)[0] for what in ("khen thưởng", "xây cầu năm 2035"))
    assert known.answerable > unknown.answerable
