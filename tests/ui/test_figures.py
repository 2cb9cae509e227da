import re
from dataclasses import replace

import pytest

from assistant.ui.figures import View, figures_html, filters_html, matching


def rows(markup):
    return [
        [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<td.*?</td>", row)] for row in markup.split("<tr>")[2:]
    ]


@pytest.mark.parametrize(
    ("view", "found"),
    [
        (View(place="Hoa Lâm", measure="vu pham phap"), ["26/31 vụ"]),
        (View(words="hoa lam nguon tin"), ["gần 150 nguồn tin", "97 nguồn tin"]),
        (View(period="2020", measure="suất quà"), ["24 suất", "26 suất"]),
        (View(words="không có gì như thế"), []),
    ],
)
def test_figures_are_filtered(assistant, view, found):
    assert [figure.written for figure in matching(assistant, view)] == found


def test_figures_are_put_in_order(assistant):
    values = [figure.value for figure in matching(assistant, View(order="more"))]
    assert values == sorted(values, reverse=True) != [figure.value for figure in matching(assistant, View())]
    years = [figure.period for figure in matching(assistant, View(order="year"))]
    assert (2021,) in years and years.index((2021,)) < years.index((2020,)) < years.index(())
    places = [figure.place for figure in matching(assistant, View(order="place"))]
    assert places.index("Hoa Lâm") < places.index("Tân Thượng")


def test_figures_without_a_year_can_be_had_alone(assistant):
    assert all(not figure.period for figure in matching(assistant, View(period="none")))
    assert matching(assistant, View(period="<b>")) == matching(assistant, View())


def test_a_row_says_where_what_how_much_when_and_in_which_article(assistant):
    [row] = rows(figures_html(assistant, View(measure="vụ phạm pháp")))
    assert row[1:] == [
        "Hoa Lâm",
        "vụ phạm pháp hình sự",
        "26/31 vụ",
        "2021",
        "Huyện Hoa Lâm tổng kết phong trào toàn dân bảo vệ ANTQ năm 2021",
    ]


def test_the_filters_offer_what_there_is(assistant):
    shown = filters_html(assistant, View(place="Hoa Lâm"))
    assert '<option value="Hoa Lâm" selected>' in shown
    assert '<option value="2021">' in shown
    assert '<option value="nguồn tin có giá trị">' in shown


def test_rows_that_are_picked_are_compared_or_refused(assistant):
    keys = {figure.written: (figure.source, figure.span.start) for figure in matching(assistant, View())}
    both = View(picked=(keys["24 suất"], keys["26 suất"]))
    assert 'class="bars"' in figures_html(assistant, both)
    assert "Đã chọn 1 dòng" in figures_html(assistant, replace(both, picked=both.picked[:1]))
    mixed = figures_html(assistant, View(picked=(keys["24 suất"], keys["26/31 vụ"])))
    assert "không so sánh được" in mixed and 'class="bars"' not in mixed
    assert "comparison" not in figures_html(assistant, View(picked=(("gone.txt", 3),)))


def test_many_rows_come_in_pages(assistant, monkeypatch):
    monkeypatch.setattr("assistant.ui.figures._PAGE", 5)
    count = len(matching(assistant, View()))
    first, last = figures_html(assistant, View()), figures_html(assistant, View(page=10_000))
    assert f"1–5 trong {count}" in first and "Trang trước" not in first
    assert f"–{count} trong {count}" in last and "Trang sau" not in last
