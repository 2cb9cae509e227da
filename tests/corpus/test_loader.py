from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus import Article, find_files, load_bytes, load_file
from assistant.errors import CorpusError, FileUnreadable

PAGE = """Truy cập nội dung luôn

Huyện An Bình tổng kết phong trào năm 2019

14/03/2021 07:05    78

Quang cảnh hội nghị

.

Ngày 12/5/2020, UBND TX. An Bình tổ chức hội nghị. Có 12/15 vụ được làm rõ, hơn 1.500 lượt người dự.

Thiên An – Đức Bình
"""


def sentences(article: Article) -> list[tuple[str, int, bool]]:
    return [(article.text[s.start : s.end], s.paragraph, s.caption) for s in article.sentences]


def test_an_article_of_a_web_page() -> None:
    article = load_bytes(PAGE.encode(), "xã/bài.txt")
    assert article.text == PAGE
    assert article.source == "xã/bài.txt"
    assert article.title.value == "Huyện An Bình tổng kết phong trào năm 2019"
    assert article.published and article.published.value == "2021-03-14"
    assert article.views and article.views.value == "78"
    assert article.author and article.author.value == "Thiên An – Đức Bình"
    assert article.places == ()
    assert sentences(article) == [
        ("Huyện An Bình tổng kết phong trào năm 2019", 0, True),
        ("Quang cảnh hội nghị", 1, True),
        ("Ngày 12/5/2020, UBND TX. An Bình tổ chức hội nghị.", 2, False),
        ("Có 12/15 vụ được làm rõ, hơn 1.500 lượt người dự.", 2, False),
    ]
    assert [(p.id, p.first, p.last) for p in article.passages] == [
        (f"{article.id}:0", 0, 0),
        (f"{article.id}:1", 1, 1),
        (f"{article.id}:2", 2, 3),
    ]


def test_passages_are_as_long_as_asked_for() -> None:
    assert len(load_bytes(PAGE.encode(), "a.txt", passage_syllables=10).passages) == 4


def test_the_id_depends_on_name_and_text_alone() -> None:
    article = load_bytes(PAGE.encode(), "a.txt")
    assert article.id == hashlib.sha256(f"a.txt\0{PAGE}".encode()).hexdigest()[:16]
    assert article.id == load_bytes(PAGE.replace("\n", "\r\n").encode("utf-8-sig"), "a.txt").id
    assert article.id != load_bytes(PAGE.encode(), "b.txt").id
    assert article.id != load_bytes(PAGE.replace("78", "79").encode(), "a.txt").id


def test_the_whole_body_in_one_line() -> None:
    body = (
        "Chiều 7/2, đoàn làm việc với huyện. Quận 9 có diện tích 10.000 ha… Huyện chậm bàn giao mặt bằng./. Huy Sơn/VOV"
    )
    article = load_bytes(f"Cần nhân rộng mô hình'\u200b\n{body}".encode(), "a.txt")
    assert article.title.value == "Cần nhân rộng mô hình'"
    assert article.author and article.author.value == "Huy Sơn/VOV"
    assert [text for text, *_ in sentences(article)[1:]] == [
        "Chiều 7/2, đoàn làm việc với huyện.",
        "Quận 9 có diện tích 10.000 ha…",
        "Huyện chậm bàn giao mặt bằng./.",
    ]


def test_markdown_headings_lose_their_marks() -> None:
    article = load_bytes("# Tổng kết năm\n\nHội nghị đã họp.\n\n## Kết quả\n\nĐạt 95%.".encode(), "a.md")
    assert article.title.value == "Tổng kết năm"
    assert sentences(article) == [
        ("Tổng kết năm", 0, True),
        ("Hội nghị đã họp.", 1, False),
        ("Kết quả", 2, True),
        ("Đạt 95%.", 3, False),
    ]


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf", "…\u200b.".encode(), "318\nIn bài viết".encode()])
def test_a_file_without_content_is_refused(data: bytes) -> None:
    with pytest.raises(FileUnreadable, match=r"«a\.txt» không có nội dung"):
        load_bytes(data, "a.txt")


def test_a_format_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match=r"chưa đọc được định dạng \.pdf"):
        load_file(tmp_path / "a.PDF", "a.PDF")
    with pytest.raises(FileUnreadable, match="không có phần mở rộng"):
        load_bytes(b"abc", "tep")


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match=r"Không mở được tệp «mất\.txt»"):
        load_file(tmp_path / "mất.txt", "mất.txt")


def test_load_file(tmp_path: Path) -> None:
    path = tmp_path / "BÀI.TXT"
    path.write_text(PAGE, encoding="utf-8")
    assert load_file(path, "BÀI.TXT") == load_bytes(PAGE.encode(), "BÀI.TXT")


def test_find_files(tmp_path: Path) -> None:
    for name in ["b.txt", "a/c.md", "a/anh.jpg", "a.txt", "README.md", ".an.txt", ".git/d.txt", "~$b.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [path.relative_to(tmp_path).as_posix() for path in find_files(tmp_path)] == [
        "a.txt",
        "a/anh.jpg",
        "a/c.md",
        "b.txt",
    ]


def test_links_that_lead_back_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    files = find_files(tmp_path)
    assert [path.name for path in files] == ["a.txt", "self.txt"]
    with pytest.raises(FileUnreadable, match=r"Không mở được tệp «self\.txt»"):
        load_file(files[1], "self.txt")


def test_folders_with_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="Không tìm thấy thư mục"):
        find_files(tmp_path / "không có")
    with pytest.raises(CorpusError, match="không có tệp nào đọc được"):
        find_files(tmp_path)
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(CorpusError, match="1 tệp định dạng khác"):
        find_files(tmp_path)
    with pytest.raises(CorpusError, match="không phải là thư mục"):
        find_files(tmp_path / "a.pdf")


@given(st.one_of(st.binary(), st.binary().map(lambda data: b"\xff\xfe" + data), st.text().map(str.encode)))
def test_any_bytes_are_an_article_or_refused(data: bytes) -> None:
    try:
        article = load_bytes(data, "a.txt")
    except FileUnreadable:
        return
    check(article)


LINES = st.sampled_from(
    [
        "318",
        ".",
        "14/03/2021 07:05  78",
        "Lượt xem: 5",
        "Hội nghị đã họp. Có 5 xã dự.",
        "Trần An",
        "Ảnh: Trần An",
        "# Tiêu đề",
        "Quang cảnh",
        "Tin liên quan",
        "In bài viết",
        "Tác giả: Lê Bình | 1/2/2020",
        "Đạt 95%. Lê Bình (TTXVN)",
        "  ",
        "12/5/2020",
    ]
)


@given(st.lists(LINES, min_size=1, max_size=10).map("\n".join))
def test_any_page_keeps_its_offsets(text: str) -> None:
    try:
        article = load_bytes(text.encode(), "a.txt")
    except FileUnreadable:
        return
    check(article)


def check(article: Article) -> None:
    text = article.text
    assert text == unicodedata.normalize("NFC", text)
    assert "\r" not in text
    assert article.sentences
    last = 0
    for sentence in article.sentences:
        assert last <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        last = sentence.end
    assert [i for p in article.passages for i in range(p.first, p.last + 1)] == list(range(len(article.sentences)))
    for field in (article.title, article.published, article.author, article.views):
        if field is not None:
            assert field.value and field.span and field.line
            assert field.line.start <= field.span.start < field.span.end <= field.line.end <= len(text)
