"""Comparing places: the same measure found for each, side by side in a table, each row with its citation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.choosing import Choice, Reading
from assistant.answering.composing import agreeing
from assistant.answering.disagreement import FULL
from assistant.answering.phrasing import bold, escape
from assistant.language.normalize import fold
from assistant.language.numbers import Quantity, find_quantities
from assistant.language.places import Place, place_key
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query, Term

_COMPARES = re.compile(
    r"\b(?:so sanh|doi chieu|nao\b.*\b(?:hon|nhat|nhieu|it|cao|thap)|(?:hon|kem) (?:bao nhieu)?|hay\b)", re.IGNORECASE
)
_MORE, _LESS = re.compile(r"\b(?:nhieu|cao|lon|dong|dai|nang)\b"), re.compile(r"\b(?:it|thap|nho|kem|ngan|nhe)\b")
_MEASURE = re.compile(
    r"\b(?:so sanh (?:so )?|nhieu |it |cao |thap )(?P<measure>\w+(?: \w+)*?)(?= cua | o | giua | hon| nhat|$)"
)
_SAME = 0.5  # fit of a figure's unit from which the rows count the same thing
_COMPARING_WORDS = frozenset(
    fold(word) for word in "so sánh đối chiếu nhiều ít hơn kém nhất cao thấp hay nơi huyện xã tỉnh giữa".split()
)


@dataclass(frozen=True)
class Row:
    """What was found for one place: the best choice, None when nothing answers for it, and those that say the same."""

    place: Place
    choice: Choice | None
    agreeing: tuple[Choice, ...] = ()

    @property
    def cited(self) -> tuple[Choice, ...]:
        return (self.choice, *self.agreeing) if self.choice else ()


def is_comparison(query: Query) -> bool:
    """Whether a question sets two or more places side by side."""
    folded = " ".join(token.folded for token in query.tokens)
    return len({place.key for place in query.places}) >= 2 and _COMPARES.search(folded) is not None


def compare(query: Query, read: Callable[[Query], Reading], least: float) -> list[Row]:
    """One row for each place named, in the question's order; `least` is the confidence that a choice needs."""
    measure = measure_compared(query)
    terms = counted_terms(query.terms)
    rows = []
    for place in {place.key: place for place in query.places}.values():
        alone = replace(
            query,
            kind=query.kind if query.role else Kind.FIGURE,
            focus=None,
            measure=measure,
            places=(place,),
            terms=terms,
        )
        reading = read(alone)
        best = _same_thing(reading, least)
        if best and best.candidate and (query.role or best.candidate.head >= _SAME):
            rows.append(Row(_spelt(place, best), best, tuple(agreeing(best, reading))))
        else:
            rows.append(Row(_spelt(place, best), None))
    return rows


def _same_thing(reading: Reading, least: float) -> Choice | None:
    """The first choice with that confidence; one of the very thing compared, if there is any."""
    sure = [choice for choice in reading.choices if choice.confidence >= least]
    very = (choice for choice in sure if choice.candidate and choice.candidate.head >= FULL)
    return next(very, sure[0] if sure else None)


def _spelt(place: Place, best: Choice | None) -> Place:
    """The place with its name as the articles write it, which has its accents."""
    names = best.view.article.article.places if best else ()
    return replace(place, name=next((name for name in names if place_key(name) == place.key), place.name))


def counted_terms(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms without the words that only compare."""
    return tuple(term for term in terms if term.folded not in _COMPARING_WORDS)


def measure_compared(query: Query) -> tuple[str, ...]:
    """The folded words of what is compared: «số tin có giá trị», «nhiều tin có giá trị nhất»."""
    named = {token.folded for token in query.tokens for p in query.places if p.start <= token.start < p.end}
    folded = " ".join(token.folded for token in query.tokens)
    match = _MEASURE.search(folded)
    words = match.group("measure").split() if match else query.measure
    return tuple(words) if set(words) - named - _COMPARING_WORDS - {"va", "so"} else ()


def side_by_side(rows: list[Row]) -> list[str]:
    """The lines of a Markdown table with the [n] of the choices cited, row after row."""
    lines = ["| Nơi | Nguồn nêu | Năm |", "|---|---|---|"]
    cited = 0
    for row in rows:
        if row.choice is None or row.choice.candidate is None:
            lines.append(f"| {escape(row.place.name)} | không tìm thấy | |")
            continue
        numbers = "".join(f"[{cited + n}]" for n, _ in enumerate(row.cited, 1))
        cited += len(row.cited)
        years = ", ".join(map(str, sorted(row.choice.view.period)[:3]))
        lines.append(f"| {escape(row.place.name)} | {bold(row.choice.candidate.text)} {numbers} | {years} |")
    return lines


def table(rows: list[Row], query: Query) -> tuple[str, list[str]]:
    """The comparison as Markdown, which is more on top, and notes on what doesn't compare."""
    lines = side_by_side(rows)
    said = [
        (row.place.name, quantity, row.choice) for row in rows if row.choice and (quantity := _quantity(row.choice))
    ]
    notes: list[str] = []
    if len(said) >= 2 and alike([choice for _, _, choice in said], measure_compared(query)):
        lines.insert(0, _verdict([(name, quantity) for name, quantity, _ in said], query) + "\n")
    elif len(said) >= 2:
        notes.append("Các nơi nêu theo đơn vị khác nhau, không so sánh trực tiếp được.")
    if len(said) >= 2 and len({frozenset(choice.view.period) for _, _, choice in said}) > 1:
        notes.append("Số liệu của các nơi không cùng một năm, hoặc có nơi không nêu năm.")
    return "\n".join(lines), notes


def alike(choices: Sequence[Choice], measure: Sequence[str]) -> bool:
    """Whether figures count the same thing: in the same words, or in some that begin so and name all of the measure.

    «518 đơn vị máu» and «701 đơn vị máu an toàn» are both «đơn vị máu»; «45 vụ» are no «26 vụ phạm pháp hình sự».
    """
    units = sorted((unit(choice) for choice in choices), key=len)
    shortest = units[0]
    begin = all(other[: len(shortest)] == shortest for other in units)
    return len(set(units)) == 1 or (begin and bool(measure) and set(measure) <= set(shortest))


def unit(choice: Choice) -> tuple[str, ...]:
    """The folded words after the number, «%» too; empty when there are none, as after a bare number."""
    quantity = _quantity(choice)
    if choice.candidate is None or quantity is None:
        return ()
    words = tuple(re.findall(r"[^\W\d_]+", fold(choice.candidate.text[quantity.end :])))
    return ("%",) if quantity.percent else words


def _quantity(choice: Choice) -> Quantity | None:
    found = find_quantities(choice.candidate.text) if choice.candidate else []
    return found[0] if found else None


def _verdict(said: list[tuple[str, Quantity]], query: Query) -> str:
    """Which is more, or less when that is asked."""
    folded = " ".join(token.folded for token in query.tokens)
    less = bool(_LESS.search(folded)) and not _MORE.search(folded)
    ordered = sorted(said, key=lambda item: item[1].value, reverse=not less)
    if ordered[0][1].value == ordered[1][1].value:
        return "Hai nơi bằng nhau." if len(said) == 2 else "Có những nơi bằng nhau."
    word = "ít hơn" if less else "nhiều hơn"
    if len(said) > 2:
        word = "ít nhất" if less else "nhiều nhất"
    return f"{bold(ordered[0][0])} {word}."
