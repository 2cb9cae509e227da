"""What a sentence states that can be checked: figures, dates, names, document numbers; of answer and source alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.answering.answer import ClaimKind
from assistant.answering.reading import SentenceView
from assistant.corpus.measures import Counted, all_counted
from assistant.language.abbreviations import expand
from assistant.language.dates import find_years
from assistant.language.names import SURNAMES
from assistant.language.normalize import canonical, word_set
from assistant.language.numbers import Quantity, sense
from assistant.language.tokens import Token, tokenize

# Units that are written in several ways; what isn't here is compared by its syllables.
_SPELLINGS = {
    "đồng": "vnđ|vnd|đ|đồng",
    "usd": "usd|đô la|đô la mỹ",
    "kg": "kg|kilogam|kilôgam|ki lô gam|cân|ký",
    "g": "g|gam|gram",
    "ha": "ha|héc ta|hécta|hecta",
    "km": "km|ki lô mét|kilômét|cây số",
    "m": "m|mét",
    "m2": "m2|m²|mét vuông",
    "m3": "m3|m³|mét khối",
    "km2": "km2|km²|ki lô mét vuông",
}
_UNIT = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings.split("|")}
MONEY_AND_AMOUNTS = frozenset(_SPELLINGS) | {"euro", "tấn", "tạ", "yến", "lít", "mm", "cm", "kwh", "kw", "mw", "kv"}

_EVENTS = {("lượt",), ("vụ",), ("cuộc",), ("đợt",), ("buổi",), ("lần",)}
_CLAUSE = re.compile(r"[,;:()]\s|\s[-–]\s|\s(?:nhưng|song|tuy nhiên|trong khi)\s")
_NOT = re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?!\w)(?!\s+(?:quá|dưới|đến|tới|đầy|vượt))")
_PLANNED = re.compile(r"(?<!\w)(?:sẽ|dự kiến|phấn đấu|mục tiêu|chỉ tiêu|kế hoạch đề ra|đề xuất|ước tính)(?!\w)")
_TREND = re.compile(r"(?<!\w)(tăng|giảm)(?!\w)")
_AVERAGE = re.compile(r"(?<!\w)(?:trung bình|bình quân)(?!\w)")
_OR_MORE, _OR_LESS = re.compile(r"(?:\s+\w+){0,4}?\s+trở lên(?!\w)"), re.compile(r"(?:\s+\w+){0,4}?\s+trở xuống(?!\w)")
_OUT_OF = re.compile(r"\s*(?:(?:[^\W\d]+\s+){0,3}(?:trên|trong)\s+tổng(?:\s+số)?|trên|trong)\s+")
_NEARBY = 8  # tokens before a number that say whether it rose, is planned or an average

_BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS = re.compile(r"((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?(?!\d)")
_COUNTING = re.compile(r"(?<!\w)(?:có|được|gồm|đạt|tổng số|hơn|gần|khoảng)\s+\Z")  # before a year it is none
_NOUN = re.compile(r"\s+[^\W\d]+")
_PART = re.compile(r"quý\s+(?:i{1,3}|iv|[1-4])(?!\w)|(?:nửa\s+)?(?:đầu|giữa|cuối)(?=\s+năm)|sáng|trưa|chiều|tối|đêm")
_BORN = re.compile(r"(?<!\w)(?:sn|sinh năm|sinh ngày|sinh)\s*\Z")
_OF_DOCUMENT = re.compile(r"[\s,]*(?:ban hành|ký)?\s*(?:ngày\s+)?\Z")
_COMPARED = re.compile(r"so (?:với|cùng)(?:\s+\w+){0,4}\s*\Z")

_QUOTED = re.compile(r"[“\"«']([^“”\"«»]{2,120})[”\"»']")
_WITHIN = re.compile(r"[ \u00a0]|[ \u00a0]?[-–][ \u00a0]?")
_LONGEST_QUOTED = 14  # syllables of what is called by a name in quotation marks; longer is quoted speech
_OPENS = re.compile(r"(?:\A|[:;.!?“\"«(•|])\s*\Z")
_OPENERS = word_set(
    "tại ở theo trong do với và từ nhưng riêng còn về khi sau trước hiện ngoài cùng qua để vì nhờ được đến như trên "
    "dưới bên các những một tính hiện ngày năm tháng có là dự cho giữa vào"
)
_LEVELS = word_set("tỉnh huyện quận xã phường thôn bản ấp xóm buôn bon")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure: `values` are one, or the ends of a range; `sense` is that of its qualifier, `unit` canonical syllables.

    `trend` is «tăng» or «giảm» when one stands before it.
    """

    values: tuple[float, ...]
    of: float | None
    percent: bool
    sense: str
    unit: tuple[str, ...]
    trend: str
    denied: bool
    planned: bool
    average: bool
    counts_more: bool  # occasions of something («lượt tuyên truyền», which isn't «lượt người»)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or years, as far as the text says; `part` a quarter, «đầu năm», or «sáng» of a day.

    `aside` when the text doesn't speak of that time: a birth, when a document was made, what is compared with.
    """

    day: int | None
    month: int | None
    years: tuple[int, ...]
    part: str
    aside: bool


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a document: its parts without accents and leading zeros, and its kind if it is said."""

    parts: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name: a person's (canonical syllables), a place's with its key, or another's (folded syllables)."""

    syllables: tuple[str, ...]
    person: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Digits:
    """A number that counts nothing: a time, a telephone, the name of a unit; with the syllables beside it."""

    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something stated; `start` and `end` are offsets in the sentence."""

    kind: ClaimKind
    start: int
    end: int
    value: Amount | Day | Number | Name | Digits


@lru_cache(maxsize=4096)
def find_facts(view: SentenceView) -> list[Fact]:
    """What a sentence states, in order, without overlap."""
    found: list[Fact] = []
    taken = bytearray(len(view.text))

    def keep(facts: Sequence[Fact]) -> None:
        for fact in facts:
            if not any(taken[fact.start : fact.end]):
                taken[fact.start : fact.end] = b"\1" * (fact.end - fact.start)
                found.append(fact)

    keep([Fact("document", d.start, d.end, document_number(d.number, d.kind)) for d in view.documents])
    keep(_days(view))
    keep(_amounts(view))
    keep([_person(person.name, person.start, person.end) for person in view.persons])
    keep([Fact("name", p.start, p.end, Name(folded(p.name), key=p.key)) for p in view.places])
    keep(_years(view))
    keep(_quoted(view))
    keep(_capitalised(view, taken))
    keep(_digits(tokenize(view.text)))
    return sorted(found, key=lambda fact: fact.start)


def document_number(number: str, kind: str = "") -> Number:
    """A document's number in a form that compares: case, accents, spaces and the kind of dash don't matter."""
    parts = re.findall(r"[^\W_]+", "".join(folded(number.replace(" ", ""))))
    return Number(tuple(bare(part) if part.isdigit() else part for part in parts), kind)


def folded(text: str) -> tuple[str, ...]:
    """Syllables without accents, abbreviations written out."""
    return tuple(token.folded for token in expand(tokenize(text)))


def norms(text: str) -> tuple[str, ...]:
    """Canonical syllables, abbreviations written out."""
    return tuple(token.norm for token in expand(tokenize(text)))


def _person(name: str, start: int, end: int) -> Fact:
    return Fact("name", start, end, Name(tuple(token.norm for token in tokenize(name)), person=True))


def _digits(tokens: Sequence[Token]) -> list[Fact]:
    return [
        Fact("figure", token.start, token.end, Digits(bare(token.norm), before, after))
        for before, token, after in neighbours(tokens)
        if token.text[0].isdigit()
    ]


def neighbours(tokens: Sequence[Token]) -> Iterator[tuple[str, Token, str]]:
    """Each token with the syllables before and after it, empty at the ends."""
    norms = ["", *(token.norm for token in tokens), ""]
    return zip(norms, tokens, norms[2:], strict=False)


def bare(number: str) -> str:
    """Digits without leading zeros."""
    return number.lstrip("0") or "0"


def _amounts(view: SentenceView) -> list[Fact]:
    lowered = canonical(view.text)
    found: list[Fact] = []
    previous: Quantity | None = None
    for quantity, what in zip(view.quantities, all_counted(view.text, view.quantities), strict=True):
        fact = _amount(view, lowered, quantity, what)
        if previous and found and previous.of is None and not quantity.percent:
            between = lowered[previous.end : quantity.number_start]
            first = found[-1].value
            if isinstance(first, Amount) and _OUT_OF.fullmatch(between) and isinstance(fact.value, Amount):
                unit = fact.value.unit or first.unit  # «43 trong tổng số 51 vụ»
                whole = replace(first, of=quantity.value, unit=unit)
                found[-1] = Fact("figure", found[-1].start, fact.end, whole)
                previous = None
                continue
        found.append(fact)
        previous = quantity
    return found


def _amount(view: SentenceView, lowered: str, quantity: Quantity, what: Counted) -> Fact:
    first, last = clause(lowered, quantity.start, quantity.end)
    led = " ".join(lowered[first : quantity.start].split()[-_NEARBY:])
    meaning = sense(quantity.qualifier)
    if not meaning and _OR_MORE.match(lowered, quantity.end, last):
        meaning = "at least"
    if not meaning and _OR_LESS.match(lowered, quantity.end, last):
        meaning = "at most"
    unit = norms(what.unit) if what.unit != "%" else ()
    spelled = _UNIT.get(canonical(what.unit))
    trends = _TREND.findall(led)
    near = [*led.split()[-5:], "#", *lowered[what.end : last].split()[:6]]
    end = what.end
    if end == quantity.end and what.unit and (noun := re.match(rf"\s+{re.escape(what.unit.lower())}", lowered[end:])):
        end += noun.end()
    return Fact(
        "figure",
        quantity.start,
        end,
        Amount(
            values=(quantity.value,) if quantity.until is None else (quantity.value, quantity.until),
            of=quantity.of,
            percent=quantity.percent,
            sense=meaning,
            unit=(spelled,) if spelled else unit,
            trend=trends[-1] if trends else "",
            denied=_NOT.search(" ".join(near)) is not None,
            average=_AVERAGE.search(f"{led} {quantity.qualifier}") is not None,
            counts_more=unit in _EVENTS and re.match(r"\s+[^\W\d]", lowered[end:]) is not None,
            planned=_PLANNED.search(lowered[first : quantity.start]) is not None or meaning == "planned",
        ),
    )


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause that a span of a sentence stands in."""
    first = max((match.end() for match in _CLAUSE.finditer(text, 0, start)), default=0)
    following = _CLAUSE.search(text, end)
    return first, following.start() if following else len(text)


