from __future__ import annotations

from assistant import Assistant


def test_figures_are_rows_with_exact_spans(assistant: Assistant) -> None:
    rows = assistant.figures()
    assert len(rows) > 15
    for row in rows:
        text = assistant.article(row.source).text
        assert text[row.span.start : row.span.end] == row.raw
        assert row.sentence.start <= row.span.start and row.span.end <= row.sentence.end


def test_figures_are_filtered(assistant: Assistant) -> None:
    [row] = assistant.figures(place="hoa lam", measure="vụ phạm pháp")
    assert (row.written, row.value, row.of, row.period, row.source) == ("26/31 vụ", 26, 31, (2021,), "hoa-lam.txt")
    assert {row.source for row in assistant.figures(period=2020)} == {"tan-thuong.txt"}
    assert [row.raw for row in assistant.figures(source="tan-thuong.txt", measure="ty le")] == ["96,5%"]
    # A title's figure is a row, like that of the text.
    assert [row.raw for row in assistant.figures(source="cay-xanh.txt")] == ["500", "320", "500"]
