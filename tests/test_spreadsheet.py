from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant import spreadsheet
from assistant.corpus import Figure, Span
from assistant.errors import SettingsError

TEXT = '=HYPERLINK("x") có 6/7 xã\x07 đạt'


def figure(measure: str = "xã đạt chuẩn") -> Figure:
    end = len(TEXT)
    return Figure(6.0, 7.0, "6/7", "xã", measure, "Lộc Hà", (2019, 2021), "a.txt", Span(0, end), Span(19, 22))


def test_a_csv_opens_with_accents_and_runs_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    spreadsheet.write(path, [figure(), figure("-1+1"), figure("@SUM(A1)"), figure("+84")], {"a.txt": TEXT}.__getitem__)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading, first, *others = csv.reader(file)
    assert heading[:3] == ["Nơi", "Nội dung", "Số liệu"]
    assert first == ["Lộc Hà", "xã đạt chuẩn", "6/7 xã", "6", "7", "xã", "2019, 2021", "a.txt", f"'{TEXT}"]
    assert [row[1] for row in others] == ["'-1+1", "'@SUM(A1)", "'+84"]


def test_an_xlsx_holds_numbers_as_numbers_and_text_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.XLSX"
    spreadsheet.write(path, [figure("=1+1")], {"a.txt": TEXT}.__getitem__)
    sheet = load_workbook(path).active
    row = next(sheet.iter_rows(min_row=2))
    assert [cell.value for cell in row][:6] == ["Lộc Hà", "=1+1", "6/7 xã", 6, 7, "xã"]
    assert [cell.data_type for cell in row] == ["s", "s", "s", "n", "n", "s", "s", "s", "s"]


def test_a_number_too_long_to_hold_leaves_its_cell_empty(tmp_path: Path) -> None:
    long = Figure(float("inf"), None, "9" * 400, "", "", "", (), "a.txt", Span(0, 3), Span(0, 3))
    spreadsheet.write(tmp_path / "a.xlsx", [long], {"a.txt": TEXT}.__getitem__)
    assert load_workbook(tmp_path / "a.xlsx").active["D2"].value is None


def test_only_known_formats_and_folders_are_written(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"\.csv hoặc \.xlsx"):
        spreadsheet.check(tmp_path / "a.ods")
    with pytest.raises(SettingsError, match="Không ghi được"):
        spreadsheet.write(tmp_path / "không có" / "a.csv", [figure()], {"a.txt": TEXT}.__getitem__)
