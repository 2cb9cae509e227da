"""Questions that lean on the one before: «Còn … thì sao?», «Trong đó bao nhiêu …?», «Ông ấy giữ chức vụ gì?».

Resolved by rule into a question that stands by itself, which the user is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.language.dates import find_years
from assistant.language.names import HONORIFICS, find_persons, proper_names
from assistant.language.normalize import clean, fold
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

_WHAT_ABOUT = re.compile(
    r"^(?:(?:thế|vậy|the|vay)\s+(?:thì\s+|thi\s+)?)?(?P<sign>(?:còn|con)\s+)?(?P<what>.+?)"
    r"(?P<end>\s+(?:thì sao|thì thế nào|ra sao|nữa|thi sao|thi the nao|nua))?\s*[?.!]*$",
    re.IGNORECASE,
)
_THEREOF = re.compile(r"^(?:trong (?:đó|số đó|số này)|trong (?:do|so do))\s*,?\s*(?:thì\s+|có\s+)?", re.IGNORECASE)
_LINK = re.compile(r"^(?:thế|vậy|thế thì|vậy thì|và|the|vay)\s+(?!nào|nao)", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?<!\w)(?:(?:ông|bà|anh|chị|đồng chí|người|vị)\s+(?:ấy|này|đó|ta)|(?:ong|ba|dong chi)\s+(?:ay|nay))(?!\w)",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?:tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong|thon)\b")
_UNIT_BEFORE = re.compile(rf"\b{_UNIT.pattern}\s*$")
_THERE = re.compile(
    r"(?<!\w)(?:ở|tại)\s+(?:đó|đây|nơi đó|nơi này|huyện này|xã này|địa phương này)(?!\w)", re.IGNORECASE
)


def resolve(
    question: str,
    earlier: Sequence[str],
    understand: Callable[[str], Query],
    person_of: Callable[[str], str | None],
) -> str:
    """The question as it stands by itself; unchanged when it does already.

    `earlier` are the user's earlier questions, oldest first, and `person_of` gives the person whom the answer to
    a question names.
    """
    before = ""
    for text in earlier:
        before = _resolve(clean(text), before, understand, person_of)
    return _resolve(question, before, understand, person_of)


def _resolve(
    question: str, before: str, understand: Callable[[str], Query], person_of: Callable[[str], str | None]
) -> str:
    if not before:
        return question
    match = _WHAT_ABOUT.match(question)
    if match and (match["sign"] or match["end"] or _names_only(match["what"], understand)):
        return _swap(match["what"].strip(" ,"), before, understand) or question
    if _PRONOUN.search(question):
        person = _asked_about(understand(before)) or person_of(before)
        return _PRONOUN.sub(person, _LINK.sub("", question), count=1) if person else question
    plain = _LINK.sub("", _THEREOF.sub("", question))
    query, past = understand(question), understand(before)
    if query.places and plain == question:
        return question
    if query.focus and past.focus and len(query.terms) <= 1 and not (query.office or query.documents or query.names):
        return _asked_instead(question, past)
    if not _leans(question, plain, query, past):
        return question
    return _completed(_THERE.sub("", plain).strip(), query, past)


def _asked_about(past: Query) -> str | None:
    """The one person whom a question names; none when it asks for another: «Ai đánh ông A?»."""
    persons = find_persons(past.text, [(place.start, place.end) for place in past.places])
    return persons[0].name if len(persons) == 1 and past.kind is not Kind.PERSON else None


def _leans(question: str, plain: str, query: Query, past: Query) -> bool:
    """Whether a question without a place goes on about the one before: marked so, or short and of the same sort."""
    if plain != question or _THERE.search(question):
        return True
    return bool(past.places) and not query.documents and not query.office and 0 < len(query.terms) <= _SHORT


_SHORT = 5  # terms of a question that may lean on the one before without a sign of it


def _completed(question: str, query: Query, past: Query) -> str:
    """The question with the place and the year of the one before."""
    parts = [question.rstrip(" ?.!")]
    if query.kind is Kind.FIGURE and not query.measure and not query.amount and past.measure and past.focus:
        start, end = _counted(past)
        parts.append(past.text[start:end])
    if not query.places and past.places:
        at, plus = ("ở ", " và ") if query.accented else ("o ", " va ")  # one accent would make the rest mean itself
        parts.append(at + plus.join(past.text[place.start : place.end] for place in past.places))
    if not query.years and past.years and not find_years(question):
        parts.append(("năm " if query.accented else "nam ") + ", ".join(map(str, sorted(past.years))))
    text = " ".join(parts)
    return text[0].upper() + text[1:] + "?"


def _counted(past: Query) -> tuple[int, int]:
    """The span of what a question counts, the words of its measure after «bao nhiêu»; empty behind it without any."""
    assert past.focus
    after = [token for token in past.tokens if token.start >= past.focus[1]]
    counted = after[: len(past.measure)]
    return (counted[0].start, counted[-1].end) if counted else (past.focus[1], past.focus[1])


def _asked_instead(question: str, past: Query) -> str:
    """The question before, asking something else of the same: «Lúc mấy giờ?», «Ở đâu?»."""
    assert past.focus
    end = _counted(past)[1] if past.kind is Kind.FIGURE else past.focus[1]
    asked = question.rstrip(" ?.!")
    if past.focus[0] > 0:
        asked = asked[0].lower() + asked[1:]
    return f"{past.text[: past.focus[0]]}{asked}{past.text[end:]}"


def _another_named(what: str, name: str, past: Query) -> str | None:
    """The question before about another person, company or the like: «Thế Nguyễn Văn A thì sao?», «Còn công ty B?»."""
    named = [(past.text.find(other), len(other)) for other in past.names]
    if not named:  # one at the beginning, whose capital says little: «Golden Sun muốn đầu tư …»
        places = [(place.start, place.end) for place in past.places]
        runs = [run for run in proper_names(past.tokens, places) if len(run) > 1 and run[0] in past.tokens[:2]]
        named = [(run[0].start, run[-1].end - run[0].start) for run in runs]
    if not named:
        return None
    start, size = named[0]
    before = past.text[:start].rstrip()
    lead = what[: what.find(name)].rstrip()  # «công ty» of «công ty B»: not twice
    if lead and fold(before).endswith(fold(lead)):
        before = before[: -len(lead)].rstrip()
    elif lead.lower() in HONORIFICS and (title := re.search(r"\w+$", before)) and title.group().lower() in HONORIFICS:
        before = before[: title.start()].rstrip()
    swapped = f"{before} {what}{past.text[start + size :]}".strip()
    return swapped[0].upper() + swapped[1:]


def _swap(what: str, before: str, understand: Callable[[str], Query]) -> str | None:
    """The question before with another place, year or thing counted."""
    query, past = understand(what), understand(before)
    if query.labels and not query.places:
        for label in past.labels:
            if label.noun == query.labels[0].noun:  # «Thế lớp 1 thì sao?»
                return past.text[: label.start] + what + past.text[label.end :]
    if query.places and not _rest(what, query):
        if past.places:
            first, last = past.places[0], past.places[-1]
            before = past.text[: first.start]
            if _UNIT.match(fold(what)) and (again := _UNIT_BEFORE.search(fold(before))):
                before = before[: again.start()]  # «huyen | huyen Da Teh»
            return before + what + past.text[last.end :]
        return f"{past.text.rstrip(' ?.!')} ở {what}?"
    if query.names and (swapped := _another_named(what, query.names[0], past)):
        return swapped
    if query.years and not query.terms and not query.places:
        years = re.compile(r"\s*(?:(?:năm|nam)\s*)?(?:19|20)\d\d")
        year = f"năm {', '.join(map(str, sorted(query.years)))}"
        swapped, count = years.subn(f" {year}", past.text)
        return swapped.strip() if count else f"{past.text.rstrip(' ?.!')} {year}?"
    if not query.places and (swapped := _another_of_its_sort(what, query, past)):
        return swapped
    if past.kind is Kind.FIGURE and past.focus and past.measure:
        return f"{past.text[: past.focus[1]]} {what}{past.text[_counted(past)[1] :]}"
    if past.kind is Kind.PERSON and past.office and query.office:
        return f"{what} {'ở ' + past.places[0].name if past.places else ''} là ai?"
    return None


def _another_of_its_sort(what: str, query: Query, past: Query) -> str | None:
    """The question before about another thing that opens with the same word: «đường bộ» for its «đường sắt»."""
    words = 0 if re.search(r"\d", what) else len(query.tokens)  # numbers may be of any length: «loại 25 - 30 con»
    counted = _counted(past) if past.kind is Kind.FIGURE and past.focus else past.focus or (0, 0)
    kept = min(counted[0], past.focus[0]) if past.focus else 0, counted[1]
    for i, token in enumerate(past.tokens[: len(past.tokens) + 1 - words] if words > 1 else ()):
        run = past.tokens[i : i + words]
        apart = run[-1].end <= kept[0] or token.start >= kept[1]
        if apart and token.norm == query.tokens[0].norm:
            other = what if token.text[0].isupper() else what[0].lower() + what[1:]
            return f"{past.text[: token.start]}{other}{past.text[run[-1].end :]}"
    return None


def _names_only(what: str, understand: Callable[[str], Query]) -> bool:
    """Whether a question is nothing but a place's name: «Xã Hoa Lâm?»."""
    query = understand(what)
    return bool(query.places) and not query.focus and not _rest(what, query)


def _rest(what: str, query: Query) -> str:
    """What is left of a phrase without its places and unit words."""
    for place in reversed(query.places):
        what = what[: place.start] + what[place.end :]
    return re.sub(r"\W|huyen|tinh|xa|phuong|quan|thanh pho|thi xa|thi tran|o |tai |cua |cong an|ubnd", "", fold(what))
