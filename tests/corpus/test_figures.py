from __future__ import annotations

import csv
import dataclasses
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus import Figure, find_figures, load_bytes, load_file
from assistant.language.places import article_places, place_key

GOLD = Path(__file__).with_name("seed_figures.tsv")
SEEDS = Path(__file__).parents[2] / "seeds"


def figures(text: str, source: str = "bai.txt") -> list[Figure]:
    article = load_bytes(text.encode(), source)
    places = article_places(article.title.value, article.text, article.source)
    return find_figures(dataclasses.replace(article, places=places))


def said(sentence: str) -> list[tuple[str, str, str]]:
    """What is read of one sentence: as written, unit, measure."""
    found = figures(f"Bản tin trong ngày\n\n{sentence}\n")
    return [(figure.raw, figure.unit, figure.measure) for figure in found]


def test_the_seeds_figures_are_those_of_the_gold_table() -> None:
    """Rows are what they should be when number, unit, place and period are; the same row may stand twice."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        gold = Counter(
            (row["source"], row["raw"], row["value"], row["unit"], place_key(row["place"]), row["period"])
            for row in csv.DictReader(file, delimiter="\t")
        )
    found: Counter[tuple[str, ...]] = Counter()
    for path in sorted(SEEDS.glob("*.txt")):
        article = load_file(path, path.name)
        places = article_places(article.title.value, article.text, article.source)
        for figure in find_figures(dataclasses.replace(article, places=places)):
            value = f"{figure.value:.0f}" if figure.of is None else f"{figure.value:.0f}/{figure.of:.0f}"
            found[(figure.source, figure.raw, value, figure.unit, place_key(figure.place), figure.years)] += 1
    assert sum(gold.values()) >= 40
    right = (gold & found).total()
    assert right / found.total() >= 0.95, found - gold  # rows that are right
    assert right / gold.total() >= 0.95, gold - found  # rows that are found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tổ chức 64 buổi, có hơn 3.200 lượt người dự.", ("hơn 3.200", "lượt người", "lượt người dự")),
        ("Toàn xã có hơn hai mươi hộ nghèo.", ("hơn hai mươi", "hộ", "hộ nghèo")),
        ("Làm rõ 26/31 vụ án hình sự.", ("26/31", "vụ", "vụ án hình sự")),
        ("Tỷ lệ hộ dân ký cam kết đạt 96,5%.", ("96,5%", "%", "Tỷ lệ hộ dân ký cam kết")),
        ("Có 85% trường học đạt chuẩn.", ("85%", "%", "trường học")),
        ("Số hộ nghèo toàn huyện là 7.214 hộ.", ("7.214", "hộ", "Số hộ nghèo toàn huyện")),
        ("Kinh phí khen thưởng là 48 triệu đồng.", ("48 triệu đồng", "đồng", "Kinh phí khen thưởng")),
        ("Thu giữ gần 14kg pháo nổ.", ("gần 14kg", "kg", "pháo nổ")),
        ("Dân số gần 300.000 người.", ("gần 300.000", "người", "Dân số")),
        ("Vận động được 200 ngày công lao động.", ("200", "ngày công", "ngày công lao động")),
        ("Có 9/12 xã, thị trấn đạt chuẩn.", ("9/12", "xã, thị trấn", "xã, thị trấn")),
        ("Lập biên bản trên 500 trường hợp vi phạm.", ("trên 500", "trường hợp", "trường hợp vi phạm")),
        ("Có 240 thí sinh tự do.", ("240", "thí sinh", "thí sinh tự do")),
    ],
)
def test_unit_and_measure(sentence: str, expected: tuple[str, str, str]) -> None:
    assert said(sentence)[-1] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngày 12/5/2023 họp tổng kết năm 2022.",
        "Thực hiện Chỉ thị số 05/CT-UBND và Chương trình số 09.",
        "Gọi số 0912 345 678 lúc 8 giờ 30 phút.",
        "Dịch Covid–19 và Covid-19 đã qua.",
        "Xây dựng “Khu phố 5 không” và thực hiện “3 không, 3 sạch”.",
    ],
)
def test_what_is_no_figure(sentence: str) -> None:
    assert said(sentence) == []


def test_the_place_is_the_last_named_before_it_else_that_of_the_sentences_before_or_the_article() -> None:
    found = figures(
        "Huyện Hoa Lâm tổng kết năm 2021\n\n"
        "Đã có 3 buổi họp. Tại xã Phú Lạc, huyện Hoa Lâm có 4 vụ việc. Trong đó hòa giải 2 vụ việc. "
        "Toàn huyện có 12 mô hình.\n\n"
        "Đã trao 20 suất quà. Xã Bãi Dài trao 5 suất, thôn Cồn Cát trao 6 suất.\n\n"
        "Anh Lê Văn Tám (trú tại xã Tân Lập) được thưởng 1 triệu đồng.\n"
    )
    assert [(figure.raw, figure.place) for figure in found] == [
        ("3", "Hoa Lâm"),
        ("4", "Phú Lạc"),
        ("2", "Phú Lạc"),
        ("12", "Hoa Lâm"),
        ("20", "Hoa Lâm"),
        ("5", "Bãi Dài"),
        ("6", "Cồn Cát"),
        ("1 triệu đồng", "Hoa Lâm"),
    ]


def test_the_period_is_that_of_the_sentence_else_the_one_set_before_it_else_the_titles() -> None:
    found = figures(
        "Tổng kết phong trào năm 2022 với 30 đại biểu\n\n"
        "Huyện có 3 mô hình. Năm 2021, có 64 buổi họp. Nhân dân cung cấp 97 nguồn tin. Năm 2020 có 50 nguồn tin. "
        "Theo Quyết định số 12/QĐ-UBND ngày 3/2/2015, huyện chi 5 triệu đồng.\n\n"
        "Hội nghị nhìn lại chương trình (2011-2015). Qua 5 năm thực hiện, có 8 xã tham gia.\n"
    )
    assert [(figure.raw, figure.years) for figure in found] == [
        ("30", "2022"),
        ("3", "2022"),
        ("64", "2021"),
        ("97", "2021"),
        ("50", "2020"),
        ("5 triệu đồng", "2020"),
        ("5", "2011-2015"),
        ("8", "2011-2015"),
    ]


def test_a_figure_is_shown_with_its_unit_and_years() -> None:
    first, second = figures("Bản tin\n\nNăm 2019 và 2021 có 6/7 xã đạt 85,5%.\n")
    assert (first.written, first.years) == ("6/7 xã", "2019, 2021")
    assert (first.value, first.of) == (6, 7)
    assert (second.written, second.value) == ("85,5%", 85.5)


words = st.sampled_from(
    "Huyện Hoa Lâm có đạt tỷ lệ là hơn gần 1.500 43/51 85,7% 30 triệu đồng 2 tỷ 700 tin hộ xã, lượt người; vụ năm 2021 "
    "12/5/2023 trú tại ngày toàn và “6 không”. (trong đó) 14kg – 6 - 7 tấn 9999999 % m2 Q.1 TX. \n\n \t".split(" ")
)


@given(
    st.lists(words, min_size=1, max_size=40).map(" ".join)
    | st.text(st.characters(exclude_categories=["C"]), max_size=80)
)
def test_spans_give_back_what_is_written(text: str) -> None:
    source = "bai.txt"
    article = load_bytes(f"Bản tin trong ngày\n\n{text.strip()} hết.\n".encode(), source)
    article = dataclasses.replace(article, places=article_places(article.title.value, article.text, source))
    for figure in find_figures(article):
        assert figure.span.of(article.text) == figure.raw
        assert figure.sentence.start <= figure.span.start < figure.span.end <= figure.sentence.end
        assert figure.raw.strip() == figure.raw
        assert "\n" not in figure.measure + figure.unit
