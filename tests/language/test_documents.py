"""Numbers of official documents."""

from __future__ import annotations

import pytest
from hypothesis import given

from assistant.language.documents import find_documents
from tests.language.strategies import nfc_text


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("theo Chỉ thị số 09-CT/TW ngày", "chỉ thị", "09-CT/TW"),
        ("chi thi 09-ct/tw noi gi", "chỉ thị", "09-CT/TW"),
        ("Nghị định 79/2014/NĐ-CP", "nghị định", "79/2014/NĐ-CP"),
        ("nội dung 79/2014/nđ-cp", "", "79/2014/NĐ-CP"),
        ("Kế hoạch số 123/KH-UBND", "kế hoạch", "123/KH-UBND"),
        ("Quyết định số: 512/QĐ-TTg", "quyết định", "512/QĐ-TTG"),
        ("Công văn 1234/UBND-VX", "công văn", "1234/UBND-VX"),
        ("Nghị quyết số 12 - NQ/TW", "nghị quyết", "12-NQ/TW"),
        ("Luật số 36/2009/QH12", "luật", "36/2009/QH12"),
        ("Nghị định 100/2019 có", "nghị định", "100/2019"),
        ("09/CTr-BCA-MTTW", "", "09/CTR-BCA-MTTW"),
        ("Chương trình 135, xã", "chương trình", "135"),
    ],
)
def test_examples(text: str, kind: str, number: str) -> None:
    (found,) = find_documents(text)
    assert (found.kind, found.number) == (kind, number)
    assert text[found.number_start : found.end].upper().replace(" ", "") == number


@pytest.mark.parametrize(
    "text",
    [
        "kế hoạch 2018",
        "hướng dẫn 30 hộ",
        "chương trình 5 năm",
        "Phường 5-TP.HCM",
        "xe 14B-02361",
        "6-7 tấn/ha",
        "12/5/2023",
    ],
)
def test_what_is_no_document(text: str) -> None:
    assert find_documents(text) == []


@given(nfc_text)
def test_spans_are_ordered(text: str) -> None:
    last = 0
    for found in find_documents(text):
        assert last <= found.start <= found.number_start < found.end <= len(text)
        assert text[found.number_start].isdecimal()
        last = found.end
