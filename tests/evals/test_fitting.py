import json

import numpy as np

from evals.fitting import Example, Fit, learned, validated


def examples(n: int) -> list[Example]:
    """Questions whose right sentence has the highest first number; the second is noise."""
    noise = np.random.default_rng(0)
    made = []
    for i in range(n):
        numbers = noise.random((6, 2))
        made.append(Example(f"title {i % 7}", numbers, numbers[:, 0] == numbers[:, 0].max()))
    return made


def test_learns_which_number_tells_the_right_sentence():
    first, noise = learned(examples(80))
    assert first > 3 and abs(noise) < first / 5


def test_questions_without_a_right_sentence_count_but_teach_nothing():
    known = examples(40)
    lost = Example("title 0", np.ones((3, 2)), np.zeros(3, dtype=bool))
    assert np.allclose(learned(known), learned([*known, lost]))
    assert validated(known) == validated([*known, lost])


def test_cross_validation_finds_what_can_be_found():
    first, three = validated(examples(80))
    assert first > 70 and three == 80


def test_a_saved_fit_says_how_it_was_come_by(tmp_path):
    Fit({"own": 1.23456}, 0.8, 0.9, 10).save("a benchmark", tmp_path / "weights.json")
    made = json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert made["weights"] == {"own": 1.2346}
    assert made["fitted on"] == "a benchmark" and made["questions"] == 10
