"""How answers, reports and errors look in a terminal, or as plain text in a pipe."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.live import Live
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from assistant.answering.answer import Answer, Citation
from assistant.corpus.figures import Figure
from assistant.writing.draft import Draft

if TYPE_CHECKING:
    from assistant.doctor import Checkup
    from assistant.index import Progress as Step
    from assistant.index import Report

_BOLD = re.compile(r"\*\*(.+?)\*\*")
# What a document or a model wrote must not move the cursor or change the title of the user's terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_STAGES = {"model": "Chuẩn bị mô hình (chỉ lần đầu)", "index": "Lập chỉ mục", "rebuild": "Dựng lại chỉ mục"}


def console(*, stderr: bool = False) -> Console:
    """A console that wraps at a terminal's width, and never in a pipe."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, width=None if stream.isatty() else 10_000)


def show_error(message: str) -> None:
    """The message in a red panel, or after «Lỗi:» where there is no terminal."""
    out = console(stderr=True)
    text = Text(_safe(message))
    out.print(Panel(text, title="Lỗi", border_style="red") if out.is_terminal else Text("Lỗi: ") + text)


def watch(events: Iterable[Draft | Answer]) -> Answer:
    """The answer that a stream ends with; on a terminal the drafts before it are shown meanwhile, marked as such."""
    out = console()
    with Live(console=out, transient=True, auto_refresh=False) as live:
        for event in events:
            if isinstance(event, Answer):
                return event
            if out.is_terminal:
                draft = Text("Mô hình đang viết, chưa kiểm chứng:\n", "yellow").append(_plain(_safe(event.text)), "dim")
                live.update(draft, refresh=True)
    raise AssertionError("a stream ends with its answer")


def show_answer(answer: Answer) -> None:
    """The answer with its bold, then what is cited: article, date, file, and the quote with its marks."""
    out = console()
    if answer.understood:
        out.print(Text(f"Hiểu là: {_safe(answer.understood)}", style="dim"))
    out.print(_bold(answer.text))
    if answer.citations:
        out.print(Text("\nGần nhất trong các bài:" if answer.status == "not_found" else "\nNguồn:", style="dim"))
    for citation in answer.citations:
        out.print(_heading(citation))
        out.print(Text("    ") + (_quote(citation) if out.is_terminal else Text(_marked(citation))))
    for note in answer.notes:
        out.print(Text(f"\nLưu ý: {_safe(note)}", style="yellow"))
    if answer.suggestions:
        out.print(Text("\nCó thể hỏi tiếp:", style="dim"))
        for suggestion in answer.suggestions:
            out.print(Text(f"  • {_safe(suggestion)}"))


def show_report(report: Report) -> None:
    """What an indexing did, as a table of the files it touched, and the count of those it left alone."""
    out = console()
    table = Table("Tệp", "Kết quả", box=box.SIMPLE, pad_edge=False)
    for sources, done, style in (
        (report.added, "đã thêm", "green"),
        (report.changed, "đã cập nhật", "cyan"),
        (report.removed, "đã bỏ", "yellow"),
    ):
        for source in sources:
            table.add_row(Text(_safe(source)), Text(done, style))
    for source, reason in report.failed:
        table.add_row(Text(_safe(source)), Text(f"không đọc được: {_safe(reason)}", "red"))
    if table.row_count:
        out.print(table)
    out.print(
        f"Thêm {len(report.added)}, cập nhật {len(report.changed)}, bỏ {len(report.removed)}, "
        f"giữ nguyên {len(report.unchanged)}, không đọc được {len(report.failed)}."
    )


def show_figures(figures: Sequence[Figure], export: Path | None = None) -> None:
    """The figures as a table, or where they were written to."""
    out = console()
    if not figures:
        out.print("Không có số liệu nào khớp.")
    elif export:
        out.print(Text(f"Đã ghi {len(figures)} số liệu vào tệp «{_safe(str(export))}»."))
    else:
        table = Table("Nơi", "Nội dung", "Số liệu", "Năm", "Tệp", box=box.SIMPLE, pad_edge=False)
        for figure in figures:
            cells = (figure.place, figure.measure, figure.written, figure.years, figure.source)
            table.add_row(*(Text(_safe(cell).replace("\n", " ")) for cell in cells))
        out.print(table)
        out.print(f"{len(figures)} số liệu.")


def warn_of_unreadable(report: Report) -> None:
    """A line on the error stream when some files aren't among the articles, or none could be looked at."""
    if report.busy:
        console(stderr=True).print(Text(report.busy, style="yellow"))
    if report.failed:
        line = f"Có {len(report.failed)} tệp không đọc được; xem bằng lệnh: assistant doctor"
        console(stderr=True).print(Text(line, style="yellow"))


def show_checkup(checkup: Checkup) -> None:
    """The findings by section, then what is wrong and what to do."""
    out = console()
    for section in checkup.sections:
        out.print(Text(section.title, style="bold"))
        table = Table(box=None, show_header=False, pad_edge=False)
        for name, value in section.rows:
            table.add_row(Text(f"  {name}", style="dim"), Text(_safe(value)))
        out.print(table)
        out.print()
    for problem in checkup.problems:
        out.print(Text("✗ ", style="bold red") + Text(_safe(problem)))
    if not checkup.problems:
        out.print(Text("✓ Mọi thứ đều ổn.", style="bold green"))


@contextmanager
def progress() -> Iterator[Callable[[Step], None]]:
    """A progress bar on the error stream that goes when it is done; gives the function that moves it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        tasks = {stage: bar.add_task(name, visible=False) for stage, name in _STAGES.items()}
        yield lambda step: bar.update(tasks[step.stage], completed=step.done, total=step.total, visible=True)


def _heading(citation: Citation) -> Text:
    published = f" ({_day(citation.published)})" if citation.published else ""
    line = Text(f"[{citation.number}] ", style="bold cyan")
    return line.append(_safe(citation.title), style="bold").append(f"{published} — {_safe(citation.source)}", "dim")


def _day(iso: str) -> str:
    try:
        return date.fromisoformat(iso).strftime("%d/%m/%Y")
    except ValueError:
        return iso


def _quote(citation: Citation) -> Text:
    """The quote on one line; line ends and control characters become spaces, one for one, so that marks hold."""
    text = Text(f"«{_safe(citation.quote).replace(chr(10), ' ')}»", style="italic")
    for start, end in citation.marks:
        text.stylize("bold black on yellow", 1 + start - citation.start, 1 + end - citation.start)
    return text


def _marked(citation: Citation) -> str:
    """The quote where there are no colours: the marks stand in 【】."""
    quote = _safe(citation.quote).replace("\n", " ")
    for start, end in sorted(citation.marks, reverse=True):
        start, end = start - citation.start, end - citation.start
        quote = f"{quote[:start]}【{quote[start:end]}】{quote[end:]}"
    return f"«{quote}»"


def _bold(markdown: str) -> Text:
    text, at = Text(), 0
    markdown = _safe(markdown)
    for match in _BOLD.finditer(markdown):
        text.append(_plain(markdown[at : match.start()])).append(_plain(match.group(1)), style="bold")
        at = match.end()
    return text.append(_plain(markdown[at:]))


def _plain(markdown: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", markdown)


def _safe(text: str) -> str:
    return _CONTROL.sub(" ", text)
