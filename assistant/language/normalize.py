"""Forms of Vietnamese text that compare equal. Every function here but `clean` keeps length, so offsets hold."""

from __future__ import annotations

import re
import unicodedata

# Old tone placement to new: hoà → hòa, thuý → thúy. The standards disagree only where the rhyme is an
# open oa, oe or uy; «quý» is not one, since its u belongs to the onset qu.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_RHYMES = (("o", "a"), ("o", "e"), ("u", "y"))


def _tone_moves() -> dict[str, str]:
    moves: dict[str, str] = {}
    for first, second in _RHYMES:
        for tone in _TONES:
            old = unicodedata.normalize("NFC", first + second + tone)
            new = unicodedata.normalize("NFC", first + tone + second)
            moves[old] = new
    return moves


_MOVES = _tone_moves()
# Opens with a plain set of letters, which the regex engine looks for fastest.
_OLD_TONE = re.compile(rf"[ou](?<!qu)[{''.join(sorted({move[1] for move in _MOVES}))}](?!\w)")


def nfc(text: str) -> str:
    """The text in composed form (NFC)."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """A question as typed, made safe: NFC, no control or format characters, no lone surrogates, single spaces."""
    kept = (c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") else " " for c in text)
    return " ".join(nfc("".join(kept)).split())


class _Folding(dict[int, str]):
    """A table for `str.translate` that folds each character when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        lower = "d" if char in "đĐ" else unicodedata.normalize("NFD", char)[0].lower()
        self[code] = lower if len(lower) == 1 else char
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case without accents, one character for each of the input's: «Trà Lĩnh» → «tra linh»."""
    return text.translate(_FOLDING)


def plain(text: str) -> str:
    """NFC text without accents, its capitals kept: «Trà Lĩnh» → «Tra Linh»."""
    folded = zip(text, fold(text), strict=True)
    return "".join(letter.upper() if c.isupper() and len(letter.upper()) == 1 else letter for c, letter in folded)


def canonical(text: str) -> str:
    """Lower case with the tone mark in its new place, accents kept: «Hoà Bình» → «hòa bình».

    The input must be NFC. Length is kept.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter whose lower case is longer, such as «İ», stays
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _OLD_TONE.sub(lambda match: _MOVES.get(match.group(), match.group()), lowered)


def has_accents(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark; a question without any was typed in a hurry."""
    return any(c in "đĐ" or (ord(c) > 127 and len(unicodedata.normalize("NFD", c)) > 1) for c in text)


def fold_pattern(pattern: str) -> str:
    """A regular expression written with accents as one for folded text; its own letters (`\\W`, `\\Z`) are kept."""
    return "".join(c if c.isascii() else fold(c) for c in pattern)


_SYLLABLE = re.compile(r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")


def is_syllable(word: str) -> bool:
    """Whether canonical letters may be a Vietnamese syllable: one that ends in c, ch, p or t bears sắc or nặng."""
    if not word.isalpha():
        return True
    if not _SYLLABLE.fullmatch(fold(word)):
        return False
    marks = unicodedata.normalize("NFD", word)
    return not word.endswith(("c", "ch", "p", "t")) or "\u0301" in marks or "\u0323" in marks


def word_set(text: str) -> frozenset[str]:
    """A vocabulary written as text: its words, or its phrases when «|» parts them."""
    return frozenset(text.split("|") if "|" in text else text.split())
