"""Run where PyTorch is installed (`pip install '.[train]'`)."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from evals.training import loop  # noqa: E402
from evals.training.courses import Course  # noqa: E402
from evals.training.examples import Example, Label, example, written  # noqa: E402
from evals.training.loop import Limit, collated, losses, train  # noqa: E402
from evals.training.network import Network  # noqa: E402
from tests.evals.training.made_up import ARTICLES, QUESTIONS  # noqa: E402


def pool(number: int = 0) -> list[Example]:
    return written(ARTICLES, QUESTIONS, random.Random(number), beside=0, other=0)


ONCE = Course(rate=2e-4, heads=5, warm=1, batch=600, pools=1, selective=False, pool=pool)


def test_a_batch_has_what_is_to_be_said():
    one = example("Mấy vụ?", "", "Có 12 vụ.", [(3, 5)], Label.SPAN)
    none = example("Mấy người và mấy vụ?", "", "Có 12 vụ.", [], Label.NONE)
    assert one and none
    words, att, seg, start, end, inside, label, several = collated([one, none])
    assert words.shape == (2, len(none.ids), 384) and att.sum(1).tolist() == [len(one.ids), len(none.ids)]
    assert start.tolist() == [one.spans[0][0], 0] and end.tolist() == [one.spans[0][1], 0]
    assert inside.sum(1).tolist() == [one.spans[0][1] - one.spans[0][0] + 1, 0]
    assert label.tolist() == [1, 0] and several.tolist() == [0, 0] and seg.max() == 2


def test_training_learns_and_leaves_only_the_weights(tmp_path):
    torch.manual_seed(0)
    said: list[str] = []
    before = float(losses(Network(), pool()).mean().detach())
    train(tmp_path / "w.pt", replace(ONCE, pools=4), say=said.append)
    network = Network()
    network.load(tmp_path / "w.pt")
    assert float(losses(network, pool()).mean().detach()) < before
    assert len(said) == 4 and said[0].startswith("pool 0, round 1 of 1: ")
    assert [path.name for path in tmp_path.iterdir()] == ["w.pt"]


def test_interrupted_it_goes_on_where_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(loop, "_SAVED", 0)

    def broken(number: int) -> list[Example]:
        if number == 1:
            raise KeyboardInterrupt
        return pool(number)

    with pytest.raises(KeyboardInterrupt):
        train(tmp_path / "w.pt", replace(ONCE, pools=2, pool=broken))
    assert (tmp_path / "w.pt.state").exists()
    said: list[str] = []
    train(tmp_path / "w.pt", replace(ONCE, pools=2), say=said.append)
    assert len(said) == 1 and said[0].startswith("pool 1, round 1 of 1: ") and " 2 steps" in said[0]
    assert not (tmp_path / "w.pt.state").exists()


def test_a_limit_of_tokens_or_minutes_ends_it(tmp_path):
    said: list[str] = []
    endless = replace(ONCE, pools=None)
    train(tmp_path / "w.pt", endless, limit=Limit(tokens=1), say=said.append)
    train(tmp_path / "w.pt", endless, limit=Limit(minutes=1e-6), say=said.append)
    assert [" 1 steps" in said[0], " 0 steps" in said[1]] == [True, True]
    with pytest.raises(ValueError, match="limit"):
        train(tmp_path / "w.pt", endless)


def test_of_a_selective_course_only_what_is_read_worst_is_learned(tmp_path):
    said: list[str] = []
    many = replace(ONCE, selective=True, pool=lambda number: pool() * 5)
    train(tmp_path / "w.pt", many, say=said.append)
    learned = int(said[0].split(": ")[1].split()[0])
    assert 0.3 * 5 * len(pool()) <= learned < 0.7 * 5 * len(pool())


def test_a_label_of_yes_or_no_weighs_double():
    network = Network()
    yes = next(one for one in pool() if one.label == Label.YES)
    with torch.no_grad():
        for parameter in network.cls.parameters():
            parameter.zero_()  # all labels are as likely
        said, span = losses(network, [yes, replace(yes, label=Label.SPAN)]).tolist()
    assert said - span == pytest.approx(0.5 * np.log(4), abs=1e-3)
