"""The figures that a sentence states, each with all that makes it another figure: unit, qualifier, trend, denial."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.corpus.measures import Counted, all_counted
from assistant.grounding.fact import Amount, Fact, norms
from assistant.language.normalize import canonical, word_set
from assistant.language.numbers import Quantity, sense
from assistant.reading.views import SentenceView

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

_OF_WHAT = re.compile(r"\s+(?!(?:tăng|giảm|so|trong|với|và|đạt|có|được|là|của|tại|ở|đã|trên)\b)[^\W\d]")
_EVENTS = {("lượt",), ("vụ",), ("cuộc",), ("đợt",), ("buổi",), ("lần",)}
_CLAUSE = re.compile(r"[,;:()]\s|\s[-–]\s|\s(?:nhưng|song|tuy nhiên|trong khi)\s")
_NOT = re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?!\w)(?!\s+(?:quá|dưới|đến|tới|đầy|vượt))")
_PLANNED = re.compile(r"(?<!\w)(?:sẽ|dự kiến|phấn đấu|mục tiêu|chỉ tiêu|kế hoạch đề ra|đề xuất|ước tính)(?!\w)")
_TREND = re.compile(r"(?<!\w)(tăng|giảm)(?!\w)")
_AVERAGE = re.compile(r"(?<!\w)(?:trung bình|bình quân)(?!\w)")
_OR_MORE, _OR_LESS = re.compile(r"(?:\s+\w+){0,4}?\s+trở lên(?!\w)"), re.compile(r"(?:\s+\w+){0,4}?\s+trở xuống(?!\w)")
_OUT_OF = re.compile(r"\s*(?:(?:[^\W\d]+\s+){0,3}(?:trên|trong)\s+tổng(?:\s+số)?|trên|trong)\s+")
_NEARBY = 8  # tokens before a number that say whether it rose, is planned or an average


def find_amounts(view: SentenceView) -> list[Fact]:
    """The figures of a sentence; a part and its whole are one, «43 trong tổng số 51 vụ»."""
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
    meaning = "about" if quantity.qualifier.lower().startswith("ước") else sense(quantity.qualifier)
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
            counts_more=unit in _EVENTS and _OF_WHAT.match(lowered, end) is not None,
            planned=is_planned(lowered[first : quantity.start]) or meaning == "planned",
        ),
    )


def is_planned(lowered: str) -> bool:
    """Whether words before a figure, or a question, are of what is to come: «sẽ», «phấn đấu», «chỉ tiêu»."""
    return _PLANNED.search(lowered) is not None


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause that a span of a sentence stands in."""
    first = max((match.end() for match in _CLAUSE.finditer(text, 0, start)), default=0)
    following = _CLAUSE.search(text, end)
    return first, following.start() if following else len(text)


_SAME = [
    word_set("người|cá nhân"),
    word_set("người|đối tượng"),
    word_set("người|dân|người dân|nhân khẩu|khẩu"),
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
