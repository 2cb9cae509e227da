import json

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from tests.model_server import serving

ARTICLE = """Huyện Lương Tài khánh thành cầu mới

Trong năm 2020, huyện Lương Tài xây dựng được 17 cây cầu.
"""
RIGHT = {
    "id": "cau",
    "kind": "figure",
    "question": "Năm 2020 huyện Lương Tài xây dựng được bao nhiêu cây cầu?",
    "must": [["17"]],
    "sources": ["cau.txt"],
    "evidence": ["17 cây cầu"],
}
WRONG = RIGHT | {"id": "sai", "kind": "date", "must": [["18"]]}
UNANSWERABLE = {"id": "na", "kind": "unanswerable", "question": "Giá vàng ở Luân Đôn là bao nhiêu?", "abstain": True}


@pytest.fixture
def run(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "cau.txt").write_text(ARTICLE, encoding="utf-8")

    def _run(questions, *arguments):
        suite = tmp_path / "suite.jsonl"
        suite.write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
        return CliRunner().invoke(app, ["run", "--suite", str(suite), "--corpus", str(corpus), *arguments])

    return _run


def test_a_run_is_printed_and_written(run, tmp_path):
    out = tmp_path / "runs" / "one.json"
    result = run([RIGHT, WRONG, UNANSWERABLE], "--json", str(out))
    assert result.exit_code == 0, result.output
    assert "✗ sai" in result.output
    report = json.loads(out.read_text(encoding="utf-8"))
    assert [row["right"] for row in report["rows"]] == [True, False, True]
    assert report["summary"]["accuracy"]["hits"] == 2
    assert report["summary"]["evidence_cited"]["value"] == 1
    assert report["machine"]["cores"] >= 1
    assert all(row["milliseconds"] > 0 for row in report["rows"])


def test_a_run_with_a_language_model_says_which_and_what_it_took(run, tmp_path, monkeypatch):
    with serving() as server:
        server.says("Năm 2020, huyện Lương Tài xây dựng được 17 cây cầu [1].")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("ASSISTANT_LLM_MODEL", "scripted")
        result = run([RIGHT, UNANSWERABLE], "--engine", "llm", "--json", str(tmp_path / "r.json"))
    assert "engine llm, model scripted" in result.output
    assert "written by: llm 1, extractive 1; tokens: 1,200 in, 34 out" in result.output
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert (report["model"], report["written_by"]) == ("scripted", {"llm": 1, "extractive": 1})


def test_too_low_an_accuracy_exits_1(run):
    assert run([RIGHT, WRONG], "--min-accuracy", "0.6").exit_code == 1
    assert run([RIGHT, WRONG], "--min-accuracy", "0.6", "--exclude-kinds", "date").exit_code == 0


def test_questions_may_be_asked_without_accents(run, tmp_path):
    result = run([RIGHT], "--strip-accents", "--json", str(tmp_path / "r.json"), "--store", str(tmp_path / "store"))
    assert result.exit_code == 0, result.output
    [row] = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["rows"]
    assert row["question"] == "Nam 2020 huyen Luong Tai xay dung duoc bao nhieu cay cau?"
    assert row["expected"] == "17 (cau.txt)"
    assert (tmp_path / "store").is_dir()


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (RIGHT | {"sources": ["khac.txt"]}, "cau: the corpus has no khac.txt"),
        (RIGHT | {"evidence": ["19 cây cầu"]}, "cau: evidence stands in none of its sources: 19 cây cầu"),
    ],
)
def test_a_suite_for_another_corpus_is_bad_input(run, question, says):
    result = run([question])
    assert result.exit_code == 2
    assert says in result.output


def test_a_missing_corpus_is_bad_input(run, tmp_path):
    result = run([RIGHT], "--corpus", str(tmp_path / "nowhere"))
    assert result.exit_code == 2
    assert "nowhere" in result.output
    assert "Traceback" not in result.output
