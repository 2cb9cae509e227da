import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.answer import Answer, Citation, Claim
from assistant.records import Exchange
from assistant.ui.rendering import answer_html, exchange_html, failure_html, question_html

QUOTE = "Huyện đã trồng 17 cây cầu và 4 bến phà."
HOSTILE = [
    "<script>alert(1)</script>",
    '<img src="http://example.invalid/a.png" onerror="alert(1)">',
    "</div></blockquote><h1>",
    "**đậm** [liên kết](http://example.invalid) `mã` # tiêu đề $$x$$",
    '" onclick="alert(1)" x="',
]
OURS = {"section", "h3", "div", "p", "span", "strong", "blockquote", "button", "svg", "path", "form", "label", "input"}


def cited(quote=QUOTE, marks=(), start=100, **fields):
    given = {"number": 1, "article_id": "a", "source": "cau.txt", "title": "Cầu mới", "published": "2021-03-08"}
    return Citation(**{**given, **fields}, quote=quote, start=start, end=start + len(quote), marks=marks)


def answered(text="Có **17 cây cầu** [1].", status="answered", *, last=False, rating=0, note="", **fields):
    answer = Answer("Bao nhiêu?", text, status, **fields)
    return answer_html(answer, Exchange(7, "Bao nhiêu?", "2026-03-08T14:05:09", answer, "", rating, note), last=last)