def _days(view: SentenceView) -> list[Fact]:
    lowered = canonical(view.text)
    found: list[Fact] = []
    for date in view.dates:
        written = lowered[date.start : date.end]
        years: tuple[int, ...] = (date.year,) if date.year else ()
        if date.day is None and (match := _YEARS.search(written)) and match.group(2):
            years = (int(match.group(1)), int(match.group(2)))
        part = _PART.search(written)
        value = Day(date.day, date.month, years, part.group() if part else "", _aside(view, lowered, date.start))
        found.append(Fact("date", date.start, date.end, value))
    return found


def _years(view: SentenceView) -> list[Fact]:
    """Years that stand alone: «(2013-2023)», «so với 2017»."""
    known = find_years(view.text)
    lowered = canonical(view.text)
    found: list[Fact] = []
    for match in _YEARS.finditer(view.text):
        if counting := _COUNTING.search(lowered, 0, match.start()) and _NOUN.match(lowered, match.end()):
            amount = Amount(
                (float(match.group(1)),), None, False, "", norms(counting.group()), "", False, False, False, False
            )
            found.append(Fact("figure", match.start(), counting.end(), amount))
        elif int(match.group(1)) in known and _BARE_YEAR.match(view.text, match.start()):
            years = tuple(int(year) for year in match.groups() if year)
            found.append(Fact("date", *match.span(), Day(None, None, years, "", _aside(view, lowered, match.start()))))
    return found


