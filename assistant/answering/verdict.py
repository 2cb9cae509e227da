"""«Có» or «Không», when a source decides a yes-or-no question beyond doubt; otherwise nothing.

A question that states a figure, a day or who holds an office is decided by the answer to the question that asks for
it: «… nhận 270 tin không» by «… nhận bao nhiêu tin». One that tells an event is decided by a clause that tells the
very same. Whatever leaves a doubt decides nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from assistant.answering.choosing import Choice, Reading
from assistant.answering.disagreement import FULL
from assistant.answering.reading import SentenceView
from assistant.answering.stated import DENIES, SINGLES_OUT, TIMING, Stated, denials, phrases, statement
from assistant.language.dates import DateMention, find_dates
from assistant.language.names import Person, find_persons
from assistant.language.normalize import canonical, fold, word_set
from assistant.language.numbers import Quantity, find_quantities
from assistant.language.places import one_letter_off
from assistant.language.tokens import Token, tokenize
from assistant.retrieval.query import Query

_HERE, _THEN = 0.9, 0.95  # agreement of place and period from which a sentence is about what is asked
_OWN, _MISSING = 0.65, 0.1  # of the question's words: those of the sentence, and those that the article lacks
_WHOLE = 0.9  # the same of an event, which its words alone decide
_RIVAL = 0.7  # share of the best confidence from which another choice is heard too
_HOLDS = 0.85  # fit of a person who holds the office asked about, its level perhaps left out
_FEWEST = 4  # syllables of an event's words: fewer are often found in another sense
_LOOSE = 3  # words that may stand between an event's in the text

# What is meant, asked for, possible, doubted or called off, rather than done.
_MEANT = word_set(
    "sẽ|dự kiến|kế hoạch|đề nghị|yêu cầu|cần|phải|nếu|nhằm|để|có thể|phấn đấu|chuẩn bị|mong|muốn|hướng tới|chủ trương|"
    "đề xuất|kiến nghị|chỉ đạo|giao|phương án|định|sắp|trước khi|từ chối|phủ nhận|bác bỏ|hủy|hoãn|dừng|ngừng|tránh|"
    "tin đồn|nghi|mục tiêu|chỉ tiêu|tiếp tục|đang|gần như|suýt|khó|ít|hứa|cam kết|thử|diễn tập|giả định|tình huống|"
    "từng|thôi|bãi bỏ|không|chưa|chẳng|phòng|chống|ngăn chặn|vận động|hiệu quả"
)
_AUXILIARY = frozenset({"đã", "vừa", "cũng", "được", "bị", "có", "đang", "sẽ"})
_PASSIVE = frozenset({"được", "bị"})
_CLAUSE = re.compile(r"[;:,()“”\"]\s|\s[-–]\s|[;:]")
_RANGE = re.compile(r"\d\s*(?:[-–]|đến|tới)\s*\d")
_HEDGES = word_set("dự kiến|phấn đấu|ước|ước tính|ước đạt|ước khoảng|dự kiến khoảng")
_AVERAGES = word_set("trung bình|bình quân|trung bình khoảng|bình quân khoảng")
_MORE = word_set("hơn|trên|quá|vượt|vượt quá|vượt mức|nhiều hơn|cao hơn|lớn hơn|đến hơn|tới hơn|hơn cả|không dưới")
_LESS = word_set("dưới|ít hơn|thấp hơn|nhỏ hơn|chưa đến|chưa tới|chưa đầy|chưa được|không đến|không tới|không đầy")
_NEARLY = word_set("gần|ngót|gần như|tới gần|đến gần|khoảng gần")
_ABOUT = word_set("khoảng|tầm|chừng|xấp xỉ|trên dưới|khoảng hơn")
_AT_LEAST, _AT_MOST = word_set("ít nhất|tối thiểu"), word_set("không quá|tối đa|nhiều nhất|không vượt quá")
_EXACT = word_set("|cả|tổng cộng|chỉ|chỉ có|chỉ còn|mới chỉ|lên đến|lên tới|tới")
_DEPUTIES = ("pho ", "uy vien", "thu ky")  # offices that several hold at once

Word = Literal["Có", "Không"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a source decides, and the choice that does."""

    word: Word
    choice: Choice


