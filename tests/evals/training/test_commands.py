from __future__ import annotations

from typer.testing import CliRunner

from evals.__main__ import app


def test_training_further_needs_an_end(tmp_path):
    said = CliRunner().invoke(app, ["train-reader", str(tmp_path / "out.pt"), "--from", str(tmp_path / "w.pt")])
    assert said.exit_code == 2 and "--minutes or --tokens" in said.stderr


def test_reading_alone_needs_what_is_read():
    said = CliRunner().invoke(app, ["bench-reading"])
    assert said.exit_code == 2 and "--given or --paragraphs" in said.stderr


def test_reading_alone_names_a_file_that_is_not_there(tmp_path):
    said = CliRunner().invoke(app, ["bench-reading", "--given", str(tmp_path / "q.jsonl"), str(tmp_path / "a.jsonl")])
    assert said.exit_code == 2 and "q.jsonl: can't be read" in said.stderr


def test_reading_alone_prints_a_row_for_a_set(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        '{"id": "x", "sentences": ["Xã Nà Hoang tổng kết năm 2022", "Năm 2022, xã Nà Hoang xảy ra 14 vụ việc."]}'
    )
    (tmp_path / "q.jsonl").write_text(
        '{"set": "d99", "article": "x", "kind": "figure", "question": "Năm 2022, Nà Hoang có bao nhiêu vụ việc?", '
        '"sentences": [1], "answers": ["14 vụ việc"]}'
    )
    said = CliRunner().invoke(app, ["bench-reading", "--given", str(tmp_path / "q.jsonl"), str(tmp_path / "a.jsonl")])
    assert said.exit_code == 0
    assert [cell.strip() for cell in said.stdout.split("d99")[1].split("│")[1:4]] == ["1", "1.000", "1.000"]
