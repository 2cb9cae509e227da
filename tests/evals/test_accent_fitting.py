import gzip
import json
from pathlib import Path

import pytest

from evals import accent_fitting
from evals.accent_fitting import TextsError


def test_counts_what_stands_beside_what(tmp_path: Path) -> None:
    files = [tmp_path / "news.jsonl.gz", tmp_path / "questions.jsonl"]
    with gzip.open(files[0], "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": 1, "text": "Huyện có trường học. " * 60}) + "\n")
        file.write(json.dumps({"id": 2, "text": "A text of another language, été."}) + "\n")
    files[1].write_text(json.dumps({"question": "Huyện có bao nhiêu trường học?", "context": ""}), encoding="utf-8")
    counts = accent_fitting.count(files)
    assert counts.pairs["huyện", "có"] == 70  # a question counts ten times
    assert counts.syllables["bao"] == 10
    assert accent_fitting.save(counts, tmp_path / "made.tsv") == 5  # with the edges
    lines = (tmp_path / "made.tsv").read_text(encoding="utf-8").splitlines()
    assert "huyện\t70\tcó:70" in lines
    assert not any(line.startswith("bao") for line in lines)  # seldom seen


def test_says_how_many_syllables_get_their_accents_back() -> None:
    share, total = accent_fitting.share_right(["Có bao nhiêu người tham gia?", "Toyota"])
    assert (share, total) == (1.0, 7)


@pytest.mark.parametrize("line", ["{", "[]", '"text"'])
def test_a_file_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "Một"}\n' + line, encoding="utf-8")
    with pytest.raises(TextsError, match=r"bad\.jsonl:2"):
        accent_fitting.count([path])
    with pytest.raises(TextsError, match="lost"):
        accent_fitting.count([tmp_path / "lost.jsonl"])
