from __future__ import annotations

import pytest

from assistant.language.times import find_times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Khoảng 7h30 sáng 12/5, xe khách bốc cháy", ["7h30 sáng"]),
        ("Lúc 19 giờ 30 phút ngày 3/4", ["19 giờ 30 phút"]),
        ("bắt đầu lúc 8 giờ", ["8 giờ"]),
        ("từ 07:00 đến 9g15", ["07:00", "9g15"]),
        ("hội nghị kéo dài 3 giờ", []),
        ("sau 2 giờ đồng hồ chữa cháy", []),
        ("chạy hơn 60 km/h", []),
        ("tỷ số 27:99", []),
    ],
)
def test_times_but_not_spells_of_time(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_times(text)] == expected
