"""Places of texts."""

from __future__ import annotations

import pytest
from hypothesis import given

from assistant.language.places import (
    article_places,
    find_places,
    one_letter_off,
    place_key,
    province_keys,
)
from tests.language.strategies import nfc_text


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("TX. Ba Đồn", "badon"),
        ("thị xã Ba Đồn", "badon"),
        ("ba don", "badon"),
        ("Q.1", "quan1"),
        ("quận 01", "quan1"),
        ("TP.HCM", "hochiminh"),
        ("BR-VT", "bariavungtau"),
        ("xã Nâm N'Jang", "namnjang"),
        ("đặc khu Côn Đảo", "condao"),
    ],
)
def test_place_key(name: str, key: str) -> None:
    assert place_key(name) == key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TX. Ba Đồn và thị xã Ba Đồn", [("badon", "TX. Ba Đồn"), ("badon", "thị xã Ba Đồn")]),
        ("huyện Đắk Song Tổ chức", [("daksong", "huyện Đắk Song")]),
        ("CÔNG AN HUYỆN ĐẮK SONG TỔ CHỨC HỘI NGHỊ", [("daksong", "HUYỆN ĐẮK SONG")]),
        ("HÀ NỘI TỔ CHỨC", [("hanoi", "HÀ NỘI")]),
        ("Q.1, quận 1", [("quan1", "Q.1"), ("quan1", "quận 1")]),
        ("Tp. Hồ Chí Minh, TPHCM", [("hochiminh", "Tp. Hồ Chí Minh"), ("hochiminh", "TPHCM")]),
        ("Bà Rịa-Vũng Tàu, BR-VT", [("bariavungtau", "Bà Rịa-Vũng Tàu"), ("bariavungtau", "BR-VT")]),
        ("xã Nâm N'Jang", [("namnjang", "xã Nâm N'Jang")]),
        ("tỉnh Lâm Đồng Trần Văn An", [("lamdong", "tỉnh Lâm Đồng")]),
        ("Công an huyện. Các đơn vị", []),
        ("Chủ tịch UBND huyện Nguyễn Văn An", []),
        ("ông Nguyễn Thái Bình", []),
        ("đường Hà Nội - Lạng Sơn", [("hanoi", "Hà Nội"), ("langson", "Lạng Sơn")]),
        ("chị Hà Nội Lan", []),
        ("lúc 21h30, mỗi phường 30 hộ", []),
    ],
)
def test_find_places(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(place.key, text[place.start : place.end]) for place in find_places(text)] == expected


def test_article_places_puts_the_main_one_first() -> None:
    text = "Đắk Song họp\n\nUBND huyện Đắk Song họp với Công an tỉnh Đắk Nông. Huyện Đắk Song có 9 xã."
    assert article_places("Đắk Song họp", text, "dak-song.txt")[0] == "Đắk Song"


def test_province_keys() -> None:
    assert province_keys("daksong") == {"daknong"}
    assert province_keys("nowhere") == frozenset()


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("dacsong", "daksong", True),
        ("badon", "badonn", True),
        ("abc", "abc", True),
        ("abc", "acb", False),
        ("", "ab", False),
    ],
)
def test_one_letter_off(a: str, b: str, expected: bool) -> None:
    assert one_letter_off(a, b) is expected


@given(nfc_text)
def test_spans_are_ordered(text: str) -> None:
    last = 0
    for place in find_places(text, {"sonla", "badon"}):
        assert last <= place.start < place.end <= len(text)
        assert place.name in text[place.start : place.end]
        last = place.end
    article_places("", text, text)


def test_a_persons_name_holds_no_place() -> None:
    known = {"thanhxuan"}
    assert find_places("Bà Nguyễn Thị Thanh Xuân, Trưởng phòng Nông nghiệp huyện, cho biết", known) == []
    assert [place.name for place in find_places("Ông Lê Văn Tám ở Thanh Xuân", known)] == ["Thanh Xuân"]
    assert [place.name for place in find_places("Công an Hà Nội bắt một người", known)] == ["Hà Nội"]


def test_a_name_that_begins_with_a_unit_word_is_one() -> None:
    assert [place.key for place in find_places("Lễ hội ở Buôn Ma Thuột và buôn Kô Siêr")] == ["buonmathuot", "kosier"]
    assert place_key("TP. Buôn Ma Thuột") == place_key("Buôn Ma Thuột") == "buonmathuot"


def test_a_region_is_no_unit() -> None:
    assert find_places("các tỉnh Tây Nguyên và tỉnh Đắk Lắk") == find_places("các tỉnh Tây Nguyên và tỉnh Đắk Lắk")[-1:]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("xã Tân Phú Hạ có 9 thôn", ["tanphuha"]),  # Tân Phú is a district
        ("xã Tân Phú và xã Tân Phú Hạ", ["tanphu", "tanphuha"]),
        ("xã Ninh Giang Hạ có 9 thôn", ["ninhgiangha"]),  # Ninh is a surname
        ("Chủ tịch xã Tân Phú Nguyễn Văn An", ["tanphu"]),
        ("xã An Nhơn Bình Định", ["annhon", "binhdinh"]),
        ("UBND XÃ TÂN PHÚ TỔ CHỨC HỌP", ["tanphu"]),
    ],
)
def test_a_commune_may_be_called_after_a_district(text: str, keys: list[str]) -> None:
    assert [place.key for place in find_places(text)] == keys
    assert [place.key for place in find_places(text, {"tanphu"})] == keys
