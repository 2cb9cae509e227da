from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.article import Article, Field, Sentence
from assistant.reading.decoding import Reading, decode, trimmed
from assistant.reading.windows import Window

TEXT = "Các mô hình gồm «Tiếng kẻng an ninh», Camera an ninh và Dòng họ tự quản."


def window(text: str, starts: tuple[int, ...] = (0,)) -> Window:
    ends = (*(start - 1 for start in starts[1:]), len(text))
    sentences = tuple(Sentence(start, end, 0) for start, end in zip(starts, ends, strict=True))
    article = Article("id", "a.txt", text, Field("Tiêu đề"), sentences=sentences)
    return Window(article, "Tiêu đề", text, tuple(range(len(starts))), starts)


def said(
    text: str,
    *,
    spans: dict[str, float] | None = None,
    likely: dict[str, float] | None = None,
    classes: tuple[float, float, float, float] = (0, 0, 0, 0),
    none: float = 0.0,
    starts: tuple[int, ...] = (0,),
) -> Reading:
    """A reading of a text whose tokens are its words and whose sentences begin at `starts`: `spans` with half their
    scores at both ends, and words that are `likely` part of an answer."""
    offsets = [match.span() for match in re.finditer(r"\S+", text)]
    span, inside = np.full((len(offsets) + 2, 2), -9.0, np.float32), np.full(len(offsets) + 2, -9.0, np.float32)
    span[0] = none / 2
    for wanted, score in (spans or {}).items():
        start = text.index(wanted)
        span[1 + next(i for i, (_, end) in enumerate(offsets) if end > start), 0] = score / 2
        span[1 + next(i for i, (_, end) in enumerate(offsets) if end >= start + len(wanted)), 1] = score / 2
    for i, (start, end) in enumerate(offsets):
        probability = (likely or {}).get(text[start:end].strip(",."), 0.01)
        inside[1 + i] = np.log(probability / (1 - probability))
    return decode(window(text, starts), span, inside, np.array(classes, np.float32), 1, offsets)


def test_the_best_span_is_first_with_its_score_over_that_of_no_answer():
    reading = said("Xã thu hồi 12 khẩu súng, năm ngoái 9 khẩu.", spans={"12 khẩu": 6.0, "9 khẩu": 4.0}, none=1.0)
    assert [(reading.text(found), found.score) for found in reading.spans[:2]] == [("12 khẩu", 5.0), ("9 khẩu", 3.0)]


def test_spans_beside_the_best_do_not_touch_it():
    reading = said("Xã thu hồi 12 khẩu súng, năm ngoái 9 khẩu.", spans={"12 khẩu": 6.0})
    first, *others = sorted((found.start, found.end) for found in reading.spans)
    for other in others:
        assert other[0] >= first[1]
        first = other


def test_a_window_answers_more_surely_the_less_it_is_said_to_have_no_answer():
    sure, unsure = (said("Có 12 vụ.", spans={"12": 3.0}, classes=(none, 0, 0, 0)) for none in (-4, 4))
    assert sure.answerable > unsure.answerable
    assert said("Có 12 vụ.", spans={"12": 9.0}).answerable > said("Có 12 vụ.", spans={"12": 3.0}).answerable


def test_the_verdict_is_yes_where_it_is_above_0():
    assert said("Có 12 vụ.", classes=(0, 0, 2, 1)).verdict == pytest.approx(1, abs=1e-3)
    assert said("Có 12 vụ.", classes=(0, 0, 1, 3)).verdict < 0
    assert sum(said("Có 12 vụ.", classes=(0, 0, 1, 3)).classes) == pytest.approx(1)


def test_a_bare_number_comes_with_the_sign_or_the_word_behind_it():
    shares = said("Tỷ lệ là 45 %, gồm 9 khẩu.", spans={"45": 6.0, "9": 4.0})
    assert [shares.text(found) for found in shares.spans[:2]] == ["45 %", "9 khẩu"]


def test_the_sentence_likeliest_part_of_the_answer_decides():
    text = "Xã có 12 vụ. Số vụ giảm."
    reading = said(text, likely={"giảm": 0.9, "12": 0.9}, starts=(0, 13))
    assert reading.text(reading.decides) == "Số vụ giảm."


def test_items_are_parted_at_commas_and_at_an_and_that_is_less_likely():
    names = dict.fromkeys(["«Tiếng", "kẻng", "an", "ninh»", "Camera", "ninh", "Dòng", "họ", "tự", "quản"], 0.9)
    reading = said(TEXT, likely={**names, "và": 0.5})
    assert [reading.text(item) for item in reading.items] == [
        "«Tiếng kẻng an ninh»",
        "Camera an ninh",
        "Dòng họ tự quản",
    ]


def test_an_and_as_likely_as_its_neighbours_is_within_an_item():
    reading = said("Bắt Mặt trận và đoàn thể.", likely={"Mặt": 0.9, "trận": 0.9, "và": 0.9, "đoàn": 0.9, "thể": 0.9})
    assert [reading.text(item) for item in reading.items] == ["Mặt trận và đoàn thể"]


def test_where_nothing_is_likely_the_likeliest_words_are_items_still():
    assert [reading.text(item) for reading in [said(TEXT, likely={"Camera": 0.3})] for item in reading.items] == [
        "Camera"
    ]


@pytest.mark.parametrize(
    ("text", "part", "wanted"),
    [
        ("thu hồi 12 khẩu súng.", "2 khẩu sú", "12 khẩu súng"),
        ("ông Bế Văn Sơn, 60 tuổi", " Bế Văn Sơn,", "Bế Văn Sơn"),
        ("«Tiếng kẻng an ninh»", "«Tiếng kẻng", "Tiếng kẻng"),
        ("tại Đồng Lạc (Bảo Lạc)", "Đồng Lạc (Bảo Lạc)", "Đồng Lạc (Bảo Lạc)"),
        ("tại Đồng Lạc (Bảo Lạc)", "Bảo Lạc)", "Bảo Lạc"),
        ("đạt 96,5%; còn lại", "96,5%;", "96,5%"),
        ("- Thôn Bãi Dài", "- Thôn Bãi Dài", "Thôn Bãi Dài"),
        ("…", "…", "…"),
    ],
)
def test_a_span_is_whole_words_without_what_is_at_its_edges(text, part, wanted):
    start = text.index(part)
    begin, end = trimmed(text, start, start + len(part))
    assert text[begin:end] == wanted


@given(st.text("ab1 ,.()«»-", min_size=1, max_size=20), st.data())
def test_trimming_a_trimmed_span_changes_nothing_and_stays_inside(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = trimmed(text, start, end)
    assert 0 <= found[0] < found[1] <= len(text)


@given(st.lists(st.floats(-8, 8, width=32), min_size=6, max_size=6), st.floats(-8, 8, width=32))
def test_items_are_in_order_and_never_overlap(logits, none):
    text = "một, hai và (ba bốn) năm"
    offsets = [match.span() for match in re.finditer(r"\S+", text)]
    span = np.array([[none, none], *([value, -value] for value in logits)], np.float32)
    reading = decode(window(text), span, np.array([none, *logits], np.float32), np.zeros(4, np.float32), 1, offsets)
    ends = [0, *(end for item in reading.items for end in (item.start, item.end))]
    assert ends == sorted(ends) and all(0 < item.score <= 1 for item in reading.items)
    assert 1 <= len(reading.spans) <= 3
