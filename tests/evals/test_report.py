import io
import json

import pytest
from rich.console import Console
from typer.testing import CliRunner

from assistant.answering.answer import Answer, Citation
from evals.__main__ import app
from evals.metrics import Judgement, judge
from evals.report import Comparison, ReportError, compare, overall, read, show, to_dict
from evals.runner import Row, Run
from evals.suite import SEEDS, Question

TEXTS = {"a.txt": "Xã có 43 tổ tự quản."}
ANSWER = Answer("?", "Xã có **43 tổ** [1].", "answered", (Citation(1, "x", "a.txt", "A", None, TEXTS["a.txt"], 0, 20),))


@pytest.fixture
def report(tmp_path):
    right = Question(id="right", kind="figure", question="Bao nhiêu tổ?", must=(("43",),), sources=("a.txt",))
    wrong = right.model_copy(
        update={"id": "wrong", "must": (("51",),), "history": ("Xã nào?",), "pattern": "like-figures"}
    )
    rows = [Row(q, ANSWER, judge(q, ANSWER, TEXTS), ms) for q, ms in ((right, 10.0), (wrong, 20.0))]
    machine = {"cores": 2, "python": "3.11", "peak_megabytes": 640}
    return to_dict(Run("auto", None, 1, machine, rows), SEEDS, tmp_path)


def file_of(report, path):
    path.write_text(json.dumps(report), encoding="utf-8")
    return path


def with_right(report, **right):
    rows = [row | {"right": right[row["id"]]} for row in report["rows"] if row["id"] in right]
    return report | {"rows": rows}


def test_the_report_has_the_rates_the_times_and_every_question(report):
    assert report["summary"]["accuracy"] == {"value": 0.5, "hits": 1, "n": 2, "low": 0.0945, "high": 0.9055}
    assert report["by_kind"]["figure"]["n"] == 2
    assert report["by_pattern"] == {
        "like-figures": {"value": 0.0, "hits": 0, "n": 1, "low": 0.0, "high": 0.7935, "refused": 0}
    }
    assert report["milliseconds"] == {"p50": 15.0, "p95": 19.5}
    assert report["rows"][1]["problems"] == ["lacks 51"]
    assert report["rows"][1]["cited"] == [["a.txt", 0, 20]]


def test_a_failure_is_shown_with_what_was_asked_expected_and_answered(report):
    console = Console(width=200, record=True, file=io.StringIO())
    show(report, console)
    shown = console.export_text()
    for said in (
        "✗ wrong",
        "lacks 51",
        "Xã nào?",
        "Bao nhiêu tổ?",
        "51 (a.txt)",
        "[answered] Xã có **43 tổ** [1].",
        "cores 2",
        "like-figures",
        "answerable refused 0 / 2 (0.000)",
    ):
        assert said in shown
    assert "✗ right" not in shown


def test_all_is_said_on_one_line(report):
    assert overall(report) == (
        "right 1 / 2 (0.500), abstained of the unanswerable 0 / 0, answerable refused 0 / 2 (0.000); "
        "a question takes p50 15.0 ms, p95 19.5 ms; at most 640 MB"
    )


def test_the_corpus_of_a_run_is_named(tmp_path):
    rows = [
        Row(Question(id="a", kind="k", question="?", abstain=True), None, Judgement((), True, frozenset(), None), 1)
    ]
    made = Run("auto", None, 1, {}, rows)
    assert to_dict(made, SEEDS, None)["corpus"] == "its own articles"
    assert to_dict(made, SEEDS, tmp_path / "news", tmp_path / "more")["corpus"] == "news and more"


def test_compare_names_what_became_of_each_question(report):
    assert compare(report, with_right(report, right=False, wrong=True)) == Comparison(["right"], ["wrong"], [], [])
    assert compare(report, with_right(report, right=True)) == Comparison([], [], ["wrong"], [])
    assert compare(with_right(report, right=True), report) == Comparison([], [], [], ["wrong"])


def test_compare_exits_1_on_a_regression_only(report, tmp_path):
    old = file_of(report, tmp_path / "old.json")
    worse = file_of(with_right(report, right=False, wrong=False), tmp_path / "worse.json")
    assert CliRunner().invoke(app, ["compare", str(old), str(old)]).exit_code == 0
    result = CliRunner().invoke(app, ["compare", str(old), str(worse)])
    assert result.exit_code == 1
    assert "✗ right" in result.output
    assert "1 worse, 0 better" in result.output


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"rows": 3}', '{"rows": [{}]}', '{"rows": ["x"]}'])
def test_another_file_is_not_a_report(tmp_path, text):
    (tmp_path / "r.json").write_text(text)
    with pytest.raises(ReportError, match=r"r\.json: not a report"):
        read(tmp_path / "r.json")


def test_bad_input_exits_2_with_a_message(tmp_path):
    (tmp_path / "s.jsonl").write_text("{", encoding="utf-8")
    for arguments in (
        ["run", "--suite", str(tmp_path / "s.jsonl")],
        ["run", "--suite", str(tmp_path / "missing.jsonl")],
        ["run", "--kinds", "nonsense"],
        ["run", "--min-accuracy", "2"],
        ["compare", str(tmp_path / "missing.json"), str(tmp_path / "missing.json")],
    ):
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 2, result.output
        assert result.output.strip()
        assert "Traceback" not in result.output
