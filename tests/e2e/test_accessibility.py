"""axe-core finds no serious violation, in light and dark, wide and narrow; its rules are those of WCAG 2.2 AA."""

import os
from pathlib import Path

import pytest

from tests.e2e.conftest import BRIDGES, ask

pytestmark = pytest.mark.e2e

# Put there by `make axe` (npm); not among our files, for its licence is the MPL 2.0.
AXE = Path(__file__).parents[2] / "build/axe/package/axe.min.js"
TABS = {"Bảng số liệu": "#figures", "Kho tài liệu": "#coverage", "Hội thoại": "#conversations", "Đánh giá": "#run"}


@pytest.fixture(scope="module")
def axe():
    """The source of axe-core. A developer may have none; CI must."""
    if not AXE.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{AXE} is missing (make axe, which needs npm)")
    return AXE.read_text(encoding="utf-8")


def violations(page, axe):
    """What is serious or critical, each with the first place where it is."""
    page.evaluate(axe)
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]} {one['nodes'][0]['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_no_tab_has_a_serious_violation(page, axe, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900 if width > 390 else 844})
    page.reload()
    page.locator(".welcome").wait_for()
    assert violations(page, axe) == []
    ask(page, BRIDGES).get_by_role("button", name="hữu ích").click()
    page.get_by_label("Ghi chú thêm").wait_for()
    ask(page, "Có gì ở Sao Hỏa năm 1900?")
    assert violations(page, axe) == []
    page.locator(".chip").first.click()
    page.locator("#panel mark.figure").wait_for()
    assert violations(page, axe) == []
    page.keyboard.press("Escape")
    for name, shown in TABS.items():
        page.get_by_role("tab", name=name).click()
        page.locator(shown).wait_for()
        page.wait_for_timeout(300)
        assert (name, violations(page, axe)) == (name, [])
    page.get_by_role("tab", name="Hội thoại").click()
    page.locator("#conversations button", has_text="Xóa").first.click()
    page.get_by_role("dialog").wait_for()
    assert violations(page, axe) == []
