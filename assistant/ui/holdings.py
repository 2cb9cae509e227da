"""What the corpus holds and lacks, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.index.entries import Entry
from assistant.language.normalize import fold
from assistant.records import Gap
from assistant.ui.markup import attributes, button, cell, counted, day, moment, table, text

_PAGE = 50  # articles shown at a time
_PLACES, _YEARS = 40, 10  # rows and columns of the coverage


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
    return count + table("Các bài viết trong kho", head, rows, "cards") + turn


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
            counted(gap.times, "lần"),
            cell(moment(gap.last)),
            f"<td>{button('Bỏ khỏi danh sách', 'dismiss', about=gap.question, key=gap.key)}</td>",
        ]
        for gap in gaps
    )
    head = ("Câu hỏi", "Số lần", "Lần cuối", "Việc có thể làm")
    note = '<p class="aside">Nên tìm và thêm các bài viết nói về những điều này.</p>'
    return heading + note + table("Câu hỏi chưa có câu trả lời", head, rows, "cards")


def _row(entry: Entry, editor: bool) -> list[str]:
    opens = attributes(type="button", class_="link", data_send="open", data_source=entry.source)
    title = f'<td><button{opens}>{text(entry.title)}</button><br><span class="about">{text(entry.source)}</span></td>'
    sure = {"confirm": f"Bỏ bài «{entry.title}» (tệp {entry.source}) khỏi kho?", "yes": "Bỏ khỏi kho"}
    removes = f'<td class="actions">{button("Bỏ", "remove", about=entry.title, source=entry.source, **sure)}</td>'
    return [
        title,
        cell(", ".join(entry.places[:3])),
        cell(day(entry.published) if entry.published else ""),
        counted(entry.figures, "số liệu"),
        *([removes] if editor else []),
    ]


def _covered(coverage: Mapping[tuple[str, int | None], int], place: str, year: int | None) -> str:
    count = coverage.get((place, year), 0)
    if not count:
        return "<td></td>"
    period = str(year) if year else "none"
    about = f"{place}, {year or 'không ghi năm'}"
    return f"<td>{button(str(count), 'cover', css='link', about=about, place=place, period=period)}</td>"
