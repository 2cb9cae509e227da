from __future__ import annotations

import pytest

from assistant.writing.draft import NOT_IN_SOURCES, has_address, is_vietnamese, refuses, says_nothing, so_far


def test_a_draft_is_escaped_and_has_no_citations_yet() -> None:
    assert so_far("Có <a>97</a> tin [12] và ![x](y)").text == r"Có \<a\>97\</a\> tin và !\[x\](y)"


def test_the_sentinel_is_heard_however_it_is_spelt() -> None:
    assert says_nothing(f"**{NOT_IN_SOURCES}**.") and says_nothing("khong co trong tai lieu")
    assert not says_nothing("Có 97 tin trong tài liệu [1].")


@pytest.mark.parametrize(
    "text",
    [
        "Các đoạn trích không nêu số tin có giá trị.",
        "Xin lỗi, tôi không tìm thấy thông tin này trong tài liệu. Bạn có thể hỏi cách khác.",
        "Dựa trên các đoạn trích, không có thông tin về vấn đề này.",
        "Không đủ dữ liệu để trả lời.",
    ],
)
def test_so_is_a_denial_in_other_words(text: str) -> None:
    assert says_nothing(text) and not refuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "Các đoạn trích không nêu năm 2020. Năm 2018 có 270 tin.",
        "Huyện không có tài liệu nào bị thu giữ [1].",
        "Không, huyện chưa được tặng cờ.",
    ],
)
def test_what_says_something_is_no_denial(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    "text", ["Xin lỗi, tôi không thể trả lời câu hỏi này.", "Tôi rất tiếc, tôi không thể giúp.", "I'm sorry, but no."]
)
def test_a_refusal_is_told_by_how_it_begins(text: str) -> None:
    assert refuses(text) and not refuses(f"{text} [1]")


@pytest.mark.parametrize("text", ["xem http://a.b", "www.a.b", "[đây](a)", "![](a)", "<img src=a>", "data:text/html,x"])
def test_addresses_and_links(text: str) -> None:
    assert has_address(text)
    assert not has_address("Chỉ thị số 05/CT-UBND [1], 43/51 vụ (85%).")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huyện Hoa Lâm nhận 97 tin có giá trị [1].", True),
        ("97 tin [1].", True),
        ("Ông Nguyen Van A giữ chức Chủ tịch.", True),
        ("The district received 97 tips in 2021.", False),
        ("Район получил 97 сообщений", False),
        ("2021年收到97条信息", False),
        ("Huyện 收到九十七条 tin", False),
    ],
)
def test_vietnamese_is_told_by_its_letters(text: str, expected: bool) -> None:
    assert is_vietnamese(text) is expected
