"""Training: from pools of examples to weights, within some minutes or tokens; interrupted, it goes on where it was."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from assistant.encoder import PAD, rows
from evals.training.courses import Course
from evals.training.examples import Example, Label, batches
from evals.training.network import HEADS, Network

_ROUND = 1600  # examples that are learned, or chosen from, at once
_WORST, _REST = 0.33, 0.1  # of a round, this share that is read worst is learned, and of the others this one
_DECAY, _CLIP = 0.01, 1.0
_SAVED = 300  # seconds after which the state is saved
_SEED = 77
# 16 bits are twice as fast where the processor has them, and far slower where it hasn't.
_HALF = any(torch.cpu.get_capabilities().get(name) for name in ("avx512_bf16", "amx_bf16"))


@dataclass(frozen=True, slots=True)
class Limit:
    """How long to train: until one of them is spent; None: no limit."""

    minutes: float | None = None
    tokens: int | None = None


@dataclass
class Spent:
    """How far training has come; `pool` and `round` are the ones to come next."""

    seconds: float = 0.0
    tokens: int = 0
    steps: int = 0
    pool: int = 0
    round: int = 0


def train(
    out: Path, course: Course, start: Path | None = None, limit: Limit | None = None, say: Callable[[str], None] = print
) -> None:
    """Train from the encoder's weights, or from those of `start`, and write `out`.

    Beside it lies `out`.state until training is finished: where there is one already, training goes on from there. A
    line is said for each round. Raises OSError, RuntimeError where weights don't fit, and ValueError for no end.
    """
    limit = limit or Limit()
    if course.pools is None and limit.minutes is None and limit.tokens is None:
        raise ValueError("a course that doesn't end by itself needs a limit")
    training = _Training(out, course, start, limit, say)
    training.run()


class _Training:
    def __init__(self, out: Path, course: Course, start: Path | None, limit: Limit, say: Callable[[str], None]) -> None:
        torch.manual_seed(_SEED)
        self.out, self.course, self.limit, self.say = out, course, limit, say
        self.network = Network()
        if start:
            self.network.load(start)
        heads = [p for name, p in self.network.named_parameters() if name.split(".")[0] in HEADS]
        layers = [p for name, p in self.network.named_parameters() if name.split(".")[0] not in HEADS]
        groups = [{"params": layers, "lr": course.rate}, {"params": heads, "lr": course.rate * course.heads}]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=_DECAY, fused=True)
        self.rates = [group["lr"] for group in self.optimiser.param_groups]
        self.spent = Spent()
        self.state = out.with_name(f"{out.name}.state")
        if self.state.exists():
            held: dict[str, Any] = torch.load(self.state)
            self.network.load_state_dict(held["network"])
            self.optimiser.load_state_dict(held["optimiser"])
            self.spent = Spent(**held["spent"])
        self.began = time.monotonic() - self.spent.seconds
        self.saved = time.monotonic()

    def run(self) -> None:
        spent = self.spent
        while self.course.pools is None or spent.pool < self.course.pools:
            pool = self.course.pool(spent.pool)
            rounds = [pool[at : at + _ROUND] for at in range(0, len(pool), _ROUND)]
            while spent.round < len(rounds):
                self._round(rounds[spent.round], len(rounds))
                if self._share(len(rounds)) >= 1:
                    return self._finish()
                spent.round += 1
                self._save_sometimes()
            spent.pool, spent.round = spent.pool + 1, 0
        return self._finish()

    def _round(self, examples: list[Example], rounds: int) -> None:
        rng = random.Random(f"{self.spent.pool} {self.spent.round}")
        if self.course.selective:
            examples = self._worst(examples, rng, rounds)
        total = steps = 0.0
        for batch in batches([len(made.ids) for made in examples], self.course.batch, rng):
            share = self._share(rounds)
            if share >= 1:
                break
            total, steps = total + self._step([examples[i] for i in batch], share), steps + 1
        self.say(
            f"pool {self.spent.pool}, round {self.spent.round + 1} of {rounds}: {len(examples)} examples, "
            f"loss {total / max(1, steps):.3f}; {self.spent.steps} steps, {self.spent.tokens} tokens, "
            f"{self._seconds():.0f} s"
        )

    def _worst(self, examples: Sequence[Example], rng: random.Random, rounds: int) -> list[Example]:
        """The examples that are read worst, and some of the others; none of them once the limit is reached."""
        scored = np.zeros(len(examples))
        with torch.no_grad():
            for batch in batches([len(made.ids) for made in examples], self.course.batch, rng):
                if self._share(rounds) >= 1:
                    return []
                scored[batch] = losses(self.network, [examples[i] for i in batch]).numpy()
        order = [int(i) for i in np.argsort(-scored)]
        most = int(_WORST * len(order))
        return [examples[i] for i in order[:most] + [i for i in order[most:] if rng.random() < _REST]]

    def _step(self, examples: Sequence[Example], share: float) -> float:
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * min(1, (self.spent.steps + 1) / self.course.warm) * (1 - share)
        loss = losses(self.network, examples).mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), _CLIP)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.spent.steps += 1
        self.spent.tokens += sum(len(made.ids) for made in examples)
        return float(loss.detach())

    def _share(self, rounds: int) -> float:
        """How much of what there is to learn, or of what may be spent, is done."""
        done = (self.spent.pool + self.spent.round / rounds) / self.course.pools if self.course.pools else 0.0
        seconds = self._seconds() / (60 * self.limit.minutes) if self.limit.minutes else 0.0
        return max(done, seconds, self.spent.tokens / self.limit.tokens if self.limit.tokens else 0.0)

    def _seconds(self) -> float:
        return time.monotonic() - self.began

    def _save_sometimes(self) -> None:
        if time.monotonic() - self.saved < _SAVED:
            return
        self.spent.seconds = self._seconds()
        held = {"network": self.network.state_dict(), "optimiser": self.optimiser.state_dict()}
        beside = self.state.with_name(f".{self.state.name}.new")
        torch.save({**held, "spent": asdict(self.spent)}, beside)
        beside.replace(self.state)
        self.saved = time.monotonic()

    def _finish(self) -> None:
        self.network.save(self.out)
        self.state.unlink(missing_ok=True)


def losses(network: Network, examples: Sequence[Example]) -> Tensor:
    """The loss of each example [n]: how far off start and end are (where there is one answer), whether each token of
    the window is part of one, and the label.

    Tokens count double where there are several answers, and so does a label that is yes or no: both are rare and weak.
    """
    words, att, seg, start, end, inside, label, several = collated(examples)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_HALF):
        span, within, classes = network(words, att, seg)
    window = ((seg == 2) & (att > 0)).float()
    may = window.bool()
    may[:, 0] = True  # no answer
    span = span.masked_fill(~may[..., None], -1e4)
    ends = sum(functional.cross_entropy(span[..., k], gold, reduction="none") for k, gold in ((0, start), (1, end)))
    each = functional.binary_cross_entropy_with_logits(within, inside, reduction="none")
    tokens = (each * window).sum(1) / window.sum(1)
    classed = functional.cross_entropy(classes, label, reduction="none") * (1 + (label >= Label.YES).float())
    loss: Tensor = ends * (1 - several) / 2 + (2 + 2 * several) * tokens + 0.5 * classed
    return loss


def collated(examples: Sequence[Example]) -> tuple[Tensor, ...]:
    """A batch: token embeddings, attention and parts as the network takes them, and what it should say.

    That is: `start` and `end` [n], 0 where nothing answers; `inside` [n, t]; `label` [n]; `several` [n], 1 where there
    are several answers.
    """
    longest = max(len(made.ids) for made in examples)
    shape = len(examples), longest
    ids, seg = np.full(shape, PAD, np.int64), np.zeros(shape, np.int64)
    att, inside = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    start, end = np.zeros(len(examples), np.int64), np.zeros(len(examples), np.int64)
    for i, made in enumerate(examples):
        n = len(made.ids)
        ids[i, :n], att[i, :n], seg[i, :n] = made.ids, 1, made.parts
        if made.spans:
            start[i], end[i] = made.spans[0]
        for first, last in made.spans:
            inside[i, first : last + 1] = 1
    label = np.array([made.label for made in examples], np.int64)
    several = np.array([len(made.spans) > 1 for made in examples], np.float32)
    return tuple(map(torch.from_numpy, (rows(ids), att, seg, start, end, inside, label, several)))
