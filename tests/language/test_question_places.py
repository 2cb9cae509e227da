"""Places of questions, in whatever spelling they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given

from assistant.language.question_places import question_places
from tests.language.strategies import nfc_text

CORPUS = {
    "sonla": {"Sơn La"},
    "badon": {"Ba Đồn"},
    "daksong": {"Đắk Song"},
    "dongbao": {"Đông Bảo"},
    "tramy": {"Trà My"},
}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("công an thị xã ba đồn bắt bao nhiêu vụ", ["badon"]),
        ("cong an tx ba don bat bao nhieu vu", ["badon"]),
        ("son la co bao nhieu xa", ["sonla"]),
        ("Sơn là ai", []),
        ("ong son la ai", []),
        ("Đắc Song có bao nhiêu xã?", ["daksong"]),  # one letter off a place of the corpus
        ("tp hcm có bao nhiêu quận", ["hochiminh"]),
        ("ở trùng khánh có bao nhiêu tin", ["trungkhanh"]),
        ("ĐẮK SONG CÓ BAO NHIÊU XÃ", ["daksong"]),
        ("đông bảo có bao nhiêu hộ", ["dongbao"]),
        ("dong bao co bao nhieu ho", ["dongbao"]),
        ("Bao nhiêu đồng bào được hỗ trợ?", []),
        ("tram y te xay nam nao", []),
    ],
)
def test_question_places(question: str, expected: list[str]) -> None:
    assert [place.key for place in question_places(question, CORPUS)] == expected


@given(nfc_text)
def test_spans_stand_in_the_question(text: str) -> None:
    for place in question_places(text, CORPUS):
        assert 0 <= place.start < place.end <= len(text)


def test_a_company_called_like_a_place_is_none() -> None:
    assert question_places("Công ty TNHH Ba Đồn nộp bao nhiêu thuế?", CORPUS) == []
