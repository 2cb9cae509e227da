"""Where and when what a sentence says holds: of a source, as its article tells it; of an answer, as it is claimed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from assistant.corpus.article import Article, Sentence
from assistant.corpus.figures import find_figures
from assistant.grounding.fact import Day, Fact, Name
from assistant.grounding.facts import find_facts
from assistant.language.dates import find_years
from assistant.language.normalize import canonical
from assistant.language.periods import named_years, periods
from assistant.language.places import Place, find_places, place_key, province_keys
from assistant.reading.views import ArticleView, SentenceView

_WITHIN = re.compile(r"[\s,(–-]*(?:thuộc|của)?\s*")  # between a place and the larger one that it lies in


class ArticleFacts:
    """An article as a source of facts: its sentences, and the lines that give its title, date and author."""

    def __init__(self, article: Article) -> None:
        spans = {(sentence.start, sentence.end) for sentence in article.sentences}
        fields = (article.title, article.published, article.author, article.views)
        lines = {(f.line.start, f.line.end) for f in fields if f and f.line} - spans
        extra = tuple(Sentence(start, end, -n, caption=True) for n, (start, end) in enumerate(sorted(lines), 1))
        self.article = article
        self.view = ArticleView(replace(article, sentences=article.sentences + extra))
        self.sentences = [view for view in self.view.sentences if view.index not in self.view.ordering]
        self.lines = [view for view in self.sentences if view.sentence.paragraph < 0 or view.index == 0]

    def within(self, start: int, end: int) -> list[SentenceView]:
        """The sentences of a span of the text, then the lines of title, date and author."""
        inside = [view for view in self.sentences if view.start < end and start < view.sentence.end]
        return list(dict.fromkeys([*inside, *self.lines]))

    @cached_property
    def given_names(self) -> list[tuple[SentenceView, Fact]]:
        """Where its persons are called by their last name alone («anh Lương»), as facts that have the whole name."""
        whole: dict[str, set[str]] = {}
        for view in self.sentences:
            for person in view.persons:
                whole.setdefault(person.name.split()[-1], set()).add(person.name)
        full = {given: next(iter(names)).split() for given, names in whole.items() if len(names) == 1}
        return [
            (view, Fact("name", token.start, token.end, Name(tuple(map(canonical, full[token.text])), person=True)))
            for view in self.sentences
            for token in view.tokens
            if len(full.get(token.text, ())) > 1 and not any(p.start <= token.start < p.end for p in view.persons)
        ]

    @cached_property
    def place_keys(self) -> frozenset[str]:
        """Keys of every place that the article is about or names, and of the provinces that these lie in."""
        keys = set(self.view.place_keys).union(*(view.place_keys for view in self.sentences))
        return frozenset(keys.union(*(province_keys(key) for key in self.view.place_keys)))

    @cached_property
    def published(self) -> int | None:
        """The year of publication."""
        return int(self.article.published.value[:4]) if self.article.published else None

    @cached_property
    def all_years(self) -> frozenset[int]:
        """Every year that the article names, and that of its publication."""
        return self.view.years.union(self.view.title_years, *(find_years(view.text) for view in self.sentences))

    @cached_property
    def _periods(self) -> list[frozenset[int]]:
        texts = ["" if view.sentence.caption else view.text for view in self.view.sentences]
        return periods(texts, named_years(self.article.title.value))

    @cached_property
    def _places(self) -> dict[int, str]:
        """The key of the place that each figure is of, by where its number with its qualifier starts."""
        return {figure.span.start: place_key(figure.place) for figure in find_figures(self.article)}

    def years(self, view: SentenceView, fact: Fact) -> frozenset[int]:
        """The years that a fact may be of; empty when the article doesn't say. Of a long span, its ends."""
        own = said_years(view, fact, both=True)
        if own and any(day.day is None for _, day in _mentions(view)):
            return own
        return own | self._inherited(view)

    def years_around(self, view: SentenceView) -> frozenset[int]:
        """The years that a sentence speaks of: its own, else those set before it."""
        own = frozenset(year for _, day in _mentions(view) for year in day.years)
        return own or self._inherited(view)

    def _inherited(self, view: SentenceView) -> frozenset[int]:
        inherited = self._periods[view.index] or view.period
        years = _ends(inherited)
        if not years or inherited == named_years(self.article.title.value):
            years |= frozenset({self.published} if self.published else ())
        return years

    def of_place(self, view: SentenceView, fact: Fact, place: Place) -> bool:
        """Whether a figure of the article is of a place, or of one in it that the article tells together with it."""
        own = self._places.get(view.start + fact.start, "")
        return place.key == own or (place.key in province_keys(own) and place.key in view.place_keys)

    def same_place(self, view: SentenceView, fact: Fact, place: Place) -> bool:
        """Whether a figure of the article may be of a place that an answer names for it."""
        if self.of_place(view, fact, place):
            return True
        own = self._places.get(view.start + fact.start, "")
        rivals = [other for other in view.places if other.level == place.level]
        if place.key in view.place_keys:
            before = [other for other in rivals if other.end <= fact.start]
            after = [other for other in rivals if other.start >= fact.end]
            nearest = [*before[-1:], *after[:1]]
            return not nearest or any(other.key == place.key for other in nearest)
        if rivals or place.key not in self._main or place.key in province_keys(own):
            return False
        return self._levels.get(own) != place.level

    @cached_property
    def _main(self) -> frozenset[str]:
        """The place that the article is about, and those that its title names."""
        title = find_places(self.article.title.value, self.view.place_keys)
        return frozenset([*self.view.place_keys[:1], *(place.key for place in title)])

    @cached_property
    def _levels(self) -> dict[str, int]:
        return {place.key: place.level for view in reversed(self.sentences) for place in view.places}


