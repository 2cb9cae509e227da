import json
from dataclasses import replace

import numpy as np

from evals.fitting import Example, Fit, Judged, learned, validated


def examples(n: int) -> list[Example]:
    """Questions whose right sentence has the highest first number; the second is noise."""
    noise = np.random.default_rng(0)
    made = []
    for i in range(n):
        numbers = noise.random((6, 2))
        made.append(Example("made up", f"title {i % 7}", numbers, numbers[:, 0] == numbers[:, 0].max()))
    return made


def test_learns_which_number_tells_the_right_sentence():
    first, noise = learned(examples(80))
    assert first > 3 and abs(noise) < first / 5


def test_questions_without_a_right_sentence_count_but_teach_nothing():
    known = examples(40)
    lost = Example("made up", "title 0", np.ones((3, 2)), np.zeros(3, dtype=bool))
    assert np.allclose(learned(known), learned([*known, lost]))
    nothing = Example("made up", "title 1", np.ones((0, 2)), np.zeros(0, dtype=bool))
    judged = validated([*known, lost, nothing])["made up"]
    assert judged.n == 42 and judged.first == validated(known)["made up"].first


def test_cross_validation_finds_what_can_be_found():
    judged = validated(examples(80))["made up"]
    assert judged.first > 70 and judged.three == judged.n == 80


def test_no_number_speaks_against_a_sentence():
    contrary = [replace(example, numbers=-example.numbers) for example in examples(40)]
    assert learned(contrary)[0] == 0


def test_a_saved_fit_says_how_it_was_come_by(tmp_path):
    Fit({"own": 1.23456}, {"a benchmark": Judged(first=8, three=9, n=10)}).save(tmp_path / "weights.json")
    made = json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert made["weights"] == {"own": 1.2346}
    assert made["fitted on, cross-validated"] == {"a benchmark": {"questions": 10, "right first": 0.8, "in three": 0.9}}
