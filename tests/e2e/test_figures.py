"""The tab «Bảng số liệu» in a real browser."""

import csv

import pytest
from openpyxl import load_workbook

from tests.e2e.conftest import in_sight

pytestmark = pytest.mark.e2e


@pytest.fixture
def figures(page):
    page.get_by_role("tab", name="Bảng số liệu").click()
    page.locator(".figures tbody tr").first.wait_for()
    return page


def narrow(page, measure):
    """Filters by what is counted, and waits for the rows."""
    page.get_by_role("combobox", name="Nội dung").fill(measure)
    page.wait_for_function("document.querySelectorAll('.figures tbody tr').length === 2")


def test_figures_are_filtered_and_one_is_opened_where_it_stands(figures):
    narrow(figures, "cay cau")
    figures.locator("select[name=place]").select_option("Bình Phú")
    figures.wait_for_function("document.querySelectorAll('.figures tbody tr').length === 1")
    figures.locator(".figures .link").click()
    figures.locator("#panel mark.figure").wait_for()
    assert figures.locator("#panel mark.figure").inner_text() == "9"
    assert in_sight(figures, figures.locator("#panel mark.figure"))


def test_rows_of_one_measure_are_compared_and_others_refused(figures):
    narrow(figures, "cây cầu")
    for n in range(2):
        figures.locator(".pick input").nth(n).check()
        figures.get_by_text(f"({n + 1} dòng đã chọn)").first.wait_for()
    assert figures.locator(".bars .much").all_inner_texts() == ["9 cây", "17 cây"]
    figures.get_by_role("combobox", name="Nội dung").fill("cây xanh")
    figures.wait_for_function("document.querySelectorAll('.figures tbody tr').length === 1")
    figures.locator(".pick input").check()
    figures.get_by_text("không so sánh được").wait_for()
    figures.get_by_role("button", name="Bỏ chọn tất cả").click()
    figures.locator(".comparison").wait_for(state="detached")
    assert not figures.locator(".pick input").is_checked()


def test_what_is_filtered_is_saved_for_a_spreadsheet(figures, tmp_path):
    narrow(figures, "cây cầu")
    figures.get_by_text("2 số liệu").wait_for()
    with figures.expect_download() as csv_file:
        figures.get_by_role("button", name="Tải CSV (2 dòng)").click()
    with figures.expect_download() as xlsx_file:
        figures.get_by_role("button", name="Tải Excel (2 dòng)").click()
    assert csv_file.value.suggested_filename == "so-lieu.csv"
    csv_file.value.save_as(tmp_path / "a.csv")
    xlsx_file.value.save_as(tmp_path / "a.xlsx")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[2] for row in csv.reader(file)] == ["Số liệu", "9 cây", "17 cây"]
    assert [row[2].value for row in load_workbook(tmp_path / "a.xlsx").active] == ["Số liệu", "9 cây", "17 cây"]
