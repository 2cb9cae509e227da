"""Whether a source has a figure that an answer states: its value and unit, of the same place and time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.corpus.article import Span
from assistant.grounding import beside
from assistant.grounding.amounts import same_unit
from assistant.grounding.binding import IDLE
from assistant.grounding.date_support import support_day
from assistant.grounding.deciding_words import denials
from assistant.grounding.fact import Amount, Day, Fact
from assistant.grounding.facts import find_facts, written
from assistant.grounding.joined import of_same_person
from assistant.grounding.sourced import ArticleFacts, lead_years, said_place, said_years
from assistant.grounding.support import Refusal, Said, Support, chosen
from assistant.language.normalize import canonical
from assistant.language.places import Place
from assistant.reading.views import SentenceView


def support_figure(
    said: Said, fact: Fact, value: Amount, source: ArticleFacts, sentences: Sequence[SentenceView]
) -> Support | Refusal:
    """What some sentences of a source say for a figure."""
    refusals: list[Refusal] = []
    place = said_place(said.view, fact, said.leads)

    def agrees(view: SentenceView, other: Fact) -> bool:
        if not isinstance(other.value, Amount) or not _same_value(said, fact, value, other.value):
            return False
        refusal = _otherwise(said, fact, value, source, view, other)
        if refusal:
            refusals.append(refusal)
        return refusal is None

    def rival(view: SentenceView, other: Fact) -> bool:
        """Whether another figure is of the same kind, place and time, so that it could have been meant."""
        theirs = other.value
        if not isinstance(theirs, Amount) or _overlap(value, theirs):
            return False
        alike = theirs.percent == value.percent and _units_agree(said, value, view, other, theirs)
        meant = place or _asked_place(said)
        here = meant is None or source.of_place(view, other, meant)
        planned = theirs.planned and not _planned(said)
        return alike and here and not planned and _same_time(said, fact, source, view, other)

    found = chosen(said, fact, source, sentences, agrees, rival)
    if isinstance(found, Support) or refusals:
        return found if isinstance(found, Support) or found.reason else max(refusals, key=lambda refusal: refusal.near)
    if isinstance(found, Refusal) and found.reason:
        return found
    return (
        _one(value, sentences)
        or _as_label(said, fact, source)
        or _as_day(said, fact, value, source, sentences)
        or Refusal()
    )


def _same_value(said: Said, fact: Fact, value: Amount, other: Amount) -> bool:
    if value.percent != other.percent:
        return False
    if value.of is not None:
        return (value.values, value.of) == (other.values, other.of)
    if value.values == other.values:
        return True
    # The whole of a ratio, beside its part or called a total: «43 vụ trong tổng số 51 vụ».
    if other.of is None or value.values != (other.of,):
        return False
    facts = [f.value for f in find_facts(said.view) if f != fact and isinstance(f.value, Amount)]
    total = "tổng" in canonical(said.view.text[: fact.start]).split()[-3:]
    return total or any(amount.values == other.values for amount in facts)


def _overlap(value: Amount, other: Amount) -> bool:
    """Whether two figures share a number, as 43/51 and 43 do."""
    return bool({*value.values, value.of or -1.0} & {*other.values, other.of or -2.0})


def _otherwise(
    said: Said, fact: Fact, value: Amount, source: ArticleFacts, view: SentenceView, other: Fact
) -> Refusal | None:
    """Why a figure of the same number isn't the one stated; None if it is."""
    theirs = other.value
    assert isinstance(theirs, Amount)
    wrote = written(view, other)
    if not _units_agree(said, value, view, other, theirs):
        return Refusal(f"nguồn ghi «{wrote}»", 1)
    senses = [amount.sense if amount.sense != "planned" else "" for amount in (value, theirs)]
    stated = theirs.planned and not _planned(said)
    if senses[0] != senses[1] or value.average != theirs.average or stated or (value.planned and not theirs.planned):
        planned = " (dự kiến, chỉ tiêu)" if theirs.planned and value.sense == theirs.sense else ""
        return Refusal(f"nguồn ghi «{wrote}»{planned}", 2)
    if value.trend and theirs.trend and value.trend != theirs.trend:
        return Refusal(f"nguồn ghi «{theirs.trend} {wrote}»", 2)
    if value.denied != theirs.denied and not (value.denied and denials(said.view.text) <= denials(view.text)):
        return Refusal("nguồn khẳng định điều ngược lại" if value.denied else "nguồn nói phủ định", 2)
    if not _same_time(said, fact, source, view, other):
        years = sorted(source.years(view, other))
        told = f"năm {', '.join(map(str, years))}" if years else "năm nào"
        return Refusal(f"nguồn nói về {told}" if years else f"nguồn không nói là {told}", 3)
    if not _same_place(said, fact, source, view, other):
        return Refusal("nguồn nói về nơi khác", 3)
    if value.unit == ("tuổi",) and not of_same_person(said, fact, view, other):
        return Refusal("nguồn nói về người khác", 3)
    if counts := beside.another(said.view, fact, view, other):
        return Refusal(f"trong nguồn, nội dung này ứng với «{counts}»", 4)
    return None


