"""Tokens of Vietnamese text."""

from __future__ import annotations

import pytest
from hypothesis import given

from assistant.language.normalize import canonical, fold
from assistant.language.tokens import tokenize
from tests.language.strategies import nfc_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hơn 1.500 lượt người, 2,5%", ["hơn", "1.500", "lượt", "người", "2,5"]),
        ("đạt 43/51 xã ngày 12/5/2023.", ["đạt", "43/51", "xã", "ngày", "12/5/2023"]),
        ("Chỉ thị 09-CT/TW", ["Chỉ", "thị", "09-CT/TW"]),
        ("79/2014/NĐ-CP và 09/CTr-BCA-MTTW", ["79/2014/NĐ-CP", "và", "09/CTr-BCA-MTTW"]),
        ("Nâm N'Jang, Đắk R’lấp", ["Nâm", "N'Jang", "Đắk", "R’lấp"]),
        ("KT-XH, Q.1; 12A", ["KT", "XH", "Q", "1", "12", "A"]),
        ("…", []),
    ],
)
def test_examples(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == expected


@given(nfc_text)
def test_tokens_are_in_order_and_say_where_they_stand(text: str) -> None:
    last = 0
    for token in tokenize(text):
        assert last <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.text
        assert len(token.norm) == len(token.folded) == len(token.text)
        assert token.folded == fold(text)[token.start : token.end]
        assert token.norm == canonical(text)[token.start : token.end]
        last = token.end
