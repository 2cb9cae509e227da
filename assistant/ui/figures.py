"""The tab «Bảng số liệu»: the figures of all articles, to be looked through, compared and taken along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import gradio as gr

from assistant import spreadsheet
from assistant.assistant import Assistant
from assistant.corpus.figures import Figure
from assistant.language.normalize import fold
from assistant.ui.charts import bars, incomparable
from assistant.ui.events import QUICK, file_message, listen, live_html, number, sent
from assistant.ui.markup import attributes, button, cell, table, text
from assistant.ui.page import Page
from assistant.ui.panel import of_figure, panel_html

_PAGE = 50  # rows shown at a time
_NAMED = 300  # places and measures offered, the most frequent
_MOST = 20  # rows that can be compared

_ORDERS: dict[str, tuple[str, Callable[[Figure], Any]]] = {
    "more": ("Số lớn trước", lambda figure: -figure.value),
    "less": ("Số nhỏ trước", lambda figure: figure.value),
    "place": ("Nơi", lambda figure: (not figure.place, fold(figure.place), fold(figure.measure))),
    "year": ("Năm mới trước", lambda figure: [-year for year in reversed(figure.period)] or [0]),
}

Key = tuple[str, int]  # the file of a figure and where it begins there


@dataclass(frozen=True)
class View:
    """What of the figures is shown: the filters, the page, and the rows picked for comparison."""

    words: str = ""
    place: str = ""
    measure: str = ""
    period: str = ""
    order: str = ""
    page: int = 0
    picked: tuple[Key, ...] = field(default=())


@dataclass(frozen=True)
class FiguresTab:
    """The parts of the tab that other tabs write to: the view, the filters and the table."""

    assistant: Assistant
    parts: tuple[gr.State, gr.HTML, gr.HTML]

    def showing(self, place: str, period: str) -> tuple[View, str, str]:
        """What the parts hold when they show the figures of a place and a year («none»: without a year)."""
        view = View(place=place, period=period)
        return view, filters_html(self.assistant, view), figures_html(self.assistant, view)


def build(page: Page, tab: gr.Tab) -> FiguresTab:
    """Adds the tab's content to the Blocks around it."""
    assistant = page.assistant
    view = gr.State(View())
    filters = live_html("figure-filters", ["filter"])
    shown = live_html("figures", ["open", "pick", "turn", "clear", "save"])

    def filtered(now: View, event: gr.EventData) -> tuple[View, str]:
        data = sent(event)
        names = ("words", "place", "measure", "period", "order")
        words, place, measure, period, order = (data.get(name, "")[:200] for name in names)
        now = View(words, place, measure, period, order, picked=now.picked)
        return now, figures_html(assistant, now)

    def turned(now: View, event: gr.EventData) -> tuple[View, str]:
        now = replace(now, page=max(number(sent(event), "page"), 0))
        return now, figures_html(assistant, now)

    def picked(now: View, event: gr.EventData) -> tuple[View, str]:
        data = sent(event)
        key = (data.get("source", ""), number(data, "start"))
        others = tuple(one for one in now.picked if one != key)
        now = replace(now, picked=(*others, key) if data.get("checked") == "true" else others)
        return now, figures_html(assistant, now)

    def cleared(now: View) -> tuple[View, str]:
        now = replace(now, picked=())
        return now, figures_html(assistant, now)

    def opened(event: gr.EventData) -> Any:
        data = sent(event)
        found = _find(assistant, [(data.get("source", ""), number(data, "start"))])
        return panel_html(assistant, of_figure(found[0])) if found else gr.skip()

    def save(now: View, event: gr.EventData) -> str:
        suffix = ".csv" if sent(event).get("kind") == "csv" else ".xlsx"
        rows = _find(assistant, now.picked) or matching(assistant, now)
        return file_message(
            f"so-lieu{suffix}", spreadsheet.content(suffix, rows, lambda source: assistant.article(source).text)
        )

    tab.select(
        lambda now: (filters_html(assistant, now), figures_html(assistant, now)), view, [filters, shown], **QUICK
    )
    listen(filters, "filter", filtered, view, [view, shown])
    listen(shown, "turn", turned, view, [view, shown])
    listen(shown, "pick", picked, view, [view, shown])
    listen(shown, "clear", cleared, view, [view, shown])
    listen(shown, "open", opened, None, page.panel)
    listen(shown, "save", save, view, page.messenger, queue=True)
    return FiguresTab(assistant, (view, filters, shown))


def matching(assistant: Assistant, view: View) -> list[Figure]:
    """The figures that the filters let through, in the view's order, or else that of files and texts."""
    year = int(view.period) if view.period.isascii() and view.period.isdecimal() else None
    rows = assistant.figures(view.place or None, view.measure or None, year)
    if view.period == "none":
        rows = [figure for figure in rows if not figure.period]
    if words := fold(view.words).split():
        rows = [figure for figure in rows if all(word in _said(figure) for word in words)]
    return sorted(rows, key=_ORDERS[view.order][1]) if view.order in _ORDERS else rows


