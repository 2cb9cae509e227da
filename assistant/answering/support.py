"""Whether a passage supports what a sentence of an answer states: that very fact, said of the same thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answering.binding import IDLE, closeness, coverage, words_about
from assistant.answering.facts import (
    Amount,
    Day,
    Digits,
    Fact,
    Name,
    Number,
    bare,
    find_facts,
    folded,
    neighbours,
    same_unit,
)
from assistant.answering.person_spans import holder, role_fit
from assistant.answering.reading import SentenceView
from assistant.answering.sourced import ArticleFacts, lead_years, said_place, said_years
from assistant.corpus.article import Span
from assistant.language.normalize import canonical, fold

_ANOTHER_YEARS = 0.2  # by which a sentence of another year may have more of a claim's words
_MARGIN = 0.04  # by which the words of a claim may stand nearer to another fact than to the one that supports it


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer, and the sentences that lead to it."""

    view: SentenceView
    leads: tuple[SentenceView, ...] = ()
    frame: frozenset[int] = frozenset()  # years that a sentence before it set


@dataclass(frozen=True, slots=True)
class Support:
    """The span of an article that supports a fact, and how near the fact's words stand to it, 0 to 1."""

    span: Span
    closeness: float


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a passage doesn't support a fact, in Vietnamese, empty if it has nothing like it; `near` of how nearly."""

    reason: str = ""
    near: int = 0


Found = tuple[SentenceView, Fact]


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
        return _figure(said, fact, value, source, sentences)
    if isinstance(value, Day):
        return _day(said, fact, value, source, sentences)
    if isinstance(value, Number):
        return _chosen(said, fact, source, sentences, lambda view, other: _same_document(value, other))
    if isinstance(value, Name):
        return _person(said, fact, value, source, sentences) if value.person else _name(fact, value, source, sentences)
    return _digits(value, source)


def is_core(fact: Fact) -> bool:
    """Whether a fact is more than the place or the year that others are said of."""
    if isinstance(fact.value, Day):
        return fact.value.day is not None or fact.value.month is not None
    return not (isinstance(fact.value, Name) and fact.value.key)


# Figures


def _figure(
    said: Said, fact: Fact, value: Amount, source: ArticleFacts, sentences: Sequence[SentenceView]
) -> Support | Refusal:
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
        here = place is None or source.of_place(view, other, place)
        planned = theirs.planned and not _planned(said)
        return alike and here and not planned and _same_time(said, fact, source, view, other)

    found = _chosen(said, fact, source, sentences, agrees, rival)
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
    written = " ".join(view.text[other.start : other.end].split())
    if not _units_agree(said, value, view, other, theirs):
        return Refusal(f"nguồn ghi «{written}»", 1)
    if (value.sense, value.average) != (theirs.sense, theirs.average) or (theirs.planned and not _planned(said)):
        planned = " (dự kiến, chỉ tiêu)" if theirs.planned and value.sense == theirs.sense else ""
        return Refusal(f"nguồn ghi «{written}»{planned}", 2)
    if value.trend and theirs.trend and value.trend != theirs.trend:
        return Refusal(f"nguồn ghi «{theirs.trend} {written}»", 2)
    if value.denied != theirs.denied:
        return Refusal("nguồn khẳng định điều ngược lại" if value.denied else "nguồn nói phủ định", 2)
    if not _same_time(said, fact, source, view, other):
        years = sorted(source.years(view, other))
        told = f"năm {', '.join(map(str, years))}" if years else "năm nào"
        return Refusal(f"nguồn nói về {told}" if years else f"nguồn không nói là {told}", 3)
    if not _same_place(said, fact, source, view, other):
        return Refusal("nguồn nói về nơi khác", 3)
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
    found = _day(said, fact, day, source, sentences)
    return found if isinstance(found, Support) else None


# Dates


