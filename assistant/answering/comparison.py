"""Comparing places, or persons and the like: the same measure found for each, side by side in a table, each row with
its citation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answering.choosing import Choice, Reading
from assistant.answering.composing import agreeing
from assistant.answering.disagreement import FULL
from assistant.answering.phrasing import bold, escape
from assistant.language.normalize import fold
from assistant.language.numbers import Quantity, find_quantities
from assistant.language.places import UNITS, Place, place_key
from assistant.retrieval.kinds import Kind
from assistant.retrieval.measure import find_measure, sort_of
from assistant.retrieval.query import Query, Term

_COMPARES = re.compile(
    r"\b(?:so sanh|doi chieu|nao\b.*\b(?:hon|nhat|nhieu|it|cao|thap)|(?:hon|kem) (?:bao nhieu)?|hay\b)"
)
_COMPARES_NAMES = re.compile(r"\b(?:so sanh|doi chieu|(?:ai|nao)\b.*\b(?:hon|nhat))\b")  # «A hay B» may ask which it is
_MORE, _LESS = re.compile(r"\b(?:nhieu|cao|lon|dong|dai|nang)\b"), re.compile(r"\b(?:it|thap|nho|kem|ngan|nhe)\b")
_MEASURE = re.compile(
    r"\b(?:so sanh (?:so )?|nhieu |it |cao |thap |dong |hut )(?P<measure>(?!hon\b|nhat\b)\w+(?: \w+)*?)"
    r"(?= cua | o | giua | trong | hon\b| nhat\b| \||$)"
)
SOFTER = 0.6  # of the confidence needed, since the words of a comparison are further from the text's
_SAME = 0.5  # fit of a figure's unit from which the rows count the same thing
_COMPARING_WORDS = frozenset(
    fold(word) for word in "so sánh đối chiếu nhiều ít hơn kém nhất cao thấp hay nơi huyện xã tỉnh giữa".split()
)


@dataclass(frozen=True)
class Row:
    """What was found for one of those compared: the best choice, None when nothing answers for it, and those that say
    the same."""

    name: str
    choice: Choice | None
    agreeing: tuple[Choice, ...] = ()

    @property
    def cited(self) -> tuple[Choice, ...]:
        return (self.choice, *self.agreeing) if self.choice else ()


def is_comparison(query: Query) -> bool:
    """Whether a question sets two or more places, or persons and the like, side by side."""
    folded = " ".join(token.folded for token in query.tokens)
    if len({place.key for place in query.places}) >= 2:
        return _COMPARES.search(folded) is not None
    several = len(query.places) + len(query.names) >= 2
    return (
        several and _COMPARES_NAMES.search(folded) is not None and bool(measure_compared(query) or sort_compared(query))
    )


def compare(query: Query, read: Callable[[Query], Reading], least: float) -> list[Row]:
    """One row for each that is named, in the question's order; `least` is the confidence that a choice needs."""
    rows = []
    for alone, name in _each(query):
        reading = read(alone)
        best = same_thing(reading, SOFTER * least)
        name = _spelt(alone.places[0], best) if alone.places else name
        rows.append(Row(name, best, tuple(agreeing(best, reading)) if best else ()))
    return rows


def _each(query: Query) -> Iterator[tuple[Query, str]]:
    """The question about each one alone, and what it is called."""
    places = list({place.key: place for place in query.places}.values())
    spans = [(place.start, place.end, place.name) for place in places]
    spans = sorted(spans + (_spans_of_names(query) if len(places) < 2 else []))
    measure, sort = measure_compared(query), sort_compared(query)
    kind = query.kind if query.role and not measure_named(query) else Kind.FIGURE
    for own, (start, end, name) in zip(_own_words(query, spans, measure), spans, strict=True):
        alone = replace(query, focus=None, measure=measure, sort=sort, terms=own, kind=kind)
        here = tuple(place for place in places if (place.start, place.end) == (start, end))
        if here or len(places) < 2:
            alone = replace(alone, names=() if here else (name,))
        if here and query.role:
            alone = replace(alone, role=_office_of(here[0], query))
        yield replace(alone, places=here), name


def _spans_of_names(query: Query) -> list[tuple[int, int, str]]:
    """Where the question has its names of persons and the like."""
    return [(start, start + len(name), name) for name in query.names if (start := query.text.find(name)) >= 0]


def _office_of(place: Place, query: Query) -> tuple[str, ...]:
    """The office asked about, of one of the places: of «Chủ tịch UBND tỉnh A và Chủ tịch UBND tỉnh B» either."""
    ends = [fold(place.name).split() for place in query.places] + [list(unit) for unit in UNITS]
    words = list(query.role)
    cut = next((i for i in range(len(words)) if any(words[i : i + len(end)] == end for end in ends)), len(words))
    return (*words[:cut], *(token.folded for token in query.tokens if place.start <= token.start < place.end))


