"""Whether a passage supports what a sentence of an answer states: that very fact, said of the same thing."""

from __future__ import annotations

from assistant.grounding.date_support import support_day
from assistant.grounding.fact import Amount, Day, Fact, Name, Number
from assistant.grounding.figure_support import support_figure
from assistant.grounding.name_support import same_document, support_digits, support_name, support_person
from assistant.grounding.sourced import ArticleFacts, lead_years, said_place, said_years
from assistant.grounding.support import Refusal, Said, Support, chosen


def support(said: Said, fact: Fact, source: ArticleFacts, start: int, end: int) -> Support | Refusal:
    """What the passage `start` to `end` of an article says for a fact of an answer's sentence."""
    value = fact.value
    sentences = source.within(start, end)
    if not isinstance(value, Amount) and is_core(fact):
        place = said_place(said.view, fact, said.leads)
        if place and place.key not in source.place_keys:
            return Refusal("nguồn nói về nơi khác", 3)
        if not (said_years(said.view, fact) or lead_years(said.leads)) <= source.all_years:
            return Refusal("nguồn nói về năm khác", 3)
    if isinstance(value, Amount):
        return support_figure(said, fact, value, source, sentences)
    if isinstance(value, Day):
        return support_day(said, fact, value, source, sentences)
    if isinstance(value, Number):
        return chosen(said, fact, source, sentences, lambda view, other: same_document(value, other))
    if isinstance(value, Name):
        if value.person:
            return support_person(said, fact, value, source, sentences)
        return support_name(fact, value, source, sentences)
    return support_digits(value, source)


def is_core(fact: Fact) -> bool:
    """Whether a fact is more than the place or the year that others are said of."""
    if isinstance(fact.value, Day):
        return fact.value.day is not None or fact.value.month is not None
    return not (isinstance(fact.value, Name) and fact.value.key)
