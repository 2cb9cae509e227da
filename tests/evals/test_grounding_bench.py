from __future__ import annotations

import random

from typer.testing import CliRunner

from assistant.corpus import load_bytes
from evals.__main__ import app
from evals.perturbation import KINDS, Edit, World, edits
from evals.plausibility import may_be_true
from tests import articles

HOA_LAM = load_bytes(articles.ARTICLES["hoa-lam.txt"].encode(), "hoa-lam.txt")
SUITE = '{"id": "a", "kind": "figure", "question": "Huyện Hoa Lâm có bao nhiêu mô hình tự quản?", "must": [["12"]], "sources": ["hoa-lam.txt"]}\n'  # noqa: E501


def test_edits_change_one_thing_and_are_the_same_every_time() -> None:
    text = "Năm 2021, Hoa Lâm nhận gần 150 nguồn tin [1]."
    world = World(HOA_LAM.text, ("Lê Minh Khôi",), ("Hoa Lâm", "Tân Thượng"))
    made = list(edits(text, world, random.Random(1), 3))
    assert {"digit", "swap", "qualifier", "year"} <= {edit.kind for edit in made} <= set(KINDS)
    assert all(edit.of(text) != text and edit.of(text).endswith("[1].") for edit in made)
    assert made == list(edits(text, world, random.Random(1), 3))


def test_a_change_that_the_text_bears_out_may_be_true() -> None:
    text = "Hoa Lâm có 5 cá nhân được tặng giấy khen [1]."
    start = text.index("5")
    assert may_be_true(text, Edit("swap", start, start + 1, "11"), HOA_LAM, [])
    assert not may_be_true(text, Edit("swap", start, start + 1, "64"), HOA_LAM, [])


def test_the_bench_prints_a_row_for_every_kind(tmp_path) -> None:
    corpus = articles.write(tmp_path / "corpus")
    suite = tmp_path / "suite.jsonl"
    suite.write_text(SUITE, "utf-8")
    result = CliRunner().invoke(app, ["bench-grounding", "--suite", str(suite), "--corpus", str(corpus)])
    assert result.exit_code == 0, result.output
    assert all(kind in result.output for kind in (*KINDS, "answers", "rows", "clauses"))


def test_a_suite_without_its_corpus_exits_2(tmp_path) -> None:
    result = CliRunner().invoke(app, ["bench-grounding", "--suite", "a", "--suite", "b", "--corpus", str(tmp_path)])
    assert result.exit_code == 2
    assert "a --corpus of its own" in result.output
