"""The tab «Kho tài liệu»: the articles, what they cover, what users looked for in vain, and how articles are added."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.corpus.loader import READERS
from assistant.errors import ArticleExists, AssistantError, CorpusError
from assistant.index.entries import Entry
from assistant.index.indexer import Progress, Report
from assistant.language.normalize import fold
from assistant.records import Gap
from assistant.ui import access
from assistant.ui.events import PRIVATE, QUICK, listen, live_html, number, sent
from assistant.ui.figures import FiguresTab
from assistant.ui.heading import heading_html
from assistant.ui.markup import attributes, button, cell, day, moment, table, text
from assistant.ui.page import Page
from assistant.ui.panel import Reference, panel_html
from assistant.ui.progress import watched

log = logging.getLogger(__name__)

_PAGE = 50  # articles shown at a time
_PLACES, _YEARS = 40, 10  # rows and columns of the coverage
_SEARCH = (
    '<form class="filters" data-send="find" data-live role="search"><label>Tìm bài viết'
    '<input type="search" name="words" placeholder="Từ trong tiêu đề, nơi, tên tệp" autocomplete="off"></label></form>'
)
_UNEXPECTED = "Có lỗi ngoài dự kiến; kho tài liệu không thay đổi. Người quản trị máy xem chi tiết trong nhật ký."

Pending = dict[str, str]  # the file name of an article that is there already → where the new file waits
Line = tuple[str, str]  # how it went (done, failed, asked), and what to say (HTML)


def build(page: Page, tab: gr.Tab, figures: FiguresTab) -> None:
    """Adds the tab's content to the Blocks around it."""
    assistant, heading = page.assistant, page.heading
    listing = gr.State(("", 0))  # the words looked for, and the page
    pending = gr.State({})
    note = live_html("library-note")
    with gr.Row(elem_id="library-tools") as tools:
        upload = gr.UploadButton(
            "Thêm bài viết", file_count="multiple", variant="primary", size="md", scale=0, min_width=180
        )
        again = live_html("rebuild", ["rebuild"], _rebuild_button(assistant.settings.upload_megabytes))
    done = live_html("library-log", ["replace", "keep"])
    search = live_html("library-search", ["find"], _SEARCH)
    shown = live_html("library", ["open", "remove", "turn"])
    covered = live_html("coverage", ["cover"])
    missed = live_html("gaps", ["dismiss"])
    everything = [shown, covered, missed, heading]

    def refreshed(now: tuple[str, int], request: gr.Request) -> tuple[str, str, str, str]:
        editor = access.role_of(request) == "editor"
        entries = assistant.entries()
        lacking = gaps_html(assistant.records.gaps.open()) if editor else ""
        articles = articles_html(entries, *now, editor=editor and not _why_not(assistant))
        return articles, coverage_html(assistant.coverage()), lacking, heading_html(assistant)

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

    def rebuilt(request: gr.Request) -> Iterator[str]:
        only_for_editors(request)
        yield from _rebuilding(assistant)

    def find(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        now = (sent(event).get("words", "")[:200], 0)
        return now, refreshed(now, request)[0]

    def turned(now: tuple[str, int], event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        now = (now[0], max(number(sent(event), "page"), 0))
        return now, refreshed(now, request)[0]

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
    listen(again, "rebuild", rebuilt, None, done, queue=True, concurrency_limit=1).then(
        refreshed, listing, everything, **QUICK
    )
    listen(search, "find", find, None, [listing, shown])
    listen(shown, "turn", turned, listing, [listing, shown])
    listen(shown, "open", opened, None, page.panel)
    listen(covered, "cover", show, None, [page.tabs, *figures.parts])
    listen(missed, "dismiss", dismissed, None, missed)


def articles_html(entries: Sequence[Entry], words: str = "", page: int = 0, *, editor: bool = False) -> str:
    """A page of the articles that hold the words in title, places or file name."""
    wanted = fold(words).split()
    found = [e for e in entries if all(word in fold(f"{e.title} {' '.join(e.places)} {e.source}") for word in wanted)]
    if not found:
        return '<p class="empty">Không có bài viết nào khớp.</p>'
    last = (len(found) - 1) // _PAGE
    page = min(page, last)
    head = ("Bài viết", "Nơi", "Ngày đăng", "Số liệu", *(("Việc có thể làm",) if editor else ()))
    rows = (_row(entry, editor) for entry in found[page * _PAGE : (page + 1) * _PAGE])
    before = button("Trang trước", "turn", page=page - 1) if page else ""
    after = button("Trang sau", "turn", page=page + 1) if page < last else ""
    turn = f'<nav class="tools" aria-label="Các trang của danh sách">{before}{after}</nav>' if last else ""
    count = f'<p class="count" role="status">{len(found)} bài viết</p>'
    return count + table("Các bài viết trong kho", head, rows, "articles") + turn


def coverage_html(coverage: Mapping[tuple[str, int | None], int]) -> str:
    """Places and years, with how many figures there are of each; a number opens them."""
    places = Counter[str]()
    for (place, _), count in coverage.items():
        places[place] += count
    years = sorted({year for _, year in coverage if year}, reverse=True)[:_YEARS]
    rows = [
        [f'<th scope="row">{text(place)}</th>', *(_covered(coverage, place, year) for year in (*years, None))]
        for place, _ in places.most_common(_PLACES)
        if place
    ]
    if not rows:
        return ""
    head = ("Nơi", *map(str, years), "Không ghi năm")
    note = f" (chỉ hiện {_PLACES} nơi có nhiều số liệu nhất)" if len(places) > _PLACES else ""
    return (
        f'<h2>Kho có số liệu của nơi nào, năm nào</h2><p class="aside">Mỗi ô là số lượng số liệu; bấm để xem{note}.</p>'
        + table("Số liệu theo nơi và năm", head, rows, "coverage")
    )


def gaps_html(gaps: Sequence[Gap]) -> str:
    """The questions that found nothing, as a list of what to add."""
    heading = "<h2>Câu hỏi chưa có câu trả lời</h2>"
    if not gaps:
        return heading + '<p class="empty">Chưa có câu hỏi nào không tìm thấy.</p>'
    rows = (
        [
            cell(gap.question),
            cell(str(gap.times), "number"),
            cell(moment(gap.last)),
            f"<td>{button('Bỏ khỏi danh sách', 'dismiss', about=gap.question, key=gap.key)}</td>",
        ]
        for gap in gaps
    )
    head = ("Câu hỏi", "Số lần", "Lần cuối", "Việc có thể làm")
    note = '<p class="aside">Nên tìm và thêm các bài viết nói về những điều này.</p>'
    return heading + note + table("Câu hỏi chưa có câu trả lời", head, rows)


def log_html(lines: Sequence[Line], now: str = "") -> str:
    """How it went, a line a file, and what is being done now."""
    shown = "".join(f'<li class="{css}">{said}</li>' for css, said in lines)
    going = f'<p class="aside going">{text(now)}</p>' if now else ""
    return f'<div role="status"><ul class="log-lines">{shown}</ul>{going}</div>' if shown or going else ""


def only_for_editors(request: gr.Request) -> None:
    """Raises what Gradio shows as a message unless an editor sends the request."""
    try:
        access.require_editor(request)
    except AssistantError as error:
        raise gr.Error(str(error), print_exception=False) from None


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


def _rebuilding(assistant: Assistant) -> Iterator[str]:
    """How far a rebuild is, then what it did."""
    work = watched(assistant.rebuild)
    try:
        while True:
            step: Progress | None = next(work)
            said = f": {step.done} trong {step.total} bài" if step else ""
            yield log_html([], f"Đang dựng lại chỉ mục{said}. Vẫn hỏi đáp được trong lúc này.")
    except StopIteration as end:
        report: Report = end.value
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


def _row(entry: Entry, editor: bool) -> list[str]:
    opens = attributes(type="button", class_="link", data_send="open", data_source=entry.source)
    title = f'<td><button{opens}>{text(entry.title)}</button><br><span class="about">{text(entry.source)}</span></td>'
    sure = {"confirm": f"Bỏ bài «{entry.title}» (tệp {entry.source}) khỏi kho?", "yes": "Bỏ khỏi kho"}
    removes = f'<td class="actions">{button("Bỏ", "remove", about=entry.title, source=entry.source, **sure)}</td>'
    return [
        title,
        cell(", ".join(entry.places[:3])),
        cell(day(entry.published) if entry.published else ""),
        cell(str(entry.figures), "number"),
        *([removes] if editor else []),
    ]


def _covered(coverage: Mapping[tuple[str, int | None], int], place: str, year: int | None) -> str:
    count = coverage.get((place, year), 0)
    if not count:
        return "<td></td>"
    period = str(year) if year else "none"
    about = f"{place}, {year or 'không ghi năm'}"
    return f"<td>{button(str(count), 'cover', css='link', about=about, place=place, period=period)}</td>"


def _asked(source: str) -> str:
    replaces = button("Thay bằng tệp mới", "replace", about=source, source=source)
    keeps = button("Giữ tệp cũ", "keep", about=source, source=source)
    return f"{_name(source)}: kho đã có tệp cùng tên với nội dung khác. {replaces} {keeps}"


def _rebuild_button(limit: float) -> str:
    sure = "Đọc lại tất cả bài viết và dựng lại chỉ mục? Việc này có thể mất vài phút; vẫn hỏi đáp được trong lúc đó."
    formats = f"Chọn một hoặc nhiều tệp {', '.join(READERS)}; mỗi tệp không quá {limit:g} MB."
    rebuild = button("Dựng lại chỉ mục", "rebuild", confirm=sure, yes="Dựng lại")
    return f'<p class="tools"><span class="made">{text(formats)}</span>{rebuild}</p>'


def _name(source: str) -> str:
    return f"<strong>{text(source)}</strong>"
