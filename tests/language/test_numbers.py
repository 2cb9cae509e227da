"""Quantities, and the numbers that are none."""

from __future__ import annotations

import pytest
from hypothesis import given

from assistant.language.number_words import find_number_words
from assistant.language.numbers import find_quantities, parse_number, sense
from tests.language.strategies import nfc_text


@pytest.mark.parametrize(
    ("raw", "value"),
    [("1.500", 1500), ("2,5", 2.5), ("30.9", 30.9), ("1.234,5", 1234.5), ("1,500,000", 1_500_000), ("04", 4)],
)
def test_parse_number(raw: str, value: float) -> None:
    assert parse_number(raw) == value


@pytest.mark.parametrize(
    ("text", "raw", "value"),
    [
        ("có hơn 1.500 lượt người", "hơn 1.500", 1500),
        ("dài 30.9 km", "30.9", 30.9),
        ("gần 30 triệu đồng", "gần 30 triệu", 30e6),
        ("1 tỷ 700 triệu đồng", "1 tỷ 700 triệu", 1.7e9),
        ("1 triệu rưỡi", "1 triệu rưỡi", 1.5e6),
        ("3 nghìn tỷ đồng", "3 nghìn tỷ", 3e12),
        ("6 - 7 tấn/ha", "6 - 7", 6),
        ("từ 5 đến 7 triệu đồng", "5 đến 7 triệu", 5e6),
        ("hơn 26.500m2 đất", "hơn 26.500", 26500),
        ("16.171m² đất", "16.171", 16171),
        ("bắt 04 đối tượng", "04", 4),
        ("20g ma túy", "20", 20),
        ("37,5gram ma túy", "37,5", 37.5),
        ("tổng số 300 tin", "300", 300),
        ("mỗi tổ 5 người", "5", 5),
        ("2018 người", "2018", 2018),
        ("từ 3 đến 12/5", "3", 3),
    ],
)
def test_quantities(text: str, raw: str, value: float) -> None:
    (found,) = find_quantities(text)
    assert (text[found.start : found.end], found.value) == (raw, value)


def test_ratio_and_percent() -> None:
    ratio, part, percent = find_quantities("43/51 xã, 6/7 thôn đạt 85,7%")
    assert (ratio.value, ratio.of) == (43, 51)
    assert (part.value, part.of) == (6, 7)
    assert (percent.value, percent.percent) == (85.7, True)


@pytest.mark.parametrize(
    "text",
    [
        "Điều 15, khoản 2; Tổ 1 đã họp; Công an Quận 9 tại thôn 4-5",
        "Chương trình phối hợp số 09 và quốc lộ 14",
        "Ban Chỉ đạo 138 huyện; Tổ công tác 363; đợt 1, khóa XII, lần 2",
        "Sư đoàn 363 và 365; các đồn 766, 765",
        "Covid-19, K9, H5N1, phiên bản 1.2.3",
        "An, SN 1978, sinh năm 1990; năm 2018; (2013-2023); so với 2017",
        "lúc 21h, 11 giờ 30, 7g30, 00:05 và 24/24 giờ",
        "ngày 12/5/2023, 12/5/23, ngày 14-7",
        "ĐT 0912.345.678, 0912 345 678, 18001234",
        "xe BKS 14B - 02361 và 29LD-123.45",
        "Nghị định 79/2014/NĐ-CP, Nghị quyết 54, Chỉ thị số 09-CT/TW, Quyết định 755/QĐ-TTg",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert [text[found.start : found.end] for found in find_quantities(text)] == []


@given(nfc_text)
def test_spans_hold_a_number(text: str) -> None:
    last = 0
    in_words = {words.start for words in find_number_words(text)}
    for found in find_quantities(text):
        assert last <= found.start <= found.number_start < found.end <= len(text)
        assert text[found.number_start].isdecimal() or found.number_start in in_words
        assert text[found.start : found.end].lower().startswith(found.qualifier)
        last = found.end


@pytest.mark.parametrize(
    ("qualifier", "meaning"),
    [("hơn", "more"), ("trên", "more"), ("gần", "nearly"), ("không dưới", "at least"), ("lên đến", ""), ("", "")],
)
def test_sense(qualifier: str, meaning: str) -> None:
    assert sense(qualifier) == meaning


def test_a_range_has_its_other_end() -> None:
    (found,) = find_quantities("từ 5 đến 7 triệu đồng")
    assert (found.value, found.until) == (5e6, 7e6)


def test_1_that_stands_for_some_is_no_quantity():
    assert [found.value for found in find_quantities("1 số tàu hỏng, 1 vài tàu khác, 21 số báo, 1 tàu chìm")] == [21, 1]
