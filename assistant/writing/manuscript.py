"""A model's text in the many ways in which models write: made plain lines, whose citations all are [n]."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from assistant.language.normalize import nfc

# Thoughts in tags, whose first some servers keep; all but the last channel of models that speak on several.
_THOUGHTS = re.compile(
    r"<(?P<tag>think(?:ing)?)>.*?(?:</(?P=tag)>|\Z)|\A.*</think(?:ing)?>|\A.*<\|channel\|>final<\|message\|>", re.DOTALL
)
_SPECIAL = re.compile(r"<\|\w*\|>")

_PASSAGE = (
    r"(?:(?:các |những )?(?:đoạn(?: trích| văn)?|nguồn(?: tin)?|bài(?: viết| báo)?|tài liệu|trích dẫn|tham khảo))"
)
_NUMBERS = rf"\d{{1,2}}(?:\s*(?:[,;&–-]|và)\s*(?:{_PASSAGE}\s+)?(?:số\s+)?\d{{1,2}})*"
_MARKS = r"(?:\s*\[\d+\])+"
_WRITTEN = re.compile(  # [1, 2], 【1†source】, [^1], [Đoạn số 1], (nguồn: đoạn 1), <doan so="1">, but no link's text
    rf"[\[【［]\s*\^?(?:{_PASSAGE}:?\s*)?(?:số\s+)?({_NUMBERS})\s*(?:†[^\]】\n]*)?[\]】］](?!\()"
    rf"|\(\s*(?:theo\s+)?(?:{_PASSAGE}:?\s+)+(?:số\s+)?({_NUMBERS})\s*\)"
    rf"|<doan\s+so=\W?(\d{{1,2}})\W?\s*/?>|<sup>\s*\[?(\d{{1,2}})\]?\s*</sup>",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<=\w)\s+\((\d{1,2}(?:\s*,\s*\d{1,2})*)\)(?=\s*(?:[.;]|\Z|\n))")  # when there are no others
_POWER = re.compile(r"(?<=m)<sup>([23])</sup>")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|span|p|mark|small|sup|sub|doan)\s*/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+)(?<=\S)\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_\n]+)(?<=\S)_(?!\w)")
_ENCLOSED = re.compile(rf"\s*\(\s*(?:theo\s+)?(?:{_PASSAGE})?:?({_MARKS})\s*\)", re.IGNORECASE)
_TOLD_BY = re.compile(  # «Theo đoạn trích [1], …», «…, theo đoạn [1]»
    rf"(?P<begin>(?:^|(?<=[.;:!?\]]\s))\W*)(?:theo|dựa (?:trên|vào|theo)|căn cứ(?: vào| theo)?|trong|tại)\s+"
    rf"(?:{_PASSAGE}\s*)?(?:số\s+)?(?:(?P<first>{_MARKS})|(?P<bare>\d{{1,2}}))\s*,\s*(?P<word>\w+)"
    rf"|,?\s+(?:theo|như|trong|tại)\s+{_PASSAGE}\s*(?:số\s+)?(?P<last>{_MARKS})",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = rf"(?:{_PASSAGE}(?:\s+(?:tham khảo|trích dẫn|dẫn))?|căn cứ)"
_PLAINLY = re.compile(  # a line «Nguồn: đoạn 1, 2»
    rf"^\W*{_LABEL}\s*:\s*(?:{_PASSAGE}\s+)?(?:số\s+)?({_NUMBERS})\W*$", re.IGNORECASE | re.MULTILINE
)
_NAMED = re.compile(rf"(?<=[.\s])\(?{_LABEL}\s*:({_MARKS})\s*\)?\s*\.?\s*$", re.IGNORECASE | re.MULTILINE)
_ALONE = re.compile(rf"\W*(?:{_LABEL}\s*:)?({_MARKS})\W*", re.IGNORECASE)  # a line of its own
_HEADING = re.compile(rf"\W*{_LABEL}\W*", re.IGNORECASE)
_DEFINITION = re.compile(r"[\s*+•–-]*(\[\d+\])\s*:?\s+\S")
_ANSWER = re.compile(r"(?m)^(\W*)(?:câu trả lời|trả lời|đáp án)\s*:\s*", re.IGNORECASE)
_TABLE_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}")


def legible(text: str) -> str:
    """A model's text without its thoughts, its emphasis and what can't be shown; lines stay lines."""
    said = _SPECIAL.sub("", _THOUGHTS.sub("", nfc(text)))
    said = _POWER.sub(lambda match: "²³"[int(match[1]) - 2], said)
    said = re.sub(r"<br\s*/?>", "\n", said).replace("`", "").replace("**", "").replace("__", "")
    said = _EMPHASIS.sub(lambda match: match[1] or match[2], said)
    lines = ("".join(c if _shown(c) else " " for c in line) for line in said.splitlines())
    lines = (line[: len(line) - len(line.lstrip())] + " ".join(line.split()) for line in lines)
    return _cited("\n".join(_without_tables([x for x in lines if x.strip() and not _RULE.fullmatch(x)])))


def _without_tables(lines: Sequence[str]) -> Iterator[str]:
    """The lines, the rows of a table as items of a list: «Nơi: …, Năm: …»."""
    headings: list[str] = []
    for i, line in enumerate(lines):
        if not line.lstrip().startswith("|"):
            headings = []
            yield line
        elif i + 1 < len(lines) and _TABLE_RULE.fullmatch(lines[i + 1]):
            headings = _cells(line)
        elif not _TABLE_RULE.fullmatch(line):
            names = [f"{name}: " if name else "" for name in headings]
            cells = [cell for cell in zip_longest(names, _cells(line), fillvalue="") if cell[1]]
            said = ", ".join(name + cell for name, cell in cells if not _ALONE.fullmatch(cell))
            yield " ".join(["-", said, *(cell for _, cell in cells if _ALONE.fullmatch(cell))])


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


def _shown(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _cited(text: str) -> str:
    """The text with all that cites as [n], each at what it is cited for."""
    text = _WRITTEN.sub(lambda match: _marks(next(filter(None, match.groups()))), text)
    text = _TAG.sub("", text)
    text = _PLAINLY.sub(lambda match: _marks(match[1]), text)
    if not re.search(_MARKS, text):
        text = _BARE.sub(lambda match: f" {_marks(match[1])}", text)
    text = _NAMED.sub(r"\1", _ENCLOSED.sub(lambda match: f" {match[1].strip()}", _ANSWER.sub(r"\1", text)))
    return _at_their_place(_TOLD_BY.sub(_moved, text))


def _marks(numbers: str) -> str:
    found: list[int] = []
    for first, last in re.findall(r"(\d+)(?:\s*[–-]\s*(\d+))?", numbers):
        found += range(int(first), max(int(first), int(last or first)) + 1)
    return "".join(f"[{number}]" for number in found)


def _moved(match: re.Match[str]) -> str:
    if match["last"]:
        return match["last"] if match["last"].startswith(" ") else f" {match['last']}"
    marks = match["first"] or _marks(match["bare"])
    return f"{match['begin']}{match['word'][0].upper()}{match['word'][1:]} {marks.strip()}"


def _at_their_place(text: str) -> str:
    """Citations that have a line of their own stand at the end of the line before; lists of sources are left out."""
    lines: list[str] = []
    listing = False  # after the heading of a list of sources
    for line in text.splitlines():
        definition = _DEFINITION.match(line)
        if lines and (alone := _ALONE.fullmatch(line)):
            lines[-1] += f" {alone[1].strip()}"
        elif lines and _HEADING.fullmatch(line):
            listing = True
        elif definition and (listing or any(definition[1] in before for before in lines)):
            if not any(re.search(_MARKS, before) for before in lines):
                lines[-1] += f" {definition[1]}"
        else:
            listing = False
            lines.append(line)
    return "\n".join(lines)
