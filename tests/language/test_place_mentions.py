"""Whether texts name a place."""

from __future__ import annotations

import pytest

from assistant.language.place_mentions import mentions, name_keys


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("Xã Nghĩa Lâm có 9 thôn. Ở Nghĩa Lâm, 3 thôn đạt chuẩn.", "nghialam", ["Nghĩa Lâm", "Nghĩa Lâm"]),
        ("nghĩa lâm", "nghialam", []),
        ("xã Tân Phú Hạ", "tanphu", []),
        ("ở Tân Phú Hạ", "tanphu", []),
        ("xã Tân Phú", "tanphuha", []),
        ("xã Tân Phú Hạ", "tanphuha", ["Tân Phú Hạ"]),
        ("Chủ tịch xã Tân Phú Nguyễn Văn An", "tanphu", ["Tân Phú"]),
        ("XÃ TÂN PHÚ TỔ CHỨC HỘI NGHỊ", "tanphu", ["TÂN PHÚ"]),
        ("xã Tân Phú UBND huyện", "tanphu", ["Tân Phú"]),
        ("bà Nguyễn Tân Phú", "tanphu", []),
        ("ở Bản Phiệt có lũ", "banphiet", ["Bản Phiệt"]),
        ("xã Bản Phiệt có lũ", "phiet", ["Bản Phiệt"]),
        ("Q.9 có 13 phường", "quan9", ["Q.9"]),
    ],
)
def test_mentions(text: str, key: str, expected: list[str]) -> None:
    assert mentions(text, key) == expected


def test_a_unit_word_may_be_part_of_a_name() -> None:
    assert name_keys("Bản Phiệt") == {"banphiet", "phiet"}
    assert name_keys("Tân Phú") == {"tanphu"}