def _aside(view: SentenceView, lowered: str, start: int) -> bool:
    before = lowered[max(0, start - 40) : start]
    if _BORN.search(before) or _COMPARED.search(before):
        return True
    return any(d.end <= start and _OF_DOCUMENT.fullmatch(lowered, d.end, start) for d in view.documents)


def _quoted(view: SentenceView) -> list[Fact]:
    found = []
    for match in _QUOTED.finditer(view.text):
        syllables = folded(match.group(1))
        if 2 <= len(syllables) <= _LONGEST_QUOTED:
            found.append(_called(view.text, *match.span(1)))
    return found


def _capitalised(view: SentenceView, taken: bytearray) -> list[Fact]:
    """Two or more capitalised words in a row; persons that are only known by opening the sentence among them."""
    found: list[Fact] = []
    run: list[Token] = []
    tokens = [token for token in tokenize(view.text) if not taken[token.start]]
    for token in [*tokens, None]:
        if token and run and token.text[0].isupper() and _WITHIN.fullmatch(view.text, run[-1].end, token.start):
            run.append(token)
            continue
        opens = bool(run) and _OPENS.search(view.text, 0, run[0].start) is not None
        if len(run) > 1 and (run[0].norm in _LEVELS or (opens and _only_opens(run))):
            run = run[1:]
        if len(run) > 1:
            start, end = run[0].start, run[-1].end
            person = opens and run[0].norm in SURNAMES
            found.append(_person(view.text[start:end], start, end) if person else _called(view.text, start, end))
        run = [token] if token and token.text[0].isupper() else []
    return found


def _only_opens(run: Sequence[Token]) -> bool:
    """Whether the first of capitalised words is so only as the first of a sentence: «Theo UBND», «Tại Trường …»."""
    abbreviation = run[1].text.isupper() and len(run[1].text) > 1 and not run[0].text.isupper()
    return abbreviation or run[0].norm in _OPENERS


def _called(text: str, start: int, end: int) -> Fact:
    return Fact("name", start, end, Name(folded(text[start:end])))


_SAME = [
    word_set("người|cá nhân"),
    word_set("người|đối tượng"),
    word_set("hộ|hộ dân|hộ gia đình|gia đình"),
    word_set("tin|nguồn tin|tin báo"),
    word_set("nhà|căn|ngôi|căn nhà|ngôi nhà"),
    word_set("cuộc|buổi"),
    word_set("vụ|vụ việc|vụ án"),
    word_set("cây cầu|cầu"),
    word_set("chiến sĩ|chiến sỹ"),
]


def same_unit(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two units are of one thing: «tin» and «nguồn tin», «mô hình» and «mô hình tự quản»; not «lượt người»
    and «người»."""
    shorter, longer = sorted((tuple(a), tuple(b)), key=len)
    if not shorter:
        return not longer
    if set(a) & MONEY_AND_AMOUNTS or set(b) & MONEY_AND_AMOUNTS:
        return shorter == longer
    if longer[: len(shorter)] == shorter:
        return True
    one, other = " ".join(a), " ".join(b)
    return any(one in words and other in words for words in _SAME)
