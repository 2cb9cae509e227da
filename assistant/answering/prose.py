"""An answer's Markdown taken apart: paragraphs, lists and tables of runs. There is no other markup in an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

# An escaped character, bold on or off, or the number of a citation.
_MARKUP = re.compile(r"\\([\\`*_\[\]<>#|~])|(\*\*)|\[(\d+)\]")
_CELLS = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+\s*")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one weight, or the number of a citation, whose text is «[n]»."""

    text: str
    bold: bool = False
    citation: int | None = None


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (one line of one cell), a list (a line an item), or a table (a line a row, the head first)."""

    kind: Literal["paragraph", "list", "table"]
    lines: tuple[tuple[Line, ...], ...]


def blocks(markdown: str) -> Iterator[Block]:
    """The blocks of an answer's text in order."""
    for kind, lines in groupby(markdown.splitlines(), key=_kind):
        if kind == "table":
            yield Block(kind, tuple(_row(line) for line in lines if not _RULE.fullmatch(line)))
        elif kind == "list":
            yield Block(kind, tuple((runs(line[2:]),) for line in lines))
        else:
            for line in filter(str.strip, lines):
                yield Block("paragraph", ((runs(line),),))


def runs(line: str) -> Line:
    """The runs of one line; bold that is never closed ends with it."""
    found: list[Run] = []
    at, bold, text = 0, False, ""
    for match in _MARKUP.finditer(line):
        text += line[at : match.start()]
        at = match.end()
        escaped, toggle, number = match.groups()
        if escaped:
            text += escaped
            continue
        if text:
            found.append(Run(text, bold))
            text = ""
        if toggle:
            bold = not bold
        else:
            found.append(Run(match[0], bold, int(number)))
    text += line[at:]
    return (*found, Run(text, bold)) if text else tuple(found)


def plain(markdown: str) -> str:
    """An answer's text without markup; the cells of a table's row stand between bars."""
    lines = []
    for block in blocks(markdown):
        for cells in block.lines:
            said = " | ".join("".join(run.text for run in cell).strip() for cell in cells)
            lines.append(f"- {said}" if block.kind == "list" else said)
    return "\n".join(lines)


def _kind(line: str) -> Literal["paragraph", "list", "table"]:
    if line.startswith("- "):
        return "list"
    return "table" if line.startswith("|") and line.rstrip().endswith("|") and len(line) > 1 else "paragraph"


def _row(line: str) -> tuple[Line, ...]:
    return tuple(runs(cell.strip()) for cell in _CELLS.split(line.strip())[1:-1])
