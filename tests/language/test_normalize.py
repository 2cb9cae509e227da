"""Forms of Vietnamese text that compare equal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.normalize import canonical, clean, fold, has_accents, is_syllable, plain, word_set
from tests.language.strategies import nfc_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Trà Lĩnh", "tra linh"), ("ĐẮK SONG", "dak song"), ("H'Thủy 2,5", "h'thuy 2,5"), ("", "")],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hoà Bình", "hòa bình"),
        ("THUÝ, loè và hoạ sĩ", "thúy, lòe và họa sĩ"),
        ("quý, quỳ", "quý, quỳ"),  # the u belongs to the onset
        ("hoàn toàn, Huỳnh", "hoàn toàn, huỳnh"),  # the rhyme is closed
        ("İ", "İ"),  # its lower case is two characters
    ],
)
def test_canonical(text: str, expected: str) -> None:
    assert canonical(text) == expected


def test_plain_keeps_capitals() -> None:
    assert plain("Đạ Tẻh, TRÀ LĨNH") == "Da Teh, TRA LINH"


@given(nfc_text)
def test_forms_keep_length_and_are_stable(text: str) -> None:
    for form in (fold, canonical, plain):
        assert len(form(text)) == len(text)
        assert form(form(text)) == form(text)


@given(st.text())
def test_clean_text_is_composed_and_printable(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == unicodedata.normalize("NFC", cleaned) == " ".join(cleaned.split())
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in cleaned)


def test_clean_mends_what_is_pasted() -> None:
    assert clean("  Tra\u0300\tLi\u0303nh\u200b \ud800 bao\n nhiêu? ") == "Trà Lĩnh bao nhiêu?"


def test_has_accents() -> None:
    assert has_accents("Đak")
    assert has_accents("Hà Nội")
    assert not has_accents("Dak Song 2018 – «…»")


@pytest.mark.parametrize(
    ("word", "expected"),
    [("một", True), ("mot", False), ("tích", True), ("la", True), ("9", True), ("miller", False), ("gandhi", False)],
)
def test_what_may_be_a_syllable(word: str, expected: bool) -> None:
    assert is_syllable(word) is expected


def test_word_set() -> None:
    assert word_set("ông bà") == {"ông", "bà"}
    assert word_set("đại tá|ông") == {"đại tá", "ông"}
