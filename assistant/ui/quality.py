"""The tab «Đánh giá»: how well a suite of questions is answered, over time, and what users thought of the answers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.answering.prose import plain
from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.records import Opinion
from assistant.ui import access
from assistant.ui.charts import line
from assistant.ui.events import QUICK, listen, live_html, number, only_for_editors, sent
from assistant.ui.markup import attributes, button, cell, moment, table, text
from assistant.ui.page import Page
from assistant.ui.progress import Stopped, Work, log_html

log = logging.getLogger(__name__)

_SHOWN = 60  # failures listed
_RATES = {
    "accuracy": "Trả lời đúng",
    "evidence_cited": "Dẫn đúng câu gốc",
    "citation_precision": "Nguồn dẫn là nguồn đúng",
    "citation_recall": "Dẫn đủ các nguồn cần dẫn",
    "abstention_precision": "Nói «không tìm thấy» đúng chỗ",
    "abstention_recall": "Không trả lời điều nguồn không nói",
}
_KINDS = {
    "abbreviation": "có viết tắt",
    "ambiguous": "chưa rõ nơi nào",
    "compare": "so sánh",
    "conflict": "nguồn nêu khác nhau",
    "date": "ngày tháng",
    "document": "văn bản",
    "entity": "tên gọi",
    "figure": "số liệu",
    "follow-up": "hỏi tiếp",
    "list": "liệt kê",
    "no-diacritics": "không dấu",
    "person": "người",
    "place": "nơi",
    "typo": "gõ sai",
    "unanswerable": "nguồn không nói",
    "unicode": "mã chữ khác",
    "yes-no": "có hay không",
}
# What `evals.metrics.judge` says is wrong, in Vietnamese.
_PROBLEMS = (
    (r"lacks (.*)", r"thiếu «\1»"),
    (r"says (.*)", r"nói \1 là sai"),
    (r"doesn't cite (.*)", r"không dẫn nguồn \1"),
    (r"cites none of (.*)", r"không dẫn nguồn nào trong: \1"),
    (r"evidence not quoted", "không dẫn đúng câu gốc"),
    (r"refused", "không trả lời"),
    (r"(\d+) characters, over (\d+)", r"dài \1 ký tự, quá \2"),
    (r"\w+ instead of not_found", "trả lời điều mà nguồn không nói"),
    (r"error: (.*)", r"lỗi: \1"),
)

Report = dict[str, Any]


def build(page: Page, tab: gr.Tab) -> None:
    """Adds the tab's content to the Blocks around it."""
    assistant, work = page.assistant, Work()
    start = live_html("run", ["run", "stop"])
    done = live_html("run-log")
    shown = live_html("quality", ["pick"])
    thought = live_html("opinions")

    def selected(request: gr.Request) -> tuple[str, str, str]:
        editor = access.role_of(request) == "editor"
        opinions = opinions_html(assistant.records.conversations.opinions()) if editor else ""
        return _start_html(assistant, work) if editor else "", runs_html(_history(assistant)), opinions

    def picked(event: gr.EventData) -> str:
        return runs_html(_history(assistant), number(sent(event), "run"))

    def run(request: gr.Request) -> Iterator[tuple[Any, Any, Any]]:
        only_for_editors(request)
        for said in _running(assistant, work):
            yield _start_html(assistant, work), said, gr.skip()
        yield _start_html(assistant, work), gr.skip(), runs_html(_history(assistant))

    def stop(request: gr.Request) -> None:
        only_for_editors(request)
        work.stop()

    tab.select(selected, None, [start, shown, thought], **QUICK)
    listen(start, "run", run, None, [start, done, shown], queue=True, concurrency_limit=1)
    listen(start, "stop", stop, None, None)
    listen(shown, "pick", picked, None, shown)


def runs_html(history: Sequence[Report], chosen: int = -1) -> str:
    """The accuracy over time, the runs, and what one of them (the last unless `chosen`) got wrong."""
    if not history:
        return '<p class="empty">Chưa có lần đánh giá nào.</p>'
    n = chosen if 0 <= chosen < len(history) else len(history) - 1
    points = [(moment(report["at"]), report["summary"]["accuracy"]["value"] or 0.0) for report in history]
    rows = [_run_row(i, report, i == n) for i, report in reversed(list(enumerate(history)))]
    head = (
        "Lần đánh giá",
        "Bộ câu hỏi",
        "Trả lời đúng",
        "Tỷ lệ",
        "Khoảng tin cậy 95%",
        "Thời gian (p95)",
        "Bộ phận viết",
    )
    return (
        f"<h2>Tỷ lệ trả lời đúng theo thời gian</h2>{line('Tỷ lệ trả lời đúng theo thời gian', points)}"
        f"{table('Các lần đánh giá', head, rows)}{_details(history[n])}"
    )


def opinions_html(opinions: Sequence[Opinion]) -> str:
    """What users thought, the latest first."""
    heading = "<h2>Ý kiến của người dùng</h2>"
    if not opinions:
        return heading + '<p class="empty">Chưa có ý kiến nào.</p>'
    said = {1: "Đúng, hữu ích", -1: "Sai hoặc thiếu", 0: "Ghi chú"}
    rows = (
        [cell(said[o.rating]), cell(o.question), cell(plain(o.answer)), cell(o.note), cell(moment(o.asked))]
        for o in opinions
    )
    return heading + table(
        "Ý kiến của người dùng", ("Ý kiến", "Câu hỏi", "Câu trả lời", "Ghi chú", "Lúc hỏi"), rows, "texts"
    )


