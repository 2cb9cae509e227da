"""The figures of an article as rows: how much, of what, where, when, and where the article says it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from assistant.corpus.article import Article, Sentence, Span
from assistant.corpus.measures import all_counted
from assistant.language.numbers import Quantity, find_quantities
from assistant.language.periods import named_years, periods
from assistant.language.places import UNITS, Place, find_places, place_key, province_keys
from assistant.language.tokens import tokenize

# Names that hold a number: «Covid–19», and mottoes: «5 không, 3 sạch».
_GLUED_NAME = re.compile(r"[^\W\d_][-–]")
_MOTTO = re.compile(r"\s+(?:không|sạch|có|tốt|giỏi)[”\"»,]|\s+không(?!\s+(?:đạt|đủ|được|có))(?!\w)")
# A unit that is meant without its name: «toàn huyện», «trên địa bàn tỉnh».
_WHOLE = re.compile(
    r"(?<!\w)(?:toàn|địa bàn(?: toàn)?|cả)\s+(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|thôn)"
    r"(?!\w)(?!\s+(?-i:[A-ZĐ\d]))",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\s*(?:,|[-–(]|thuộc|của)?\s*")  # between a place and the larger one that it lies in
_HOME = re.compile(r"(?:trú|ngụ|quê|HKTT|sinh sống)[^,;.]{0,25}\Z", re.IGNORECASE)  # where somebody lives: no matter
_KEPT = 1  # levels up to this hold beyond their paragraph: provinces and districts


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that an article gives, with what it says of it.

    `value` is the number's in full («5 triệu» is 5,000,000; of 6/7, 6), `of` the whole of a ratio. `raw` is as
    written, qualifier and symbol included: «hơn 900», «gần 5 triệu đồng», «85,7%». `unit` is what is counted or
    measured in («tin», «lượt người», «đồng», «%»), `measure` the whole phrase, and both are empty when the text
    doesn't say; so are `place` and `period` (years in order). Spans are in code points of the article's text.
    """

    value: float
    of: float | None
    raw: str
    unit: str
    measure: str
    place: str
    period: tuple[int, ...]
    source: str
    sentence: Span
    span: Span

    @property
    def written(self) -> str:
        """The number as written, with its unit: «6/7 xã», «hơn 900 lượt người», «85,7%»."""
        return self.raw if self.raw.endswith(self.unit) else f"{self.raw} {self.unit}"

    @property
    def years(self) -> str:
        """The period as it is shown: «2018», «2017, 2019», «2011-2015»; empty when the text doesn't say."""
        if len(self.period) > 2 and self.period[-1] - self.period[0] == len(self.period) - 1:
            return f"{self.period[0]}-{self.period[-1]}"
        return ", ".join(map(str, self.period))


def find_figures(article: Article) -> list[Figure]:
    """The figures of an article's content and title, in order. `article.places` must be filled in."""
    texts = [article.text[sentence.start : sentence.end] for sentence in article.sentences]
    framing = ["" if sentence.caption else text for sentence, text in zip(article.sentences, texts, strict=True)]
    title_years = named_years(article.title.value)
    inherited = periods(framing, title_years)
    places = _Places(article)
    found: list[Figure] = []
    for i, (sentence, text) in enumerate(zip(article.sentences, texts, strict=True)):
        places.enter(sentence, text)
        quantities = [quantity for quantity in find_quantities(text) if not _is_name(text, quantity)]
        years = named_years(text) or inherited[i] if sentence.caption and quantities else inherited[i]
        for quantity, what in zip(quantities, all_counted(text, quantities), strict=True):
            start, end = sentence.start + quantity.start, sentence.start + what.end
            found.append(
                Figure(
                    value=quantity.value,
                    of=quantity.of,
                    raw=article.text[start:end],
                    unit=what.unit,
                    measure=what.measure,
                    place=places.at(quantity.start),
                    period=tuple(sorted(years)),
                    source=article.source,
                    sentence=Span(sentence.start, sentence.end),
                    span=Span(start, end),
                )
            )
    return found


def _is_name(text: str, quantity: Quantity) -> bool:
    before = text[max(0, quantity.number_start - 2) : quantity.number_start]
    return bool(_GLUED_NAME.fullmatch(before) or _MOTTO.match(text, quantity.end))


class _Places:
    """Which place the article speaks of, as its sentences are read in order."""

    def __init__(self, article: Article) -> None:
        self._keys = tuple(dict.fromkeys(place_key(name) for name in article.places))
        self._main = article.places[0] if article.places else ""
        self._above = province_keys(self._keys[0]) - {self._keys[0]} if self._keys else frozenset()
        self._last: dict[int, str] = {}  # the name last given at each level
        self._kept = ""  # in earlier paragraphs
        self._current = ""  # in this paragraph
        self._paragraph = -1
        self._here: list[tuple[int, str]] = []  # ends of the places of this sentence, with their names

    def enter(self, sentence: Sentence, text: str) -> None:
        """Go on to the next sentence."""
        for _, name in self._here:
            if place_key(name) not in self._above:
                self._current = name
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._current = sentence.paragraph, ""
        self._here = []
        smallest: Place | None = None  # of «thôn A, xã B, huyện C», thôn A
        previous: Place | None = None
        for place in find_places(text, self._keys):
            inside = (
                previous is not None
                and place.level < previous.level
                and _WITHIN.fullmatch(text, previous.end, place.start) is not None
            )
            smallest = smallest if inside and smallest else place
            previous = place
            if _HOME.search(text, max(0, smallest.start - 40), smallest.start):
                continue
            self._last[place.level] = place.name
            if place.level <= _KEPT and place.key not in self._above:
                self._kept = place.name
            self._here.append((place.end, smallest.name))
        for match in _WHOLE.finditer(text):
            level = UNITS[tuple(token.folded for token in tokenize(match.group(1)))]
            self._here.append((match.end(), self._last.get(level) or self._main))
        self._here.sort()

    def at(self, position: int) -> str:
        """The place of what stands at an offset of the sentence; empty when the article names none."""
        i = bisect_right(self._here, position, key=lambda place: place[0])
        return self._here[i - 1][1] if i else self._current or self._kept or self._main
