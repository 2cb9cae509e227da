"""Persons and their offices."""

from __future__ import annotations

import pytest
from hypothesis import given

from assistant.language.names import find_persons, find_roles
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


def test_an_honorific_is_told_from_a_bare_name() -> None:
    assert [person.honorific for person in find_persons("Ông Lê Văn An và Lê Văn Bình")] == [True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phó Chủ tịch Thường trực UBND tỉnh Lê Văn An dự", ["Phó Chủ tịch Thường trực UBND tỉnh"]),
        ("An, Trưởng ban chỉ đạo 138 huyện, nói", ["Trưởng ban chỉ đạo 138 huyện"]),
        ("Bí thư kiêm Chủ tịch phường", ["Bí thư", "Chủ tịch phường"]),
        ("GĐ CA tỉnh Đại tá Nguyễn Văn An", ["GĐ CA tỉnh"]),
        ("Giám đốc Ban quản lý dự án huyện đã ký", ["Giám đốc Ban quản lý dự án huyện"]),
        ("chính quyền, Chủ tịch xã", ["Chủ tịch xã"]),
        ("Thái Nguyên, nguyên Chủ tịch tỉnh", ["nguyên Chủ tịch tỉnh"]),
        ("đội phó Đội CSHS trao quà", ["đội phó Đội CSHS"]),
        ("chủ trì hội nghị", []),
        ("Chỉ thị của Ban Bí thư", []),
    ],
)
def test_roles(text: str, expected: list[str]) -> None:
    assert [text[role.start : role.end] for role in find_roles(text)] == expected


def test_the_words_of_an_office_are_written_out() -> None:
    (role,) = find_roles("PCT UBND huyện")
    assert " ".join(role.words) == "phó chủ tịch ủy ban nhân dân huyện"


def test_offices_typed_without_accents() -> None:
    text = "chu tich huyen nam do la ai"
    assert [text[role.start : role.end] for role in find_roles(text, folded=True)] == ["chu tich huyen nam do"]


@given(nfc_text)
def test_spans_are_ordered(text: str) -> None:
    last = 0
    for person in find_persons(text):
        assert last <= person.start < person.end <= len(text)
        assert text[person.start : person.end] == person.name
        last = person.end
    for folded in (False, True):
        last = 0
        for role in find_roles(text, folded=folded):
            assert last <= role.start < role.end <= len(text)
            last = role.end


def test_the_office_that_is_said_to_be_held_is_not_a_deputy_of_a_department() -> None:
    (role,) = find_roles("Ông Trần Mưu giữ chức vụ Phó Giám đốc Công an")
    assert role.words[:3] == ("phó", "giám", "đốc")