def _running(assistant: Assistant, work: Work) -> Iterator[str]:
    """How far a run is, then how it ended. Its report is kept."""
    from evals import history, report, runner, suite  # only who measures needs them

    path = assistant.settings.suite or suite.SEEDS
    try:
        questions = suite.load(path)

        def examine(tell: Callable[[int], None]) -> runner.Run:
            return runner.examine(assistant, questions, tell)

        steps = work.watched(examine)
        try:
            while True:
                asked = next(steps) or 0
                yield log_html([], f"Đang hỏi câu {asked + 1} trong {len(questions)}…")
        except StopIteration as end:
            made = report.to_dict(end.value, path, assistant.settings.corpus)
        history.save(made, _folder(assistant))
    except Stopped:
        yield log_html([("done", "Đã dừng; lần đánh giá này không được lưu.")])
    except suite.SuiteError as error:
        yield log_html([("failed", text(_UNFIT.format(path.name, error)))])
    except (AssistantError, OSError) as error:
        log.warning("suite not run: %s", error)
        yield log_html([("failed", text(str(error)))])
    else:
        accuracy = made["summary"]["accuracy"]
        yield log_html([("done", f"Đã đánh giá xong: đúng {accuracy['hits']} trong {accuracy['n']} câu.")])


_UNFIT = (
    "Bộ câu hỏi «{}» không dùng được cho kho tài liệu này ({}). Hãy soạn bộ câu hỏi cho kho của đơn vị (mỗi dòng một "
    "câu, dạng JSONL) và nêu tệp đó ở thiết lập «suite»."
)


def _folder(assistant: Assistant) -> Path:
    return assistant.settings.store / "runs"


def _history(assistant: Assistant) -> list[Report]:
    from evals import history

    return history.load(_folder(assistant))


def _start_html(assistant: Assistant, work: Work) -> str:
    if work.running:
        return f'<p class="tools">{button("Dừng đánh giá", "stop")}</p>'
    slow = " Có mô hình ngôn ngữ nên có thể lâu." if assistant.model else ""
    note = f"Hỏi lần lượt các câu đã biết đáp án rồi chấm.{slow}"
    return f'<p class="tools">{button("Đánh giá ngay", "run")}<span class="made">{note}</span></p>'


def _run_row(n: int, report: Report, chosen: bool) -> list[str]:
    accuracy = report["summary"]["accuracy"]
    opens = attributes(
        type="button", class_="link", data_send="pick", data_run=n, aria_current="true" if chosen else None
    )
    return [
        f"<td><button{opens}>{text(moment(report['at']))}</button></td>",
        cell(f"{report['suite']}, {report['articles']} bài"),
        cell(f"{accuracy['hits']} / {accuracy['n']}"),
        cell(_percent(accuracy["value"])),
        cell(f"{_percent(accuracy['low'])} – {_percent(accuracy['high'])}"),
        cell(f"{report['milliseconds']['p95']:.0f} ms"),
        cell(report["model"] or "trích từ bài viết"),
    ]


def _details(report: Report) -> str:
    rates = [(_RATES[name], rate) for name, rate in report["summary"].items() if name in _RATES and rate["n"]]
    kinds = [(_KINDS.get(kind, kind), rate) for kind, rate in report["by_kind"].items()]
    wrong = [row for row in report["rows"] if not row["right"]]
    rated = "".join(
        table(title, (title, "Đạt", "Tỷ lệ"), (_rate_row(*rate) for rate in rated))
        for title, rated in (("Chỉ số", rates), ("Loại câu hỏi", kinds))
    )
    head = ("Câu hỏi", "Cần có", "Đã trả lời", "Chỗ sai")
    failures = table("Những câu chưa đạt", head, map(_failure_row, wrong[:_SHOWN]), "texts")
    return (
        f"<h2>Lần đánh giá {text(moment(report['at']))}: {len(wrong) or 'không có'} câu chưa đạt</h2>"
        f'{failures if wrong else ""}<div class="rates">{rated}</div>'
    )


def _rate_row(name: str, rate: dict[str, Any]) -> list[str]:
    return [cell(name), cell(f"{rate['hits']} / {rate['n']}"), cell(_percent(rate["value"]))]


def _failure_row(row: dict[str, Any]) -> list[str]:
    asked = " → ".join([*row["history"], row["question"]])
    expected = "không tìm thấy" if row["expected"] == "not_found" else row["expected"]
    return [
        cell(asked),
        cell(expected),
        cell(plain(row["answer"] or "")),
        cell("; ".join(map(_problem, row["problems"]))),
    ]


def _problem(said: str) -> str:
    for pattern, vietnamese in _PROBLEMS:
        if match := re.fullmatch(pattern, said, re.DOTALL):
            return match.expand(vietnamese)
    return said


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.1f}%".replace(".", ",")
