"""Accents put back into a question that was typed without: «nhan bao nhieu tin» → «nhận bao nhiêu tin».

Each syllable gets the form that is likeliest after the one before it: a bigram model, decoded by Viterbi's algorithm.
It counts the texts that the question is likely about, and Vietnamese in general (`data/syllables.tsv`, which
`python -m evals fit-accents` makes).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from importlib import resources
from itertools import pairwise

from assistant.language.normalize import fold, has_accents
from assistant.language.tokens import Token, tokenize

EDGE = ""  # stands before the first and after the last syllable of a run
_ALONE, _AFTER = 0.02, 0.3  # what a form's share of all syllables counts for, and its share of those after another
_FEW = 20  # added to the count of the syllable before, so that one that was seen seldom proves little
_NEVER = 1e-9
# A question is half typed when so many of its words lack their accents, and no more than this share has any: where
# accents are typed, two words of three have one.
_LACKING, _ACCENTED = 2, 0.5
_RARE = 0.02  # share of a syllable's uses below which it isn't written without an accent


class Counts:
    """How often syllables, and pairs of neighbours, stand in some texts."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.syllables: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            for run in _runs(text):
                row = [EDGE, *(token.norm for token in run), EDGE]
                self.syllables.update(row[:-1])
                self.pairs.update(pairwise(row))

    @cached_property
    def forms(self) -> dict[str, list[str]]:
        """The syllables by their folded form."""
        forms: dict[str, list[str]] = {}
        for syllable in self.syllables:
            forms.setdefault(fold(syllable), []).append(syllable)
        return forms

    @cached_property
    def total(self) -> int:
        """How many syllables were counted."""
        return self.syllables.total() or 1

    def likelihood(self, before: str, form: str) -> float:
        """How likely a form is after another: a weighed sum of its shares, not normed."""
        alone = self.syllables[form] / self.total
        return _ALONE * alone + _AFTER * self.pairs[before, form] / (self.syllables[before] + _FEW)


def restore(text: str, texts: Iterable[str]) -> str:
    """The text, typed without accents, with those that it most likely means; as long as it was.

    `texts` are what it is likely about: their words count beside those of Vietnamese in general.
    """
    counts = (general(), Counts(texts))
    said = list(text)
    for run in _runs(text):
        for token, form in zip(run, _likeliest([token.folded for token in run], counts), strict=True):
            said[token.start : token.end] = [
                letter.upper() if typed.isupper() else letter for typed, letter in zip(token.text, form, strict=True)
            ]
    return "".join(said)


def half_typed(text: str) -> bool:
    """Whether a text has accents in some words only, as a pasted name does: «Trà Lĩnh nhan bao nhieu tin»."""
    words = [token.norm for token in tokenize(text) if token.norm.isalpha()]
    accented = sum(map(has_accents, words))
    if not 0 < accented <= _ACCENTED * len(words):
        return False
    return sum(map(_lacks_accent, words)) >= _LACKING


def _lacks_accent(word: str) -> bool:
    known = general()
    uses = sum(known.syllables[form] for form in known.forms.get(word, ()))
    return uses > 0 and known.syllables[word] < _RARE * uses


def _runs(text: str) -> list[list[Token]]:
    """The tokens of a text in runs that nothing but single spaces parts."""
    runs: list[list[Token]] = []
    end = -1
    for token in tokenize(text):
        if text[end : token.start] == " ":
            runs[-1].append(token)
        else:
            runs.append([token])
        end = token.end
    return runs


def _likeliest(words: Sequence[str], counts: Sequence[Counts]) -> list[str]:
    """The likeliest row of forms of folded words."""
    best: dict[str, tuple[float, tuple[str, ...]]] = {EDGE: (0.0, ())}
    for word in words:
        forms = set().union(*(count.forms.get(word, ()) for count in counts)) or {word}
        best = {form: max(_ways(best, form, counts)) for form in sorted(forms)}
    return list(max(_ways(best, EDGE, counts))[1][:-1])


def _ways(
    best: dict[str, tuple[float, tuple[str, ...]]], form: str, counts: Sequence[Counts]
) -> Iterable[tuple[float, tuple[str, ...]]]:
    for before, (score, row) in best.items():
        likelihood = sum(count.likelihood(before, form) for count in counts)
        yield score + math.log(likelihood + _NEVER), (*row, form)


@lru_cache(maxsize=1)
def general() -> Counts:
    """Counts of Vietnamese in general."""
    counts = Counts()
    data = resources.files("assistant.language").joinpath("data/syllables.tsv").read_text("utf-8")
    for line in data.splitlines():
        if not line.startswith("#"):
            syllable, times, following = line.split("\t")
            counts.syllables[syllable] = int(times)
            for pair in following.split(" ") if following else ():
                after, _, count = pair.rpartition(":")
                counts.pairs[syllable, after] = int(count)
    return counts
