"""Articles about a place that go by another name of it: that of a unit it was merged into in July 2025, or from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.corpus.article import Article
from assistant.language.gazetteer import place_key, province_keys
from assistant.language.mergers import Area, lies_in, predecessors, successors
from assistant.language.normalize import fold
from assistant.language.places import Place

_MERGED = "2025-07"  # since when the new units are


def merged_with(place: Place, beside: Iterable[Place]) -> list[Area]:
    """The units that a place went into, and those of its level that went into it; none that has its own name.

    `beside` are the places named with it, by which units that share a name are told apart.
    """
    if place.level > 2:  # a hamlet
        return []
    within = {other.key for other in beside if other.level < place.level}
    after = successors(place.key, place.level, within)
    before = [area for area in predecessors(place.key, place.level, within) if area.level == place.level]
    return [area for area in (*after, *before) if area.key != place.key]


def written_key(area: Area) -> str:
    """The key by which articles' places have an area: a number at the end of a name is read as no part of it."""
    return area.key if area.name.isdigit() else area.key.rstrip("0123456789")


def fits(article: Article, area: Area) -> bool:
    """Whether an article that names an area may be about it, by its date and the provinces that it names."""
    if area.new and article.published and article.published.value < _MERGED:
        return False
    if area.key != written_key(area) and not re.search(rf"{fold(area.name)}(?!\d)", fold(article.text)):
        return False  # «A Lưới 2» isn't «A Lưới 3»
    named: set[str] = set()
    for key in map(place_key, article.places):
        lying = province_keys(key) if key != area.key else frozenset()
        named |= lying if len(lying) == 1 else frozenset()
    return area.level == 0 or not named or not named.isdisjoint(lies_in(area))
