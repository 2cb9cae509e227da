"""The tab «Kho tài liệu»: the articles, what they cover, what users looked for in vain, and how articles are added."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.corpus.loader import READERS
from assistant.errors import ArticleExists, AssistantError, CorpusError
from assistant.index.indexer import Progress, Report
from assistant.ui import access
from assistant.ui.events import PRIVATE, QUICK, listen, live_html, number, only_for_editors, sent
from assistant.ui.figures import FiguresTab
from assistant.ui.heading import heading_html
from assistant.ui.holdings import articles_html, coverage_html, gaps_html
from assistant.ui.markup import button, text
from assistant.ui.page import Page
from assistant.ui.panel import Reference, panel_html
from assistant.ui.progress import Line, Stopped, Work, log_html

log = logging.getLogger(__name__)

_SEARCH = (
    '<form class="filters" data-send="find" data-live role="search"><label>Tìm bài viết'
    '<input type="search" name="words" placeholder="Từ trong tiêu đề, nơi, tên tệp" autocomplete="off"></label></form>'
)
_UNEXPECTED = "Có lỗi ngoài dự kiến; kho tài liệu không thay đổi. Người quản trị máy xem chi tiết trong nhật ký."

Pending = dict[str, str]  # the file name of an article that is there already → where the new file waits


def build(page: Page, tab: gr.Tab, figures: FiguresTab) -> None:
    """Adds the tab's content to the Blocks around it."""
    assistant, heading, work = page.assistant, page.heading, Work()
    listing = gr.State(("", 0))  # the words looked for, and the page
    pending = gr.State({})
    note = live_html("library-note")
    with gr.Row(elem_id="library-tools") as tools:
        upload = gr.UploadButton(
            "Thêm bài viết", file_count="multiple", variant="primary", size="md", scale=0, min_width=180
        )
        again = live_html("rebuild", ["rebuild", "stop"])
    done = live_html("library-log", ["replace", "keep"])
    search = live_html("library-search", ["find"], _SEARCH)
    shown = live_html("library", ["open", "remove", "turn"])
    covered = live_html("coverage", ["cover"])
    missed = live_html("gaps", ["dismiss"])
    everything = [again, shown, covered, missed, heading]

    def listed(now: tuple[str, int], request: gr.Request) -> str:
        editor = access.role_of(request) == "editor" and not _why_not(assistant)
        return articles_html(assistant.entries(), *now, editor=editor)

    def refreshed(now: tuple[str, int], request: gr.Request) -> tuple[str, ...]:
        return (
            _rebuild_html(assistant, work),
            listed(now, request),
            coverage_html(assistant.coverage()),
            gaps_html(assistant.records.gaps.open()) if access.role_of(request) == "editor" else "",
            heading_html(assistant, access.user_of(request)),
        )

    def selected(now: tuple[str, int], request: gr.Request) -> tuple[Any, ...]:
        editor, why = access.role_of(request) == "editor", _why_not(assistant)
        said = f'<p class="refused">{text(why)}</p>' if why and editor else ""
        return gr.Row(visible=editor and not why), said, *refreshed(now, request)

    def added(files: Sequence[str], request: gr.Request) -> Iterator[tuple[Any, Any]]:
        only_for_editors(request)
        lines: list[Line] = []
        waiting: Pending = {}
        for n, path in enumerate(map(Path, files), 1):
            yield log_html(lines, f"Đang đọc tệp {n} trong {len(files)}: {path.name}"), gr.skip()
            lines.append(_add(assistant, path, waiting))
            if str(path) not in waiting.values():
                path.unlink(missing_ok=True)
        yield log_html(lines), waiting

    def replaced(waiting: Pending, event: gr.EventData, request: gr.Request) -> tuple[str, Pending]:
        only_for_editors(request)
        source = sent(event).get("source", "")
        path = waiting.get(source)
        if path is None:
            return log_html([]), waiting
        line = _add(assistant, Path(path), {}, replace=source)
        return _settled(waiting, source, line)

    def kept(waiting: Pending, event: gr.EventData) -> tuple[str, Pending]:
        source = sent(event).get("source", "")
        return _settled(waiting, source, ("done", f"{_name(source)}: giữ tệp cũ."))

    def removed(event: gr.EventData, request: gr.Request) -> str:
        only_for_editors(request)
        source = sent(event).get("source", "")
        return log_html([_tried(source, lambda: assistant.remove(source), "đã bỏ khỏi kho (tệp nằm trong thùng rác)")])

    def rebuilt(request: gr.Request) -> Iterator[tuple[str, str]]:
        only_for_editors(request)
        for said in _rebuilding(assistant, work):
            yield _rebuild_html(assistant, work), said

    def stop(request: gr.Request) -> None:
        only_for_editors(request)
        work.stop()

    def find(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        now = (sent(event).get("words", "")[:200], 0)
        return now, listed(now, request)

    def turned(now: tuple[str, int], event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        now = (now[0], max(number(sent(event), "page"), 0))
        return now, listed(now, request)

    def dismissed(event: gr.EventData, request: gr.Request) -> str:
        only_for_editors(request)
        assistant.records.gaps.dismiss(sent(event).get("key", ""))
        return gaps_html(assistant.records.gaps.open())

    def opened(event: gr.EventData) -> str:
        return panel_html(assistant, Reference(sent(event).get("source", "")))

    def show(event: gr.EventData) -> tuple[Any, ...]:
        data = sent(event)
        return gr.Tabs(selected="figures"), *figures.showing(data.get("place", ""), data.get("period", ""))

    tab.select(selected, listing, [tools, note, *everything], **QUICK)
    upload.upload(added, upload, [done, pending], concurrency_limit=1, **PRIVATE).then(
        refreshed, listing, everything, **QUICK
    )
    for event, handler in (("replace", replaced), ("keep", kept)):
        listen(done, event, handler, pending, [done, pending], queue=True).then(refreshed, listing, everything, **QUICK)
    listen(shown, "remove", removed, None, done, queue=True).then(refreshed, listing, everything, **QUICK)
    listen(again, "rebuild", rebuilt, None, [again, done], queue=True, concurrency_limit=1).then(
        refreshed, listing, everything, **QUICK
    )
    listen(again, "stop", stop, None, None)
    listen(search, "find", find, None, [listing, shown])
    listen(shown, "turn", turned, listing, [listing, shown])
    listen(shown, "open", opened, None, page.panel)
    listen(covered, "cover", show, None, [page.tabs, *figures.parts])
    listen(missed, "dismiss", dismissed, None, missed)


def _add(assistant: Assistant, path: Path, waiting: Pending, replace: str | None = None) -> Line:
    """Adds one uploaded file; one that is there already waits for what the user decides."""
    try:
        return _tried(
            path.name,
            lambda: assistant.add(replace or path.name, path.read_bytes(), replace=replace is not None),
            "đã thay bằng tệp mới" if replace else "đã thêm vào kho",
        )
    except ArticleExists as error:
        source = error.source
        if assistant.settings.corpus.joinpath(source).read_bytes() == path.read_bytes():
            return "done", f"{_name(source)}: đã có trong kho, nội dung không đổi."
        waiting[source] = str(path)
        return "asked", _asked(source)


def _tried(name: str, do: Any, well: str) -> Line:
    """What came of doing something with a file. Raises ArticleExists."""
    try:
        do()
    except ArticleExists:
        raise
    except AssistantError as error:
        log.warning("%r: %s", name, error.detail or error)
        return "failed", f"{_name(name)}: {text(str(error))}"
    except KeyError:
        return "failed", f"{_name(name)}: không còn trong kho."
    except Exception:
        log.exception("%r", name)
        return "failed", f"{_name(name)}: {_UNEXPECTED}"
    return "done", f"{_name(name)}: {well}."


def _settled(waiting: Pending, source: str, line: Line) -> tuple[str, Pending]:
    """The log and what still waits, after one file's fate was decided."""
    left = {name: path for name, path in waiting.items() if name != source}
    if path := waiting.get(source):
        Path(path).unlink(missing_ok=True)
    return log_html([line, *(("asked", _asked(name)) for name in left)]), left


def _rebuilding(assistant: Assistant, work: Work) -> Iterator[str]:
    """How far a rebuild is, then what it did."""
    steps = work.watched(assistant.rebuild)
    try:
        while True:
            step: Progress | None = next(steps)
            said = f": {step.done} trong {step.total} bài" if step else ""
            yield log_html([], f"Đang dựng lại chỉ mục{said}. Vẫn hỏi đáp được trong lúc này.")
    except StopIteration as end:
        report: Report = end.value
    except Stopped:
        yield log_html([("done", "Đã dừng; chỉ mục cũ vẫn được dùng.")])
        return
    except AssistantError as error:
        yield log_html([("failed", text(str(error)))])
        return
    except Exception:
        log.exception("rebuild")
        yield log_html([("failed", _UNEXPECTED)])
        return
    count = len(report.added) + len(report.changed) + len(report.unchanged)
    failed = [("failed", f"{_name(source)}: {text(why)}") for source, why in report.failed]
    yield log_html([("done", f"Đã dựng lại chỉ mục của {count} bài."), *failed])


def _why_not(assistant: Assistant) -> str:
    """Why articles can't be added or removed; empty when they can."""
    try:
        assistant.check_writable()
    except CorpusError as error:
        return str(error)
    return ""


def _asked(source: str) -> str:
    replaces = button("Thay bằng tệp mới", "replace", about=source, source=source)
    keeps = button("Giữ tệp cũ", "keep", about=source, source=source)
    return f"{_name(source)}: kho đã có tệp cùng tên với nội dung khác. {replaces} {keeps}"


def _rebuild_html(assistant: Assistant, work: Work) -> str:
    """What may be uploaded, and the button that begins a rebuild, or stops the one that goes on."""
    sure = "Đọc lại tất cả bài viết và dựng lại chỉ mục? Việc này có thể mất vài phút; vẫn hỏi đáp được trong lúc đó."
    limit = assistant.settings.upload_megabytes
    formats = f"Chọn một hoặc nhiều tệp {', '.join(READERS)}; mỗi tệp không quá {limit:g} MB."
    rebuild = button("Dựng lại chỉ mục", "rebuild", confirm=sure, yes="Dựng lại")
    stop = button("Dừng dựng lại chỉ mục", "stop")
    return f'<p class="tools"><span class="made">{text(formats)}</span>{stop if work.running else rebuild}</p>'


def _name(source: str) -> str:
    return f"<strong>{text(source)}</strong>"