def judge(stated: Stated, reading: Reading, least: float) -> Verdict | None:
    """Decide what is stated by the reading of the question that asks for it; `least` is the confidence needed.

    Every choice that is nearly as good must decide the same.
    """
    best = reading.best
    if best is None or best.confidence < least or reading.query.negated:
        return None
    found: list[Verdict] = []
    for choice in reading.choices:
        if choice.confidence < max(least, _RIVAL * best.confidence):
            continue
        if choice.candidate is None or not _about_it(choice, reading, stated):
            continue
        word = _compare(stated, choice, reading)
        if word is None:
            return None
        found.append(Verdict(word, choice))
    agreed = {verdict.word for verdict in found}
    return found[0] if len(agreed) == 1 else None


def _about_it(choice: Choice, reading: Reading, stated: Stated) -> bool:
    """Whether a choice is of the thing, the place and the time asked about."""
    evidence, span = choice.evidence, choice.candidate
    if span is None or evidence.place < _HERE or evidence.period < _THEN:
        return False
    if isinstance(stated.value, Person):
        return span.fit >= _HOLDS and bool(reading.query.role)
    if isinstance(stated.value, Quantity) and span.head < FULL and reading.query.sort is None:
        return False
    if any(term.loose for term in reading.terms) or _elsewhere(choice.view, span.start, reading.query):
        return False
    return evidence.own >= _OWN and evidence.missing <= _MISSING


def _compare(stated: Stated, choice: Choice, reading: Reading) -> Word | None:
    if isinstance(stated.value, Quantity):
        return _compare_figures(stated, stated.value, choice, reading)
    if isinstance(stated.value, DateMention):
        return _compare_days(stated.value, choice)
    return _compare_holders(stated.value, choice, reading.query)


def _compare_figures(stated: Stated, asked: Quantity, choice: Choice, reading: Reading) -> Word | None:
    span, view = choice.candidate, choice.view
    said = next((q for q in view.quantities if span and q.start == span.start), None)
    if said is None or said.percent != asked.percent or _RANGE.search(view.text[said.number_start : said.end]):
        return None
    if _RANGE.search(stated.text[asked.number_start : asked.end]) or not _same_days(stated.text, view):
        return None
    if {asked.qualifier, said.qualifier} & _HEDGES or (asked.qualifier in _AVERAGES) != (said.qualifier in _AVERAGES):
        return None
    if phrases(view.text[: said.start], _MEANT & _PLANS) != phrases(stated.text, _MEANT & _PLANS):
        return None
    if reading.query.sort and not asked.percent and _unit(stated.text, asked) != _unit(view.text, said):
        return None
    if asked.of is not None and asked.of != said.of:
        return None
    if said.of is not None and all(term.folded in reading.query.measure for term in reading.terms):
        return None  # 18/20 are of those that do something, which the question doesn't say
    return _within(asked, said)


def _elsewhere(view: SentenceView, start: int, query: Query) -> bool:
    """Whether another place, of the level asked about or within it, is named before a span."""
    keys, level = {place.key for place in query.places}, max((place.level for place in query.places), default=99)
    return any(place.end <= start and place.level >= level and place.key not in keys for place in view.places)


_PLANS = word_set("sẽ|dự kiến|kế hoạch|phấn đấu|mục tiêu|chỉ tiêu|đề xuất|hướng tới|đề nghị|yêu cầu")


def _unit(text: str, figure: Quantity) -> list[str]:
    words = [token.folded for token in tokenize(text[figure.end : figure.end + 30])]
    return words[:1]


