"""Words that turn what a sentence says, and are no figure."""

from __future__ import annotations

import pytest

from assistant.corpus import load_bytes
from assistant.grounding.deciding_words import unfounded
from assistant.reading.views import ArticleView

SOURCE = """Tổng kết năm 2021

Năm 2021, số vụ phạm pháp ở xã Bắc giảm mạnh, số vụ ở xã Nam tăng nhẹ. Xã Bắc thu được nhiều giấy khen hơn xã Nam.
Ba trường học chưa đạt chuẩn. Hàng trăm người đến dự, hầu hết là học sinh.
Xã Nam tặng hơn 30 suất quà. Xã Bắc không xảy ra cháy.
"""
VIEWS = ArticleView(load_bytes(SOURCE.encode(), "xa.txt")).sentences


@pytest.mark.parametrize(
    "text",
    [
        "Ở xã Bắc, số vụ phạm pháp giảm mạnh",
        "Số vụ ở xã Nam tăng",
        "Xã Bắc thu nhiều giấy khen hơn xã Nam",
        "Ba trường học chưa được đạt chuẩn",
        "Hàng trăm người, hầu hết là học sinh, đã đến dự",
        "Xã Bắc không xảy ra vụ cháy nào",
        "Hơn 30 người đến dự, không quá 5 người về sớm",  # what qualifies a figure is checked with it
        "Ba xã có nhiều giấy khen",
    ],
)
def test_what_the_source_says_is_borne_out(text: str) -> None:
    assert unfounded(text, VIEWS) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Số vụ phạm pháp ở xã Bắc tăng mạnh", ["tăng"]),
        ("Xã Nam thu được nhiều giấy khen hơn xã Bắc", ["hơn"]),
        ("Xã Nam tặng nhiều suất quà hơn xã Bắc", ["hơn"]),  # the source's is of a figure
        ("Xã Nam có số giấy khen ít nhất", ["nhất"]),
        ("Ba trường học đạt chuẩn", ["chưa đạt"]),
        ("Người đến dự không phải học sinh", ["không học"]),
        ("Hàng nghìn người đến dự", ["hàng nghìn"]),
        ("Tất cả học sinh đến dự", ["tất cả"]),
        ("Số người dự gấp đôi năm trước", ["gấp"]),
    ],
)
def test_what_it_does_not_say_is_named(text: str, words: list[str]) -> None:
    assert unfounded(text, VIEWS) == words


def test_without_sources_nothing_is_borne_out() -> None:
    assert unfounded("Số vụ giảm, không ai bị thương", []) == ["giảm", "không ai"]