def _day(
    said: Said, fact: Fact, value: Day, source: ArticleFacts, sentences: Sequence[SentenceView]
) -> Support | Refusal:
    if value.day is None and value.month is None:
        return _year(said, fact, value, source, sentences)
    found = _chosen(said, fact, source, sentences, lambda view, other: _same_day(value, view, other, source))
    if isinstance(found, Support) or found.reason:
        return found
    near = [view.text[o.start : o.end] for view in sentences for o in _days(view) if _same_but_year(value, o)]
    return Refusal(f"nguồn ghi «{near[0]}»", 1) if near else Refusal()


def _year(
    said: Said, fact: Fact, value: Day, source: ArticleFacts, sentences: Sequence[SentenceView]
) -> Support | Refusal:
    """A year is named by a sentence, or was set before it; no sentence of another year has more of the words."""
    words = words_about(said.view, fact, said.leads)
    found: list[tuple[float, SentenceView, Fact | None]] = []
    for view in sentences:
        own = [other for other in _days(view) if _same_day(value, view, other, source)]
        if own or (not _dated(view) and not value.part and set(value.years) <= source.years_around(view)):
            found.append((coverage(words, view), view, max(own, key=lambda o: closeness(words, view, o), default=None)))
    if not found:
        return Refusal()
    best, view, own_fact = max(found, key=lambda item: item[0])
    for other in source.sentences:
        years = source.years_around(other)
        if years and not set(value.years) <= years and coverage(words, other) > best + _ANOTHER_YEARS:
            return Refusal(f"nguồn nói về năm {', '.join(map(str, sorted(years)))}", 3)
    if own_fact is None:
        return Support(Span(view.start, view.sentence.end), best)
    near = closeness(words, view, own_fact)
    for rival in _days(view):
        other_way = _other_way(said, fact, (view, own_fact), (view, rival))
        if _unlike(fact, rival) and closeness(words, view, rival) > near + _MARGIN + other_way:
            return Refusal(f"trong nguồn, nội dung này ứng với «{view.text[rival.start : rival.end]}»", 4)
    return Support(Span(view.start + own_fact.start, view.start + own_fact.end), best)


def _dated(view: SentenceView) -> bool:
    return any(isinstance(o.value, Day) and o.value.years and not o.value.aside for o in _days(view))


def _days(view: SentenceView) -> Iterator[Fact]:
    return (fact for fact in find_facts(view) if isinstance(fact.value, Day))


def _same_but_year(value: Day, other: Fact) -> bool:
    day = other.value
    return isinstance(day, Day) and value.day is not None and (day.day, day.month) == (value.day, value.month)


def _same_day(value: Day, view: SentenceView, other: Fact, source: ArticleFacts) -> bool:
    """Whether a date of a source says all that the answer's does; its year may be known from elsewhere."""
    theirs = other.value
    if not isinstance(theirs, Day):
        return False
    if value.day is not None and value.day != theirs.day:
        return False
    if value.month is not None and value.month != theirs.month:
        return False
    if value.part and value.part != theirs.part:
        return False
    if theirs.years or not value.years:
        ends = {theirs.years[0], theirs.years[-1]} if theirs.years else set()
        return set(value.years) <= ends if len(value.years) == 1 else value.years in ((), theirs.years)
    return len(value.years) == 1 and value.years[0] in _year_of(theirs, view, other, source)


def _year_of(day: Day, view: SentenceView, fact: Fact, source: ArticleFacts) -> frozenset[int]:
    """The year of a day that is written without: by the day of publication, else set in or before its sentence."""
    published = source.article.published
    if published:
        year, month, date = (int(part) for part in published.value.split("-"))
        later = (day.month or 0, day.day or 0) > (month, date)
        return frozenset({year - 1, year} if later else {year})
    own = [other.value for other in _days(view) if other.end <= fact.start]
    years = frozenset(y for d in own if isinstance(d, Day) and not d.aside for y in d.years) or view.article.frame(
        view.index
    )
    return years if len(years) == 1 else frozenset()


