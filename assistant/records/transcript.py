"""A conversation as a document to keep or to send: Markdown, or Word."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.answering.answer import Answer, Citation
from assistant.answering.phrasing import escape
from assistant.answering.prose import Line, blocks, plain
from assistant.records.conversations import Conversation, Exchange

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

# What XML can't hold, and what turns the direction of the text around it.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_NO_ANSWER = "(Chưa có câu trả lời.)"


def reference(citation: Citation) -> str:
    """Title, date, file and quote of a citation, on one line."""
    date = f", ngày {_day(citation.published)}" if citation.published else ""
    return _line(f"[{citation.number}] {citation.title}{date}, tệp {citation.source}: «{citation.quote}»")


def with_sources(answer: Answer) -> str:
    """An answer as plain text, with a line for each citation under it."""
    lines = [plain(answer.text)]
    if answer.citations:
        lines += ["", "Nguồn:", *map(reference, answer.citations)]
    return "\n".join(lines)


def markdown(conversation: Conversation, exchanges: Sequence[Exchange]) -> str:
    """The conversation as a Markdown file."""
    parts = [f"# {escape(conversation.title)}", f"Từ {_moment(conversation.began)} đến {_moment(conversation.changed)}"]
    for exchange in exchanges:
        parts.append(f"## {escape(_line(exchange.question))}")
        answer = exchange.answer
        if answer is None:
            parts.append(escape(exchange.failure) or _NO_ANSWER)
            continue
        parts.append(answer.text)
        parts += [f"Lưu ý: {escape(_line(note))}" for note in answer.notes]
        if answer.citations:
            parts.append("Nguồn:")
            parts.append("\n".join(f"- {escape(reference(citation))}" for citation in answer.citations))
    return "\n\n".join(parts) + "\n"


def word(conversation: Conversation, exchanges: Sequence[Exchange]) -> bytes:
    """The conversation as a .docx file."""
    import docx  # takes a while
    from docx.shared import Pt

    document = docx.Document()
    normal = document.styles["Normal"].font
    normal.name, normal.size = "Times New Roman", Pt(13)  # as in office papers
    document.core_properties.title = _line(conversation.title)[:255]
    document.core_properties.author = ""
    document.add_heading(_line(conversation.title), 1)
    document.add_paragraph(f"Từ {_moment(conversation.began)} đến {_moment(conversation.changed)}")
    for exchange in exchanges:
        document.add_heading(_line(exchange.question), 2)
        answer = exchange.answer
        if answer is None:
            document.add_paragraph(_line(exchange.failure) or _NO_ANSWER)
            continue
        _write(document, answer)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write(document: Document, answer: Answer) -> None:
    for block in blocks(answer.text):
        if block.kind == "table":
            table = document.add_table(len(block.lines), max(map(len, block.lines)), "Table Grid")
            for row, cells in zip(table.rows, block.lines, strict=True):
                for cell, line in zip(row.cells, cells, strict=False):
                    _put(cell.paragraphs[0], line)
        else:
            for [line] in block.lines:
                _put(document.add_paragraph(style="List Bullet" if block.kind == "list" else None), line)
    for note in answer.notes:
        document.add_paragraph().add_run(f"Lưu ý: {_line(note)}").italic = True
    if answer.citations:
        document.add_paragraph().add_run("Nguồn:").bold = True
    for citation in answer.citations:
        document.add_paragraph(reference(citation))


def _put(paragraph: Paragraph, line: Line) -> None:
    for run in line:
        paragraph.add_run(_line(run.text)).bold = run.bold


def _line(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _moment(iso: str) -> str:
    return datetime.fromisoformat(iso).strftime("%H:%M ngày %d/%m/%Y")
