"""Lines that stand above or beside the prose: the headline, sub-headings, picture captions."""

from __future__ import annotations

import re

from assistant.corpus.article import Field, Span
from assistant.language.sentences import split

_LONGEST_HEADLINE = 35  # words
_LONGEST_HEADLINE_CHARACTERS = 400
_LONGEST_STOPPED_HEADLINE = 20  # words, when it ends with a full stop
_LONGEST_CAPTION = 50  # words
_LONGEST_TITLE = 120  # characters of a title that had to be taken from the first sentence
_CLOSERS = "\"'”’»)] *_\u200b"
_EMPTY_BRACKETS = re.compile(r"\s*\(\s*\)\W*\Z")  # what a lost counter or date leaves behind a headline
_SOURCE_MARK = re.compile(r"\([^()\n]{1,40}\)\s*[-–—:]\s*")  # «(TTXVN) - » before the first sentence
_BULLET = re.compile(r"[-–—+*•]\s")


def is_headline(line: str) -> bool:
    """Whether the first line of an article is its headline, and not already the story."""
    if len(line) > _LONGEST_HEADLINE_CHARACTERS:
        return False
    bare = _EMPTY_BRACKETS.sub("", line)
    longest = _LONGEST_STOPPED_HEADLINE if ends_prose(bare) else _LONGEST_HEADLINE
    return len(bare.split()) <= longest and len(split(bare)) == 1


def ends_prose(line: str) -> bool:
    """Whether a line ends as a sentence of running text does."""
    return line.rstrip(_CLOSERS).endswith((".", "…"))


def is_caption(line: str, following: str | None) -> bool:
    """Whether a line is a caption or sub-heading: short, without final punctuation, not broken off.

    `following` is the next line of the content: one that goes on in lower case shows that a paragraph was wrapped.
    """
    wrapped = line[:1].islower() or (following is not None and following[:1].islower())
    short = len(line.split()) <= _LONGEST_CAPTION
    unfinished = not line.rstrip(_CLOSERS).endswith((".", "…", "!", "?", ":", ";"))
    return short and unfinished and not wrapped and not _BULLET.match(line)


def find_title(text: str, line: Span) -> Field:
    """The title, given the first content line: the headline itself, or else the start of the first sentence."""
    whole = line.of(text)
    if is_headline(whole):
        end = line.start + len(_EMPTY_BRACKETS.sub("", whole))
        return _field(text, Span(line.start, end), line)
    start, end = split(text, line.start, line.end)[0]
    sentence = Span(start, end)
    mark = _SOURCE_MARK.match(text, start, end)
    if mark and mark.end() < end:
        start = mark.end()
    if end - start <= _LONGEST_TITLE:
        return _field(text, Span(start, end), sentence)
    end = start + _LONGEST_TITLE
    space = max(text.rfind(" ", start, end + 1), text.rfind("\u00a0", start, end + 1))
    shortened = text[start : space if space > start else end].rstrip(" \u00a0,;:–—-")
    span = Span(start, start + len(shortened))
    return Field(value=f"{_field(text, span, sentence).value}…", span=span, line=sentence)


def _field(text: str, span: Span, line: Span) -> Field:
    return Field(value=" ".join(span.of(text).split()), span=span, line=line)