# Names and numbers


def _same_document(value: Number, other: Fact) -> bool:
    """Whether a document of a source is the one named; a mere number («Chỉ thị 09») needs the kind."""
    theirs = other.value
    if not isinstance(theirs, Number):
        return False
    if value.kind and theirs.kind and not (value.kind.startswith(theirs.kind) or theirs.kind.startswith(value.kind)):
        return False
    if value.parts == theirs.parts:
        return True
    return len(value.parts) == 1 and bool(value.kind and theirs.kind) and value.parts == theirs.parts[:1]


def _person(
    said: Said, fact: Fact, value: Name, source: ArticleFacts, sentences: Sequence[SentenceView]
) -> Support | Refusal:
    offices = _offices(said.view, value)
    held = [office for view in source.sentences for office in _offices(view, value)]
    for office in offices:
        if held and not any(role_fit(theirs, office) for theirs in held):
            return Refusal("nguồn nêu chức vụ khác của người này", 2)
        if not held and (other := _who(office, source)):
            return Refusal(f"nguồn ghi người giữ chức vụ này là {other}", 2)
    spans = [(view, found) for view in sentences if (found := _spelled(view, value.syllables))]
    if not spans:
        return Refusal()

    def agrees(view: SentenceView, other: Fact) -> bool:
        return isinstance(other.value, Name) and other.value.person and _same_name(value, other.value)

    def rival(view: SentenceView, other: Fact) -> bool:
        return isinstance(other.value, Name) and other.value.person and not _same_name(value, other.value)

    named = [(view, Fact("name", *span, value)) for view, span in spans]
    return _best(said, fact, source, named, None if offices and held else rival)


def _offices(view: SentenceView, value: Name) -> list[tuple[str, ...]]:
    """The offices, folded, that a sentence gives to a person."""
    found = []
    for role in view.roles:
        person = holder(view, role, view.persons)
        if person and _same_name(value, Name(tuple(canonical(person.name).split()), person=True)):
            found.append(tuple(fold(word) for word in role.words))
    return found


def _who(office: Sequence[str], source: ArticleFacts) -> str:
    """Who holds an office by the article."""
    for view in source.sentences:
        for role in view.roles:
            person = holder(view, role, view.persons)
            if person and role_fit([fold(word) for word in role.words], office) == 1.0:
                return person.name
    return ""


def _same_name(value: Name, other: Name) -> bool:
    """Whether two names are one person's: one ends with the other («Trường Huy»)."""
    shorter, longer = sorted((value.syllables, other.syllables), key=len)
    return longer[-len(shorter) :] == shorter


def _spelled(view: SentenceView, syllables: Sequence[str]) -> tuple[int, int] | None:
    """Where a sentence has the syllables of a person's name, not as the beginning of a longer name."""
    size = len(syllables)
    tokens = view.tokens
    for i in range(len(tokens) - size + 1):
        if tuple(token.norm for token in tokens[i : i + size]) == tuple(syllables):
            span = (tokens[i].start, tokens[i + size - 1].end)
            if not any(p.start <= span[0] and span[1] < p.end for p in view.persons):
                return span
    return None


def _name(fact: Fact, value: Name, source: ArticleFacts, sentences: Sequence[SentenceView]) -> Support | Refusal:
    """A place, a body or what is quoted: named anywhere in the article."""
    for view in [*sentences, *source.sentences]:
        if value.key and (place := next((p for p in view.places if p.key == value.key), None)):
            return Support(Span(view.start + place.start, view.start + place.end), 1.0)
        words = [token.folded for token in view.tokens]
        size = len(value.syllables)
        for i in range(len(words) - size + 1):
            if tuple(words[i : i + size]) == value.syllables:
                tokens = view.tokens[i : i + size]
                return Support(Span(view.start + tokens[0].start, view.start + tokens[-1].end), 1.0)
    if value.key and value.key in source.place_keys and sentences:
        return Support(Span(sentences[0].start, sentences[0].sentence.end), 0.5)
    title = folded(source.article.title.value)
    if any(title[i : i + len(value.syllables)] == value.syllables for i in range(len(title))) and sentences:
        return Support(Span(sentences[0].start, sentences[0].sentence.end), 0.5)
    return Refusal()