def _own_words(query: Query, spans: Sequence[tuple[int, int, str]], measure: Sequence[str]) -> list[tuple[Term, ...]]:
    """The terms of each one alone: those that all share, and of «vụ bò chết ở A và vụ trộm bò ở B» its own."""
    tokens = [token for token in query.tokens if not any(start <= token.start < end for start, end, _ in spans)]
    tokens = [token for token in tokens if not query.focus or not query.focus[0] <= token.start < query.focus[1]]
    wanted = {term.norm for term in counted_terms(query.terms)}

    def said(since: int, until: int) -> set[str]:
        return {token.norm for token in tokens if since <= token.start < until} & wanted

    lead, tail = said(0, spans[0][0]), said(spans[-1][1], len(query.text))
    between = [said(before[1], after[0]) for before, after in pairwise(spans)]
    apart = all(len(words) > 1 for words in between)  # each has words of its own
    shared = tail if apart else tail.union(lead, *between)
    own = [lead, *between] if apart else [set[str]() for _ in spans]
    return [tuple(t for t in query.terms if t.norm in words | shared or t.folded in measure) for words in own]


def same_thing(reading: Reading, least: float) -> Choice | None:
    """The first choice with that confidence; of figures the first of the very thing compared, else of one like it."""
    sure = [choice for choice in reading.choices if choice.candidate and choice.confidence >= least]
    if reading.query.kind is not Kind.FIGURE:
        return sure[0] if sure else None
    like = [(choice, choice.candidate.head) for choice in sure if choice.candidate and choice.candidate.head >= _SAME]
    return next((choice for choice, head in like if head >= FULL), like[0][0] if like else None)


def _spelt(place: Place, best: Choice | None) -> str:
    """The place's name as the articles write it, which has its accents."""
    names = best.view.article.article.places if best else ()
    return next((name for name in names if place_key(name) == place.key), place.name)


def counted_terms(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms without the words that only compare."""
    return tuple(term for term in terms if term.folded not in _COMPARING_WORDS)


def measure_compared(query: Query) -> tuple[str, ...]:
    """The folded words of what is compared: «số tin có giá trị», «nhiều tin có giá trị nhất»."""
    named = {token.folded for token in query.tokens for p in query.places if p.start <= token.start < p.end}
    named |= {word for name in query.names for word in fold(name).split()}
    words = measure_named(query) or query.measure
    return tuple(words) if set(words) - named - _COMPARING_WORDS - {"va", "so"} else ()


def measure_named(query: Query) -> list[str] | None:
    """The words between «so sánh» or «nhiều» and «hơn» or «của»; those that are compared are no part of them."""
    spans = [*((place.start, place.end, place.name) for place in query.places), *_spans_of_names(query)]
    named = [any(start <= token.start < end for start, end, _ in spans) for token in query.tokens]
    text = " ".join("|" if name else token.folded for token, name in zip(query.tokens, named, strict=True))
    match = _MEASURE.search(text)
    return match.group("measure").split() if match else None


def sort_compared(query: Query) -> str | None:
    """The sort of figure compared when the question names it, as «tiền công» does money."""
    measure = measure_compared(query)
    if measure:
        return query.sort or sort_of(measure[1:] if measure[0] == "so" else measure)
    return query.sort or find_measure(query.tokens, None, query.places, query.accented)[1]


def side_by_side(rows: Sequence[Row], what: str = "Nơi") -> list[str]:
    """The lines of a Markdown table with the [n] of the choices cited, row after row; `what` heads those compared."""
    lines = [f"| {what} | Nguồn nêu | Năm |", "|---|---|---|"]
    cited = 0
    for row in rows:
        if row.choice is None or row.choice.candidate is None:
            lines.append(f"| {escape(row.name)} | không tìm thấy | |")
            continue
        numbers = "".join(f"[{cited + n}]" for n, _ in enumerate(row.cited, 1))
        cited += len(row.cited)
        years = ", ".join(map(str, sorted(row.choice.view.period)[:3]))
        lines.append(f"| {escape(row.name)} | {bold(row.choice.candidate.text)} {numbers} | {years} |")
    return lines


def table(rows: list[Row], query: Query) -> tuple[str, list[str]]:
    """The comparison as Markdown, which is more on top, and notes on what doesn't compare."""
    lines = side_by_side(rows)
    said = [(row.name, quantity, row.choice) for row in rows if row.choice and (quantity := _quantity(row.choice))]
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
