"""The two sides of a comparison in free words, each as a question of its own: «Vụ A với vụ B, vụ nào chết nhiều người
hơn?» asks «Vụ A chết bao nhiêu người?» and the same of B.

What is measured, an adjective or a verb tells rather than «bao nhiêu»: «nóng hơn» degrees, «lớn tuổi hơn» years.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.choosing import Choice, Reading
from assistant.answering.comparison import SOFTER, Row, same_thing, side_by_side, unit
from assistant.answering.composing import agreeing
from assistant.answering.phrasing import bold, escape
from assistant.language.gazetteer import UNITS
from assistant.language.names import HONORIFICS, find_persons
from assistant.language.normalize import UPPER, fold, fold_pattern
from assistant.language.numbers import find_quantities
from assistant.language.tokens import tokenize
from assistant.retrieval.query import Query

# Of the folded question: «A với B, ai … hơn», «Nơi nào … hơn, A hay B», «So sánh … của A và B», «A hay B … hơn».
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<head>.+?),?\s+(?:thi\s+)?(?P<ask>ai|\w+ nao)\s+(?P<said>\S.*?)\s+hon(?:\s+ca)?",
        r"(?P<ask>ai|\w+ nao)\s+(?P<said>\S.*?)\s+hon\s*[,:]?\s+(?P<head>\S.*)",
        r"so sanh\s+(?P<head>.+)(?P<said>)",
        r"(?P<head>.+\bhay\b.+?)\s+(?P<said>\S.*?)\s+hon(?:\s+ca)?",
    )
)
_COMPARES = re.compile(r"\shon\b|\Aso sanh\s")  # what each form has
_JOINTS = tuple(re.compile(rf"\s*,?\s+(?:{word})\s+") for word in ("hay(?: la)?|hoac", "so voi|voi", "va"))
_SHARED = re.compile(r"\s(?:của|ở|tại|trong|năm|thuộc)\s", re.IGNORECASE)  # of «A và B của C» C is either's
_NAME = re.compile(rf"(?:(?<!\w)[{UPPER}]\w*[\s–-]*)+")
_NAMED = re.compile(rf"[\d{UPPER}]")

_MORE = r"(?:lớn|nặng|cao|nhiều|thấp|nhỏ|nhẹ|ít|kém|dài|ngắn)"
_LESS = r"(?<!\w)(?:ít|thấp|nhỏ|kém|ngắn|nhẹ|trẻ|lạnh|mát|rét|rẻ)(?!\w)"
_MONEY = r"(?:vốn|lỗ|lãi|lời|giá|lương|tiền|kinh phí|chi phí|thu nhập|doanh thu|lợi nhuận|tổng mức đầu tư|trị giá)"
# What is asked of one side, by what the question says of both; the first that matches counts.
_ASKED = (
    (r"(?:lớn|nhiều|ít|cao|nhỏ) tuổi|già|trẻ", ("bao nhiêu tuổi",)),
    (rf"(?P<kept>.*?(?<!\w)(?:án|tù|phạt tù)) {_MORE}", ("bao nhiêu năm tù", "bao nhiêu tháng tù")),
    (r"(?:nắng )?(?:nóng|lạnh|mát|rét|ấm|oi)(?: bức)?", ("bao nhiêu độ",)),
    (r"(?P<kept>.*?)(?:bán )?(?:đắt|rẻ)(?: tiền)?", ("giá bao nhiêu tiền",)),
    (rf"(?P<kept>(?:.*(?<!\w))?{_MONEY}(?: .*?)?) {_MORE}", ("bao nhiêu tiền",)),
    (r"(?P<kept>.*?)(?:nhiều|ít|đông) (?P<counted>\w.*)", ("bao nhiêu",)),
    (r"(?P<kept>.*?)(?P<size>dài|rộng|cao|nặng|sâu)", ("bao nhiêu",)),
    (r"(?P<kept>\w.* )(?:nhiều|ít|đông)", ("bao nhiêu",)),
    (r"(?P<kept>)(?:nhiều|ít|lớn|nhỏ|cao|thấp)", ("bao nhiêu",)),
)
_COMPILED = {
    True: [(re.compile(pattern, re.IGNORECASE), asked) for pattern, asked in _ASKED],
    False: [(re.compile(fold_pattern(pattern)), asked) for pattern, asked in _ASKED],
}
_PARTS = ("kept", "counted", "size")
_BARE = re.compile(_MORE, re.IGNORECASE)
# What of a comparison that names no adjective tells what is counted.
_NOUNS = ((r"thương vong|người chết|bị thương", "bao nhiêu người"), (rf"(?<!\w){_MONEY}(?!\w)", "bao nhiêu tiền"))


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that are compared: what the question calls it, and the questions that may find its figure."""

    name: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides; `said` is what the verdict says of one, «lớn tuổi», and `less` whether the smaller figure has it."""

    both: tuple[Side, Side]
    said: str
    less: bool

    def only_named(self, query: Query) -> bool:
        """Whether either is a place or a person with nothing more said of it, as of «vụ cháy ở A» the fire is."""
        names = [fold(name).split() for name in (*(place.name for place in query.places), *query.names)]
        titles = {*UNITS, *(tuple(fold(title).split()) for title in HONORIFICS), ()}

        def bare(words: list[str]) -> bool:
            return any(words[-len(name) :] == name and tuple(words[: -len(name)]) in titles for name in names)

        return all(bare(fold(side.name).split()) for side in self.both)


def read_sides(
    sides: Sides, understand: Callable[[str], Query], read: Callable[[Query], Reading], least: float
) -> list[Row]:
    """One row for each side; none unless either has a figure of its own, and both are of one sort."""

    def row(side: Side, beside: Side) -> Row:
        return _row(side, beside, [read(understand(asked)) for asked in side.asked], SOFTER * least)

    rows = [row(*sides.both), row(*reversed(sides.both))]
    one, other = (row.choice.candidate if row.choice else None for row in rows)
    if one is None or other is None or (one.view is other.view and one.start == other.start):
        return []
    return rows if _amount(rows[0])[1] == _amount(rows[1])[1] else []


def _row(side: Side, beside: Side, readings: Sequence[Reading], least: float) -> Row:
    found = []
    for reading in readings:
        here = [choice for choice in reading.choices if choice.candidate and choice.candidate.of_place == 1.0]
        if best := same_thing(replace(reading, choices=tuple(here)), least):
            found.append((_its_own(best, here, side, beside), reading))
    if not found:
        return Row(side.name, None)
    best, reading = max(found, key=lambda one: one[0].confidence)
    row = Row(side.name, best, tuple(agreeing(best, reading)))
    return _with_fate(row) if _CASUALTIES.search(side.asked[0]) else row


_CASUALTIES = re.compile(r"thương vong", re.IGNORECASE)
_FATE = re.compile(
    r"(?<=người) (?:đã )?(?:bị )?(?:tử vong|thiệt mạng|chết|trọng thương|thương vong|thương(?: nặng)?)(?!\w)"
)


def _with_fate(row: Row) -> Row:
    """The row with what befell the people that it counts: dead are no hurt."""
    span = row.choice.candidate if row.choice else None
    if row.choice and span and (fate := _FATE.match(span.view.text, span.end)):
        return replace(row, choice=replace(row.choice, candidate=replace(span, end=fate.end())))
    return row


def _its_own(best: Choice, choices: Sequence[Choice], side: Side, other: Side) -> Choice:
    """Of an article's likely figures of one unit, the first that has most of the side's words around it; those that the
    other side lacks count twice.

    «Vốn nhà nước 40 tỷ đồng, vốn của nhà đầu tư 50 tỷ đồng»: what stands before the first figure is said of all.
    """
    wanted, shared = _words(side), _words(other)
    alike = [
        (choice, choice.candidate)
        for choice in choices
        if choice.candidate and choice.view.article is best.view.article and unit(choice)[:1] == unit(best)[:1]
    ]

    def words_of(choice: Choice) -> set[str]:
        assert choice.candidate
        view, start, end = choice.view, choice.candidate.start, choice.candidate.end
        spans = [(span.start, span.end) for _, span in alike if span.view is view]
        since = max((b for _, b in spans if b <= start), default=0)
        clause = re.compile(r"[,;]\s|$").search(view.text, end)
        until = min(clause.start() if clause else end, *(a for a, _ in spans if a >= end), len(view.text))
        around = ((0, min(spans)[0]), (since, until))
        return wanted & {token.norm for token in view.tokens if any(a <= token.start < b for a, b in around)}

    elsewhere = not words_of(best) - shared  # of its own the side has nothing there
    likely = [
        choice
        for choice, _ in alike
        if choice.view is best.view or (elsewhere and choice.confidence >= _LIKELY * best.confidence)
    ]

    def worth(choice: Choice) -> int:
        words = words_of(choice)
        return len(words) + len(words - shared) + (0 if choice.candidate != best.candidate or elsewhere else _STAYS)

    return max([best, *likely], key=worth)


def told(rows: Sequence[Row], sides: Sides) -> str:
    """The sides in a table, with the one that has more, or less when that is asked, on top."""
    values = [_amount(row)[0] for row in rows]
    more = sides.said or "nhiều"
    if len({unit(row.choice)[1:] for row in rows if row.choice and _CASUALTIES.search(sides.both[0].asked[0])}) > 1:
        verdict = "Người chết và người bị thương không so sánh trực tiếp được."
    elif values[0] == values[1]:
        verdict = "Hai bên bằng nhau."
    else:
        top = values.index(min(values) if sides.less else max(values))
        verdict = f"{bold(rows[top].name)} {escape(more)} hơn."
    return "\n".join([verdict + "\n", *side_by_side(rows, "Bên")])


def _amount(row: Row) -> tuple[float, str]:
    """A row's figure in the smallest of the units that stand for one another, and what that is."""
    assert row.choice and row.choice.candidate
    quantity = find_quantities(row.choice.candidate.text)[0]
    words = unit(row.choice)
    size, base = _BASES.get(words[0] if words else "", (1.0, words[0] if words else ""))
    return quantity.value * size, base


