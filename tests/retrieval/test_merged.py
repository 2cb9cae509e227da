"""Places of questions whose articles call them by another name, with real stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import mkdtemp

import pytest

from assistant import Assistant
from assistant.language.mergers import note
from tests import articles

TUYEN_QUANG = """Công an tỉnh Tuyên Quang bắt 9 đối tượng

Ngày đăng bài: 20/9/2025 | Tác giả: Lê Minh Khôi

Trong tháng, Công an tỉnh Tuyên Quang bắt 9 đối tượng.
"""
HA_GIANG = "Công an tỉnh Hà Giang nhận 40 tin\n\nNăm 2019, Công an tỉnh Hà Giang nhận 40 tin có giá trị.\n"

Found = tuple[set[str], list[str]]
Ask = Callable[[Mapping[str, str], str], Found]


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    """The sources that a question about a place is looked for in, and the notes on what its articles call it."""

    def asked(texts: Mapping[str, str], question: str) -> Found:
        folder = Path(mkdtemp(dir=tmp_path))
        with Assistant.open(corpus=articles.write(folder / "bai", texts), store=folder / "kho") as assistant:
            retriever = assistant.retriever()
            places = retriever.understand(question).places
            found = {article.source for article in map(retriever.article, retriever.scope(places) or ()) if article}
            return found, [note(place, areas) for place, areas in retriever.renamed(places)]

    yield asked


def test_a_provinces_articles_are_those_of_the_one_it_went_into(ask: Ask) -> None:
    found, notes = ask({"tq.txt": TUYEN_QUANG, **articles.ARTICLES}, "Tỉnh Hà Giang bắt bao nhiêu đối tượng?")
    assert found == {"tq.txt"}
    assert notes == [
        "Từ tháng 7/2025, tỉnh Hà Giang nay thuộc tỉnh Tuyên Quang. Câu trả lời lấy từ bài viết về nơi đó."
    ]


def test_and_those_of_the_one_that_went_into_it(ask: Ask) -> None:
    found, notes = ask({"hg.txt": HA_GIANG, **articles.ARTICLES}, "tinh tuyen quang nhan bao nhieu tin")
    assert found == {"hg.txt"}
    assert notes[0].startswith("Từ tháng 7/2025, tỉnh Tuyên Quang có địa bàn của tỉnh Hà Giang trước đây.")


def test_its_own_articles_come_first(ask: Ask) -> None:
    texts = {"tq.txt": TUYEN_QUANG, "hg.txt": HA_GIANG}
    assert ask(texts, "Tỉnh Hà Giang nhận bao nhiêu tin?") == ({"hg.txt"}, [])


def test_an_article_of_before_is_not_about_the_new_unit(ask: Ask) -> None:
    before = TUYEN_QUANG.replace("20/9/2025", "20/9/2019")
    assert ask({"tq.txt": before}, "Tỉnh Hà Giang bắt bao nhiêu đối tượng?") == (set(), [])


def test_a_districts_are_those_of_the_communes_that_have_its_area(ask: Ask) -> None:
    texts = {
        "an-hiep.txt": "Xã An Hiệp, tỉnh Vĩnh Long họp\n\nXã An Hiệp có 12 mô hình tự quản.\n",
        "tan-xuan.txt": "Xã Tân Xuân, tỉnh Vĩnh Long họp\n\nXã Tân Xuân có 7 mô hình tự quản.\n",
        "an-hiep-khac.txt": "Xã An Hiệp, tỉnh Đắk Lắk họp\n\nXã An Hiệp có 5 mô hình tự quản.\n",
    }
    found, notes = ask(texts, "Huyện Ba Tri có bao nhiêu mô hình tự quản?")
    assert found == {"an-hiep.txt", "tan-xuan.txt"}
    assert "huyện Ba Tri nay thuộc xã An Hiệp, xã Tân Xuân (Vĩnh Long)." in notes[0]


def test_a_city_that_was_a_district(ask: Ask) -> None:
    text = "Phường Linh Xuân, Thành phố Hồ Chí Minh họp\n\nPhường Linh Xuân có 12 khu phố.\n"
    found, _ = ask({"linh-xuan.txt": text}, "Thành phố Thủ Đức có bao nhiêu khu phố?")
    assert found == {"linh-xuan.txt"}


def test_a_unit_that_was_gone_before_is_called_as_articles_write_it(ask: Ask) -> None:
    text = "Xã Dương Hà, huyện Gia Lâm họp\n\nXã Dương Hà có 5 thôn.\n"
    found, notes = ask({"duong-ha.txt": text}, "Xã Phù Đổng có bao nhiêu thôn?")
    assert found == {"duong-ha.txt"}
    assert "Phù Đổng có địa bàn của xã Dương Hà (Hà Nội) trước đây" in notes[0]


def test_a_number_is_part_of_a_name(ask: Ask) -> None:
    texts = {f"{n}.txt": f"Xã A Lưới {n} họp\n\nXã A Lưới {n} có {n + 20} thôn.\n" for n in (1, 3)}
    found, notes = ask(texts, "Xã Hồng Thượng có bao nhiêu thôn?")
    assert found == {"3.txt"}
    assert "xã Hồng Thượng nay thuộc xã A Lưới 3 (Huế)" in notes[0]


def test_an_island_keeps_its_name(ask: Ask) -> None:
    text = "Đặc khu Côn Đảo họp\n\nĐặc khu Côn Đảo đón 9 đoàn khách.\n"
    assert ask({"con-dao.txt": text}, "Huyện Côn Đảo đón bao nhiêu đoàn khách?") == ({"con-dao.txt"}, [])


def test_communes_of_one_name_are_told_apart_by_what_is_named_beside(ask: Ask) -> None:
    texts = {
        "tan-thuan.txt": "Xã Tân Thuận, tỉnh Hưng Yên họp\n\nXã Tân Thuận có 12 thôn.\n",
        "nui-cam.txt": "Xã Núi Cấm, tỉnh An Giang họp\n\nXã Núi Cấm có 9 ấp.\n",
    }
    found, notes = ask(texts, "Xã Tân Lập, huyện Vũ Thư có bao nhiêu thôn?")
    assert found == {"tan-thuan.txt"} and len(notes) == 2
    found, _ = ask(texts, "Xã Tân Lập có bao nhiêu thôn?")
    assert found == set(texts)


def test_the_province_named_with_a_commune_may_be_that_of_before_or_of_now(ask: Ask) -> None:
    texts = {
        "tan-lap.txt": "Xã Tân Lập, huyện Vũ Thư, tỉnh Thái Bình họp\n\nXã Tân Lập có 12 thôn.\n",
        "hung-yen.txt": "Công an tỉnh Hưng Yên họp\n\nTỉnh Hưng Yên có 900 thôn.\n",
    }
    found, notes = ask(texts, "Xã Tân Lập, tỉnh Hưng Yên có bao nhiêu thôn?")
    assert found == {"tan-lap.txt"}
    assert notes[0].startswith("Từ tháng 7/2025, tỉnh Hưng Yên có địa bàn của tỉnh Thái Bình trước đây.")


@pytest.mark.parametrize("question", ["Xã Nghĩa Lâm có bao nhiêu hộ?", "Xã Nghĩa Lam có bao nhiêu hộ?"])
def test_an_unknown_place_is_found_where_a_text_names_it(ask: Ask, question: str) -> None:
    texts = {"tin.txt": "Hỗ trợ hộ nghèo\n\nỞ Nghĩa Lâm, 45 hộ được hỗ trợ.\n", **articles.ARTICLES}
    assert ask(texts, question) == ({"tin.txt"}, [])


def test_the_text_that_spells_it_alike_comes_first(ask: Ask) -> None:
    texts = {"lam.txt": "Hộ nghèo\n\nỞ Nghĩa Lâm có 45 hộ.\n", "lam-khac.txt": "Hộ nghèo\n\nỞ Nghĩa Lạm có 9 hộ.\n"}
    assert ask(texts, "Xã Nghĩa Lâm có bao nhiêu hộ?")[0] == {"lam.txt"}
    assert (
        ask({"tin.txt": "Hộ nghèo\n\nLàm việc có nghĩa làm 45 hộ vui.\n"}, "Xã Nghĩa Lâm có bao nhiêu hộ?")[0] == set()
    )


@pytest.mark.parametrize("question", ["Xã Bản Phiệt có bao nhiêu hộ?", "Bản Phiệt có bao nhiêu hộ?"])
@pytest.mark.parametrize("written", ["Xã Bản Phiệt có 45 hộ", "Ở Bản Phiệt, 45 hộ nghèo"])
def test_a_name_that_begins_with_a_unit_word(ask: Ask, question: str, written: str) -> None:
    found, _ = ask({"tin.txt": f"Hỗ trợ hộ nghèo\n\n{written}.\n", **articles.ARTICLES}, question)
    assert found == {"tin.txt"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Xã Tân Phú có bao nhiêu thôn?", {"tan-phu.txt"}),
        ("Xã Tân Phú Hạ có bao nhiêu thôn?", {"tan-phu-ha.txt"}),
        ("Xã Hoa Phú có bao nhiêu thôn?", {"hoa-phu.txt"}),
        ("Xã Hoa Phú Hạ có bao nhiêu thôn?", {"hoa-phu-ha.txt"}),
    ],
)
def test_a_longer_name_is_another_place(ask: Ask, question: str, expected: set[str]) -> None:
    texts = {
        "tan-phu.txt": "Họp dân\n\nXã Tân Phú có 12 thôn.\n",
        "tan-phu-ha.txt": "Họp dân\n\nXã Tân Phú Hạ có 9 thôn.\n",
        "hoa-phu.txt": "Họp dân\n\nỞ Hoa Phú, 12 thôn đạt chuẩn.\n",
        "hoa-phu-ha.txt": "Họp dân\n\nỞ Hoa Phú Hạ, 9 thôn đạt chuẩn.\n",
    }
    assert ask(texts, question)[0] == expected
    assert ask({name: text for name, text in texts.items() if name not in expected}, question)[0] == set()
