"""Charts as HTML and SVG of our own: bars of figures, and a line over time."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.corpus.figures import Figure
from assistant.language.normalize import fold
from assistant.ui.markup import text

_CHOOSE = "Hãy chọn các dòng cùng nội dung."
_WIDTH, _HEIGHT, _EDGE = 640, 200, 48  # of a line chart, in its own units


def incomparable(figures: Sequence[Figure]) -> str:
    """Why figures can't be set side by side; empty when they can: they count one thing in one unit.

    «tin có giá trị» and «tin có giá trị liên quan» are one thing: one phrase begins with the other.
    """
    units = list(dict.fromkeys(figure.unit for figure in figures))
    if len({fold(unit) for unit in units}) > 1:
        named = ", ".join(f"«{unit or 'không rõ'}»" for unit in units[:4])
        return f"Các dòng đã chọn theo đơn vị khác nhau ({named}), không so sánh được. {_CHOOSE}"
    measures = sorted({figure.measure for figure in figures}, key=len)
    shortest = fold(measures[0]).split()
    for other in measures:
        if not shortest or fold(other).split()[: len(shortest)] != shortest:
            named = f"«{measures[0] or 'không rõ'}» và «{other or 'không rõ'}»"
            return f"Các dòng đã chọn nói về nội dung khác nhau ({named}), không so sánh được. {_CHOOSE}"
    if any(not math.isfinite(figure.value) for figure in figures):
        return "Có số quá lớn, không vẽ được biểu đồ."
    return ""


def bars(figures: Sequence[Figure]) -> str:
    """A bar for each figure, in the order given, as long as its value is large beside the largest."""
    most = max(figure.value for figure in figures) or 1
    rows = "".join(
        f'<li><span class="who">{text(_who(figure, figures))}</span>'
        f'<span class="track"><span class="bar" style="width:{max(figure.value / most * 100, 0.5):.2f}%"></span></span>'
        f'<span class="much">{text(figure.written)}</span></li>'
        for figure in figures
    )
    notes = []
    if len({figure.period for figure in figures}) > 1:
        notes.append("các dòng không cùng năm")
    if any(figure.of is not None for figure in figures):
        notes.append("với tỷ số a/b, độ dài của cột là a")
    note = f'<p class="aside">Lưu ý: {"; ".join(notes)}.</p>' if notes else ""
    measure = min((figure.measure for figure in figures), key=len) or figures[0].unit
    return f'<h3>So sánh: {text(measure)}</h3><ul class="bars">{rows}</ul>{note}'


def line(label: str, points: Sequence[tuple[str, float]]) -> str:
    """Shares between 0 and 1 over time, each with what is shown when it is pointed at."""
    step = (_WIDTH - 2 * _EDGE) / max(1, len(points) - 1)
    places = [
        (_EDGE + n * step if len(points) > 1 else _WIDTH / 2, _EDGE / 2 + (1 - share) * (_HEIGHT - _EDGE))
        for n, (_, share) in enumerate(points)
    ]
    levels = [(share, _EDGE / 2 + (1 - share) * (_HEIGHT - _EDGE)) for share in (0, 0.5, 1)]
    grid = "".join(
        f'<line x1="{_EDGE}" x2="{_WIDTH - _EDGE / 2}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text x="2" y="{y + 4:.1f}">{share:.0%}</text>'
        for share, y in levels
    )
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5"><title>{text(said)}: {share:.1%}</title></circle>'
        for (x, y), (said, share) in zip(places, points, strict=True)
    )
    return (
        f'<svg class="line" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{text(label)}">'
        f'<g class="grid">{grid}</g><polyline points="{path}"/>{dots}</svg>'
    )


def _who(figure: Figure, figures: Sequence[Figure]) -> str:
    """What tells a bar from the others: its place, or else its year, or its file."""
    named = figure.place or figure.source
    alike = sum((other.place or other.source) == named for other in figures) > 1
    return f"{named} ({figure.years or figure.source})" if alike else named
