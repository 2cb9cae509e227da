"""An answer's Markdown as the statements that it makes: sentences, list items and table rows, each with its [n]."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.language.sentences import split

_NUMBERS = r"\[\s*(?:nguồn|bài|đoạn)?\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\]"
_CITED = re.compile(rf"(?<!\\)(?i:{_NUMBERS})(?!\()")
# Left out of the plain text, in this order: a citation with the space before it, an escape's backslash, emphasis, tags.
_MARKUP = re.compile(
    rf"(?P<cited>[ \t]*(?<!\\)(?i:{_NUMBERS})(?!\())|\\(?=[\\`*_\[\]<>#|~])(?P<kept>.)"
    r"|\*+|`+|~~|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)|</?[a-zA-Z][^<>]*>"
)
_ITEM = re.compile(r"(?P<indent>\s*)(?P<bullet>(?:[-*+•–]|\d{1,2}[.)])\s+|#{1,6}\s+|(?:>\s*)+)")
_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*")
_CELL = re.compile(r"(?<!\\)\|")
_OPENERS = ' \t*_`“"«('
_CLOSING = re.compile(r"[\s.,;:!?…]*\Z")
_ROW_END = re.compile(r"[\s|]*\Z")
_MARKS = re.compile(rf"(?:[ \t]*{_CITED.pattern})+")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said: `raw` as written, `plain` without markup and citations.

    A table's cells are led by their column's heading in `plain`. `leads` are the plain lines that introduce it, the
    outermost first («Năm 2021, huyện A đã:»); `line` is that of the answer, `cited` the numbers in order.
    """

    line: int
    raw: str
    plain: str
    cited: tuple[int, ...]
    leads: tuple[str, ...] = ()
    row: bool = False  # of a table
    listed: bool = False  # an item of a list or a row

    @property
    def introduces(self) -> bool:
        """Whether it only leads to what follows."""
        return self.plain.rstrip().endswith(":") and not self.row


def find_statements(text: str) -> list[Statement]:
    """The statements of an answer, in order."""
    found: list[Statement] = []
    intro: tuple[str, ...] = ()  # the line above a list or a table
    items: list[tuple[int, str]] = []  # indents and texts of the items that the next may belong to
    headings: list[str] | None = None
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not line.strip() or _RULE.fullmatch(line):
            continue
        if line.lstrip().startswith("|"):
            if number + 1 < len(lines) and _RULE.fullmatch(lines[number + 1]):
                headings = [_plain(cell)[0].strip() for cell in _cells(line)]
                found.append(Statement(number, line, "", _cited(line), row=True))
            else:
                found.append(_row(number, line, headings, intro))
            continue
        headings = None
        match = _ITEM.match(line)
        if match and not match["bullet"].startswith(("#", ">")):
            indent = len(match["indent"])
            items = [item for item in items if item[0] < indent]
            made = list(_sentences(number, line, match.end(), (*intro, *(said for _, said in items)), listed=True))
            items.append((indent, " ".join(statement.plain for statement in made)))
        else:
            made = list(_sentences(number, line, match.end() if match else 0, (), listed=False))
            items, last = [], made[-1] if made else None
            intro = (last.plain,) if last and (last.introduces or line.startswith("#")) else ()
        found += made
    return found


def _cells(line: str) -> list[str]:
    return _CELL.split(line.strip().strip("|") if not line.strip().endswith("\\|") else line.strip()[1:])


def _row(number: int, line: str, headings: Sequence[str] | None, leads: tuple[str, ...]) -> Statement:
    cells = [_plain(cell)[0].strip() for cell in _cells(line)]
    names = headings if headings and len(headings) == len(cells) else [""] * len(cells)
    said = (f"{name}: {cell}" if name else cell for name, cell in zip(names, cells, strict=True) if cell)
    return Statement(number, line, ", ".join(said), _cited(line), leads, row=True, listed=True)


def _sentences(number: int, line: str, start: int, leads: tuple[str, ...], *, listed: bool) -> Iterator[Statement]:
    plain, origin = _plain(line[start:])
    spans = split(plain)
    if not spans:  # nothing but markup
        yield Statement(number, line[start:].strip(), "", _cited(line), leads, listed=listed)
        return
    # What stands between two sentences, a citation after the full stop above all, belongs to the first.
    bounds = [start + origin[first] for first, _ in spans[1:]]
    for i, bound in enumerate(bounds):
        while bound > start and line[bound - 1] in _OPENERS.strip():
            bound -= 1
        bounds[i] = bound
    for (first, last), begin, end in zip(spans, [start, *bounds], [*bounds, len(line)], strict=True):
        raw = line[begin:end].strip()
        if raw.count("**") % 2:  # bold type that goes over several sentences
            raw = raw.replace("**", "")
        yield Statement(number, raw, plain[first:last], _cited(raw), leads, listed=listed)


def _plain(markdown: str) -> tuple[str, list[int]]:
    """Text without markup and citations, and where each of its characters stood."""
    plain: list[str] = []
    origin: list[int] = []
    at = 0
    for match in _MARKUP.finditer(markdown):
        plain.append(markdown[at : match.start()])
        origin += range(at, match.start())
        if match["kept"]:
            plain.append(match["kept"])
            origin.append(match.start("kept"))
        at = match.end()
    plain.append(markdown[at:])
    origin += range(at, len(markdown))
    return "".join(plain), origin


def _cited(markdown: str) -> tuple[int, ...]:
    numbers = (int(n) for match in _CITED.finditer(markdown) for n in re.findall(r"\d+", match.group()))
    return tuple(dict.fromkeys(numbers))


def without_unknown(statement: Statement, known: Collection[int]) -> str:
    """A statement as written, with those of its citations that are `known`, each in brackets of its own."""
    return _MARKS.sub(lambda match: _marks(match.group(), known), statement.raw).lstrip()


def _marks(written: str, known: Collection[int]) -> str:
    marks = "".join(f"[{number}]" for number in re.findall(r"\d+", written) if int(number) in known)
    return written[: -len(written.lstrip())] + marks if marks else ""


def with_citations(statement: Statement, numbers: Sequence[int]) -> str:
    """A statement that cites `numbers` instead of what it cites: where it did, or before its final punctuation."""
    marks = "".join(f"[{number}]" for number in numbers)
    raw = statement.raw
    if first := _MARKS.search(raw):
        space = first.group()[: -len(first.group().lstrip())]
        raw = raw[: first.start()] + space + marks + _MARKS.sub("", raw[first.end() :])
        return raw.lstrip()
    closing = (_ROW_END if statement.row else _CLOSING).search(raw)
    assert closing
    return f"{raw[: closing.start()]} {marks}{closing.group()}"


def rewritten(text: str, statements: Sequence[tuple[Statement, str | None]]) -> str:
    """The answer with each statement as given, those that are None left out.

    So are the lines that have none left, and the head of a table without rows.
    """
    lines: list[str | None] = list(text.split("\n"))
    made: dict[int, list[str]] = {}
    for statement, raw in statements:
        made.setdefault(statement.line, []).extend([] if raw is None else [raw])
    for number, said in made.items():
        line = lines[number] or ""
        match = None if line.lstrip().startswith("|") else _ITEM.match(line)
        lines[number] = (match.group() if match else "") + " ".join(said) if said else None
    for number, line in enumerate(text.split("\n")):
        if _RULE.fullmatch(line):
            rows = [i for i in range(number + 1, len(lines)) if set(range(number + 1, i + 1)) <= made.keys()]
            if rows and not any(lines[i] for i in rows):
                lines[number - 1 : number + 1] = [None, None]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line for line in lines if line is not None)).strip()