def _digits(value: Digits, source: ArticleFacts) -> Support | Refusal:
    """The number beside the same syllable: «thôn 9» isn't supported by «9 người»."""
    for view in source.sentences:
        for before, token, after in neighbours(view.tokens):
            if bare(token.norm) == value.text and (before == value.before != "" or after == value.after != ""):
                return Support(Span(view.start + token.start, view.start + token.end), 1.0)
    return Refusal()


# Which of several


def _chosen(
    said: Said,
    fact: Fact,
    source: ArticleFacts,
    sentences: Sequence[SentenceView],
    agrees: Callable[[SentenceView, Fact], bool],
    rival: Callable[[SentenceView, Fact], bool] | None = None,
) -> Support | Refusal:
    """The best of the facts that agree, if the words of the claim don't stand nearer to a rival."""
    found = [(view, other) for view in sentences for other in find_facts(view) if agrees(view, other)]
    if not found:
        return Refusal()
    return _best(said, fact, source, found, rival or (lambda view, other: _unlike(fact, other)))


def _unlike(fact: Fact, other: Fact) -> bool:
    """Whether another date or document of a source could have been meant instead."""
    ours, theirs = fact.value, other.value
    if isinstance(ours, Day) and isinstance(theirs, Day):
        if (ours.day is None) != (theirs.day is None) or ours.aside != theirs.aside:
            return False
        same = ours.years == theirs.years or not (ours.years and theirs.years)
        return not ((ours.day, ours.month) == (theirs.day, theirs.month) and same)
    if isinstance(ours, Number) and isinstance(theirs, Number):
        return ours.parts[:1] != theirs.parts[:1] and (ours.kind == theirs.kind or not ours.kind)
    return False


def _best(
    said: Said,
    fact: Fact,
    source: ArticleFacts,
    found: Sequence[Found],
    rival: Callable[[SentenceView, Fact], bool] | None,
) -> Support | Refusal:
    words = words_about(said.view, fact, said.leads)
    scored = [(closeness(words, view, other), view, other) for view, other in found]
    best, view, other = max(scored, key=lambda item: item[0])
    mine = (view, other)
    for their in [(v, f) for v in source.sentences for f in find_facts(v)] if rival else []:
        if rival and rival(*their) and closeness(words, *their) > best + _MARGIN + _other_way(said, fact, mine, their):
            written = " ".join(their[0].text[their[1].start : their[1].end].split())
            return Refusal(f"trong nguồn, nội dung này ứng với «{written}»", 4)
    return Support(Span(view.start + other.start, view.start + other.end), best)


def _other_way(said: Said, fact: Fact, mine: Found, theirs: Found) -> float:
    """By how much the words of the fact for which an answer has a rival stand nearer to it than to this one's.

    «Từ 5% đến 7%» has words alike for both; what counts is whether the two were swapped. 0 if it isn't stated.
    """
    stated = [other for other in find_facts(said.view) if other != fact and _equal(other, theirs[1])]
    ways = (words_about(said.view, other, said.leads) for other in stated)
    return max((closeness(words, *theirs) - closeness(words, *mine) for words in ways), default=0.0)


def _equal(fact: Fact, other: Fact) -> bool:
    ours, theirs = fact.value, other.value
    if isinstance(ours, Amount) and isinstance(theirs, Amount):
        return ours.values == theirs.values and ours.percent == theirs.percent
    if isinstance(ours, Day) and isinstance(theirs, Day):
        return (ours.day, ours.month, ours.years) == (theirs.day, theirs.month, theirs.years)
    return ours == theirs
