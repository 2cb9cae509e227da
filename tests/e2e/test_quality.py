"""The tab «Đánh giá» in a real browser."""

import json

import pytest

pytestmark = pytest.mark.e2e

BRIDGES = {
    "id": "a",
    "kind": "figure",
    "question": "Lương Tài xây dựng bao nhiêu cây cầu dân sinh?",
    "must": [["17"]],
    "sources": ["cau.txt"],
}
TREES = BRIDGES | {
    "id": "b",
    "question": "Bình Phú trồng bao nhiêu cây xanh?",
    "must": [["<b>999"]],
    "sources": ["cau-xa.txt"],
}


def test_a_suite_is_run_and_its_failures_shown(page, assistant, tmp_path, monkeypatch):
    path = tmp_path / "bo.jsonl"
    path.write_text("\n".join(map(json.dumps, [BRIDGES, TREES])), encoding="utf-8")
    monkeypatch.setattr(assistant.settings, "suite", path)
    page.get_by_role("tab", name="Đánh giá").click()
    page.get_by_role("button", name="Đánh giá ngay").click()
    page.get_by_text("đúng 1 trong 2 câu").wait_for()
    failures = page.get_by_role("region", name="Những câu chưa đạt")
    assert "thiếu «<b>999»" in failures.inner_text()
    assert page.locator("#quality svg circle").count() >= 1


def test_a_suite_for_other_articles_is_named_with_what_to_do(page):
    page.get_by_role("tab", name="Đánh giá").click()
    page.get_by_role("button", name="Đánh giá ngay").click()
    page.get_by_text("Bộ câu hỏi «seeds.jsonl» không dùng được cho kho tài liệu này").wait_for()


def test_a_run_is_stopped_and_leaves_the_history_as_it_was(page, assistant, tmp_path, monkeypatch):
    path = tmp_path / "bo.jsonl"
    path.write_text("\n".join(json.dumps(BRIDGES | {"id": str(n)}) for n in range(400)), encoding="utf-8")
    monkeypatch.setattr(assistant.settings, "suite", path)
    page.get_by_role("tab", name="Đánh giá").click()
    page.locator("#quality").wait_for()
    before = page.locator("#quality").inner_text()
    page.get_by_role("button", name="Đánh giá ngay").click()
    page.get_by_text("Đang hỏi câu").wait_for()
    page.get_by_role("button", name="Dừng đánh giá").click()
    page.get_by_text("Đã dừng; lần đánh giá này không được lưu.").wait_for()
    page.get_by_role("button", name="Đánh giá ngay").wait_for()
    assert page.locator("#quality").inner_text() == before
