from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.accents import Counts, half_typed, restore
from assistant.language.normalize import fold, nfc

REPORT = "Huyện Hoa Lâm tiếp nhận 97 tin có giá trị. Xã Bình Phú xây 9 cây cầu mới."


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("co bao nhieu nguoi tham gia", "có bao nhiêu người tham gia"),
        ("Uy ban nhan dan huyen, cong an tinh", "Ủy ban nhân dân huyện, công an tỉnh"),
        ("BAO NHIEU NGUOI", "BAO NHIÊU NGƯỜI"),
    ],
)
def test_what_vietnamese_in_general_says(typed: str, meant: str) -> None:
    assert restore(typed, ()) == meant


def test_what_the_texts_say_that_a_question_is_about() -> None:
    assert restore("xa binh phu xay cay cau", [REPORT]) == "xã bình phú xây cây cầu"
    assert restore("cau thu Bukayo", [REPORT]).endswith("Bukayo")  # no syllable of Vietnamese


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trà Lĩnh nhan bao nhieu tin", True),  # a pasted name
        ("chủ tich ubnd huyen la ai", True),
        ("tra linh nhan bao nhieu tin", False),  # typed without any
        ("Trà Lĩnh nhận bao nhieu tin", False),  # one was forgotten
        ("Xã An Ninh có ai đi theo không?", False),
        ("Ông Park Hang Seo sinh năm nào?", False),  # foreign words have none
        ("", False),
    ],
)
def test_a_question_may_have_its_accents_in_part(text: str, expected: bool) -> None:
    assert half_typed(text) is expected


def test_a_comma_parts_neighbours() -> None:
    counts = Counts(["Xã Bình Phú, huyện Hoa Lâm"])
    assert counts.pairs["bình", "phú"] == 1
    assert counts.pairs["phú", "huyện"] == 0
    assert counts.likelihood("bình", "phú") > counts.likelihood("phú", "huyện") > 0


@given(st.text())
def test_only_accents_are_changed(text: str) -> None:
    typed = fold(nfc(text))
    restored = restore(typed, [REPORT])
    assert len(restored) == len(typed)
    assert fold(restored) == fold(typed)
