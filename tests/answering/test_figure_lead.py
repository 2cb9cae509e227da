"""Which of several figures the words of a question lead to."""

from __future__ import annotations

import pytest

from assistant.answering.candidate import Candidate
from assistant.answering.figure_spans import figures
from assistant.answering.reading import ArticleView
from assistant.corpus.loader import load_bytes
from assistant.retrieval.query import understand

YEAR = "Công ty đạt doanh thu 40 tỷ đồng, tăng 2% và lỗ sau thuế 3 tỷ đồng."
FINES = "Đội ban hành 30 quyết định xử phạt với 50 triệu đồng và trình 12 quyết định xử phạt 90 triệu đồng."
COSTS = "Chi phí tính năm đầu là 18 tỷ đồng, tính theo giá 2017 đã lên 23 tỷ đồng."
HALF = "Xã thu 5 tỷ đồng trong 6 tháng, chi 3 tỷ đồng."
HIRED = "Sở tuyển người. Sở cho biết có 90 người dự thi. Đợt này tuyển được 40 người."
WARNED = "Có 22 cá nhân vi phạm quy định. Khiển trách 15 cá nhân, cảnh cáo 5 cá nhân."
POISONED = "Vụ ngộ độc gây tai biến cho 18 người. 8 người tử vong; 10 người đã khỏe."


def best(text: str, question: str) -> Candidate:
    sentences = ArticleView(load_bytes(text.encode(), "a.txt")).sentences
    found = [candidate for view in sentences for candidate in figures(view, understand(question), [])]
    return max(found, key=lambda candidate: candidate.head * candidate.counts)


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        (YEAR, "Công ty lỗ bao nhiêu?", "3 tỷ đồng"),
        (YEAR, "Công ty đạt doanh thu bao nhiêu?", "40 tỷ đồng"),
        (FINES, "12 quyết định xử phạt là bao nhiêu tiền?", "90 triệu đồng"),
        (COSTS, "Chi phí theo giá 2017 hết bao nhiêu?", "23 tỷ đồng"),
        (WARNED, "Khiển trách bao nhiêu người?", "15 cá nhân"),
        (HALF, "Xã thu bao nhiêu tiền trong 6 tháng?", "5 tỷ đồng"),
        (HIRED, "Sở tuyển bao nhiêu người?", "40 người"),
        (POISONED, "Vụ ngộ độc làm chết mấy người?", "8 người"),
        (POISONED, "Có bao nhiêu người tai biến?", "18 người"),
    ],
)
def test_the_figure_that_a_question_leads_to(text: str, question: str, expected: str) -> None:
    assert best(text, question).text == expected


def test_a_number_for_each_is_less_than_one_for_all() -> None:
    each = best("Mưa to, có 50 người mỗi xã dự họp.", "Có bao nhiêu người dự họp?").numbers
    everyone = best("Mưa to, có 50 người dự họp.", "Có bao nhiêu người dự họp?").numbers
    assert each and everyone
    assert each["each"] < everyone["each"]
