"""XLM-R's tokenizer: a text as ids of the Unigram vocabulary, with the place of each token in the text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from assistant.encoder import weights

BOS, PAD, EOS = 0, 1, 2  # XLM-R's ids, the same in every copy of its vocabulary
_UNKNOWN = 3
_SPACE = "▁"  # stands before a word, in the vocabulary
_LONGEST = 16  # code points of the longest piece
_PENALTY = 10.0  # by which an unknown character is less likely than the least likely piece: SentencePiece's
_CACHED, _SHORT = 16_384, 32  # words whose tokens are remembered; longer ones than this many code points aren't


@dataclass(frozen=True, slots=True)
class Encoded:
    """Tokens of a text: ids, and for each the code points [start, end) of the text that it stands for.

    The space before a word belongs to its first token. Tokens that one character becomes («ﬁ») share its place.
    """

    ids: list[int]
    offsets: list[tuple[int, int]]


def encode(text: str) -> Encoded:
    """The tokens of any string, without special ones: NFKC, «▁» for a space and before the text, the likeliest pieces.

    Ids and offsets are those of the `tokenizers` library, which takes 280 MB and a second to open. Raises ModelMissing.
    """
    ids: list[int] = []
    offsets: list[tuple[int, int]] = []
    at = 0
    for n, word in enumerate(text.split(" ")):
        if n or word:
            found, places = _tokens(word, n == 0) if len(word) > _SHORT else _remembered(word, n == 0)
            ids += found
            offsets += [(at + start, at + end) for start, end in places] if at else places
        at += len(word) + (n > 0)
    return Encoded(ids, offsets)


Tokens = tuple[tuple[int, ...], tuple[tuple[int, int], ...]]


def _tokens(word: str, first: bool) -> Tokens:
    """Ids and places of what stands between two spaces, with the space before it unless it is the first."""
    text, places = _normalised(word if first else f" {word}")
    text = text.replace(" ", _SPACE)
    if not text.startswith(_SPACE):  # the first word has none of its own
        text, places = _SPACE + text, [places[0], *places]
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    starts = [i for i, c in enumerate(text) if c == _SPACE]
    for start, end in pairwise([*starts, len(text)]):
        for id, a, z in _likeliest(text[start:end]):
            ids.append(id)
            spans.append((places[start + a][0], places[start + z - 1][1]))
    return tuple(ids), tuple(spans)


_remembered = lru_cache(_CACHED)(_tokens)


def _normalised(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text in NFKC, and for each of its characters the place in `text` that it comes from.

    What several characters were joined to has the place of the first of them.
    """
    if unicodedata.is_normalized("NFKC", text):
        return text, [(i, i + 1) for i in range(len(text))]
    composed = _composed(_decomposed(text))
    places: list[tuple[int, int]] = []
    at = 0
    for _, more in composed:
        if more > 0:
            places.append((max(at - 1, 0), at))
        else:
            places.append((at, at + 1))
            at += 1 - more
    return "".join(c for c, _ in composed), places


Change = tuple[str, int]  # a character; 0: it replaces one of the source, 1: it is added, -n: it replaces n more


def _decomposed(text: str) -> list[Change]:
    """NFKD: marks behind a character are sorted by their class, those of one class stay in order."""
    parts = [(part, int(n > 0)) for c in text for n, part in enumerate(unicodedata.normalize("NFKD", c))]
    runs = groupby(parts, lambda part: _class(part) > 0)
    return [part for marks, run in runs for part in (sorted(run, key=_class) if marks else run)]


def _class(part: Change) -> int:
    return unicodedata.combining(part[0])


def _composed(characters: list[Change]) -> list[Change]:
    """NFKC of what is decomposed: every mark that isn't kept off joins the last character that is none."""
    made: list[Change] = []
    base, before = -1, 0  # where that character is; the class of the mark behind it that didn't join
    for c, more in characters:
        order = unicodedata.combining(c)
        if base >= 0 and (not before or before < order):
            joined = unicodedata.normalize("NFC", made[base][0] + c)
            if len(joined) == 1:
                made[base] = (joined, made[base][1] + more - 1)
                continue
        if not order:
            base = len(made)
        before = order
        made.append((c, more))
    return made


def _likeliest(word: str) -> list[tuple[int, int, int]]:
    """The most likely pieces of a word: (id, start, end); neighbouring unknown characters are one."""
    held = weights.opened()
    pieces, scores = held.pieces, held.scores
    unknown = _least() - _PENALTY
    size = len(word)
    best: list[tuple[float, int, int]] = [(0.0, 0, 0)] + [(float("-inf"), 0, 0)] * size  # score, start, id
    for start in range(size):
        so_far = best[start][0]
        for end in range(start + 1, min(start + _LONGEST, size) + 1):
            id = pieces.get(word[start:end])
            if id is not None:
                score = so_far + scores[id]
                if score > best[end][0]:
                    best[end] = (score, start, id)
            elif end == start + 1 and so_far + unknown > best[end][0]:
                best[end] = (so_far + unknown, start, _UNKNOWN)
    found: list[tuple[int, int, int]] = []
    end = size
    while end:
        _, start, id = best[end]
        if id == _UNKNOWN and found and found[-1][0] == _UNKNOWN:
            found[-1] = (id, start, found[-1][2])
        else:
            found.append((id, start, end))
        end = start
    return found[::-1]


@lru_cache(1)
def _least() -> float:
    return min(weights.opened().scores)