def _within(asked: Quantity, said: Quantity) -> Word | None:
    """Whether what is said lies in what is asked, outside it, or perhaps."""
    if asked.value == said.value and asked.qualifier == said.qualifier:
        return "Có"
    if asked.value == said.value and asked.qualifier in _EXACT | {""} and said.qualifier not in _EXACT | {""}:
        return None  # «300» of «hơn 300» is nearly right
    wanted, given = _interval(asked, 0.1), _interval(said, 0.5)
    if wanted is None or given is None:
        return None
    if asked.qualifier in _MORE | _AT_LEAST:
        wanted = (wanted[0], float("inf"))
    if wanted[0] <= given[0] and given[1] <= wanted[1]:
        return "Có"
    return "Không" if given[1] < wanted[0] or wanted[1] < given[0] else None


def _interval(figure: Quantity, slack: float) -> tuple[float, float] | None:
    """The values that a figure with its qualifier may stand for, about as people use it."""
    value, qualifier = figure.value, figure.qualifier
    step = value * 1e-6
    if qualifier in _EXACT or not qualifier:
        return value, value
    if qualifier in _MORE:
        return value + step, value * (1 + slack)
    if qualifier in _AT_LEAST:
        return value, value * (1 + slack)
    if qualifier in _LESS:
        return 0.0, value - step
    if qualifier in _AT_MOST:
        return 0.0, value
    if qualifier in _NEARLY:
        return value * (1 - min(slack, 0.1)), value - step
    return (value * (1 - slack), value * (1 + slack)) if qualifier in _ABOUT else None


def _compare_days(asked: DateMention, choice: Choice) -> Word | None:
    view, span = choice.view, choice.candidate
    days = [date for date in view.dates if date.precise]
    if len(days) != 1 or span is None or days[0].start != span.start:
        return None  # of several, which is the event's is a guess
    said = days[0]
    if TIMING.search(view.text[: said.start]) or phrases(view.text, _MEANT & _PLANS):
        return None
    if not asked.month or not said.month:
        return None
    if asked.year and asked.year != said.year and (said.year or asked.year not in view.period):
        return None  # the same may happen every year
    return "Có" if (asked.day, asked.month) == (said.day, said.month) else "Không"


def _compare_holders(asked: Person, choice: Choice, query: Query) -> Word | None:
    span = choice.candidate
    assert span
    if canonical(asked.name) == canonical(span.text):
        return "Có"
    ours, theirs = fold(asked.name), fold(span.text)
    alike = ours == theirs or one_letter_off(ours, theirs) or ours.split()[-1] == theirs.split()[-1]
    if alike or span.fit < 1.0 or " ".join(query.role).startswith(_DEPUTIES) or not query.places:
        return None  # perhaps the same, of another office, or one of several
    return "Không"


def judge_every(reading: Reading) -> Verdict | None:
    """Whether «tất cả», «mọi», «đều» holds, by the ratio that stands nearest to the question's words."""
    best = reading.best
    if best is None or not phrases(reading.query.text, word_set("tất cả|mọi|đều|toàn bộ")):
        return None
    ratios = [quantity for quantity in best.view.quantities if quantity.of]
    words = best.view.text.lower()

    def counted(ratio: Quantity) -> int:
        after = words[ratio.end : ratio.end + 40]
        return sum(term.folded in after or term.norm in after for term in reading.terms)

    nearest = max(ratios, key=counted, default=None)
    if nearest is None or not counted(nearest):
        return None
    return Verdict("Có" if nearest.value == nearest.of else "Không", best)


