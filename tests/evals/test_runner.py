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
BROUGHT = {
    "id": "rieng",
    "kind": "figure",
    "pattern": "other-place",
    "question": "Năm 2020 huyện Lương Tài xây dựng được bao nhiêu cây cầu?",
    "files": {"cau.txt": ARTICLE.replace("17", "23")},
    "must": [["23 cây cầu"]],
    "must_not": ["17"],
    "sources": ["cau.txt"],
    "evidence": ["23 cây cầu"],
}
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
    assert "written by: llm 2; tokens: 2,400 in, 68 out" in result.output
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert (report["model"], report["written_by"]) == ("scripted", {"llm": 2})


def test_each_question_is_asked_within_its_own_files(run, tmp_path):
    other = BROUGHT | {"id": "khac", "files": {"cau.txt": ARTICLE.replace("17", "5")}, "must": [["5 cây cầu"]]}
    other["evidence"] = ["5 cây cầu"]
    result = run([BROUGHT, RIGHT, other], "--json", str(tmp_path / "r.json"))
    assert result.exit_code == 0, result.output
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert [row["right"] for row in report["rows"]] == [True, True, True], result.output
    assert {source for row in report["rows"] for source, _, _ in row["cited"]} == {"cau.txt"}
    assert report["by_pattern"]["other-place"]["hits"] == 2
    assert report["articles"] == 3


def test_further_articles_may_lie_beside(run, tmp_path):
    extra = tmp_path / "more"
    extra.mkdir()
    (extra / "giá.txt").write_text("Giá vàng\n\nGiá vàng ở Luân Đôn là 1.900 USD một ounce.\n", encoding="utf-8")
    out = tmp_path / "r.json"
    result = run(
        [RIGHT, UNANSWERABLE, UNANSWERABLE | {"id": "n2", "files": {"a.txt": ARTICLE}}],
        "--extra",
        str(extra),
        "--json",
        str(out),
    )
    assert result.exit_code == 0, result.output
    report = json.loads(out.read_text(encoding="utf-8"))
    assert (report["corpus"], report["articles"]) == ("corpus and more", 3)
    assert [row["right"] for row in report["rows"]] == [True, False, False]  # the further article does answer


def test_a_suite_that_brings_its_articles_needs_no_corpus(tmp_path):
    suite = tmp_path / "suite.jsonl"
    suite.write_text(json.dumps(BROUGHT), encoding="utf-8")
    result = CliRunner().invoke(app, ["run", "--suite", str(suite)])
    assert result.exit_code == 0, result.output
    assert "suite.jsonl over its own articles (1 articles)" in result.output
    assert "right 1 / 1" in result.output


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
