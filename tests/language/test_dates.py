"""Dates and years, each example as the dates of a text."""

from __future__ import annotations

import pytest
from hypothesis import given

from assistant.language.dates import find_dates, find_years
from tests.language.strategies import nfc_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("họp ngày 12 tháng 5 năm 2023", [("ngày 12 tháng 5 năm 2023", 12, 5, 2023)]),
        ("hop ngay 12 thang 5 nam 2023", [("ngay 12 thang 5 nam 2023", 12, 5, 2023)]),
        ("12/5/2023", [("12/5/2023", 12, 5, 2023)]),
        ("12-5-2023", [("12-5-2023", 12, 5, 2023)]),
        ("ngày 12.5.2023", [("ngày 12.5.2023", 12, 5, 2023)]),
        ("ngày 15. 6. 2017", [("ngày 15. 6. 2017", 15, 6, 2017)]),
        ("Chiều 5/1/2021, tại", [("Chiều 5/1/2021", 5, 1, 2021)]),
        ("ngày 14-7; Ngày 17.6 vừa qua", [("ngày 14-7", 14, 7, None), ("Ngày 17.6", 17, 6, None)]),
        ("từ ngày 1/4 đến 30/5 có", [("ngày 1/4", 1, 4, None), ("30/5", 30, 5, None)]),
        ("từ 1/4 đến 30/5 có", [("1/4", 1, 4, None), ("30/5", 30, 5, None)]),
        ("ngày 14 đến 23/7/2017", [("ngày 14", 14, 7, 2017), ("23/7/2017", 23, 7, 2017)]),
        ("mưa từ 16 – 19.6 ở vùng núi", [("16", 16, 6, None), ("19.6", 19, 6, None)]),
        ("ngày 10-15/6", [("ngày 10", 10, 6, None), ("15/6", 15, 6, None)]),
        ("(7/2)", [("7/2", 7, 2, None)]),
        ("tháng 6-2017", [("tháng 6-2017", None, 6, 2017)]),
        ("đến 6/2017 đã", [("6/2017", None, 6, 2017)]),
        ("quý I/2019", [("quý I/2019", None, None, 2019)]),
        ("đầu năm 2018", [("đầu năm 2018", None, None, 2018)]),
        ("giai đoạn 2016 - 2020", [("giai đoạn 2016 - 2020", None, None, 2016)]),
        ("ngày 15 hằng tháng", [("ngày 15", 15, None, None)]),
        ("đạt 6/7 xã, 43/51 hộ", []),
        ("mỗi ngày 15 chuyến, 30.9 km, 14-7 = 7", []),
        ("Nghị định 79/2014/NĐ-CP", []),
        ("năm 1788 và mỗi năm 1500 tấn, năm 1500 hộ", [("năm 1788", None, None, 1788)]),
    ],
)
def test_dates(text: str, expected: list[tuple[str, int | None, int | None, int | None]]) -> None:
    found = find_dates(text)
    assert [(text[date.start : date.end], date.day, date.month, date.year) for date in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("năm 2018 và tháng 6/2017", {2017, 2018}),
        ("Năm 2018 người dân báo bao nhiêu tin?", {2018}),
        ("nam 2018 nguoi dan", {2018}),
        ("giai đoạn 2016 – 2018", {2016, 2017, 2018}),
        ("so với 2017.", {2017}),
        ("2.019 người, 2017 lượt, 2018 đồng, 12.2018 ha, 2018%", set()),
        ("79/2014/NĐ-CP, 2014/QĐ-UBND", set()),
    ],
)
def test_years(text: str, expected: set[int]) -> None:
    assert find_years(text) == expected


@given(nfc_text)
def test_spans_are_ordered_and_apart(text: str) -> None:
    last = 0
    for date in find_dates(text):
        assert last <= date.start < date.end <= len(text)
        assert date.day is None or 1 <= date.day <= 31
        assert date.month is None or 1 <= date.month <= 12
        last = date.end
    assert all(1900 <= year <= 2099 for year in find_years(text))
