"""What of a page is furniture. BODY stands for the story."""

from __future__ import annotations

import pytest

from assistant.corpus.article import Field
from assistant.corpus.furniture import Page, clear

TITLE = "Huyện An Bình tổng kết phong trào năm 2019"
BODY = "Ngày 12/5/2020, UBND huyện tổ chức hội nghị tổng kết. Có 12/15 vụ được làm rõ."


def content(text: str) -> list[str]:
    return [line.of(text) for line in clear(text).lines]


def page(*lines: str) -> tuple[str, Page]:
    text = "\n\n".join(lines)
    return text, clear(text)


def said(text: str, field: Field | None) -> tuple[str, str, str] | None:
    """Value, the words that say it, and the line that they stand in."""
    return (
        field and (field.value, field.span.of(text), field.line.of(text))
        if field and field.span and field.line
        else None
    )


@pytest.mark.parametrize(
    "line",
    [
        "Truy cập nội dung luôn",
        "318",
        "1.234 lượt xem",
        ".",
        " \u200b ",
        "***",
        "Chuyên mục:",
        "Chuyên mục: An ninh trật tự",
        "Tags: công an, an ninh",
        "Từ khoá: công an",
        "14/03/2021 07:05 \u00a0\u00a0 78",
        "Thứ sáu, 29/05/2020 | 10:15 GMT+7",
        "Ngày đăng bài: 16/07/2020 | Tác giả: Trần Xuân An",
        "Cập nhật lúc 10:15, ngày 12/6/2020",
        "Lượt xem: 123",
        "In bài viết",
        "In bài viết | Chia sẻ | Facebook",
        "Chia sẻ:",
        "Đọc thêm",
        "Print",
        "Trang chủ > Tin tức > An ninh",
        "Bài, ảnh: Trần Xuân An",
    ],
)
def test_furniture_above_and_below_the_story_is_no_content(line: str) -> None:
    assert content(f"{line}\n{TITLE}\n{BODY}") == [TITLE, BODY]
    assert content(f"{TITLE}\n{line}\n{BODY}") == [TITLE, BODY]
    assert content(f"{TITLE}\n{BODY}\n{line}") == [TITLE, BODY]


@pytest.mark.parametrize(
    "line",
    [
        "16/07/2020",
        "318",
        "Ngày 12/6/2020, khai mạc",
        "Chiều 12/6/2020",
        "31/02/2020 10:15",
        "15/16",
        "95%",
        "Phóng viên: Xin ông cho biết kết quả?",
        "Chia sẻ kinh nghiệm giữ gìn an ninh",
        "Xem thêm tại phụ lục 2",
        "Bài: Xây dựng nông thôn mới",
        "Hoàng Anh",
    ],
)
def test_what_could_be_content_stays_inside_the_story(line: str) -> None:
    assert content(f"{TITLE}\n{BODY}\n{line}\n{BODY}") == [TITLE, BODY, line, BODY]


def test_tables_and_lists_stay() -> None:
    table = ["Số vụ theo xã", "Xã Bình An", "318", "Xã Bình Minh", "300", "Xã Tân Lập", "120", "Xã Tân Tiến", "96"]
    assert content("\n".join(table)) == table
    names = ["Danh sách khen thưởng", BODY, "Nguyễn Văn An", "Trần Thị Bình"]
    assert content("\n".join(names)) == names
    assert content("Khen thưởng\nNguyễn Văn An") == ["Khen thưởng", "Nguyễn Văn An"]


def test_metadata_of_a_labelled_dateline() -> None:
    line = "Ngày đăng bài: 16/07/2020 | Tác giả: Trần Xuân An | Lượt xem: 1.234"
    text, found = page(TITLE, line, BODY)
    assert said(text, found.published) == ("2020-07-16", "16/07/2020", line)
    assert said(text, found.author) == ("Trần Xuân An", "Trần Xuân An", line)
    assert said(text, found.views) == ("1234", "1.234", line)


def test_date_time_and_counter() -> None:
    _, found = page(TITLE, "14/03/2021 07:05 \u00a0\u00a0 78", BODY)
    assert found.published and found.published.value == "2021-03-14"
    assert found.views and found.views.value == "78"
    assert found.author is None


@pytest.mark.parametrize(
    "written", ["5/1/2021", "05-01-2021", "5.1.2021", "2021-01-05T10:00:00Z", "5 tháng 1 năm 2021"]
)
def test_written_dates(written: str) -> None:
    text, found = page(TITLE, f"Đăng ngày: {written}", BODY)
    assert said(text, found.published) == ("2021-01-05", written, f"Đăng ngày: {written}")