def visible(markup):
    """The text of a message."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def quote(markup):
    return visible(re.search(r"<blockquote>«(.*?)»</blockquote>", markup)[1])


def marked(markup):
    return [html.unescape(mark) for mark in re.findall(r"<mark>(.*?)</mark>", markup)]


def sends(markup):
    """What the buttons of a message send: the event and its data."""
    found = []
    for tag in re.findall(r"<button([^>]*data-send[^>]*)>", markup):
        data = {name: html.unescape(value) for name, value in re.findall(r'data-(\w+)="([^"]*)"', tag)}
        found.append((data.pop("send"), data))
    return found


def copies(markup):
    return [html.unescape(copied) for copied in re.findall(r'data-copy="([^"]*)"', markup)]


def test_an_answer_shows_its_figure_in_bold_and_a_chip_that_opens_its_source():
    shown = answered(citations=(cited(),))
    assert "<p>Có <strong>17 cây cầu</strong> <button" in shown
    assert ("open", {"exchange": "7", "number": "1"}) in sends(shown)
    assert 'aria-label="Mở nguồn 1: Cầu mới">[1]</button>' in shown


def test_a_number_without_a_citation_opens_nothing():
    assert '<span class="ref">[2]</span>' in answered("Có [2].", citations=(cited(),))


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
        ("not_found", "Không có trong kho tài liệu"),
        ("needs_clarification", "Cần nói rõ hơn"),
        ("conflicting", "Các nguồn nêu khác nhau"),
    ],
)
def test_a_status_is_said_in_words(status, label):
    assert f'<p class="status">{label}</p>' in answered(status=status)
    assert label not in answered()


def test_what_is_cited_without_an_answer_is_called_the_nearest():
    assert "Nội dung gần nhất" in answered(status="not_found", citations=(cited(),))
    assert "Nguồn trích dẫn" in answered(citations=(cited(),))


def test_what_was_checked_is_counted_and_what_is_lacking_is_named():
    claims = (Claim("17", "figure", True, 1), Claim("4", "figure", True, 1), Claim("An", "name", True, 1))
    assert "✓ 2 số liệu, 1 tên riêng khớp nguồn" in visible(answered(citations=(cited(),), claims=claims))
    shown = visible(answered(citations=(cited(),), claims=(Claim("79", "figure", False),)))
    assert "✗ Không thấy trong nguồn: «79»" in shown
    assert "✓" not in shown
    assert "✓" not in answered(status="not_found", citations=(cited(),))


def test_places_to_choose_from_are_buttons_that_ask():
    options = ("Bao nhiêu ở Hoa Lâm?", "Bao nhiêu ở Tân Thượng?", "Huyện nào?")
    shown = answered(status="needs_clarification", suggestions=options)
    assert [data["question"] for send, data in sends(shown) if send == "ask"] == list(options)
    assert re.findall(r'class="option"[^>]*>(.*?)<', shown) == ["Hoa Lâm", "Tân Thượng", "Huyện nào?"]


def test_a_question_that_was_read_after_another_one_in_vain_can_be_asked_alone():
    shown = answered(status="not_found", understood="Bao nhiêu ở Hoa Lâm?", last=True)
    assert ("ask", {"question": "Bao nhiêu?", "alone": ""}) in sends(shown)
    assert "alone" not in answered(understood="Bao nhiêu ở Hoa Lâm?", last=True)


def test_only_the_last_question_can_be_asked_anew_and_gone_on_with():
    assert {"retry", "edit", "ask"} <= {send for send, _ in sends(answered(last=True, suggestions=("Còn xã?",)))}
    assert not {"retry", "edit", "ask"} & {send for send, _ in sends(answered(suggestions=("Còn xã?",)))}


def test_an_answer_is_copied_with_its_references():
    text, whole = copies(answered("Có **17 cây cầu** [1].\n- a\\_b", citations=(cited(),)))
    assert text == "Có 17 cây cầu [1].\n- a_b"
    assert whole == f"{text}\n\nNguồn:\n[1] Cầu mới, ngày 08/03/2021, tệp cau.txt: «{QUOTE}»"


def test_a_thumb_is_taken_back_by_a_second_click_and_asks_for_a_note():
    assert ("rate", {"exchange": "7", "rating": "-1"}) in sends(answered())
    shown = answered(rating=-1, note='Sai "năm"')
    assert ("rate", {"exchange": "7", "rating": "0"}) in sends(shown)
    assert 'value="Sai &quot;năm&quot;"' in shown
    assert "note-form" not in answered()


def test_a_comparison_is_a_table():
    shown = answered("**A** nhiều hơn.\n\n| Nơi | Số |\n|---|---|\n| A | **3** [1] |\n| B | 2 |", citations=(cited(),))
    assert '<th scope="col">Nơi</th>' in shown
    assert "<tr><td>A</td><td><strong>3</strong> <button" in shown
    assert "<tr><td>B</td><td>2</td></tr>" in shown


def test_engine_and_time_are_said():
    assert "Trích từ bài viết · 0,05 giây · 14:05" in visible(answered(timings={"total": 52.0}))
    answer = Answer("?", "Có.", "answered", engine="llm", timings={"total": 2100.0})
    shown = exchange_html(Exchange(1, "?", "2026-03-08T14:05:09", answer), 1, model="qwen")
    assert "Mô hình qwen viết, đã đối chiếu · 2,10 giây" in visible(shown)


def test_a_question_that_was_stopped_or_failed_can_be_asked_anew():
    stopped, failed = Exchange(1, "Gì?", "2026-03-08T14:05:09"), Exchange(1, "Gì?", "2026-03-08T14:05:09", None, "Bận.")
    assert "Đã dừng" in exchange_html(stopped, 1, last=True)
    assert "<p>Bận.</p>" in exchange_html(failed, 1, last=True)
    assert ("retry", {"exchange": "1"}) in sends(exchange_html(failed, 1, last=True))


def test_a_long_quote_is_cut_around_its_marks():
    long = "mở " * 100 + "được 270 tin có giá trị " + "kết " * 100
    at = long.index("270")
    shown = quote(answered(citations=(cited(long, ((100 + at, 100 + at + 3),)),)))
    assert "được 270 tin có giá trị" in shown
    assert shown.startswith("… mở")
    assert shown.endswith("kết …")
    assert len(shown) < 300


def test_marks_far_apart_are_all_in_sight():
    long = "12 xã " + "và " * 200 + "34 thôn"
    shown = answered(citations=(cited(long, ((100, 102), (100 + len(long) - 7, 100 + len(long) - 5))),))
    assert marked(shown) == ["12", "34"]


def test_a_long_quote_without_marks_shows_its_beginning():
    assert "«một một" in visible(answered(citations=(cited("một " * 200),)))


def test_many_sources_are_folded():
    shown = answered(citations=tuple(cited(number=n) for n in range(1, 8)))
    assert "Xem thêm 3 nguồn" in shown
    assert shown.count('class="source"') == 7


def test_lists_notes_and_the_question_as_understood():
    shown = answered("Theo nguồn:\n- **xã A** [1]\n- **xã B** [1]", understood="Có những xã nào?", notes=("Số cũ.",))
    assert shown.count("<li><strong>xã") == 2
    assert "Hiểu là: Có những xã nào?" in visible(shown)
    assert "Lưu ý: Số cũ." in visible(shown)


def test_escaped_characters_of_an_answer_are_shown_without_their_backslash():
    assert r"Tệp a_b [1] *c*" in visible(answered(r"Tệp a\_b \[1\] \*c\*"))


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_text_wherever_it_comes_from(text):
    shown = answered(
        "Không tìm thấy.",
        "needs_clarification",
        citations=(cited(text, source=text, title=text, published=text),),
        claims=(Claim(text, "figure", False),),
        understood=text,
        notes=(text,),
        suggestions=(text,),
        last=True,
        rating=1,
        note=text,
    )
    assert quote(shown) == text
    assert visible(shown).count(text) >= 6
    for message in (shown, question_html(text, 1), failure_html(text), answered(text)):
        assert set(re.findall(r"<(\w+)", message)) <= OURS
        assert not re.search(r"<[^>]*\s(on\w+|src|href|style)=(?![^<]*</)", re.sub(r'="[^"]*"', "=", message))
    assert visible(question_html(text)) == text
    assert visible(failure_html(text)).endswith(text)


def test_line_ends_and_control_characters_become_spaces():
    shown = answered(citations=(cited("một\n\n<b>hai\x1b[31m\u202eba"),))
    assert quote(shown) == "một  <b>hai [31m ba"
    question_html("a\ud800\n\n\nb").encode()


@given(st.data())
def test_marks_stand_where_they_were(data):
    quoted = data.draw(
        st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), min_size=1, max_size=900)
    )
    places = sorted(data.draw(st.lists(st.integers(0, len(quoted)), max_size=6, unique=True)))
    marks = list(zip(places[::2], places[1::2], strict=False))
    shown = answered("", citations=(cited(quoted, tuple((100 + a, 100 + b) for a, b in marks)),))
    assert marked(shown) == [quoted[a:b] for a, b in marks]
    if len(quoted) <= 300:
        assert quote(shown) == quoted
