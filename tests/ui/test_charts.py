import re

from assistant.corpus import Figure, Span
from assistant.ui.charts import bars, incomparable, line


def figure(value, measure="tin có giá trị", unit="tin", place="A", period=(2020,), of=None):
    return Figure(value, of, f"{value:g}", unit, measure, place, period, "a.txt", Span(0, 9), Span(0, 3))


def widths(markup):
    return [float(width) for width in re.findall(r'class="bar" style="width:([\d.]+)%"', markup)]


def test_figures_of_one_measure_are_bars_as_long_as_their_values():
    shown = bars([figure(50), figure(200, "tin có giá trị liên quan", place="B")])
    assert widths(shown) == [25, 100]
    assert re.findall(r'class="(?:who|much)">(.*?)<', shown) == ["A", "50 tin", "B", "200 tin"]
    assert "Lưu ý" not in shown


def test_one_phrase_may_go_on_from_another_but_not_differ():
    assert incomparable([figure(1), figure(2, "tin có giá trị liên quan")]) == ""
    assert "nội dung khác nhau («tin có giá trị» và «tin báo tội phạm»)" in incomparable(
        [figure(1), figure(2, "tin báo tội phạm")]
    )
    assert "nội dung khác nhau" in incomparable([figure(1, ""), figure(2)])


def test_other_units_are_refused_by_name():
    why = incomparable([figure(1), figure(2, "tiền thưởng", "đồng"), figure(85, "tỷ lệ", "%")])
    assert "đơn vị khác nhau («tin», «đồng», «%»)" in why


def test_other_years_and_ratios_are_noted():
    shown = bars([figure(1), figure(2, place="B", period=(2021,), of=3)])
    assert "không cùng năm" in shown and "tỷ số" in shown


def test_bars_of_one_place_are_told_apart_by_their_year():
    assert re.findall(r'class="who">(.*?)<', bars([figure(1), figure(2, period=(2021,))])) == ["A (2020)", "A (2021)"]


def test_zero_and_huge_values_break_nothing():
    assert widths(bars([figure(0), figure(0)])) == [0.5, 0.5]
    assert "quá lớn" in incomparable([figure(float("inf")), figure(1)])


def test_what_an_article_says_is_text_in_a_chart():
    shown = bars([figure(1, measure="<b>tin", place="<script>"), figure(2, measure="<b>tin", place='"><img src=x>')])
    assert "<b>" not in shown and "<script" not in shown and "<img" not in shown


def test_a_line_has_a_point_for_each_share():
    shown = line("Độ chính xác", [("hôm qua", 0.5), ("hôm nay", 1.0)])
    assert shown.count("<circle") == 2
    assert "<title>hôm nay: 100.0%</title>" in shown
    assert line("Độ chính xác", [("<b>", 0.5)]).count("<circle") == 1
