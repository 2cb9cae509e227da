import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.answer import Answer, Citation
from assistant.ui.rendering import answer_html, failure_html, question_html

QUOTE = "Huyện đã trồng 17 cây cầu và 4 bến phà."
HOSTILE = [
    "<script>alert(1)</script>",
    '<img src="http://example.invalid/a.png" onerror="alert(1)">',
    "</div></blockquote><h1>",
    "**đậm** [liên kết](http://example.invalid) `mã` # tiêu đề $$x$$",
]


def cited(quote=QUOTE, marks=(), start=100, **fields):
    given = {"number": 1, "article_id": "a", "source": "cau.txt", "title": "Cầu mới", "published": "2021-03-08"}
    return Citation(**{**given, **fields}, quote=quote, start=start, end=start + len(quote), marks=marks)


def answered(text="Có **17 cây cầu** [1].", status="answered", **fields):
    return answer_html(Answer("Bao nhiêu?", text, status, **fields))


def visible(markup):
    """The text of a message, without what folds away."""
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</summary>.*?</details>", "", markup)))


def whole_quote(markup):
    return html.unescape(re.sub(r"<[^>]*>", "", re.search(r"<blockquote>«(.*?)»</blockquote>", markup)[1]))


def marked(markup):
    return [html.unescape(mark) for mark in re.findall(r"<mark>(.*?)</mark>", markup)]


def test_an_answer_shows_its_figure_in_bold_and_the_number_of_its_source():
    assert '<p>Có <strong>17 cây cầu</strong> <span class="ref">[1]</span>.</p>' in answered()


def test_a_citation_shows_title_date_file_and_the_marked_quote():
    shown = answered(citations=(cited(marks=((115, 125),)),))
    assert "[1] Cầu mới" in visible(shown)
    assert "Đăng ngày 08/03/2021 · Tệp: cau.txt" in visible(shown)
    assert "<blockquote>«Huyện đã trồng <mark>17 cây cầu</mark> và 4 bến phà.»</blockquote>" in shown


def test_a_source_without_a_date_shows_none():
    assert "Đăng ngày" not in answered(citations=(cited(published=None),))


@pytest.mark.parametrize(
    ("status", "label"),
    [
        ("not_found", "Chưa có câu trả lời"),
        ("needs_clarification", "Cần hỏi rõ hơn"),
        ("conflicting", "Các nguồn nói khác nhau"),
    ],
)
def test_a_status_is_said_in_words(status, label):
    assert f'<p class="status">{label}</p>' in answered(status=status)
    assert label not in answered()


def test_what_is_cited_without_an_answer_is_called_the_nearest():
    assert "Nội dung gần nhất" in answered(status="not_found", citations=(cited(),))
    assert "Nguồn trích dẫn" in answered(citations=(cited(),))


def test_a_long_quote_is_folded_around_its_marks():
    quote = "mở " * 100 + "được 270 tin có giá trị " + "kết " * 100
    at = quote.index("270")
    shown = answered(citations=(cited(quote, ((100 + at, 100 + at + 3),)),))
    excerpt = re.search(r'<span class="excerpt">(.*?)</span>', shown)[1]
    assert "được <mark>270</mark> tin có giá trị" in excerpt
    assert excerpt.startswith("«… mở")
    assert excerpt.endswith("kết …» ")
    assert len(excerpt) < 300
    assert whole_quote(shown) == quote


def test_marks_far_apart_are_all_in_sight():
    quote = "12 xã " + "và " * 200 + "34 thôn"
    shown = answered(citations=(cited(quote, ((100, 102), (100 + len(quote) - 7, 100 + len(quote) - 5))),))
    assert marked(re.search(r"<summary>.*</summary>", shown)[0]) == ["12", "34"]


def test_a_long_quote_without_marks_shows_its_beginning():
    assert "«một một" in visible(answered(citations=(cited("một " * 200),)))


def test_lists_notes_and_the_question_as_understood():
    shown = answered("Theo nguồn:\n- **xã A** [1]\n- **xã B** [1]", understood="Có những xã nào?", notes=("Số cũ.",))
    assert shown.count("<li><strong>xã") == 2
    assert "Hiểu là: Có những xã nào?" in visible(shown)
    assert "Lưu ý: Số cũ." in visible(shown)


def test_escaped_characters_of_an_answer_are_shown_without_their_backslash():
    assert visible(answered(r"Tệp a\_b \[1\] \*c\*")) == "Tệp a_b [1] *c*"


def test_bold_that_is_never_closed_ends_with_its_line():
    assert answered("**a\nb").count("<strong>") == answered("**a\nb").count("</strong>") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_text_wherever_it_comes_from(text):
    shown = answered(
        "Không tìm thấy.",
        citations=(cited(text, source=text, title=text, published=text),),
        understood=text,
        notes=(text,),
    )
    assert whole_quote(shown) == text
    assert visible(shown).count(text) >= 4
    for message in (shown, question_html(text), failure_html(text), answered(text)):
        assert set(re.findall(r"<(\w+)", message)) <= {"div", "p", "span", "strong", "blockquote"}
        assert "\n" not in message
    assert visible(question_html(text)) == text
    assert visible(failure_html(text)).endswith(text)


def test_line_ends_and_control_characters_become_spaces():
    shown = answered(citations=(cited("một\n\n<b>hai\x1b[31m\u202eba"),))
    assert whole_quote(shown) == "một  <b>hai [31m ba"
    assert "\n" not in shown
    question_html("a\ud800\n\n\nb").encode()


@given(st.data())
def test_marks_stand_where_they_were_and_the_quote_stays_whole(data):
    quote = data.draw(
        st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), min_size=1, max_size=900)
    )
    places = sorted(data.draw(st.lists(st.integers(0, len(quote)), max_size=6, unique=True)))
    marks = list(zip(places[::2], places[1::2], strict=False))
    shown = answered("", citations=(cited(quote, tuple((100 + a, 100 + b) for a, b in marks)),))
    assert whole_quote(shown) == quote
    assert marked(re.search(r"<blockquote>.*</blockquote>", shown)[0]) == [quote[a:b] for a, b in marks]
    if len(quote) > 300:
        assert marked(re.search(r"<summary>.*</summary>", shown)[0]) == [quote[a:b] for a, b in marks]
