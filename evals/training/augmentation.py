"""More questions, made of the written ones: values asked back as yes or no, and years, places and names put in that the
article doesn't have, so that nothing answers."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from assistant.corpus.article import Article
from evals.training.questions import Question, texts

ASKED_BACK, SWAPPED = 0.45, 0.30  # of the questions, where a form fits
_DENIED = 0.55  # of those asked back have another value than the article's
_TEMPTING = 0.25  # of the unanswerable ones are asked with a figure that the article has
_SAME_UNIT = 0.8  # of the wrong figures are another one of the article with the same unit, where there is one

_FORMS = (
    "{}, đúng không?",
    "{} phải không?",
    "{}, phải không?",
    "Có phải {} không?",
    "{} có đúng không?",
    "{} à?",
    "có phải {} ko",
    "{} đúng ko",
    "{} hả?",
)
_FIGURE = re.compile(r"((?:hơn|gần|khoảng|trên|dưới|tới|chừng)\s+)?(\d[\d.,/]*)\s*(\S+)?")  # about, number, unit
_YEAR = re.compile(r"(?<!\d)(?:20[012]\d|19\d\d)(?!\d)")
_UPPER = "".join(filter(str.isupper, map(chr, range(0x41, 0x1F00))))  # Latin with Vietnamese, and some more
_CAPITAL = rf"[{_UPPER}][\w'-]*"
_PLACE = re.compile(
    r"(?:xã|phường|huyện|quận|thị xã|thị trấn|tỉnh|thôn|bản|ấp|TP\.?|thành phố|Công an|UBND|ở|tại)\s+"
    rf"({_CAPITAL}(?:\s{_CAPITAL}){{0,2}})"
)
_PERSON = re.compile(rf"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị)\s+({_CAPITAL}(?:\s{_CAPITAL}){{1,3}})")
_WHEN = r"ngày nào|khi nào|lúc nào|bao giờ|hôm nào|năm nào|tháng nào|ngày mấy|mấy giờ|thời gian nào"


def augmented(
    questions: Sequence[Question],
    articles: Mapping[str, Article],
    rng: random.Random,
    *,
    asked_back: float = ASKED_BACK,
    swapped: float = SWAPPED,
) -> list[Question]:
    """Questions made of those given, over the same articles; of few are made two, of many none."""
    beside: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in questions:
        beside[row.article, row.kind] += row.answers[:1]
    known = {pattern: _known(pattern, questions) for pattern in (_PLACE, _PERSON)}
    made: list[Question] = []
    for row in questions:
        article = articles[row.article]
        if row.answers and row.kind != "list" and rng.random() < asked_back:
            made += _asked_back(row, article, beside[row.article, row.kind], rng)
        elif row.kind == "unanswerable" and rng.random() < _TEMPTING:
            figures = beside[row.article, "figure"]
            if figures and (said := statement(row.question, rng.choice(figures), "figure")):
                made.append(_made(row, "unanswerable", _asked(said, rng)))
        if row.kind != "unanswerable" and rng.random() < swapped:
            made += _swapped(row, article.text, known, rng)
    return made


def statement(question: str, value: str, kind: str) -> str | None:
    """A question with a value where it asks for one: «… bao nhiêu vụ?» → «… 12 vụ»; None when no form fits."""
    form = _STATEMENTS.get(kind)
    return form(question.rstrip(" ?."), value) if form else None


def _figure(question: str, value: str) -> str | None:
    asks, figure = re.search(r"\b(?:bao nhiêu|mấy|bn)\b\s*(\S+)?", question), _FIGURE.match(value)
    if not asks or not figure:
        return None
    counted, unit = asks[1], figure[3]
    if not counted:
        return question[: asks.start()] + value
    if unit and unit.lower() == counted.strip(",").lower():
        return f"{question[: asks.start()]}{figure[1] or ''}{figure[2]} {question[asks.start(1) :]}"
    return None


def _person(question: str, value: str) -> str | None:
    if question.startswith("Ai "):
        return value + question[2:]
    if named := re.search(r"\btên (?:là )?gì$", question):
        return f"{question[: named.start()]}tên là {value}"
    asks = re.search(r"\b(?:là|do|bởi|cho|với) (ai)$", question)
    return question[: asks.start(1)] + value if asks else None


def _date(question: str, value: str) -> str | None:
    if (asks := re.search(rf"(?:vào |từ |hồi |lúc )?(?:{_WHEN})$", question)) and asks.start() > 5:
        return question[: asks.start()] + value
    asks = re.match(r"(?:Khi nào|Bao giờ|Ngày nào|Hôm nào) (?:thì )?", question)
    return f"{question[asks.end() :]} {value}" if asks else None


def _named(question: str, value: str) -> str | None:
    if asks := re.search(r"(?:ở|tại) (?:đâu|chỗ nào|nơi nào)$", question):
        return f"{question[: asks.start()]}{'' if re.match(r'(?:ở|tại) ', value) else 'ở '}{value}"
    if asks := re.search(r"(\S+) nào\b", question):
        whole: str = value if value.lower().startswith(asks[1].lower()) else f"{asks[1]} {value}"
        return question[: asks.start()] + whole + question[asks.end() :]
    return None


_STATEMENTS: dict[str, Callable[[str, str], str | None]] = {
    "figure": _figure,
    "person": _person,
    "date": _date,
    "place": _named,
    "entity": _named,
}


def _asked(said: str, rng: random.Random) -> str:
    form = rng.choice(_FORMS)
    return form.format(said[0].upper() + said[1:] if form.startswith("{}") else said)


def _asked_back(row: Question, article: Article, beside: Sequence[str], rng: random.Random) -> list[Question]:
    """Whether the answer, or another value in its place, is so."""
    answer = row.answers[0]
    value: str | None = answer
    denied = rng.random() < _DENIED
    if denied and row.kind == "figure":
        value = other_figure(answer, article.text, rng)
    elif denied:
        sentences = texts(article)
        decide = " ".join(sentences[number] for number in row.sentences)
        others = [other for other in beside if not _overlap(other, answer) and other not in decide]
        value = rng.choice(others) if others else None
    said = value and statement(row.question, value, row.kind)
    return [_made(row, "yes-no", _asked(said, rng), "không" if denied else "có")] if said else []


def _overlap(one: str, other: str) -> bool:
    return one.lower() in other.lower() or other.lower() in one.lower()


def other_figure(answer: str, text: str, rng: random.Random) -> str | None:
    """A figure with another number: one that the text has with the same unit, or with one digit changed that it hasn't.

    None when the answer is no figure, or the text has the changed number too.
    """
    figure = _FIGURE.match(answer)
    if not figure:
        return None
    before, number, behind = answer[: figure.start(2)], figure[2], answer[figure.end(2) :]
    if figure[3]:
        same_unit: list[str] = re.findall(rf"(?<![\d.,/])(\d[\d.,]*\d|\d)\s+{re.escape(figure[3])}", text)
        if (others := [other for other in dict.fromkeys(same_unit) if other != number]) and rng.random() < _SAME_UNIT:
            return before + rng.choice(others) + behind
    at = rng.choice([i for i, char in enumerate(number) if char.isdigit()])
    digit = rng.choice([digit for digit in "123456789" if digit != number[at]])
    changed = number[:at] + digit + number[at + 1 :]
    return None if re.search(rf"(?<!\d){re.escape(changed)}(?!\d)", text) else before + changed + behind


def _swapped(
    row: Question, text: str, known: Mapping[re.Pattern[str], Mapping[str, list[str]]], rng: random.Random
) -> list[Question]:
    """The question about another year, place or person, which the article doesn't name."""
    question = row.question
    tries: list[str] = []
    if (year := _YEAR.search(question)) and year[0] in text:
        other = str(int(year[0]) + rng.choice((-2, -1, -1, 1, 1, 2)))
        if other not in text:
            tries.append(question[: year.start()] + other + question[year.end() :])
    for pattern, names in known.items():
        if (match := pattern.search(question)) and match[1] in text:
            other = rng.choice(names[row.set[0]])
            if other.lower() not in text.lower() and match[1] not in other:
                tries.append(question.replace(match[1], other))
    return [_made(row, "unanswerable", rng.choice(tries))] if tries else []


def _known(pattern: re.Pattern[str], questions: Sequence[Question]) -> dict[str, list[str]]:
    """The names that questions have, by the family of their set (its first letter)."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in questions:
        found[row.set[0]].update(match[1] for match in pattern.finditer(row.question))
    return {family: sorted(names) for family, names in found.items()}


def _made(row: Question, kind: str, question: str, verdict: str = "") -> Question:
    return row.model_copy(update={"kind": kind, "question": question, "answers": (), "verdict": verdict, "lacks": ""})
