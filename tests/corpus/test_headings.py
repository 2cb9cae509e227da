from __future__ import annotations

import pytest

from assistant.corpus.article import Span
from assistant.corpus.headings import find_title, is_caption, is_headline


@pytest.mark.parametrize(
    "line",
    [
        "Huyện An Bình tổng kết phong trào năm 2019",
        "Bí thư Tỉnh ủy: 'Cần nhân rộng mô hình'",
        "Vì sao tội phạm giảm?",
        "Tổ chức hiến máu nhân đạo đợt I-2019. ( )",
    ],
)
def test_headlines(line: str) -> None:
    assert is_headline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Lễ giao nhận quân đã diễn ra an toàn. Các tân binh đều phấn khởi.",
        "Chiều 9/3/2022, " + "ban chỉ đạo huyện đã tổng kết công tác, " * 4 + "năm 2020...",
        "từ " * 50,
    ],
)
def test_no_headlines(line: str) -> None:
    assert not is_headline(line)


def test_a_headline_is_the_title_without_what_a_lost_counter_left() -> None:
    text = "Công an huyện  triệt phá nhóm cho vay nặng lãi ( )"
    title = find_title(text, Span(0, len(text)))
    assert title.value == "Công an huyện triệt phá nhóm cho vay nặng lãi"
    assert title.span and title.span.of(text) == "Công an huyện  triệt phá nhóm cho vay nặng lãi"
    assert title.line and title.line.of(text) == text


def test_without_a_headline_the_title_is_the_first_sentence_cut_at_a_word() -> None:
    first = "(TTXVN) - Chiều 9/3/2022, Ban Chỉ đạo huyện An Bình đã " + "tổng kết phong trào, " * 8 + "năm 2020..."
    text = f"{first} Có 5 đại biểu."
    title = find_title(text, Span(0, len(text)))
    assert title.span and title.line
    assert title.line.of(text) == first
    assert title.value == title.span.of(text) + "…"
    assert title.value.startswith("Chiều 9/3/2022, Ban Chỉ đạo")
    assert len(title.value) <= 121
    assert text[title.span.end] in " ,"


def test_a_short_first_sentence_is_the_whole_title() -> None:
    text = "Lễ giao quân đã diễn ra an toàn. Các tân binh đều phấn khởi."
    assert find_title(text, Span(0, len(text))).value == "Lễ giao quân đã diễn ra an toàn."


@pytest.mark.parametrize("line", ["Quang cảnh hội nghị", "Đồng chí Nguyễn Văn An –", "Đại tá Trần Bình,", "I. Kết quả"])
def test_captions(line: str) -> None:
    assert is_caption(line, "Sau đó hội nghị bế mạc.")


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("Hội nghị đã bế mạc.", None),
        ("Kết quả như sau:", None),
        ("- Tổ chức 12 cuộc", None),
        ("Lễ ký kết giữa công an huyện với các phòng của huyện", "và các đồn biên phòng."),
        ("và các đồn biên phòng", None),
    ],
)
def test_no_captions(line: str, following: str | None) -> None:
    assert not is_caption(line, following)
