"""Units merged in July 2025."""

from __future__ import annotations

import pytest

from assistant.language.gazetteer import place_key
from assistant.language.mergers import Area, areas, lies_in, note, predecessors, successors
from assistant.language.places import Place


def names(found: tuple[Area, ...]) -> list[str]:
    return [f"{area}, {area.province}" for area in found]


def test_a_province_went_into_another() -> None:
    assert [str(area) for area in successors("hagiang", 0)] == ["tỉnh Tuyên Quang"]
    assert [str(area) for area in predecessors("tuyenquang", 0)] == ["tỉnh Hà Giang", "tỉnh Tuyên Quang"]
    assert [str(area) for area in successors("binhduong", 0)] == ["thành phố Hồ Chí Minh"]


def test_a_district_is_several_communes_of_the_new_province() -> None:
    found = successors("batri", 1)
    assert "xã An Ngãi Trung, Vĩnh Long" in names(found)
    assert {area.province for area in found} == {"Vĩnh Long"}
    assert len(successors("thuduc", 1)) == 12
    assert names(successors("condao", 1)) == ["đặc khu Côn Đảo, Hồ Chí Minh"]  # it had no communes


def test_a_commune_knows_its_district() -> None:
    (old,) = areas("banphiet")
    assert (old.name, old.district, old.province, old.new) == ("Bản Phiệt", "Bảo Thắng", "Lào Cai", False)
    assert names(successors("banphiet", 2)) == ["phường Lào Cai, Lào Cai"]
    assert "xã Bản Phiệt, Lào Cai" in names(predecessors("laocai", 2))


def test_a_commune_that_was_split_went_into_all() -> None:
    assert names(successors("phuochung", 2, {"anphu"})) == [
        "xã An Phú, An Giang",
        "xã Nhơn Hội, An Giang",
        "xã Phú Hữu, An Giang",
    ]


def test_a_part_that_the_package_gives_to_a_namesake_is_left_out() -> None:
    assert names(successors("phuong4", 2, {"tanan"})) == ["phường Long An, Tây Ninh"]


def test_units_that_share_a_name_are_told_apart_by_where_they_lie() -> None:
    assert len(successors("tanlap", 2)) > 20
    assert names(successors("tanlap", 2, {"vuthu"})) == ["xã Tân Thuận, Hưng Yên"]
    assert names(successors("tanlap", 2, {"thaibinh"})) == ["xã Tân Thuận, Hưng Yên"]
    assert successors("tanlap", 2, {"nowhere"}) == successors("tanlap", 2)


def test_a_unit_that_was_gone_before_is_known_by_its_key() -> None:
    assert names(successors("quan9", 1))[0] == "thành phố Thủ Đức, Hồ Chí Minh"
    assert [str(area) for area in predecessors("thuduc", 1)] == ["quận 9", "quận 2"]
    (gone,) = areas("duongha")
    assert (gone.name, gone.district) == ("", "Gia Lâm")


def test_an_area_lies_in_what_it_was_and_is_part_of() -> None:
    (old,) = areas("tanlap", 2, {"vuthu"})
    assert lies_in(old) == {"vuthu", "thaibinh", "hungyen"}
    assert lies_in(areas("hagiang", 0)[0]) == {"hagiang", "tuyenquang"}


@pytest.mark.parametrize("name", ["xã Bản Phiệt", "phường 4", "Quận 9", "xã Nâm N'Jang", "phường Long Phú 1"])
def test_keys_are_those_of_places(name: str) -> None:
    assert name.split(" ", 1)[1] in {area.name for area in areas(place_key(name))}


def test_all_provinces_are_there() -> None:
    old = {"hagiang", "tuyenquang", "hanoi", "hue", "bariavungtau", "hochiminh"}
    assert all(any(not area.new for area in areas(key, 0)) for key in old)
    assert areas("nowhere") == successors("nowhere") == predecessors("nowhere") == ()


def test_the_note_says_what_became_of_a_place() -> None:
    ha_giang, tuyen_quang = Place("hagiang", "ha giang", 0, 0, 8), Place("tuyenquang", "Tuyên Quang", 0, 0, 11)
    assert note(ha_giang, successors("hagiang", 0)) == (
        "Từ tháng 7/2025, tỉnh Hà Giang nay thuộc tỉnh Tuyên Quang. Câu trả lời lấy từ bài viết về nơi đó."
    )
    assert note(tuyen_quang, predecessors("tuyenquang", 0)[:1]) == (
        "Từ tháng 7/2025, tỉnh Tuyên Quang có địa bàn của tỉnh Hà Giang trước đây. "
        "Câu trả lời lấy từ bài viết về nơi đó."
    )


def test_the_note_names_a_few_of_many() -> None:
    assert note(Place("batri", "Ba Tri", 1, 0, 6), successors("batri", 1)) == (
        "Từ tháng 7/2025, huyện Ba Tri nay thuộc xã An Hiệp, xã An Ngãi Trung, xã Ba Tri, xã Bảo Thạnh (Vĩnh Long) "
        "và 3 nơi khác. Câu trả lời lấy từ bài viết về những nơi đó."
    )


def test_the_note_tells_a_merger_of_before_from_that_of_2025() -> None:
    city, *_ = successors("quan9", 1)
    assert note(Place("quan9", "Q.9", 1, 0, 3), [city]) == (
        "Trước tháng 7/2025, quận 9 đã sáp nhập vào thành phố Thủ Đức (Hồ Chí Minh). "
        "Câu trả lời lấy từ bài viết về nơi đó."
    )
