"""Examples to learn from: what the reader is given for a question and a window, and what it should say.

Windows and inputs are made by the functions that make them at run time (`assistant.reading.windows`,
`assistant.reading.reader.build`): what is built otherwise is read worse.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from assistant.corpus.article import Article
from assistant.language.normalize import nfc, plain
from assistant.reading.reader import build
from assistant.reading.windows import Window, windows
from evals.training.questions import Question, texts
from evals.training.temptation import Temptation

_UNACCENTED = 0.15  # of the questions are typed without accents
_NEAR = 12  # windows among which those that tempt are looked for

Stretch = tuple[int, int]


class Label(IntEnum):
    """What a window says of a question, in the order of the network's classes."""

    NONE = 0
    SPAN = 1
    YES = 2
    NO = 3


@dataclass(frozen=True, slots=True)
class Example:
    """Token ids and the part that each is of, as `assistant.reading.reader.Input` has them, and what is to be said.

    `spans` are the answers as positions in `ids`, the first and the last of each.
    """

    ids: list[int]
    parts: list[int]
    spans: tuple[Stretch, ...]
    label: Label


def example(question: str, head: str, text: str, spans: Iterable[Stretch], label: Label) -> Example | None:
    """An example whose answers stand at `spans` of `text`; None when one of them is cut off."""
    given = build(nfc(question), head, text)
    found: list[Stretch] = []
    for start, end in spans:
        inside = [i for i, (a, z) in enumerate(given.offsets) if z > max(start, a) and a < end]
        if not inside:
            return None
        found.append((given.base + inside[0], given.base + inside[-1]))
    return Example(given.ids, given.parts, tuple(found), label)


def written(
    articles: Mapping[str, Article],
    questions: Sequence[Question],
    rng: random.Random,
    *,
    beside: float = 1.0,
    other: float = 0.6,
) -> list[Example]:
    """Examples of written questions, set by set: for each the window that answers (or tempts).

    So often as they say, also one of the same article `beside` it that doesn't answer, and one of another article of
    the set: those that are most like the question. What isn't answered within a window makes no example of its own.
    """
    by_set: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        by_set[question.set].append(question)
    found: list[Example | None] = []
    for rows in by_set.values():
        every = [window for id in dict.fromkeys(row.article for row in rows) for window in windows(articles[id])]
        index = Temptation([f"{window.article.title.value} {window.text}" for window in every])
        for row in rows:
            asked = plain(nfc(row.question)) if rng.random() < _UNACCENTED else row.question
            holding = _holding(articles[row.article], row)
            if placed := _placed(articles[row.article], row, holding, rng):
                window, spans, label = placed
                found.append(example(asked, window.head, window.text, spans, label))
            with_beside, with_other = rng.random() < beside, rng.random() < other
            if with_beside or with_other:
                near = [every[i] for i in index.top(asked, _NEAR)]
                tempting = [*_beside(articles[row.article], row, holding, near)] if with_beside else []
                if with_other:
                    tempting += [window for window in near if window.article.id != row.article][:1]
                found += [example(asked, window.head, window.text, (), Label.NONE) for window in tempting]
    return [made for made in found if made]


def _holding(article: Article, row: Question) -> list[Window]:
    """The windows that hold one of the sentences that decide; none where only the title does, which is in no window."""
    decide = set(row.sentences)
    return [window for window in windows(article) if decide & set(window.sentences)] if any(decide) else []


def _placed(
    article: Article, row: Question, holding: Sequence[Window], rng: random.Random
) -> tuple[Window, list[Stretch], Label] | None:
    """The window that answers or tempts, where it answers, and what it says."""
    if row.kind == "unanswerable":
        return rng.choice(holding or windows(article)), [], Label.NONE
    if row.kind == "yes-no":
        whole = [window for window in holding if set(row.sentences) - {0} <= set(window.sentences)]
        if not holding:
            return None
        window = rng.choice(whole) if whole else holding[0]
        return window, [_deciding(window, row)], Label.YES if row.verdict == "có" else Label.NO
    found = [(window, spans_of(window, row)) for window in holding]
    most = max((len(spans) for _, spans in found), default=0)
    if not most:
        return None
    window, spans = rng.choice([(window, spans) for window, spans in found if len(spans) == most])
    return window, spans, Label.SPAN


def _deciding(window: Window, row: Question) -> Stretch:
    """From the first sentence that decides to the last of them, in a window's text."""
    places = [place for place, number in enumerate(window.sentences) if number in row.sentences]
    ends = [*(start - 1 for start in window.starts[1:]), len(window.text)]
    return window.starts[places[0]], ends[places[-1]]


def spans_of(window: Window, row: Question) -> list[Stretch]:
    """Where the answers stand in a window's text, each in the first of the deciding sentences that has it."""
    sentences = texts(window.article)
    found = []
    for answer in row.answers:
        said = re.compile(rf"(?<!\d){re.escape(nfc(answer))}(?!\d)")
        for number in row.sentences:
            if number in window.sentences and (match := said.search(sentences[number])):
                start = window.starts[window.sentences.index(number)]
                found.append((start + match.start(), start + match.end()))
                break
    return found


def _beside(article: Article, row: Question, holding: Sequence[Window], near: Sequence[Window]) -> Iterator[Window]:
    """The window of the article, apart from those that hold the answer, that is most like the question."""
    apart = [
        window
        for window in windows(article)
        if window not in holding and not any(nfc(answer) in window.text for answer in row.answers)
    ]
    yield from [*(window for window in near if window in apart), *apart][:1]


def batches(lengths: Sequence[int], most: int, rng: random.Random) -> list[list[int]]:
    """Numbers of examples of like length together, at most `most` tokens with the padding, in random order.

    `lengths` are those of the examples, in tokens.
    """
    found: list[list[int]] = [[]]
    longest = 0
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i] + 24 * rng.random()):
        if found[-1] and max(longest, lengths[i]) * (len(found[-1]) + 1) > most:
            found.append([])
            longest = 0
        found[-1].append(i)
        longest = max(longest, lengths[i])
    rng.shuffle(found)
    return [batch for batch in found if batch]
