"""Text as HTML. All that a document, a question, a file name or a model says goes through `text` or `attributes`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

# Control characters, and those that turn the direction of the text around them.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_CONTROL_IN_LINES = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

Stretch = tuple[int, int]


def text(said: str) -> str:
    """Text that is nothing but text: escaped, one character of space for each control character."""
    return html.escape(_CONTROL.sub(" ", said))


def attributes(**values: str | int | None) -> str:
    """Attributes with a space before each; `_` in a name becomes `-`, None leaves one out. Line ends are kept."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in values.items()
        if value is not None
    )


def button(label: str, send: str, *, css: str = "", about: str | None = None, **data: str | int) -> str:
    """A button with a text on it that sends an event with its data; `about` says more to a screen reader."""
    given = {f"data_{name}": value for name, value in data.items()}
    named = attributes(type="button", class_=css or None, aria_label=about and f"{label}: {about}", data_send=send)
    return f"<button{named}{attributes(**given)}>{text(label)}</button>"


def table(label: str, head: Sequence[str], rows: Iterable[Sequence[str]], css: str = "") -> str:
    """A table that scrolls sideways where it must. `label` and `head` are text; cells are HTML, with their <td>."""
    cells = [*rows]
    numbers = [cell.startswith('<td class="number"') for cell in (cells[0] if cells else ())] or [False] * len(head)
    columns = "".join(
        f"<th{attributes(scope='col', class_='number' if number else None)}>{text(name)}</th>"
        for name, number in zip(head, numbers, strict=True)
    )
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    frame = attributes(class_=f"table {css}".strip(), role="region", aria_label=label, tabindex=0)
    return f"<div{frame}><table><thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table></div>"


def cell(said: str, css: str | None = None) -> str:
    """A cell of a table with nothing but text."""
    return f"<td{attributes(class_=css)}>{text(said)}</td>"


def counted(number: int, what: str) -> str:
    """A cell with how many there are; `what` is said after it where no head stands over it."""
    return f"<td{attributes(class_='number', data_unit=f' {what}')}>{number}</td>"


def marked(said: str, marks: Iterable[Stretch], shown: Stretch, css: str = "") -> str:
    """A stretch of a text, escaped, with its marks in <mark>."""
    opening = f"<mark{attributes(class_=css or None)}>"
    parts, (at, last) = [], shown
    for start, end in sorted(marks):
        start, end = max(start, at), min(end, last)
        if start < end:
            parts += [text(said[at:start]), opening, text(said[start:end]), "</mark>"]
            at = end
    return "".join(parts) + text(said[at:last])


def day(iso: str) -> str:
    """An ISO date as it is written here: 12/03/2021."""
    return "/".join(reversed(iso.split("-")))


def moment(iso: str) -> str:
    """An ISO time as it is written here, to the minute: 14:05 12/03/2021."""
    try:
        return datetime.fromisoformat(iso).strftime("%H:%M %d/%m/%Y")
    except ValueError:
        return iso


def _value(value: str | int) -> str:
    return html.escape(_CONTROL_IN_LINES.sub(" ", str(value))).replace("\n", "&#10;")
