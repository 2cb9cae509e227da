"""From the bytes of a text file to its text: UTF-8, UTF-16 with a byte order mark, windows-1258."""

from __future__ import annotations

import codecs
import re
import unicodedata

from assistant.errors import FileUnreadable
from assistant.language.normalize import nfc

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# A Vietnamese syllable in lower case, its tone mark taken off.
_SYLLABLE = re.compile(
    r"(?:ngh|[cgknpt]h|ng|tr|gi|qu|[bcdđghklmnpqrstvx])?"
    r"(?:iê|yê|uyê|uô|ươ|ưa|oa|oă|oe|oo|uâ|uê|uơ|uya|uy|ia|ua|[aăâeêioôơuưy])"
    r"(?:ch|nh|ng|[cmnptiouy])?"
)
_MIN_VIETNAMESE = 0.9  # of the accented words; a few foreign names are allowed


def decode(data: bytes, source: str) -> str:
    """The text of a file in NFC with \\n as line end and no byte order mark, otherwise as it stood.

    FileUnreadable, naming `source`, when the bytes are no text or are in another encoding.
    """
    codec = next((codec for mark, codec in _MARKED if data.startswith(mark)), None)
    text = _strict(data, codec or "utf-8")
    if text is None and codec is None:
        text = _windows_1258(data)
    if (b"\0" in data and codec != "utf-16") or (text is not None and _is_binary(text)):
        raise FileUnreadable(
            f"Tệp «{source}» không phải là tệp văn bản. Hãy lưu nội dung thành tệp .txt, mã UTF-8, rồi thử lại."
        )
    if text is None:
        raise FileUnreadable(
            f"Không nhận ra bảng mã của tệp «{source}» (có thể là TCVN3, VNI hoặc bảng mã khác)."
            " Hãy chuyển tệp sang mã UTF-8 rồi thử lại."
        )
    return nfc(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _windows_1258(data: bytes) -> str | None:
    """The windows-1258 reading, if it is Vietnamese: nearly any bytes can be read so, as nonsense."""
    text = _strict(data, "cp1258")
    if text is None or _controls(text):
        return None
    words = [word for word in re.findall(r"[^\W\d_]+", nfc(text)) if not word.isascii()]
    stray_marks = len(_TONES.findall(nfc(text)))  # tone marks that found no vowel to stand on
    vietnamese = sum(map(_is_syllable, words))
    return text if vietnamese >= _MIN_VIETNAMESE * (len(words) + stray_marks) else None


def _is_syllable(word: str) -> bool:
    toneless, tones = _TONES.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and _SYLLABLE.fullmatch(nfc(toneless)) is not None


def _controls(text: str) -> int:
    return sum(unicodedata.category(char) == "Cc" and char not in "\t\n\r\v\f" for char in text)


def _is_binary(text: str) -> bool:
    """NULs, or more than the odd control character that an editor left behind."""
    return "\0" in text or _controls(text) > len(text) / 100