def test_the_day_of_posting_wins_over_that_of_an_update() -> None:
    _, found = page(TITLE, "Cập nhật: 19/07/2020 08:00", "Ngày đăng: 16/07/2020", BODY)
    assert found.published and found.published.value == "2020-07-16"


def test_dates_of_the_story_are_not_the_day_of_posting() -> None:
    assert page(TITLE, BODY)[1].published is None
    assert page("(TTXVN) - Chiều 9/3/2022, huyện An Bình đã tổng kết công tác năm 2020.", BODY)[1].published is None


@pytest.mark.parametrize(
    ("signature", "author"),
    [
        ("Thu Hà – Minh Đức", "Thu Hà – Minh Đức"),
        ("MINH CHÂU", "MINH CHÂU"),
        ("TH – MĐ – NA", "TH – MĐ – NA"),
        ("Vương Hợp .", "Vương Hợp"),
        ("Trí Son", "Trí Son"),
        ("Hiếu Công", "Hiếu Công"),
        ("PV", "PV"),
        ("N. Huyền", "N. Huyền"),
        ("Trung Nguyên (TTXVN)", "Trung Nguyên (TTXVN)"),
        ("Đức Dũng (lược dịch)", "Đức Dũng (lược dịch)"),
        ("Huy Sơn/VOV-TP HCM", "Huy Sơn/VOV-TP HCM"),
        ("Thu Hằng, TĐ Hải Phòng-BA", "Thu Hằng, TĐ Hải Phòng-BA"),
        ("Theo Thái Bá (Dân Trí)", "Thái Bá (Dân Trí)"),
        ("Theo Đời sống Plus", "Đời sống Plus"),
        ("Kim Ngân Theo Trí thức trẻ", "Kim Ngân Theo Trí thức trẻ"),
    ],
)
def test_signatures_on_a_line_and_after_the_last_sentence(signature: str, author: str) -> None:
    text, found = page(TITLE, BODY, signature)
    assert said(text, found.author) == (author, author, signature)
    assert [line.of(text) for line in found.lines] == [TITLE, BODY]

    text, found = page(TITLE, f"{BODY} {signature}")
    assert found.author and found.author.value == author
    assert [line.of(text) for line in found.lines] == [TITLE, BODY]


def test_signature_above_closing_furniture() -> None:
    text, found = page(TITLE, BODY, "Thu Hà – Minh Đức", "Chuyên mục:", "In bài viết")
    assert said(text, found.author) == ("Thu Hà – Minh Đức",) * 3


def test_a_labelled_author_wins_but_the_signature_goes_too() -> None:
    text, found = page(TITLE, "Tác giả: Trần Xuân An | 16/07/2020", BODY, "Trần An")
    assert found.author and found.author.value == "Trần Xuân An"
    assert [line.of(text) for line in found.lines] == [TITLE, BODY]


@pytest.mark.parametrize("last", ["Các đại biểu dự hội nghị", "Thủ tướng Nguyễn Xuân Hà", "Tổ 5", "(Còn nữa)"])
def test_closing_captions_are_no_signatures(last: str) -> None:
    assert content(f"{TITLE}\n{BODY}\n{last}") == [TITLE, BODY, last]


def test_photo_credits_go_and_the_name_before_them_is_the_author() -> None:
    text, found = page(TITLE, f"{BODY} Minh Khuê (tổng hợp). Ảnh: Internet")
    assert found.author and found.author.value == "Minh Khuê (tổng hợp)"
    assert [line.of(text) for line in found.lines] == [TITLE, BODY]


def test_related_headlines_go_only_at_the_end() -> None:
    assert content(f"{TITLE}\n{BODY}\nTin liên quan\nXã khác ra quân\nXã kia tổng kết") == [TITLE, BODY]
    assert content(f"{TITLE}\nTin liên quan\nXã khác ra quân\n{BODY}") == [TITLE, "Xã khác ra quân", BODY]


def test_nothing_but_furniture() -> None:
    assert clear("318\n\nIn bài viết\n.").lines == ()


def test_front_matter_gives_title_date_and_author() -> None:
    text = f'---\ntitle: "{TITLE}"\ndate: 2022-10-19\ntags: [a, b]\nauthor: Bế Thị Lụa\n---\n\n{BODY}\n'
    found = clear(text)
    assert [line.of(text) for line in found.lines] == [TITLE, BODY]
    assert said(text, found.published) == ("2022-10-19", "2022-10-19", "2022-10-19")
    assert said(text, found.author) == ("Bế Thị Lụa", "Bế Thị Lụa", "Bế Thị Lụa")


def test_a_rule_in_the_middle_is_no_front_matter() -> None:
    assert content(f"{TITLE}\n\n---\n\nChú ý: {BODY}\n---\n") == [TITLE, f"Chú ý: {BODY}"]
