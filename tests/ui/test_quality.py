import html
import re

from assistant.records import Opinion
from assistant.ui.quality import opinions_html, runs_html


def rate(hits, n):
    return {"value": hits / n if n else None, "hits": hits, "n": n, "low": 0.2, "high": 0.9}


def report(hits, rows=(), **fields):
    return {
        "at": "2026-03-08T14:05:09",
        "suite": "seeds.jsonl",
        "articles": 5,
        "model": None,
        "milliseconds": {"p50": 20.0, "p95": 71.2},
        "summary": {"accuracy": rate(hits, 4), "evidence_cited": rate(0, 0)},
        "by_kind": {"figure": rate(hits, 4), "riddle": rate(0, 1)},
        "rows": list(rows),
        **fields,
    }


def failure(**fields):
    row = {"id": "x", "right": False, "history": ["Một?"], "question": "Còn hai?", "expected": "270 (a.txt)"}
    return {**row, "answer": "Có **3** [1].", "problems": ["lacks 270", "doesn't cite a.txt"], **fields}


def text(markup):
    return html.unescape(re.sub(r"<[^>]*>", "|", markup))


def test_runs_are_listed_the_last_first_with_the_accuracy_over_time():
    shown = runs_html([report(2), report(3, at="2026-03-09T08:00:00", model="qwen")])
    assert shown.count("<circle") == 2
    assert text(shown).index("08:00 09/03/2026|") < text(shown).index("14:05 08/03/2026||")
    assert "3 / 4||75,0%||20,0% – 90,0%||71 ms||qwen" in text(shown)
    assert "trích từ bài viết" in shown


def test_the_failures_of_the_chosen_run_are_in_vietnamese():
    history = [report(3, [failure()]), report(4)]
    assert "không có câu chưa đạt" in runs_html(history)
    shown = text(runs_html(history, 0))
    assert "1 câu chưa đạt" in shown
    assert "Một? → Còn hai?||270 (a.txt)||Có 3 [1].||thiếu «270»; không dẫn nguồn a.txt" in shown
    assert "số liệu||3 / 4" in shown
    assert "riddle" in shown


def test_a_question_that_should_not_be_answered_or_got_an_error_is_said_so():
    rows = [
        failure(expected="not_found", problems=["answered instead of not_found"]),
        failure(answer=None, problems=["error: Bận."]),
    ]
    shown = text(runs_html([report(2, rows)]))
    assert "|không tìm thấy||Có 3 [1].||trả lời điều mà nguồn không nói|" in shown
    assert "|lỗi: Bận.|" in shown


def test_no_run_yet():
    assert "Chưa có lần đánh giá nào" in runs_html([])


def test_opinions_are_listed_as_text():
    shown = opinions_html([Opinion("<b>Gì?", "Có **3**.", -1, "<script>", "2026-03-08T14:05:09")])
    assert "Sai hoặc thiếu||&lt;" not in shown
    assert "|<b>Gì?||Có 3.||<script>||14:05 08/03/2026|" in text(shown)
    assert "<script" not in shown and "<b>" not in shown
    assert "Chưa có ý kiến nào" in opinions_html([])