def judge_event(reading: Reading) -> Verdict | None:
    """Whether what a question tells happened, by a clause that tells the very same; what is nearly the best is
    heard too, and must not say otherwise."""
    query, best = reading.query, reading.best
    text = statement(query)
    plain = query.accented and not query.documents and not find_quantities(text) and not find_persons(text)
    days = any(date.month for date in find_dates(text))
    if best is None or not plain or days or denials(text) or phrases(text, SINGLES_OUT):
        return None
    found: list[Verdict] = []
    for choice in reading.choices:
        if choice.confidence < _RIVAL * best.confidence:
            continue
        word = _told(choice, reading)
        if word:
            found.append(Verdict(word, choice))
    return found[0] if len({verdict.word for verdict in found}) == 1 else None


def _told(choice: Choice, reading: Reading) -> Word | None:
    """Whether a sentence tells the event (Có) or denies it (Không)."""
    evidence, view, query = choice.evidence, choice.view, reading.query
    terms = [term.norm for term in reading.terms]
    if len(terms) < _FEWEST or any(term.loose for term in reading.terms) or view.sentence.caption:
        return None
    if evidence.own < _WHOLE or evidence.missing > 1e-9 or evidence.place < _HERE or evidence.period < _THEN:
        return None
    if any(fold(name) not in fold(view.text) for name in query.names) or not _only_here(view, query):
        return None
    clause = next((tokens for tokens in _clauses(view) if _in_order(tokens, terms) is not None), None)
    if clause is None:
        return None
    first, last = _in_order(clause, terms) or (0, 0)
    if last - first + 1 > len(terms) + _LOOSE:
        return None
    return _affirmed(clause, first, view, query)


def _affirmed(clause: list[Token], first: int, view: SentenceView, query: Query) -> Word | None:
    """What stands before and around the event's words decides whether it is told, denied or only meant."""
    lead: list[str] = []
    at = first - 1
    while at >= 0 and clause[at].norm in _AUXILIARY | DENIES:
        lead.append(clause[at].norm)
        at -= 1
    subject = clause[at] if at >= 0 else None
    if subject and not any(place.start <= subject.start < place.end for place in view.places):
        return None  # «ban tổ chức …», «công tác tổ chức …», or another does it
    if subject is None and not lead and first == 0 and clause[0].start > 0 and not view.places:
        return None
    asked = [token.norm for token in query.tokens]
    if (set(lead) & _PASSIVE) != (set(asked) & _PASSIVE):
        return None
    if phrases(_without(view.text, lead), _MEANT) - phrases(statement(query), _MEANT):
        return None
    if phrases(statement(query), _PLANS) - phrases(view.text, _PLANS):
        return None
    return "Không" if set(lead) & DENIES else "Có"


def _without(text: str, lead: list[str]) -> str:
    """The sentence without the denial and «đang» before the event's own words, each once."""
    kept = canonical(text)
    for word in lead:
        if word in DENIES:
            kept = re.sub(rf"(?<!\w){word}(?!\w)", " ", kept, count=1)
    return kept


def _only_here(view: SentenceView, query: Query) -> bool:
    """Whether a sentence names no other place of the level asked about."""
    keys = {place.key for place in query.places}
    levels = {place.level for place in query.places}
    return all(place.key in keys or place.level not in levels for place in view.places)


def _clauses(view: SentenceView) -> list[list[Token]]:
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(view.text)), len(view.text)]
    return [[t for t in view.tokens if a <= t.start < b] for a, b in pairwise(cuts)]


def _in_order(tokens: list[Token], terms: list[str]) -> tuple[int, int] | None:
    """Where the terms stand in a clause, in the question's order: the first and the last token."""
    for begin, token in enumerate(tokens):
        if token.norm != terms[0]:
            continue
        at = begin
        for term in terms[1:]:
            at = next((i for i in range(at + 1, len(tokens)) if tokens[i].norm == term), -1)
            if at < 0:
                return None
        return begin, at
    return None


def _same_days(asked: str, view: SentenceView) -> bool:
    """Whether a sentence names every day and month that the question does."""
    said = {(date.day, date.month) for date in view.dates}
    return all((date.day, date.month) in said for date in find_dates(asked) if date.month)