def _units_agree(said: Said, value: Amount, view: SentenceView, other: Fact, theirs: Amount) -> bool:
    if value.percent or theirs.percent:
        return value.percent == theirs.percent
    if value.unit and theirs.unit:
        shorter = value if len(value.unit) < len(theirs.unit) else theirs
        return same_unit(value.unit, theirs.unit) and (value.unit == theirs.unit or not shorter.counts_more)
    if value.unit:  # «quận A có 21 công trình, quận B có 9»
        beside = view.article.sentences[max(0, view.index - 1) : view.index + 1]
        return any(_holds(sentence, value.unit) for sentence in beside)
    if theirs.unit:
        return any(_holds(sentence, theirs.unit[:1]) for sentence in (said.view, *said.leads))
    return True


def _holds(view: SentenceView, syllables: Sequence[str]) -> bool:
    words = [token.norm for token in view.tokens]
    size = len(syllables)
    return any(tuple(words[i : i + size]) == tuple(syllables) for i in range(len(words) - size + 1))


def _planned(said: Said) -> bool:
    amounts = [f.value for f in find_facts(said.view) if isinstance(f.value, Amount)]
    words = canonical(" ".join(view.text for view in (*said.leads, said.view)))
    return any(amount.planned for amount in amounts) or any(
        word in words for word in ("phấn đấu", "dự kiến", "chỉ tiêu", "mục tiêu", "kế hoạch", "sẽ", "ước")
    )


def _same_time(said: Said, fact: Fact, source: ArticleFacts, view: SentenceView, other: Fact) -> bool:
    years = said_years(said.view, fact) or lead_years(said.leads) or said.frame
    return not years or years <= source.years(view, other)


def _asked_place(said: Said) -> Place | None:
    """The one place of the question, which is meant unless the answer names another."""
    places = said.asked.places if said.asked else []
    return places[0] if len(places) == 1 else None


def _same_place(said: Said, fact: Fact, source: ArticleFacts, view: SentenceView, other: Fact) -> bool:
    place = said_place(said.view, fact, said.leads)
    return place is None or source.same_place(view, other, place)


def _one(value: Amount, sentences: Sequence[SentenceView]) -> Support | None:
    """«Một công trình», which isn't read as a figure, for «1 công trình»."""
    if value.values != (1.0,) or value.of or value.percent or value.sense or not value.unit:
        return None
    wanted = ("một", *value.unit)
    for view in sentences:
        for i in range(len(view.tokens)):
            group = view.tokens[i : i + len(wanted)]
            if tuple(token.norm for token in group) == wanted:
                return Support(Span(view.start + group[0].start, view.start + group[-1].end), 0.5)
    return None


def _as_label(said: Said, fact: Fact, source: ArticleFacts) -> Support | None:
    """A number that names what stands before it, as in «Quận 1 tổ chức …», and was taken for one that counts."""
    for before, number in pairwise(said.view.tokens):
        if number.start != fact.start or not number.text.isdigit() or before.norm in IDLE:
            continue
        for view in source.sentences:
            counting = {f.start for f in find_facts(view) if isinstance(f.value, Amount)}
            for a, b in pairwise(view.tokens):
                if (a.norm, b.text) == (before.norm, number.text) and b.start not in counting:
                    return Support(Span(view.start + a.start, view.start + b.end), 0.5)
    return None


def _as_day(
    said: Said, fact: Fact, value: Amount, source: ArticleFacts, sentences: Sequence[SentenceView]
) -> Support | None:
    """«12/5» that reads like a ratio but is a day."""
    if value.of is None or value.unit or not (1 <= value.values[0] <= 31 and 1 <= value.of <= 12):
        return None
    day = Day(int(value.values[0]), int(value.of), (), "", False)
    found = support_day(said, fact, day, source, sentences)
    return found if isinstance(found, Support) else None
