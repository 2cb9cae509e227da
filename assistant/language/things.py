"""Things that carry a name after the word for their sort: «sông Lô», «hồ Ba Bể», «cao tốc Hà Nội - Hải Phòng»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.normalize import fold, word_set
from assistant.language.places import one_letter_off
from assistant.language.tokens import Token

# Words after which a name tells one of a sort from the others. «trường» stands for the schools of every level.
_SORTS = word_set(
    "sông|suối|hồ|đầm|đèo|cầu|chợ|chùa|đền|đình|đường|phố|cao tốc|quốc lộ|tỉnh lộ|đại lộ|cảng|sân bay|bến xe|"
    "trường|bệnh viện|nhà máy|khách sạn|công viên|chung cư|dự án|thủy điện|khu công nghiệp|tàu|công ty|tập đoàn|"
    "ngân hàng"
)
_FORMS = word_set("tnhh co cp tm dv mtv trach cong")  # «Công ty Cổ phần» has no name yet
_GAP = re.compile(r"[\s.]*(?:[-–]\s*)?")
_CITY = ("thanh", "pho")  # before a city's name it adds nothing


@dataclass(frozen=True, slots=True)
class Thing:
    """The word for its sort, folded, and the words of its name, folded."""

    sort: str
    name: tuple[str, ...]

    def may_be(self, other: Thing) -> bool:
        """Whether two names may be of one thing: one has all the words of the other, or is a letter off."""
        ours, theirs = set(self.name), set(other.name)
        return ours <= theirs or theirs <= ours or one_letter_off("".join(self.name), "".join(other.name))


def find_things(text: str, tokens: Sequence[Token]) -> list[Thing]:
    """The named things of a NFC text, in order; `tokens` are its own, abbreviations written out.

    A sort of one syllable with a capital counts at the beginning of the text alone: elsewhere «Hồ» and «Đình» are
    persons' names.
    """
    found = []
    for i, token in enumerate(tokens):
        if (*(t.folded for t in tokens[max(0, i - 1) : i + 1]),) == _CITY:
            continue
        sort = next((n for n in (3, 2, 1) if " ".join(t.norm for t in tokens[i : i + n]) in _SORTS), 0)
        if sort == 1 and i and text[token.start].isupper():
            continue
        if sort and (name := _name(text, tokens, i + sort)):
            found.append(Thing(" ".join(t.folded for t in tokens[i : i + sort]), name))
    return found


def _name(text: str, tokens: Sequence[Token], first: int) -> tuple[str, ...]:
    """The words of the capitalised run that begins at a token."""
    words: list[str] = []
    for i, token in enumerate(tokens[first:], first):
        if not _GAP.fullmatch(text, tokens[i - 1].end, max(token.start, tokens[i - 1].end)):
            break
        if not text[token.start].isupper() and (*words[-1:], token.folded) != _CITY:
            break
        words.append(fold(token.norm))
        if tuple(words[-2:]) == _CITY:
            del words[-2:]
    return () if set(words) <= _FORMS else tuple(words)
