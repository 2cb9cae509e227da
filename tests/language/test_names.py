"""Persons, and the offices that questions name."""

from __future__ import annotations

import pytest
from hypothesis import given

from assistant.language.names import find_persons, names_office
from assistant.language.normalize import has_accents
from assistant.language.places import find_places
from tests.language.strategies import nfc_text


def persons(text: str) -> list[str]:
    return [person.name for person in find_persons(text, [(place.start, place.end) for place in find_places(text)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đồng chí Trần Văn Minh và Đại tá Lê Hùng", ["Trần Văn Minh", "Lê Hùng"]),
        ("bắt Tếnh A Dia cùng anh A Páo", ["Tếnh A Dia", "A Páo"]),
        ("chị H'Thủy, ông Y Bion Niê", ["H'Thủy", "Y Bion Niê"]),
        ("chị Nguyễn Thị K.L. (23 tuổi)", ["Nguyễn Thị K.L."]),
        ("ông TRẦN VĂN AN nói", ["TRẦN VĂN AN"]),
        ("đ/c Hà Văn Nam, Ths. Nguyễn An", ["Hà Văn Nam", "Nguyễn An"]),
        ("ông Lê Văn Bình Chủ tịch xã", ["Lê Văn Bình"]),
        ("Chủ tịch UBND huyện Nguyễn Văn Hùng", ["Nguyễn Văn Hùng"]),
        ("tại Hà Nội, Lâm Đồng và Cao Bằng", []),
        ("trên đường Lê Lợi, Trường THPT Nguyễn Trãi", []),
        ("các Đoàn Thanh niên, Ủy ban Mặt trận", []),
        ("đội tuyển Bồ Đào Nha và Hà Lan", []),
    ],
)
def test_persons(text: str, expected: list[str]) -> None:
    assert persons(text) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Phó Chủ tịch Thường trực UBND tỉnh là ai?", True),
        ("PCT UBND huyện là ai?", True),
        ("Trưởng ban chỉ đạo 138 huyện tên gì?", True),
        ("Nguyên Chủ tịch tỉnh là ai?", True),
        ("chu tich huyen nam do la ai", True),
        ("Chủ tich huyện là ai?", True),  # one accent was forgotten
        ("Ai chủ trì hội nghị?", False),
        ("Ai ký Chỉ thị của Ban Bí thư?", False),
        ("Ai có chú tích vào sổ?", False),
    ],
)
def test_offices_of_questions(question: str, expected: bool) -> None:
    assert names_office(question, accented=has_accents(question)) is expected


@given(nfc_text)
def test_spans_are_ordered(text: str) -> None:
    last = 0
    for person in find_persons(text):
        assert last <= person.start < person.end <= len(text)
        assert text[person.start : person.end] == person.name
        last = person.end
