"""The nearest thing that the articles do say, for a question that they don't answer: of another year or place.

It is worded so that nobody takes it for the answer: what differs is named first. The figure of another place isn't
repeated at all, only marked in its citation: beside a question about this place it would be copied by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.answer import Citation
from assistant.answering.composing import cite
from assistant.answering.phrasing import bold, escape
from assistant.reading.candidates import Candidate, Candidates
from assistant.retrieval.query import Query

_MOST = 3  # things offered
_NEAR = -2.0  # log odds that the window answers, by the reader, from which what is of another place is worth offering
_SURELY = 0.0  # the same of a window that is read without the year
_YEAR = re.compile(r"\s*(?:,\s*)?(?:trong\s+)?(?:năm|nam)\s+(?:19|20)\d\d", re.IGNORECASE)


@dataclass(frozen=True)
class Nearest:
    """What is offered: a sentence with its [n], and the citations, with the span marked."""

    text: str
    citations: tuple[Citation, ...]


def find_nearest(found: Candidates, reread: Callable[[Query, Candidate], Candidates]) -> Nearest | None:
    """What would answer the question if its year or its place were another; None when nothing would.

    `reread` reads the window of a candidate again with another question: the same without its year.
    """
    asked = " ".join(_YEAR.sub("", found.query.asked).split())
    timeless = replace(found.query, asked=asked, years=frozenset(), months=())
    of_year = []
    for candidate in found.against[:_MOST]:
        if candidate.numbers.get("year_other") and not candidate.numbers.get("place_other"):
            again = reread(timeless, candidate).best
            if again and again.reading.answerable >= _SURELY and again.view.years:
                of_year.append(again)
    if of_year:
        return _of_other_years(found, of_year)
    near = [candidate for candidate in found.against if candidate.reading.answerable >= _NEAR]
    of_place = [one for one in near if one.numbers.get("place_other") and not one.numbers.get("year_other")]
    return _of_other_places(found, of_place) if of_place else None


def _of_other_years(found: Candidates, near: Sequence[Candidate]) -> Nearest:
    dated: dict[frozenset[int], Candidate] = {}
    for candidate in near:
        dated.setdefault(candidate.view.years, candidate)
    offered = list(dated.items())[:_MOST]
    said = [f"năm {_years(years)}: {bold(one.text)} [{n}]" for n, (years, one) in enumerate(offered, 1)]
    text = f"Không có thông tin năm {_years(found.query.years)}; chỉ thấy {'; '.join(said)}."
    return Nearest(text, tuple(cite(n, one) for n, (_, one) in enumerate(offered, 1)))


def _of_other_places(found: Candidates, near: Sequence[Candidate]) -> Nearest:
    named: dict[str, Candidate] = {}
    levels = {place.level for place in found.query.places}
    for candidate in near:
        others = [place.name for place in candidate.view.places if place.level in levels]
        for name in others[:1]:
            named.setdefault(name, candidate)
    offered = list(named.items())[:_MOST]
    names = ", ".join(dict.fromkeys(place.name for place in found.query.places))
    said = ", ".join(f"{escape(name)} [{n}]" for n, (name, _) in enumerate(offered, 1))
    text = f"Không có thông tin này của {escape(names)}; chỉ thấy của {said}."
    return Nearest(text, tuple(cite(n, one) for n, (_, one) in enumerate(offered, 1)))


def _years(years: frozenset[int]) -> str:
    return ", ".join(map(str, sorted(years)[:3]))