def _words(side: Side) -> set[str]:
    """The canonical words of a side; of a person the given name, which a text goes on with."""
    text = side.asked[0]
    for person in find_persons(text):
        text = text.replace(person.name, person.name.split()[-1])
    return {token.norm for token in tokenize(text)} - _ASKING


_STAYS = 1  # words that another figure of a sentence needs beyond those of the best one
_LIKELY = 0.7  # of the best one's confidence that a figure needs to be taken for it
_ASKING = frozenset("bao nhiêu của và với ở tại là có được bị".split())
# Units, folded, that are compared in one of them.
_BASES = {
    "nam": (12.0, "thang"),
    "km": (1000.0, "m"),
    "met": (1.0, "m"),
    "tan": (1000.0, "kg"),
    "ta": (100.0, "kg"),
    "hecta": (1.0, "ha"),
}


def find_sides(question: str, *, accented: bool) -> Sides | None:
    """The sides that a question compares; None when it isn't of the forms known, or doesn't tell what is measured."""
    text = " ".join(question.split()).rstrip(" ?.!")
    folded = fold(text)
    if not _COMPARES.search(folded):
        return None  # at once: the forms are slow to tell
    for form in _FORMS if len(folded) == len(text) else ():
        match = form.fullmatch(folded)
        if match is None:
            continue
        head, said = text[slice(*match.span("head"))].strip(" ,"), text[slice(*match.span("said"))].strip()
        if form is _FORMS[-1]:
            head, said = _cut(head, said)
        parted = _part(head)
        asked = _asked(said, head, accented)
        if parted and asked:
            lead, a, b, tail = parted
            questions = ((name, [_joined(lead, name, tail, what) for what in asked]) for name in (a, b))
            one, other = (Side(name, tuple(qs if accented else map(fold, qs))) for name, qs in questions)
            return Sides((one, other), said, _says_less(said, accented))
    return None


