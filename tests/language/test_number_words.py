"""Numbers written as words, and the words that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.numbers import find_quantities

ONES = "không một hai ba bốn năm sáu bảy tám chín".split()


def spell(n: int, inner: bool = False) -> str:
    """A number below a million in words; `inner` if thousands stand before it, so that its hundreds are said."""
    if n >= 1000:
        thousands, rest = divmod(n, 1000)
        return f"{spell(thousands)} nghìn {spell(rest, True) if rest else ''}".strip()
    hundreds, rest = divmod(n, 100)
    if hundreds or inner:
        if not rest:
            return f"{ONES[hundreds]} trăm"
        return f"{ONES[hundreds]} trăm {f'linh {ONES[rest]}' if rest < 10 else spell(rest)}"
    tens, one = divmod(rest, 10)
    if not tens:
        return ONES[one]
    last = "" if not one else "lăm" if one == 5 else "mốt" if one == 1 and tens > 1 else ONES[one]
    return f"{'mười' if tens == 1 else f'{ONES[tens]} mươi'} {last}".strip()


@given(st.integers(11, 999_999))
def test_what_is_spelled_is_read(n: int) -> None:
    (found,) = find_quantities(f"Xã có {spell(n)} hộ nghèo")
    assert (found.value, found.qualifier) == (n, "")


@pytest.mark.parametrize(
    ("text", "raw", "value"),
    [
        ("có hai mươi hộ", "hai mươi", 20),
        ("tại mười hai xã", "mười hai", 12),
        ("Ba mươi lăm hộ nghèo", "Ba mươi lăm", 35),
        ("có hai mươi tư người", "hai mươi tư", 24),
        ("gồm hai chục hộ", "hai chục", 20),
        ("một trăm linh năm người", "một trăm linh năm", 105),
        ("nặng hai trăm rưỡi tấn", "hai trăm rưỡi", 250),
        ("được một nghìn rưỡi cây", "một nghìn rưỡi", 1500),
        ("thu một triệu hai trăm nghìn đồng", "một triệu hai trăm nghìn", 1.2e6),
        ("đầu tư hai nghìn tỷ đồng", "hai nghìn tỷ", 2e12),
        ("hơn hai mươi vụ", "hơn hai mươi", 20),
        ("gần một trăm hộ", "gần một trăm", 100),
        ("suốt hai mươi năm qua", "hai mươi", 20),
        ("mỗi năm hai mươi hộ", "hai mươi", 20),
        ("Trong năm, hai mươi hộ thoát nghèo", "hai mươi", 20),
        ("Năm 2018, hai mươi hộ thoát nghèo", "hai mươi", 20),
        ("khoảng mười triệu đồng", "khoảng mười triệu", 1e7),
        ("bắt giữ hai đối tượng", "hai", 2),
        ("ở mười xã", "mười", 10),
        ("cấp hai mươi thẻ", "hai mươi", 20),
    ],
)
def test_quantities_in_words(text: str, raw: str, value: float) -> None:
    (found,) = find_quantities(text)
    assert (text[found.start : found.end], found.value) == (raw, value)


def test_percentages_in_words_and_order() -> None:
    first, second, third = find_quantities("Có 5 vụ, giảm hai mươi phần trăm, bắt 7 người")
    assert (first.value, second.value, third.value) == (5, 20, 7)
    assert second.percent
    (one,) = find_quantities("tăng hai phần trăm")
    assert (one.value, one.percent) == (2, True)


@pytest.mark.parametrize(
    "text",
    [
        "một hộ dân; năm vụ việc; năm nay; chị Ba, anh Tư, chú Chín, bà Mười; ba mẹ, hai bên",
        "thứ hai, thứ ba huyện họp; tháng mười, tháng mười hai, thế kỷ hai mươi, ngày hai mươi tháng ba",
        "khu di tích Hai Bà Trưng; ông Hai mươi; BA MƯƠI HỘ; trăm năm; hàng trăm hộ, vài chục người",
        "lần hai mươi; khóa mười hai; đợt hai xã nhận; lớp ba học sinh; giải ba cá nhân; cả hai huyện",
        "hai ba người; hai ba trăm hộ; vài ba trăm hộ; một trăm năm; hai trăm hai; ba bốn mươi hộ",
        "từ mười hai đến hai mươi triệu; hai mươi phẩy năm tấn; mười hai giờ; tuổi mười tám",
        "ngày mười hai vừa qua; lúa chín người dân gặt; mười năm; mười giờ; một phần mười; mười triệu chứng",
        "trong năm trăm công nghìn việc; hai mươi tư liệu; hai triệu chứng; hai tỷ lệ; hai mươi ba lô",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert [text[found.start : found.end] for found in find_quantities(text)] == []


def test_what_is_written_twice_is_one_figure() -> None:
    (found,) = find_quantities("số tiền 5.000.000 đồng (năm triệu đồng)")
    assert found.value == 5e6
