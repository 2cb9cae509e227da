from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Answer, Assistant

# ruff: noqa: E501 - a paragraph is a line
ARTICLES = {
    "an-phong.txt": """Huyện An Phong ra mắt mô hình camera an ninh

Ngày 3/5/2021, huyện An Phong ra mắt mô hình “Camera an ninh” tại hai xã. Toàn huyện có 30 tổ an ninh tự quản; Hội Phụ nữ xã Lộc Hòa được tặng bằng khen của UBND tỉnh; Đoàn xã Lộc Sơn được tặng bằng khen của Tỉnh đoàn.
""",
    "binh-hoa.txt": """Huyện Bình Hòa tổng kết năm 2020

Ngày 9/1/2021, huyện Bình Hòa tổ chức hội nghị tổng kết, nâng cao ý thức tự quản của người dân. Huyện chưa có mô hình camera an ninh, không còn tình trạng đốt pháo. Các xã tiếp tục thực hiện Kế hoạch 15/KH-UBND.
""",
    "tinh-lam.txt": """Tỉnh Lâm Sơn: 3 xã đạt chuẩn nông thôn mới

Ngày 5/5/2021, tỉnh Lâm Sơn công nhận các xã. Có 2 xã đạt 19/19 tiêu chí là xã Phú Lạc và xã Phú Mỹ, còn lại xã Phú Hải đạt 18/19 tiêu chí. Công an các huyện lập nhóm Zalo. Các huyện thực hiện nghiêm túc Kế hoạch 15/KH-UBND ngày 2/2/2021.
""",
    "xa-vinh-tan.txt": """Xã Vĩnh Tân xây dựng nông thôn mới

Xã Vĩnh Tân xây dựng nông thôn mới từ năm 2011. Đến nay xã cán đích với 19/19 tiêu chí.
""",
}


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("four")
    (folder / "corpus").mkdir()
    for name, text in ARTICLES.items():
        (folder / "corpus" / name).write_text(text, "utf-8")
    with Assistant.open(corpus=folder / "corpus", store=folder / "store") as opened:
        yield opened


def sources(answer: Answer) -> list[str]:
    return [citation.source for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Những địa phương nào có mô hình camera an ninh?", ["an-phong.txt"]),
        ("nhung dia phuong nao co mo hinh camera an ninh", ["an-phong.txt"]),
        ("Những địa phương nào nhắc đến mô hình camera an ninh?", ["an-phong.txt", "binh-hoa.txt"]),
        ("Những huyện nào chưa có mô hình camera an ninh?", ["binh-hoa.txt"]),
        ("Các huyện nào có tổ tự quản?", ["an-phong.txt"]),  # not «tổ chức … ý thức tự quản»
        ("nhung noi nao co to tu quan?", ["an-phong.txt"]),
        ("Những xã nào đạt đủ 19/19 tiêu chí nông thôn mới?", ["tinh-lam.txt", "xa-vinh-tan.txt"]),
        ("Nhung xa nao dat du 19/19 tieu chi nong thon moi?", ["tinh-lam.txt", "xa-vinh-tan.txt"]),
        ("Những nơi nào nhắc đến Kế hoạch 15/KH-UBND?", ["binh-hoa.txt", "tinh-lam.txt"]),
        ("Nơi nào thực hiện nghiêm túc Kế hoạch 15/KH-UBND?", ["tinh-lam.txt"]),
        ("Kế hoạch 15/KH-UBND được nhắc đến ở những huyện nào?", ["binh-hoa.txt"]),
        ("Những huyện nào tổ chức hội nghị tổng kết năm 2021?", ["binh-hoa.txt"]),
    ],
)
def test_each_place_that_says_so_is_listed(four: Assistant, question: str, expected: list[str]) -> None:
    answer = four.ask(question)
    assert answer.status == "answered"
    assert sources(answer) == expected
    assert answer.text.startswith(f"Có **{len(expected)} nơi**")


def test_a_row_quotes_the_clause_and_its_phrase_is_marked(four: Assistant) -> None:
    answer = four.ask("Những nơi nào có mô hình camera an ninh?")
    assert (
        "- **An Phong**: «Ngày 3/5/2021, huyện An Phong ra mắt mô hình “Camera an ninh” tại hai xã» [1]" in answer.text
    )
    (citation,) = answer.citations
    text = four.article("an-phong.txt").text
    assert [text[start:end] for start, end in citation.marks] == ["mô hình", "Camera an ninh"]


def test_a_row_says_all_that_its_sentence_tells(four: Assistant) -> None:
    answer = four.ask("Những đơn vị nào được tặng bằng khen?")
    assert "xã Lộc Hòa được tặng bằng khen" in answer.text and "xã Lộc Sơn được tặng bằng khen" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Những nơi nào có câu lạc bộ cựu chiến binh?",
        "Những nơi nào có tình trạng đốt pháo?",  # denied
        "Những nơi nào có mô hình camera giao thông?",  # only a part of the phrase
        "Những huyện nào có nhóm Zalo?",  # the article is of a province, and names no district
        "Những nơi nào có tổ tự quần?",  # other accents
        "Những huyện nào tổ chức hội nghị tổng kết năm 2015?",
        "Những nơi nào nhắc đến Kế hoạch 16/KH-UBND?",
    ],
)
def test_nothing_is_listed_that_is_only_like_it(four: Assistant, question: str) -> None:
    answer = four.ask(question)
    assert answer.status == "not_found"
    assert answer.citations == ()


def test_one_place_is_one_answer(four: Assistant) -> None:
    assert "nơi**" not in four.ask("Huyện nào có mô hình camera an ninh?").text
    assert "nơi**" not in four.ask("Những xã nào của huyện An Phong có mô hình camera an ninh?").text
