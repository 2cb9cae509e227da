"""Abbreviations written out."""

from __future__ import annotations

import pytest
from hypothesis import given

from assistant.language.abbreviations import expand
from assistant.language.tokens import tokenize
from tests.language.strategies import nfc_text


def written_out(text: str, *, chat: bool = False) -> str:
    return " ".join(token.norm for token in expand(tokenize(text), chat=chat))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND huyện", "ủy ban nhân dân huyện"),
        ("hdnd xã", "hội đồng nhân dân xã"),
        ("KT-XH, QP-AN", "kinh tế xã hội quốc phòng an ninh"),
        ("Sở GD&ĐT", "sở giáo dục đào tạo"),
        ("Sở NN & PTNT", "sở nông nghiệp phát triển nông thôn"),
        ("ATVANTT", "an toàn an ninh trật tự"),  # unknown, made of known ones
        ("GĐ CA tỉnh", "giám đốc công an tỉnh"),
        ("đ/c An, Đ/c Bình", "đồng chí an đồng chí bình"),
        ("TX. Ba Đồn, TP.Huế, Tp. Vinh", "thị xã ba đồn thành phố huế thành phố vinh"),
        ("Q.1, p. 5, h. Krông Nô", "quận 1 phường 5 huyện krông nô"),
        ("TP.HCM", "thành phố hồ chí minh"),
        ("NĐ-CP", "nghị định chính phủ"),
        ("Công ty CP", "công ty cổ phần"),
        ("lúc 21h30", "lúc 21 h 30"),  # hours are no huyện
        ("ca sáng, ct", "ca sáng ct"),  # only capitals abbreviate
        ("ASEAN, UNESCO", "asean unesco"),
    ],
)
def test_in_any_text(text: str, expected: str) -> None:
    assert written_out(text) == expected


def test_what_is_typed_in_questions_only() -> None:
    assert written_out("ca huyen bắt bn vụ", chat=True) == "công an huyen bắt bao nhiêu vụ"
    assert written_out("bn") == "bn"


@given(nfc_text)
def test_words_keep_the_offsets_of_their_abbreviation(text: str) -> None:
    tokens = tokenize(text)
    starts, ends = {token.start for token in tokens}, {token.end for token in tokens}
    last = 0
    for token in expand(tokens, chat=True):
        assert last <= token.start
        assert token.start in starts
        assert token.end in ends
        last = token.start
