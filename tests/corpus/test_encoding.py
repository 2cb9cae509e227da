from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.encoding import decode
from assistant.errors import FileUnreadable

TEXT = "Công an huyện đã tổ chức 128 cuộc tuyên truyền.\nNgười dân ở Nậm Nhùn, Quỳnh Lưu hưởng ứng, quý lắm!"


def windows_1258(text: str) -> bytes:
    """The bytes as Windows writes them: base vowels whole, tone marks combining."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for char in text:
        marks = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(c for c in marks if c not in tones))
        out.append(base + "".join(c for c in marks if c in tones))
    return "".join(out).encode("cp1258")


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        windows_1258(TEXT),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16-le", "utf-16-be", "windows-1258", "nfd", "crlf", "cr"],
)
def test_one_text_from_every_encoding(data: bytes) -> None:
    assert decode(data, "bai.txt") == TEXT


def test_nothing_else_changes() -> None:
    text = "Hai  dấu cách,\u00a0dấu cách cứng, \u200bký tự ẩn\t\n\n "
    assert decode(text.encode(), "bai.txt") == text


def test_english_with_typographic_quotes_in_windows_1258() -> None:
    assert decode("He said “no” – twice.".encode("cp1258"), "a.txt") == "He said “no” – twice."


@pytest.mark.parametrize(
    "data",
    [
        b"a\0b",
        TEXT.encode("utf-16-le"),  # no byte order mark
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        bytes(range(256)),
        b"abc\x01\x02\x03\x04",
        b"\xff\xfeabc",  # UTF-16 cut short
        TEXT.encode()[:-1] + b"\xc3",  # UTF-8 cut short
        "Cuộc họp ở Hà Nội".encode() + b"\xff",
        bytes.fromhex("43abb56e67 20616e20 687579d66e".replace(" ", "")),  # TCVN3
        "Coâng an huyeän ñaõ toå chöùc".encode("cp1252"),  # VNI
        "Le café de l'été à Orléans".encode("cp1252"),
        "Привет, мир".encode("cp1251"),
    ],
)
def test_other_bytes_are_refused_with_the_files_name(data: bytes) -> None:
    with pytest.raises(FileUnreadable, match=r"«thư mục/bài\.txt».*UTF-8"):
        decode(data, "thư mục/bài.txt")


@given(st.text(st.characters(exclude_characters="\0\r\ufeff", exclude_categories=["Cc", "Cs"])))
def test_utf_8_and_utf_16_round_trip_to_nfc(text: str) -> None:
    expected = unicodedata.normalize("NFC", text)
    assert decode(text.encode(), "a.txt") == expected
    assert decode(b"\xff\xfe" + text.encode("utf-16-le"), "a.txt") == expected
