"""What an answer cites and claims, and on what grounds."""

from __future__ import annotations

import pytest

from assistant.answering.answer import Basis, ClaimKind, Missing
from assistant.answering.composing import answered, cite, claim, kind_of
from assistant.corpus.article import Span
from tests.candidates import UNSURE, article, candidate, candidates

OF = article("Năm 2021, huyện trồng 500 cây xanh. Đoàn viên tham gia. Như vậy 500 cây xanh đã được trồng.")
TREES = candidate(OF, "500 cây xanh")


@pytest.mark.parametrize(
    ("numbers", "basis", "missing"),
    [
        ({}, "stated", ()),  # the question names no place and no period
        ({"place_here": 1.0, "year_here": 1.0}, "stated", ()),
        ({"place_article": 1.0, "year_here": 1.0}, "inferred", ("place",)),
        ({"place_here": 1.0, "year_before": 1.0}, "inferred", ("period",)),
        ({"place_article": 1.0, "month_absent": 1.0}, "inferred", ("place", "period")),
        ({"place_here": 1.0, "year_before": 1.0, "month_here": 1.0}, "stated", ()),
    ],
)
def test_what_the_sentence_does_not_say_itself_is_inferred(
    numbers: dict[str, float], basis: Basis, missing: tuple[Missing, ...]
) -> None:
    made = claim(candidate(OF, "500 cây xanh", **numbers), 1, 0.9)
    assert (made.text, made.basis, made.missing, made.citation) == ("500 cây xanh", basis, missing, 1)


def test_of_an_unsure_answer_the_claim_is_only_quoted() -> None:
    assert claim(TREES, 1, 0.5).basis == "quoted"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("500 cây xanh", "figure"),
        ("ngày 12/5/2023", "date"),
        ("64 buổi trong năm 2021", "figure"),
        ("Chỉ thị số 05/CT-UBND", "document"),
        ("Trần Đình Lực", "name"),
    ],
)
def test_a_span_is_told_by_its_form(text: str, kind: ClaimKind) -> None:
    assert kind_of(text) == kind


def test_the_sentences_that_hold_the_spans_are_cited_with_them_marked() -> None:
    first = OF.text.index("500")
    spans = [Span(first, first + 12), Span(OF.text.index("Đoàn"), OF.text.index(" tham"))]
    citation = cite(2, TREES, spans)
    assert citation.quote == OF.text[citation.start : citation.end]
    assert citation.quote == "Năm 2021, huyện trồng 500 cây xanh. Đoàn viên tham gia."
    assert [OF.text[start:end] for start, end in citation.marks] == ["500 cây xanh", "Đoàn viên"]


def test_another_sentence_that_surely_says_the_same_is_cited_too() -> None:
    question = "Huyện trồng bao nhiêu cây xanh?"
    again = candidate(OF, "500 cây xanh đã được trồng")
    answer = answered(question, candidates(question, TREES, again))
    assert answer.text.endswith("[1][2].")
    assert answer.citations[1].quote == "Như vậy 500 cây xanh đã được trồng."
    unsure = candidate(OF, "500 cây xanh đã được trồng", odds=UNSURE)
    assert len(answered(question, candidates(question, TREES, unsure)).citations) == 1
