"""Figures as a file that a spreadsheet opens, CSV or XLSX: a row for each, with the sentence that it stands in."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from assistant.corpus.figures import Figure
from assistant.errors import SettingsError

_HEADINGS = ("Nơi", "Nội dung", "Số liệu", "Giá trị", "Trên tổng số", "Đơn vị", "Năm", "Tệp", "Câu gốc")
_WIDTHS = (18, 40, 20, 14, 14, 14, 12, 28, 80)  # of the columns, in characters
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell of a CSV that begins so is run by a spreadsheet

Cell = str | float | None


def check(path: Path) -> None:
    """SettingsError when the file's suffix isn't one that can be written."""
    if path.suffix.lower() not in _WRITERS:
        known = " hoặc ".join(_WRITERS)
        raise SettingsError(f"Không xuất được ra «{path}»: tên tệp phải có đuôi {known}.")


def write(path: Path, figures: Sequence[Figure], text: Callable[[str], str]) -> None:
    """Write figures to a .csv or .xlsx file. `text` gives the text of an article by its file name.

    SettingsError when the suffix is another or the file can't be written.
    """
    check(path)
    data = content(path.suffix, figures, text)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise SettingsError(
            f"Không ghi được tệp «{path}»: {error.strerror}. Hãy kiểm tra thư mục, quyền ghi, và đóng tệp nếu đang mở.",
            detail=str(error),
        ) from None


def content(suffix: str, figures: Sequence[Figure], text: Callable[[str], str]) -> bytes:
    """What such a file holds; `suffix` is `.csv` or `.xlsx`."""
    return _WRITERS[suffix.lower()](_rows(figures, text))


def _rows(figures: Sequence[Figure], text: Callable[[str], str]) -> Iterator[tuple[Cell, ...]]:
    for figure in figures:
        # With its unit the number is text to a spreadsheet: bare, 6/7 would become a date and 1.500 one and a half.
        said = (figure.place, figure.measure, figure.written)
        value = (_plain(figure.value), None if figure.of is None else _plain(figure.of))
        yield (*said, *value, figure.unit, figure.years, figure.source, figure.sentence.of(text(figure.source)))


def _plain(value: float) -> float | None:
    if math.isinf(value):  # hundreds of digits
        return None
    return int(value) if value.is_integer() else value


def _csv(rows: Iterator[tuple[Cell, ...]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEADINGS)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")  # Excel reads accents only after a byte order mark


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _xlsx(rows: Iterator[tuple[Cell, ...]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Số liệu"
    for i, row in enumerate([_HEADINGS, *rows], 1):
        for j, value in enumerate(row, 1):
            cell = sheet.cell(i, j, ILLEGAL_CHARACTERS_RE.sub(" ", value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"  # text, also when it begins with =
            if i == 1:
                cell.font = Font(bold=True)
                sheet.column_dimensions[cell.column_letter].width = _WIDTHS[j - 1]
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_WRITERS: dict[str, Callable[[Iterator[tuple[Cell, ...]]], bytes]] = {".csv": _csv, ".xlsx": _xlsx}
