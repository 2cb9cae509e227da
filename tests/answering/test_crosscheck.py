from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.answering.answer import Answer, Citation, Claim, ClaimKind
from assistant.answering.crosscheck import agrees, bears_out
from assistant.answering.evidence import Evidence
from assistant.retrieval.kinds import Kind


def found(claim: str, kind: ClaimKind) -> Answer:
    return Answer("?", f"Theo nguồn: {claim} [1].", "answered", claims=(Claim(claim, kind, True, 1),))


@pytest.mark.parametrize(
    ("claim", "kind", "text", "expected"),
    [
        ("hơn 1.500 lượt người", "figure", "Có hơn 1.500 người dự.", True),
        ("1.500 m", "figure", "Cầu dài 1500 m.", True),
        ("30 triệu đồng", "figure", "Kinh phí là 30 nghìn đồng.", False),
        ("43/51 vụ", "figure", "Đã làm rõ 43 vụ.", False),
        ("43/51 vụ", "figure", "Đã làm rõ 43/51 vụ, đạt 84%.", True),
        ("9", "figure", "Có 90 hộ.", False),
        ("ngày 12/5/2023", "date", "Lễ diễn ra ngày 12 tháng 5 năm 2023.", True),
        ("ngày 12/5/2023", "date", "Lễ diễn ra ngày 12/5.", False),
        ("Đặng Quốc Thái", "name", "Ông ĐẶNG QUỐC THÁI.", True),
        ("Lê Ba", "name", "Ông Lê Bảy.", False),
        ("05/CT-UBND", "document", "Chỉ thị 05/CT-UBND.", True),
        ("05/CT-UBND", "document", "Chỉ thị 06/CT-UBND.", False),
    ],
)
def test_a_text_agrees_that_states_the_readers_claim(claim: str, kind: ClaimKind, text: str, expected: bool) -> None:
    assert agrees(found(claim, kind), Kind.OPEN, text, []) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Có, huyện có 12 mô hình.", True), ("Đúng, 12 mô hình.", True), ("Không: 12 mô hình.", False)],
)
def test_a_verdict_must_be_the_readers(text: str, expected: bool) -> None:
    verdict = Answer("?", "Có: 12 mô hình [1].", "answered", claims=(Claim("12 mô hình", "figure", True, 1),))
    assert agrees(verdict, Kind.YES_NO, text, []) is expected


def test_without_claims_the_same_place_must_be_cited() -> None:
    citation = Citation(1, "a", "a.txt", "A", None, "Một câu trong bài.", 100, 118)
    other = Citation(1, "a", "a.txt", "A", None, "Câu khác.", 118, 127)
    answer = Answer("?", "Theo nguồn: Một câu [1].", "answered", (citation,))
    assert agrees(answer, Kind.OPEN, "Một câu.", [citation])
    assert not agrees(answer, Kind.OPEN, "Một câu.", [other])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã Bắc được tỉnh tặng cờ.", True),
        ("Nhân dân xã Bắc.", True),
        ("Công an huyện.", False),
        ("Xã Nam được tỉnh tặng cờ.", False),
    ],
)
def test_and_most_of_what_the_reader_adds_to_the_question_must_be_said(text: str, expected: bool) -> None:
    citation = Citation(1, "a", "a.txt", "A", None, "Nhân dân xã Bắc được tỉnh tặng cờ.", 100, 134)
    read = "Theo nguồn: **Nhân dân xã Bắc được tỉnh tặng cờ** [1]."
    answer = Answer("Xã nào được tỉnh tặng cờ?", read, "answered", (citation,))
    assert agrees(answer, Kind.ENTITY, text, [citation]) is expected


def cited(start: int) -> Citation:
    return Citation(1, "a", "a.txt", "A", None, "…", start, start + 9)


@pytest.mark.parametrize(
    ("coverage", "place", "doubtful", "expected"),
    [
        (0.8, 1.0, False, True),
        (0.5, 1.0, False, False),  # too little of the question
        (0.5, 1.0, True, True),  # but no less than what the reader, who isn't sure, cites
        (0.4, 1.0, True, False),
        (0.8, 0.5, True, False),  # of another place
    ],
)
def test_a_source_bears_out_what_it_says_of_the_question(
    coverage: float, place: float, doubtful: bool, expected: bool
) -> None:
    def choice(start: int, coverage: float, place: float) -> SimpleNamespace:
        view = SimpleNamespace(start=start, article=SimpleNamespace(article=SimpleNamespace(id="a")))
        return SimpleNamespace(view=view, evidence=Evidence(coverage, coverage, place, 1.0, 0.0))

    reading: Any = SimpleNamespace(choices=[choice(0, coverage, place), choice(50, 0.53, 1.0)])
    assert bears_out(reading, [cited(0)], [cited(50)] if doubtful else []) is expected
