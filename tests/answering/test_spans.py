"""Spans that could be the answer, by the kind of answer."""

from __future__ import annotations

import pytest

from assistant.answering.reading import ArticleView
from assistant.answering.spans import candidates
from assistant.corpus.loader import load_bytes
from assistant.retrieval.query import understand


def spans(text: str, question: str) -> list[str]:
    """The spans of one sentence that could be the answer."""
    view = ArticleView(load_bytes(text.encode(), "a.txt")).sentences[0]
    return [candidate.text for candidate in candidates(view, understand(question), [])]


@pytest.mark.parametrize(
    ("text", "question", "name"),
    [
        (
            "Nhà thầu là Công ty Cổ phần xây dựng và kinh doanh Địa ốc Hoa Sen.",
            "Công ty nào là nhà thầu?",
            "Công ty Cổ phần xây dựng và kinh doanh Địa ốc Hoa Sen",
        ),
        ("Đất do Công ty TNHH Hoa Sen thuê để mở chợ Bãi Dài.", "Công ty nào thuê đất?", "Công ty TNHH Hoa Sen"),
        ("Công ty Điện lực đã cắt điện ở Bãi Dài.", "Công ty nào cắt điện?", "Công ty Điện lực"),
        (
            "Bốn người bị bỏng được đưa đến Bệnh viện Đa khoa huyện Hoa Lâm cấp cứu.",
            "Người bị bỏng được đưa vào viện nào?",
            "Bệnh viện Đa khoa huyện Hoa Lâm",
        ),
        ("Tập đoàn thép Sakura (Nhật Bản) rút lui.", "Tập đoàn Nhật nào rút lui?", "Tập đoàn thép Sakura"),
    ],
)
def test_a_name_runs_to_its_end(text: str, question: str, name: str) -> None:
    assert spans(text, question) == [name]


def test_a_company_that_the_question_names_is_not_asked_for() -> None:
    assert spans("Công ty Cổ phần Địa ốc Hoa Sen đã trả đất.", "Công ty nào kiện Địa ốc Hoa Sen?") == []


def test_a_charge_is_that_of_whom_the_question_names() -> None:
    text = "Khởi tố Lê Văn An (31 tuổi), giám đốc, tội Cướp tài sản; Trần Thị Lan (27 tuổi), tội Trộm cắp tài sản."
    assert spans(text, "Trần Thị Lan bị khởi tố tội gì?") == ["Trộm cắp tài sản"]


LETTER = "Trong đơn gửi tòa ngày 28-12-2015, ông Tám viết: “Chiếc xe tôi đã bán cho ông Tư”."


@pytest.mark.parametrize(
    ("question", "expected"),
    [("Ông Tám bán xe ngày nào?", []), ("Ông Tám viết đơn ngày nào?", ["ngày 28-12-2015"])],
)
def test_the_day_of_a_saying_is_not_that_of_what_is_said(question: str, expected: list[str]) -> None:
    assert spans(LETTER, question) == expected
