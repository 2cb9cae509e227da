"""Counts the syllables and pairs of Vietnamese by which accents are put back (`assistant.language.accents`)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from assistant.language import accents
from assistant.language.accents import Counts
from assistant.language.normalize import fold, has_accents, is_syllable, nfc
from assistant.language.tokens import tokenize

SELDOM, SELDOM_PAIR = 20, 50  # counts below which a syllable, or a pair, is left out of the file
_FIELDS = {"text": 1, "question": 10, "context": 1}  # read, and how often each counts: news hold few questions
_JUDGED = 500


class TextsError(Exception):
    """A file of texts can't be read; the message names it and says what is wrong."""


def texts(paths: Sequence[Path]) -> Iterator[tuple[str, int]]:
    """The Vietnamese texts of files of JSON lines, gzipped or not, and how often each counts.

    Raises TextsError.
    """
    for path in paths:
        number = 1
        try:
            with (
                gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file
            ):
                for line in file:
                    found = json.loads(line)
                    for field, times in _FIELDS.items():
                        text = nfc(str(found.get(field, "")))
                        if _is_vietnamese(text):
                            yield text, times
                    number += 1
        except (OSError, ValueError, AttributeError) as error:
            raise TextsError(f"{path}:{number}: can't be read: {error}") from None


def _is_vietnamese(text: str) -> bool:
    words = [token.norm for token in tokenize(text) if token.norm.isalpha()]
    return has_accents(text) and sum(map(is_syllable, words)) > len(words) / 2


def count(paths: Sequence[Path]) -> Counts:
    """What `texts` holds, counted. Raises TextsError."""
    return Counts(text for text, times in texts(paths) for _ in range(times))


def save(counts: Counts, path: Path) -> int:
    """Write what was counted often enough; how many pairs that is. Raises OSError."""
    following: dict[str, list[str]] = {}
    for (before, after), count in sorted(counts.pairs.items(), key=lambda item: (-item[1], item[0])):
        if count >= SELDOM_PAIR and _kept(before, counts) and _kept(after, counts):
            following.setdefault(before, []).append(f"{after}:{count}")
    lines = ["# A syllable, how often it was seen, and what stood after it how often; empty: the edge of a run."]
    for syllable in sorted(filter(lambda syllable: _kept(syllable, counts), counts.syllables)):
        lines.append(f"{syllable}\t{counts.syllables[syllable]}\t{' '.join(following.get(syllable, ()))}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum(map(len, following.values()))


def _kept(syllable: str, counts: Counts) -> bool:
    known = syllable == accents.EDGE or (syllable.isalpha() and is_syllable(syllable))
    return known and counts.syllables[syllable] >= SELDOM


def share_right(questions: Iterable[str]) -> tuple[float, int]:
    """The share of the syllables of at most 500 texts that get the accents they had; and how many they are."""
    right = total = 0
    for text in islice(questions, _JUDGED):
        said = [token.norm for token in tokenize(text)]
        restored = [token.norm for token in tokenize(accents.restore(fold(text), ()))]
        right += sum(a == b for a, b in zip(said, restored, strict=True))
        total += len(said)
    return right / max(total, 1), total