def _says_less(said: str, accented: bool) -> bool:
    pattern = _LESS if accented else fold_pattern(_LESS)
    return re.search(pattern, said if accented else fold(said), re.IGNORECASE) is not None


def _joined(*parts: str) -> str:
    whole = " ".join(part.strip() for part in parts if part.strip())
    return f"{whole[0].upper()}{whole[1:]}?"


def _cut(head: str, said: str) -> tuple[str, str]:
    """«A hay B nóng» in two: what is said begins after the last name or number."""
    whole = f"{head} {said}"
    joint = re.search(r"\s(?:hay|hoặc)\s", whole)
    last = [match.end() for match in re.finditer(rf"\S*[\d{UPPER}]\S*", whole)][-1:]
    if not joint or not last or last[0] <= joint.end():
        return head, said
    return whole[: last[0]].strip(" ,"), whole[last[0] :].strip(" ,")


def _part(head: str) -> tuple[str, str, str, str] | None:
    """What both share before, the one, the other, and what both share behind."""
    folded = fold(head)
    for joint in _JOINTS:
        for match in joint.finditer(folded):
            a, b = head[: match.start()].strip(" ,"), head[match.end() :].strip(" ,")
            first = rf"(?<!\w){re.escape(b.split()[0])}(?!\w)"
            again = [found.start() for found in re.finditer(first, a, re.IGNORECASE)]
            if not again and not (_NAMED.search(a) and _NAMED.search(b)):
                continue
            at = again[-1] if again else _same_sort(a, b)
            shared = _SHARED.search(f" {b}")
            tail = b[max(shared.start() - 1, 0) :] if shared and not _SHARED.search(f" {a[at:]}") else ""
            name = b[: len(b) - len(tail)].strip() if tail else b
            return a[:at], a[at:], name or b, tail
    return None


def _same_sort(a: str, b: str) -> int:
    """Where in the words before the joint the first thing compared begins: at a name when the other is one."""
    if not b[0].isupper():
        return 0
    names = list(_NAME.finditer(a))
    if _NAME.fullmatch(b) and names and names[-1].end() == len(a):
        return names[-1].start()
    return names[0].start() if names else 0


def _asked(said: str, head: str, accented: bool) -> tuple[str, ...]:
    """What is asked of one side instead of what is said of both; a bare «cao» is of the noun before: «giá lúa»."""
    if not said or _BARE.fullmatch(said):
        for noun, asked in _NOUNS:
            if re.search(noun, head, re.IGNORECASE):
                return (asked,)
    for pattern, all_asked in _COMPILED[accented]:
        if match := pattern.fullmatch(said if accented else fold(said)):
            groups = match.groupdict()
            kept, counted, size = (said[slice(*match.span(n))] if groups.get(n) else "" for n in _PARTS)
            return tuple(" ".join(filter(None, (kept.strip(), size, asked, counted))) for asked in all_asked)
    return ()
