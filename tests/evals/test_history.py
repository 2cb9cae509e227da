import pytest

from evals.history import load, save

REPORT = {"suite": "a.jsonl", "rows": [{"id": "x", "right": True}]}


def test_reports_are_kept_with_their_time_oldest_first(tmp_path):
    save(REPORT, tmp_path / "runs")
    save({**REPORT, "suite": "b.jsonl"}, tmp_path / "runs")
    first, second = load(tmp_path / "runs")
    assert (first["suite"], second["suite"]) == ("a.jsonl", "b.jsonl")
    assert first["at"] <= second["at"]
    assert [report["suite"] for report in load(tmp_path / "runs", most=1)] == ["b.jsonl"]


def test_no_folder_is_no_history(tmp_path):
    assert load(tmp_path / "runs") == []


@pytest.mark.parametrize(
    "text", ["", "{}", '{"rows": []}', '{"rows": [], "at": 3}', '{"rows": [], "at": "soon"}', "[]"]
)
def test_what_is_no_report_is_left_out(tmp_path, text):
    save(REPORT, tmp_path)
    (tmp_path / "other.json").write_text(text)
    assert len(load(tmp_path)) == 1