def filters_html(assistant: Assistant, view: View) -> str:
    """The form that filters, with the places, measures and years that there are."""
    coverage = assistant.coverage()
    places, years = Counter[str](), set[int]()
    for (place, year), count in coverage.items():
        places[place] += count
        years |= {year} if year else set()
    measures = Counter(figure.measure for figure in assistant.figures() if figure.measure)
    offered = sorted(name for name, _ in places.most_common(_NAMED) if name)
    names = "".join(f"<option{attributes(value=name)}></option>" for name, _ in measures.most_common(_NAMED))
    dated = [str(year) for year in sorted(years, reverse=True)]
    periods = [("", "Tất cả"), *zip(dated, dated, strict=True), ("none", "Không ghi năm")]
    orders = [("", "Bài viết"), *((name, label) for name, (label, _) in _ORDERS.items())]
    return (
        '<form class="filters" data-send="filter" data-live role="search">'
        f"{_input('Tìm', 'words', view.words, 'Từ bất kỳ')}"
        f"{_select('Nơi', 'place', view.place, [('', 'Tất cả'), *((name, name) for name in offered)])}"
        f"{_input('Nội dung', 'measure', view.measure, 'ví dụ: mô hình', 'measures')}"
        f'<datalist id="measures">{names}</datalist>'
        f"{_select('Năm', 'period', view.period, periods)}"
        f"{_select('Sắp xếp theo', 'order', view.order, orders)}"
        "</form>"
    )


def figures_html(assistant: Assistant, view: View) -> str:
    """The comparison of what is picked, the tools, and a page of the table."""
    rows, chosen = matching(assistant, view), _find(assistant, view.picked)
    last = max(0, (len(rows) - 1) // _PAGE)
    page = min(view.page, last)
    shown = rows[page * _PAGE : (page + 1) * _PAGE]
    titles = {entry.source: entry.title for entry in assistant.entries()}
    head = ("So sánh", "Nơi", "Nội dung", "Số liệu", "Năm", "Bài viết")
    body = table("Bảng số liệu", head, (_row(figure, titles, view.picked) for figure in shown), "figures cards")
    return "".join(
        (
            _comparison(chosen),
            _tools(len(rows), len(chosen)),
            body if rows else '<p class="empty">Không có số liệu nào khớp. Hãy bớt điều kiện lọc.</p>',
            _pager(page, last, len(rows)),
        )
    )


def _comparison(chosen: Sequence[Figure]) -> str:
    if not chosen:
        return ""
    clear = button("Bỏ chọn tất cả", "clear")
    if len(chosen) == 1:
        body = '<p class="aside">Đã chọn 1 dòng. Hãy chọn thêm ít nhất một dòng cùng nội dung để so sánh.</p>'
    elif len(chosen) > _MOST:
        body = f'<p class="refused">Chỉ so sánh được nhiều nhất {_MOST} dòng một lần; hãy bỏ bớt.</p>'
    elif why := incomparable(chosen):
        body = f'<p class="refused">{text(why)}</p>'
    else:
        body = bars(chosen)
    named = 'class="comparison" aria-label="So sánh các dòng đã chọn"'
    return f'<section {named}>{body}<p class="tools">{clear}</p></section>'


def _tools(count: int, chosen: int) -> str:
    what = f"{chosen} dòng đã chọn" if chosen else f"{count} dòng"
    saves = button(f"Tải Excel ({what})", "save", kind="xlsx") + button(f"Tải CSV ({what})", "save", kind="csv")
    return f'<div class="tools"><span class="count" role="status">{count} số liệu</span>{saves if count else ""}</div>'


def _pager(page: int, last: int, count: int) -> str:
    if not last:
        return ""
    before = button("Trang trước", "turn", page=page - 1) if page else ""
    after = button("Trang sau", "turn", page=page + 1) if page < last else ""
    shown = f"{page * _PAGE + 1}–{min((page + 1) * _PAGE, count)} trong {count}"
    return f'<nav class="tools" aria-label="Các trang của bảng">{before}<span>{shown}</span>{after}</nav>'


def _row(figure: Figure, titles: dict[str, str], picked: Sequence[Key]) -> list[str]:
    key: dict[str, str | int] = {"data_source": figure.source, "data_start": figure.span.start}
    said = ", ".join(filter(None, (figure.written, figure.place, figure.years)))
    checked = " checked" if _key(figure) in picked else ""
    box = attributes(type="checkbox", data_send="pick", aria_label=f"Chọn để so sánh: {said}", **key)
    opens = attributes(type="button", class_="link", data_send="open", aria_label=f"Xem câu gốc: {said}", **key)
    return [
        f'<td class="pick"><input{box}{checked}></td>',
        cell(figure.place),
        cell(figure.measure),
        f'<td class="value"><button{opens}>{text(figure.written)}</button></td>',
        cell(figure.years),
        f"<td{attributes(class_='long', title=figure.source)}>{text(titles.get(figure.source, figure.source))}</td>",
    ]


def _find(assistant: Assistant, keys: Sequence[Key]) -> list[Figure]:
    """The figures of some keys, in their order; those that are gone are left out."""
    found: dict[Key, Figure] = {}
    for source in {source for source, _ in keys}:
        found |= {_key(figure): figure for figure in assistant.figures(source=source)}
    return [found[key] for key in keys if key in found]


def _key(figure: Figure) -> Key:
    return figure.source, figure.span.start


def _said(figure: Figure) -> str:
    return fold(" ".join((figure.place, figure.measure, figure.written, figure.years, figure.source)))


def _input(label: str, name: str, value: str, hint: str, options: str | None = None) -> str:
    kind = "search" if options is None else "text"
    given = attributes(type=kind, name=name, value=value, placeholder=hint, list=options, autocomplete="off")
    return f"<label>{text(label)}<input{given}></label>"


def _select(label: str, name: str, value: str, options: Sequence[tuple[str, str]]) -> str:
    shown = "".join(
        f"<option{attributes(value=given)}{' selected' if given == value else ''}>{text(said)}</option>"
        for given, said in options
    )
    return f"<label>{text(label)}<select{attributes(name=name)}>{shown}</select></label>"
