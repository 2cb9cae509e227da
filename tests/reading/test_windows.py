from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.corpus.article import Article
from assistant.corpus.loader import load_bytes
from assistant.errors import FileUnreadable
from assistant.reading.windows import WINDOW, cut, head, windows
from tests.articles import ARTICLES
from tests.language.strategies import nfc_text

TEXT = """Xã Đồng Lạc thu hồi súng tự chế

Tháng 5, xã thu hồi 12 khẩu súng.  Ông\u00a0Bế Văn Sơn nộp 2 khẩu.

Xã còn 3 thôn chưa có ai nộp.
"""


def loaded(text: str) -> Article:
    try:
        return load_bytes(text.encode("utf-8", "surrogatepass"), "a.txt")
    except FileUnreadable:
        assume(False)
        raise


def test_a_window_is_sentences_joined_by_a_space_behind_the_title():
    (window,) = windows(loaded(TEXT))
    assert window.head == "Xã Đồng Lạc thu hồi súng tự chế"
    assert window.text == "Tháng 5, xã thu hồi 12 khẩu súng. Ông Bế Văn Sơn nộp 2 khẩu. Xã còn 3 thôn chưa có ai nộp."


def test_a_span_of_a_window_leads_back_to_the_text():
    article = loaded(TEXT)
    (window,) = windows(article)
    start = window.text.index("Ông Bế Văn Sơn")
    assert window.span(start, start + 14).of(article.text) == "Ông\u00a0Bế Văn Sơn"
    assert window.sentence(start) == 2 and window.sentence(0) == 1 and window.sentence(len(window.text)) == 3


def test_windows_behind_the_first_have_the_lead_before_them():
    assert head(["Tiêu đề", "Câu một.", "Câu hai."], 1) == "Tiêu đề"
    assert head(["Tiêu đề", "Câu một.", "Câu hai."], 2) == "Tiêu đề · Câu một."


def test_of_an_article_that_is_only_a_title_the_title_is_the_window():
    (window,) = windows(loaded("Trường THPT Nguyễn Du trồng 500 cây xanh\n"))
    assert window.head == window.text == "Trường THPT Nguyễn Du trồng 500 cây xanh"
    start = window.text.index("500")
    assert window.span(start, start + 3).of(window.article.text) == "500"


@given(st.lists(st.integers(0, 2 * WINDOW), max_size=30))
def test_neighbours_share_a_sentence_if_they_have_two_and_no_window_is_too_long_without_need(sizes):
    found = cut([str(size) for size in sizes], size=int)
    assert [first for first, _ in found] == sorted({first for first, _ in found})
    held = {number for first, behind in found for number in range(first, behind)}
    assert held == set(range(len(sizes) > 1, len(sizes)))
    for (first, behind), (following, _) in pairwise(found):
        assert following == (behind - 1 if behind - first > 1 else behind)
    for first, behind in found:
        assert behind - first == 1 or sum(sizes[first:behind]) <= WINDOW


@given(st.lists(nfc_text, min_size=1, max_size=12).map("\n".join), st.data())
def test_every_span_leads_back_to_the_same_characters(text, data):
    article = loaded(text)
    for window in windows(article):
        ends = [*(start - 1 for start in window.starts[1:]), len(window.text)]
        stretches = [(start, end) for start, end in zip(window.starts, ends, strict=True) if end > start]
        (low, last), (first, high) = sorted(data.draw(st.tuples(*[st.sampled_from(stretches)] * 2)))
        start = data.draw(st.integers(low, last - 1))
        end = data.draw(st.integers(max(start, first) + 1, high))
        span = window.span(start, end)
        assert same(article.text[span.start], window.text[start])
        assert same(article.text[span.end - 1], window.text[end - 1])
        if (low, last) == (first, high):  # within a sentence, nothing stands between
            assert same(span.of(article.text), window.text[start:end])


@given(st.lists(nfc_text, min_size=1, max_size=12).map("\n".join))
def test_windows_cover_every_sentence_but_the_title(text):
    article = loaded(text)
    held = [number for window in windows(article) for number in window.sentences]
    span = article.title.span
    assert span is not None
    titles = {
        number
        for number, sentence in enumerate(article.sentences)
        if span.start <= sentence.start and sentence.end <= span.end
    }
    every = set(range(len(article.sentences)))
    assert set(held) == (every - titles or every)
    assert held[0] == min(held) and held[-1] == max(held)


@pytest.mark.parametrize("name", ARTICLES)
def test_a_sentence_is_found_again_from_its_place_in_the_window(name):
    article = loaded(ARTICLES[name])
    for window in windows(article):
        for number, start in zip(window.sentences, window.starts, strict=True):
            assert window.sentence(start) == number
            assert window.span(start, start + 1).start == article.sentences[number].start


def same(ours: str, theirs: str) -> bool:
    """The same characters, any blank for a space."""
    return len(ours) == len(theirs) and all(
        a == b or (a.isspace() and b == " ") for a, b in zip(ours, theirs, strict=True)
    )
