import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from evals import benchmark, benchmark_report
from evals.__main__ import app

PARAGRAPHS = [
    {"id": 4, "title": "Cầu_Lương_Tài", "text": "Cầu Lương Tài dài 320 m. Cầu được khánh thành ngày 12/5/1998."},
    {"id": 7, "title": "Chè", "text": "Cây chè ưa đất chua. Vùng chè Tân Cương thu hoạch 45 tấn búp năm 2003."},
    {"id": 9, "title": "Hồ", "text": "Hồ Núi Cốc nằm ở phía tây. Mặt hồ rộng 25 km²."},
]
QUESTIONS = [
    {"id": "dài", "question": "Cầu Lương Tài dài bao nhiêu mét?", "paragraph": 4, "answers": ["320 m", "320"]},
    {"id": "chè", "question": "Vùng chè Tân Cương thu hoạch bao nhiêu tấn búp?", "paragraph": 7, "answers": ["45"]},
    {"id": "không", "question": "Ai là tổng thống nước Pháp?", "paragraph": 9, "answers": []},
]


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "made_up"
    path.mkdir()
    write(path / "paragraphs.jsonl", PARAGRAPHS)
    write(path / "questions.jsonl", QUESTIONS)
    return path


def write(path, lines):
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n", encoding="utf-8")


def bench(*arguments):
    return CliRunner().invoke(app, ["bench-reading", *map(str, arguments)])


def test_a_benchmark_is_measured_printed_and_written(folder, tmp_path):
    out, store = tmp_path / "reports" / "one.json", tmp_path / "kept"
    result = bench(folder, "--json", out, "--store", store)
    assert result.exit_code == 0, result.output
    assert "made_up: 3 questions over 3 paragraphs" in result.output
    made = json.loads(out.read_text(encoding="utf-8"))
    measures = made["measures"]
    assert measures["right paragraph first"] == pytest.approx(
        {"value": 1.0, "low": 0.342, "high": 1.0, "n": 2}, abs=1e-3
    )
    assert measures["end to end: answer in first sentence"]["value"] == 1
    assert measures["paragraph given: answer in first sentence"]["value"] == 1
    assert measures["refused, has none"]["value"] == 1
    assert measures["confidence: area under ROC"]["value"] == 1
    assert made["machine"]["cores"] >= 1
    first = made["rows"][0]
    assert first["found"]["first"] == "Cầu Lương Tài dài 320 m."
    assert first["found"]["short"] == "320 m"
    assert first["found"]["f1"] == 1

    kept = list(store.iterdir())
    assert bench(folder, "--store", store).exit_code == 0
    assert list(store.iterdir()) == kept


def test_fewer_questions_are_taken_evenly_and_may_be_asked_without_accents(folder, tmp_path):
    out = tmp_path / "one.json"
    result = bench(folder, "--limit", 2, "--strip-accents", "--json", out)
    assert result.exit_code == 0, result.output
    assert "asked without accents" in result.output
    made = json.loads(out.read_text(encoding="utf-8"))
    assert [row["question"]["id"] for row in made["rows"]] == ["dài", "chè"]
    assert made["measures"]["right paragraph first"]["value"] == 1
    assert "refused, has none" not in made["measures"]


def test_an_absent_folder_exits_2_and_says_where_the_data_is(tmp_path):
    result = bench(tmp_path / "none")
    assert result.exit_code == 2
    assert "xquad.vi.json" in result.output


def test_a_report_that_cannot_be_written_exits_2(folder, tmp_path):
    result = bench(folder, "--limit", 1, "--json", tmp_path)
    assert result.exit_code == 2
    assert "can't be written" in result.output


@pytest.mark.parametrize(
    ("said", "answer", "f1"),
    [
        ("320 m", "320 m.", 1),
        ("Hoà Bình", "hòa bình", 1),
        ("1950–1960", "1950-1960", 1),
        ("ngày 12 tháng 5", "12 tháng 5", 6 / 7),
        ("dài 320 m", "45 tấn", 0),
        ("", "", 1),
    ],
)
def test_overlap_counts_syllables(said, answer, f1):
    assert benchmark.overlap(said, answer) == pytest.approx(f1)


@given(st.text(max_size=40), st.text(max_size=40))
def test_overlap_is_a_share_and_the_same_both_ways(one, other):
    assert 0 <= benchmark.overlap(one, other) == benchmark.overlap(other, one) <= 1
    assert benchmark.overlap(one, one) == 1


def test_an_answer_is_not_held_by_a_longer_number():
    assert benchmark.holds("Có  24 lần.", ["có 24 lần"])
    assert not benchmark.holds("Năm 1924.", ["24"])


def test_separation_is_how_often_the_answerable_is_surer():
    assert benchmark_report.separation([0.9, 0.5], [0.1, 0.5]).value == pytest.approx(3.5 / 4)
    assert benchmark_report.separation([], [0.5]).value is None


def test_a_measure_of_nothing_has_no_value():
    assert benchmark_report.share([]) == benchmark_report.mean([]) == benchmark_report.Measure(None, 0.0, 1.0, 0)
