from __future__ import annotations

import pytest

from assistant.language.labels import find_labels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lễ hội cà phê lần thứ 6 năm 2017", [("lan", 6)]),
        ("Đợt tạm cấp thứ hai được 160 tỷ", [("dot", 2)]),
        ("tiền tạm ứng đợt đầu 3.000 tỉ đồng", [("dot", 1)]),
        ("kỳ thi tuyển sinh lớp 10", [("lop", 10)]),
        ("kỳ họp thứ 5, HĐND khóa XV", [("ky", 5), ("khoa", 15)]),
        ("dot 2 ngay nao", [("dot", 2)]),
        ("thu nhập quý III/2017", [("quy", 3)]),
        ("tăng 6% so với quý IV/2016", []),
        ("đã 3 lần đạt giải", []),
        ("giai đoạn 1 của dự án", [("giai doan", 1)]),
        ("giai đoạn 2016-2020", []),
        ("kỳ 5 năm", []),
        ("lớp học 30 em", []),
    ],
)
def test_labels(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(label.noun, label.number) for label in find_labels(text)] == expected
