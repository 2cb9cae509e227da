from __future__ import annotations

import pytest

from assistant.answering.draft import NOT_IN_SOURCES, has_address, is_vietnamese, plain, says_nothing, so_far


def test_thoughts_emphasis_and_control_characters_go_and_lines_stay() -> None:
    assert (
        plain("<think>97 hay 79?\n</think>\n\n**Có**  97\x1b[31m tin\u202e [1].\n- một") == "Có 97 [31m tin [1].\n- một"
    )
    assert plain("<think>chưa nghĩ xong") == ""


def test_a_draft_is_escaped_and_has_no_citations_yet() -> None:
    assert so_far("Có <b>97</b> tin [12] và ![x](y)").text == r"Có \<b\>97\</b\> tin và !\[x\](y)"


def test_the_sentinel_is_heard_however_it_is_spelt() -> None:
    assert says_nothing(f"**{NOT_IN_SOURCES}**.") and says_nothing("khong co trong tai lieu")
    assert not says_nothing("Có 97 tin trong tài liệu [1].")


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
