"""The author's signature that closes an article, on a line of its own or after the last sentence."""

from __future__ import annotations

import re

from assistant.corpus.article import Field, Span
from assistant.corpus.headings import ends_prose
from assistant.language.normalize import canonical
from assistant.language.sentences import split

_LONGEST_SIGNATURE = 90  # characters
_MOST_NAME_WORDS = 8
_BRACKETED = re.compile(r"\(([^()]{1,50})\)")
_CREDIT = re.compile(r"(?:ảnh(?: minh họa)?|video|clip|đồ họa|nguồn(?: tham khảo)?)\s*:\s*")
_BYLINE = re.compile(r"(?:tin|bài|tác giả|thực hiện)(?:(?:,| và)? ảnh)?\s*:\s*|theo\s*:?\s+")
_JOINT = re.compile(r"\s*(?:[,;&–—-]|\bvà\b)\s*")


def cut_signature(text: str, lines: list[Span]) -> tuple[list[Span], Field | None]:
    """The content without the signature and credits it ends with, and the author that they name."""
    if not any(ends_prose(line.of(text)) or len(split(text, line.start, line.end)) > 1 for line in lines):
        return lines, None  # a list or a table, where a name at the end is an entry
    author: Field | None = None
    while lines:
        last = lines[-1]
        sentences = split(text, last.start, last.end)
        closing = Span(*sentences[-1])
        name = _signed_name(text, closing)
        if name is None:
            break
        if len(sentences) > 1:
            lines = [*lines[:-1], Span(last.start, sentences[-2][1])]
        elif len(lines) > 1 and (_label(closing.of(text)) or _signed_name(text, lines[-2]) is None):
            lines = lines[:-1]
        else:
            break
        if not _CREDIT.match(canonical(closing.of(text))):
            author = Field(name.of(text), name, closing)
            break
    return lines, author


def _signed_name(text: str, line: Span) -> Span | None:
    """The name in a signature («Thu Hà – Minh Đức», «Theo Thái Bá (Dân Trí)», «Huy Sơn/VOV»), None if it is none."""
    whole = line.of(text)
    if len(whole) > _LONGEST_SIGNATURE or len(whole) - len(whole.rstrip(".…")) > 1:
        return None
    signed = whole.rstrip(" \u00a0.*_\u200b")
    label = _label(signed)
    start = label.end() if label else len(signed) - len(signed.lstrip("*_"))
    name = signed[start:]
    if len(name) < 2:
        return None
    by_source = label is not None and label.group().startswith("theo")
    core, _, outlet = _BRACKETED.sub(" ", name).partition("/")
    if not core.strip() and name.startswith("(Theo "):
        core = name.strip("()")
    signers, _, paper = core.strip().partition(" Theo ")
    # A paper's name has only its first letter in capitals: «Theo Đời sống Plus».
    is_paper = by_source and signers[:1].isupper() and len(signers.split()) <= 4
    if len(paper.split()) > 5 or len(outlet.split()) > 6 or ". " in outlet or not (is_paper or is_names(signers)):
        return None
    return Span(line.start + start, line.start + len(signed))


def _label(line: str) -> re.Match[str] | None:
    low = canonical(line)
    return _CREDIT.match(low) or _BYLINE.match(low)


def is_names(text: str) -> bool:
    """Whether the text is one name or a few, joined by commas or dashes: every word with a capital, no digits."""
    words = [word for part in _JOINT.split(text) for word in part.split()]
    capitals = all(word[0].isupper() and not any(map(str.isdecimal, word)) for word in words)
    return 0 < len(words) <= _MOST_NAME_WORDS and capitals and not words[0].endswith(":")
