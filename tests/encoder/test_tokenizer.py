from __future__ import annotations

import unicodedata
from functools import lru_cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from assistant.encoder import Encoded, encode, weights


@lru_cache(1)
def reference() -> Tokenizer:
    """XLM-R's tokenizer as the `tokenizers` library has it."""
    held = weights.opened()
    made = Tokenizer(models.Unigram(list(zip(held.pieces, held.scores, strict=True)), unk_id=3, byte_fallback=False))
    made.normalizer = normalizers.NFKC()
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return made


def old(character: str) -> bool:
    """Whether both Python's and the library's tables of Unicode have a character, the same."""
    return unicodedata.ucd_3_2_0.category(character) not in ("Cn", "Cs")


vietnamese = st.text("aăâeêioôơuưyđAĐTrnglh0123456789.,%()- \n\u00a0\u0300\u0301\u0302\u0303\u0309\u0323\u031bếệộướ…½²")
anything = st.text(st.characters(exclude_categories=["Cs"]).filter(old), max_size=30)


@given(vietnamese | anything)
@example("")
@example(" ")
@example("  hai  dấu cách ")
@example("e\u0302\u0323 và e\u0323\u0302 là ệ")  # marks in either order
@example("é\u0323")  # a mark that goes between two parts of one character
@example("\u00a0ngắt ½ … ﷺ ｶﾞ 각 №5")
@example("<s> </s> <unk> ▁x▁")
@example("\0")
@example("a" * 100)
def test_ids_and_offsets_are_those_of_the_tokenizers_library(text: str) -> None:
    wanted = reference().encode(text, add_special_tokens=False)
    assert encode(text) == Encoded(wanted.ids, wanted.offsets)


@given(st.text(st.characters(), max_size=80))
@example("\ud800")
@example("x" * 5000)
def test_of_any_text_the_offsets_lie_in_order_within_it(text: str) -> None:
    found = encode(text)
    assert len(found.ids) == len(found.offsets)
    assert all(0 <= start <= end <= len(text) for start, end in found.offsets)
    assert sorted(found.offsets) == found.offsets


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Trà Lĩnh", ["Trà", " L", "ĩ", "nh"]),
        ("270 tin có giá trị", ["270", " tin", " có", " giá", " trị"]),
    ],
)
def test_a_token_has_the_space_before_its_word(text: str, tokens: list[str]) -> None:
    assert [text[start:end] for start, end in encode(text).offsets] == tokens
