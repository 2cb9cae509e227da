"""Words that decide what a sentence says though they are no figure, date or name: comparisons, trends, rough amounts,
negations. A sentence may hold one only where its source does, said of the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.grounding.amounts import clause
from assistant.grounding.binding import IDLE
from assistant.language.normalize import word_set
from assistant.language.numbers import find_quantities
from assistant.language.tokens import tokenize
from assistant.reading.views import SentenceView

Beside = tuple[set[str], set[str]]

_WORDS = word_set(
    "hơn|kém|nhất|gấp|vượt|tăng|giảm|vài|dăm|một nửa|quá nửa|mọi|đứng đầu|dẫn đầu|đầu tiên|duy nhất|bằng nhau|"
    "ngang bằng|đa số|phần lớn|hầu hết|toàn bộ|tất cả|mỗi|hàng chục|hàng trăm|hàng nghìn|hàng ngàn|hàng vạn|hàng triệu"
)
_ORDERED = word_set("hơn kém")  # what stands before one isn't what stands after it
_TRENDS = word_set("tăng giảm")
_BLANK = re.compile(r"\s{3,}|\s+(?:\w+\s+){0,2}\s{3,}")  # of a figure that was left out
_NEGATIONS = word_set("không chưa chẳng")
_PASSED = word_set("có được bị còn phải hề thể đủ")  # between a negation and the word that it denies
_PARTS = re.compile(r"[,;:()]\s")
_NEAR = 6  # syllables on each side of a word, within its clause, that say what it is of
_SHARED = 0.5  # of them that a source must have beside the same word


def unfounded(text: str, sources: Sequence[SentenceView]) -> list[str]:
    """The deciding words of a sentence without citations that no sentence of its sources bears out, each once."""
    plain, others = _without_figures(text), [_without_figures(view.text) for view in sources]
    known = [pair for other in others for pair in _deciding(other)]
    found = [w for w, beside in _deciding(plain) if not any(w == own and _alike(w, beside, b) for own, b in known)]
    denied, said = _denials(plain)
    theirs = [_denials(part) for other in others for part in _PARTS.split(other)]
    found += [f"{negation} {word}" for word, negation in denied.items() if not any(word in d for d, _ in theirs)]
    if theirs and not denied:
        nearest, stated = max(theirs, key=lambda part: len(said & (part[0].keys() | part[1])))
        found += [f"{negation} {word}" for word, negation in nearest.items() if word in said - stated]
    return list(dict.fromkeys(found))


def _without_figures(text: str) -> str:
    """The text with blanks for its figures, whose «hơn» and «không quá» are checked with them."""
    for figure in find_quantities(text):
        text = text[: figure.start] + " " * (figure.end - figure.start) + text[figure.end :]
    return text


def _deciding(text: str) -> Iterator[tuple[str, Beside]]:
    """The deciding words of a sentence, each with the words before and after it in its clause."""
    tokens = tokenize(text)
    norms = [token.norm for token in tokens]
    for i, token in enumerate(tokens):
        if norms[i] in _TRENDS and _BLANK.match(text, token.end):
            continue  # its figure is checked with it
        first, last = clause(text, token.start, token.end)
        for word in (norms[i], " ".join(norms[i : i + 2])):
            if word in _WORDS:
                after = i + len(word.split())
                before = {t.norm for t in tokens[max(0, i - _NEAR) : i] if t.start >= first}
                yield word, (before - IDLE, {t.norm for t in tokens[after : after + _NEAR] if t.end <= last} - IDLE)


def _alike(word: str, beside: Beside, theirs: Beside) -> bool:
    """Whether a word is said of the same in two sentences: «A hơn B» isn't «B hơn A»."""
    (before, after), (their_before, their_after) = beside, theirs
    across = (before - after) & (their_after - their_before) | (after - before) & (their_before - their_after)
    if word in _ORDERED and across:
        return False
    words = before | after
    return len(words & (their_before | their_after)) >= _SHARED * len(words)


def denials(text: str) -> set[str]:
    """The words that a sentence denies."""
    return set(_denials(text)[0])


def _denials(text: str) -> tuple[dict[str, str], set[str]]:
    """The words that a sentence denies, each with its negation, and the words that it says."""
    denied: dict[str, str] = {}
    said: set[str] = set()
    negation = ""
    for word in (token.norm for token in tokenize(text)):
        if word in _NEGATIONS:
            negation = word
        elif not negation:
            said.add(word)
        elif word not in _PASSED:
            denied[word] = negation
            negation = ""
    return denied, said
