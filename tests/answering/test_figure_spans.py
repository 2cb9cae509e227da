from __future__ import annotations

import pytest

from assistant.answering.figure_spans import figures
from assistant.answering.reading import ArticleView, SentenceView
from assistant.corpus.loader import load_bytes
from assistant.retrieval.query import understand


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("Từ năm 2005 đã có hai đội tham gia giải.", "Có bao nhiêu đội tham gia giải?", ["hai đội"]),
        ("Bữa tối có sự tham dự của 2000 khách.", "Có bao nhiêu khách tham dự?", ["2000 khách"]),
        ("Ông là thủ quân lớn tuổi nhất, ở tuổi 39.", "Ông bao nhiêu tuổi?", ["39"]),
        ("Máy không hút khí, 5 xy lanh (không kết hợp).", "Máy có bao nhiêu xy lanh?", ["5 xy lanh"]),
        ("Xã có 12 trường chưa đạt chuẩn.", "Có bao nhiêu đội?", []),
    ],
)
def test_figures_that_count_what_is_asked(text: str, question: str, expected: list[str]) -> None:
    view = ArticleView(load_bytes(text.encode(), "a.txt")).sentences[0]
    found = figures(view, understand(question), [])
    assert [candidate.text for candidate in found if candidate.counts] == expected


def test_a_plan_is_less_than_what_was_done() -> None:
    text = "Đợt này thu được 518 đơn vị máu. Hội phấn đấu đạt chỉ tiêu 950 đơn vị máu."
    done, planned = ArticleView(load_bytes(text.encode(), "a.txt")).sentences

    def head(sentence: SentenceView, question: str) -> float:
        return figures(sentence, understand(question), [])[0].head

    assert head(planned, "Thu được bao nhiêu đơn vị máu?") < head(done, "Thu được bao nhiêu đơn vị máu?")
    assert head(planned, "Chỉ tiêu là bao nhiêu đơn vị máu?") > head(planned, "Thu được bao nhiêu đơn vị máu?")