@lru_cache(maxsize=64)
def article_facts(article: Article) -> ArticleFacts:
    """The facts of an article, those of the latest kept."""
    return ArticleFacts(article)


def _mentions(view: SentenceView) -> list[tuple[Fact, Day]]:
    """What a sentence says of its time, births and documents' dates left out."""
    days = [(fact, fact.value) for fact in find_facts(view) if isinstance(fact.value, Day)]
    return [(fact, day) for fact, day in days if day.years and not day.aside]


def said_years(view: SentenceView, fact: Fact, *, both: bool = False) -> frozenset[int]:
    """The years that a sentence itself gives to a fact: those named last before it, else the first after it.

    Dates to the day are of events and don't count, unless `both`, which also adds those after to those before.
    """
    mentions = [(other, day) for other, day in _mentions(view) if other != fact and (both or day.day is None)]
    before = [day for other, day in mentions if other.end <= fact.start][-1:]
    between = [other.start for other in find_facts(view) if other.kind == fact.kind and other.start >= fact.end]
    limit = between[0] if between and before else len(view.text)
    after = [day for other, day in mentions if fact.end <= other.start < limit][:1]
    found = [*before, *after] if both else before or after
    return frozenset(year for day in found for year in day.years)


def _ends(years: frozenset[int]) -> frozenset[int]:
    return frozenset({min(years), max(years)}) if len(years) > 2 else years


def said_place(view: SentenceView, fact: Fact, leads: Sequence[SentenceView]) -> Place | None:
    """The place that an answer names for a fact: the last before it, else the first after it, else of what leads to it.

    Of «thôn A, xã B», thôn A.
    """
    for sentence in (view, *reversed(leads)):
        places = sentence.places
        before = [place for place in places if place.end <= fact.start] if sentence is view else places
        if before:
            return _smallest(sentence.text, before)
        if places and sentence is view:
            end = sentence.text.find(";", fact.end)
            after = [place for place in places if fact.end <= place.start and (end < 0 or place.start < end)]
            if after:
                return after[0]
    return None


def _smallest(text: str, places: Sequence[Place]) -> Place:
    """The first of the chain that ends with the last place."""
    i = len(places) - 1
    while i and places[i - 1].level > places[i].level and _WITHIN.fullmatch(text, places[i - 1].end, places[i].start):
        i -= 1
    return places[i]


def lead_years(leads: Sequence[SentenceView]) -> frozenset[int]:
    """The years that the lines leading to a sentence name; of the innermost that names any."""
    for lead in reversed(leads):
        if years := find_years(lead.text):
            return frozenset(years)
    return frozenset()
