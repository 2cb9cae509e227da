"""Spans that could be the answer, by the kind of answer."""

from __future__ import annotations

import pytest

from assistant.answering.reading import ArticleView
from assistant.answering.spans import candidates
from assistant.corpus.loader import load_bytes
from assistant.retrieval.query import understand

LETTER = "Trong đơn gửi tòa ngày 28-12-2015, ông Tám viết: “Chiếc xe tôi đã bán cho ông Tư”."


@pytest.mark.parametrize(
    ("question", "expected"),
    [("Ông Tám bán xe ngày nào?", []), ("Ông Tám viết đơn ngày nào?", ["ngày 28-12-2015"])],
)
def test_the_day_of_a_saying_is_not_that_of_what_is_said(question: str, expected: list[str]) -> None:
    view = ArticleView(load_bytes(LETTER.encode(), "a.txt")).sentences[0]
    assert [candidate.text for candidate in candidates(view, understand(question), [])] == expected
