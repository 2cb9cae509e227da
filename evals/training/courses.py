"""The two courses of training: the first from the encoder's weights, and one further from weights that read already.

A course is a row of pools: some thousands of examples, made when their turn comes. Each has a seed of its own: training
that was interrupted goes on with the same examples.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.corpus.article import Article
from evals.training import foreign
from evals.training.augmentation import augmented
from evals.training.examples import Example, written
from evals.training.foreign import Passage
from evals.training.questions import Question

_PARTS = 8  # pools of each phase of the first course
_FOREIGN = 12_000  # passages of other languages in it: a third of what there is
_UNANSWERED = 0.2  # of the examples without an answer are seen twice in it

_WEAK = ("list", "yes-no")  # kinds of which a pool of the further course has every question
_HARD, _NEWS = 2200, 1500  # questions of other kinds that it has: about invented articles, and about news
_MADE = 700  # questions that are made of the written ones: so many asked back, and so many that nothing answers
_ASKED_BACK, _SWAPPED = 0.25, 0.2  # of all questions, and those many are drawn from what comes of them


@dataclass(frozen=True)
class Course:
    """What is learned, and how fast.

    `rate` is AdamW's for the layers, `heads` by how much that of the heads is higher; over the first `warm` steps both
    rise, then they fall to 0 at the end. A step learns `batch` tokens. `pools` are all there are, None: as many as
    wished. `selective`: of the examples only those that are read worst are learned.
    """

    rate: float
    heads: float
    warm: int
    batch: int
    pools: int | None
    selective: bool
    pool: Callable[[int], list[Example]]


def first(articles: Mapping[str, Article], questions: Sequence[Question], passages: Sequence[Passage]) -> Course:
    """Written questions mixed with reading data of other languages, then once more those that have an answer.

    Pools are of whole sets, so that windows of other articles tempt.
    """
    sets = sorted({row.set for row in questions})
    random.Random("first").shuffle(sets)
    drawn = random.Random("foreign").sample(passages, min(_FOREIGN, len(passages)))

    def pool(number: int) -> list[Example]:
        rng = random.Random(f"first {number}")
        phase, part = divmod(number, _PARTS)
        found = written(articles, [row for row in questions if row.set in sets[part::_PARTS]], rng)
        if phase:
            found = [made for made in found if made.label or rng.random() < _UNANSWERED]
        else:
            found += foreign.read(drawn[part::_PARTS], rng)
        rng.shuffle(found)
        return found

    return Course(rate=2e-4, heads=5, warm=60, batch=6000, pools=2 * _PARTS, selective=False, pool=pool)


def further(articles: Mapping[str, Article], questions: Sequence[Question], *, selective: bool = False) -> Course:
    """What hasn't been read yet (questions of stage 2), twice, and what is read worst; of the rest a little.

    Made of the written questions are values asked back and years, places and names that no article has. `selective`
    leaves out of that mixture what the weights read well at the time: each example is then read before it is learned.
    """
    new = [row for row in questions if row.stage == 2]
    old = [row for row in questions if row.stage == 1]
    weak = [row for row in old if row.kind in _WEAK]
    hard = [row for row in old if row.kind not in _WEAK and row.set[0] in "de"]
    news = [row for row in old if row.kind not in _WEAK and row.set[0] in "bc"]

    def pool(number: int) -> list[Example]:
        rng = random.Random(f"further {number}")
        made = augmented(questions, articles, rng, asked_back=_ASKED_BACK, swapped=_SWAPPED)
        backs = _drawn([row for row in made if row.kind == "yes-no"], _MADE, rng)
        swaps = _drawn([row for row in made if row.kind != "yes-no"], _MADE, rng)
        found: list[Example] = []
        for rows, beside, other in (
            (new, 0.25, 0.15),
            (new, 0.0, 0.0),
            (backs + swaps, 0.0, 0.0),
            (weak, 0.15, 0.1),
            (_drawn(hard, _HARD, rng), 0.2, 0.1),
            (_drawn(news, _NEWS, rng), 0.3, 0.2),
        ):
            found += written(articles, rows, rng, beside=beside, other=other)
        rng.shuffle(found)
        return found

    return Course(rate=1.1e-4, heads=3, warm=15, batch=4500, pools=None, selective=selective, pool=pool)


def _drawn(rows: Sequence[Question], most: int, rng: random.Random) -> list[Question]:
    return rng.sample(rows, min(most, len(rows)))
