"""What was understood of a question: the kind of answer, what is counted, the places and years, the terms to find."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from assistant.language.abbreviations import expand
from assistant.language.accents import half_typed, restore
from assistant.language.dates import DateMention, find_dates
from assistant.language.documents import find_documents
from assistant.language.labels import Label, find_labels
from assistant.language.names import COUNTRIES, Person, find_persons, is_subject, names_office, proper_names
from assistant.language.normalize import canonical, clean, fold, has_accents, plain
from assistant.language.periods import named_years, without_documents
from assistant.language.places import Place
from assistant.language.question_places import question_places
from assistant.language.tokens import Token, tokenize
from assistant.retrieval.kinds import Kind, find_kind, spell_asking
from assistant.retrieval.measure import Focus, find_measure, size_word, sort_words

# What a name may be asked of; «tên gì» about anything else asks for a thing's name.
_PERSON = re.compile(
    r"\b(?:nguoi|ong|ba|anh|chi|dong chi|doi tuong|bi can|bi cao|nan nhan|chu|tai xe|lai xe|hoc sinh|sinh vien"
    r"|can bo|lanh dao|chien sy|chien si|giao vien|bac si|bac sy|nghi pham|ke|chau|em|con|vo|chong|me|cha|bo)\b"
)
_QUANTITY = re.compile(
    r"\b(?:ty le|ti le|so luong|tong so|dan so|dien tich|san luong|so (?:nguoi|vu|ho|tien|cuoc|xa)|kinh phi|thu nhap)\b"
)
# Words that carry no evidence by themselves.
_STOP = frozenset(
    "là của và có được đã đang sẽ các những cho với trong ở tại về vào này đó khi thì mà như từ đến theo bởi "
    "do bị ra lên nào gì ai đâu mấy bao nhiêu hỏi biết hãy xin vui lòng ơi ạ nhé nhỉ thế còn tất cả mọi đều "
    "phải không chưa hay cùng cũng năm ngày tháng một tên kể liệt kê nêu số trên địa bàn hiện nay giờ lúc lại "
    "rồi để nữa trước sau qua mức tới hôm tôi bạn anh chị em thể khoảng chừng tầm tính cuối đầu nửa giữ ông "
    "bà đồng chí chào cảm ơn nhưng vì".split()
)
_STOP_PAIRS = {"dien ra", "tong cong", "cho biet", "duoc biet", "chuc vu"}


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question to be found in the text, canonical and folded."""

    norm: str
    folded: str


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood of a question. Offsets count code points of `text`, the cleaned question."""

    text: str
    spelt: str  # with the accents that it was typed without, as far as they can be told
    tokens: tuple[Token, ...]  # written out
    accented: bool  # whether it was typed with any
    kind: Kind
    focus: Focus  # the words that the answer takes the place of
    measure: tuple[str, ...] = ()  # folded words of what is counted: «tin có giá trị»
    amount: bool = False  # whether an amount is asked for, so that nothing need be counted: «nặng bao nhiêu», «bao lâu»
    office: bool = False  # whether it asks about an office: who holds it
    documents: tuple[str, ...] = ()  # numbers of the documents named
    names: tuple[str, ...] = ()  # proper names that are no places: persons, rivers, buildings
    places: tuple[Place, ...] = ()
    years: frozenset[int] = frozenset()
    months: tuple[DateMention, ...] = ()  # the dates named that have a month, those of documents left out
    labels: tuple[Label, ...] = ()  # «lần thứ 6»
    terms: tuple[Term, ...] = ()
    asked: str = ""  # as it is read: `spelt`, its places named as the articles name them

    def form(self, token: Token | Term) -> str:
        """A word of a text as it is compared with the question's: folded if that was typed without accents."""
        return token.norm if self.accented else token.folded

    @property
    def blank(self) -> bool:
        """Whether nothing is left to look for."""
        return not self.terms and not self.places and not self.documents


def understand(
    question: str,
    corpus_places: Mapping[str, Collection[str]] = MappingProxyType({}),
    texts: Iterable[str] = (),
) -> Query:
    """Read a question.

    `corpus_places` are the places that the corpus is about, as it writes them, by key; `texts` are what the
    question is likely about: accents that it was typed without are put back by them. One that has accents in some
    words only is read as if it had none.
    """
    text = clean(question)
    if half_typed(text):
        text = plain(text)
    accented = has_accents(text)
    spelt = text if accented else spell_asking(restore(text, texts))
    tokens = tuple(expand(_spelt(tokenize(text), spelt), chat=True))
    places = tuple(question_places(text, corpus_places))
    persons = find_persons(text, [(place.start, place.end) for place in places])
    documents = tuple(document.number for document in find_documents(text))
    kind, focus = find_kind(tokens)
    office = kind in (Kind.PERSON, Kind.ENTITY, Kind.LIST) and names_office(text, accented=accented)
    kind, focus = _settle(kind, focus, text, tokens, persons, office, documents)
    labels = tuple(find_labels(text))
    measure, amount = find_measure(tokens, focus, places, accented) if kind is Kind.FIGURE else ((), False)
    return Query(
        text=text,
        spelt=spelt,
        tokens=tokens,
        accented=accented,
        kind=kind,
        focus=focus,
        measure=measure,
        amount=amount or (kind is Kind.FIGURE and "%" in text),
        office=office,
        documents=documents,
        names=_names(tokens, persons, places) if accented else (),
        places=places,
        years=named_years(text),
        months=tuple(date for date in find_dates(without_documents(text)) if date.month),
        labels=labels,
        terms=_terms(text, kind, tokens, places, labels, _generic(kind, tokens, focus, measure)),
    )


def _spelt(tokens: Sequence[Token], spelt: str) -> list[Token]:
    """The tokens of a question with the canonical words of another spelling of it."""
    return [token._replace(norm=canonical(spelt[token.start : token.end])) for token in tokens]


def _settle(
    kind: Kind,
    focus: Focus,
    text: str,
    tokens: Sequence[Token],
    persons: Sequence[Person],
    office: bool,
    documents: Sequence[str],
) -> tuple[Kind, Focus]:
    """The kind, once what the question names is known."""
    asked = fold(text[focus[0] : focus[1]]) if focus else ""
    if kind is Kind.PERSON and asked.startswith("ten") and not office and not _PERSON.search(fold(text)):
        return Kind.OPEN, focus
    if kind is Kind.PERSON and persons and not office and focus and fold(text[: focus[1]]).endswith("la ai"):
        return Kind.ROLE, focus
    if kind is Kind.OPEN and persons and asked == "gi" and focus and fold(text[: focus[0]]).endswith("lam "):
        return Kind.ROLE, (focus[0] - len("làm "), focus[1])  # «Ông A làm gì ở huyện?»
    if kind is Kind.ENTITY and office and not persons and focus and asked.endswith("nao"):
        which = next(token for token in reversed(tokens) if token.end <= focus[1])
        return Kind.PERSON, (which.start, which.end)  # «Phó Bí thư nào dự hội nghị»
    if kind in (Kind.OPEN, Kind.DOCUMENT) and documents and asked == "gi":
        return Kind.ABOUT, focus
    if kind is Kind.ABOUT and not documents:
        return Kind.OPEN, focus
    if kind is Kind.OPEN and focus is None and _QUANTITY.search(" ".join(token.folded for token in tokens)):
        return Kind.FIGURE, None
    return kind, focus


def _names(tokens: Sequence[Token], persons: Sequence[Person], places: Sequence[Place]) -> tuple[str, ...]:
    """Runs of two to five capitalised words that name no place, no body and no country, and the persons."""
    taken = [(p.start, p.end) for p in places] + [(p.start, p.end) for p in persons]
    runs = [run for run in proper_names(tokens, taken) if len(run) > 1]
    runs = [run for run in runs if run[0].start > 0 or is_subject(run, tokens)]
    names = [*(person.name for person in persons), *(" ".join(word.text for word in run) for run in runs)]
    return tuple(name for name in names if canonical(name) not in COUNTRIES)


def _sort_span(tokens: Sequence[Token], focus: Focus, measure: Sequence[str]) -> Focus:
    """The span of the words after the question word that only name a sort of figure: «tiền», «phần trăm»."""
    size = sort_words(measure) if focus else 0
    words = [token for token in tokens if focus and token.start >= focus[1]][:size]
    return (words[0].start, words[-1].end) if words else None


def _generic(kind: Kind, tokens: Sequence[Token], focus: Focus, measure: Sequence[str]) -> list[tuple[int, int]]:
    """Spans of words that only say what sort of answer is wanted."""
    asking = (
        focus
        if kind in (Kind.ROLE, Kind.REASON) or (kind is Kind.FIGURE and not measure)
        else _sort_span(tokens, focus, measure)
    )
    holding = [(t.start, t.end) for t in tokens if kind is Kind.ROLE and focus and t.norm == "làm" and t.end < focus[0]]
    return [span for span in (asking, size_word(tokens, focus), *holding) if span]


def _terms(
    text: str,
    kind: Kind,
    tokens: Sequence[Token],
    places: Sequence[Place],
    labels: Sequence[Label],
    generic: Sequence[tuple[int, int]],
) -> tuple[Term, ...]:
    """The words to be found: not those of places, dates and stop words, numbers of labels, nor the spans `generic`."""
    taken = [(place.start, place.end) for place in places]
    taken += [(date.start, date.end) for date in find_dates(text)]
    idle = _STOP_PAIRS | ({"ban hanh"} if kind is Kind.DATE else set())
    taken += [(a.start, b.end) for a, b in pairwise(tokens) if f"{a.folded} {b.folded}" in idle]
    taken += generic
    taken += [(label.number_start, label.end) for label in labels]  # «thứ sáu» is «thứ 6»
    accented = has_accents(text)
    terms: dict[str, Term] = {}
    for token in tokens:
        if any(start <= token.start < end for start, end in taken) or re.fullmatch(r"(?:19|20)\d\d", token.text):
            continue
        if token.norm in _STOP:
            continue
        terms.setdefault(token.norm if accented else token.folded, Term(token.norm, token.folded))
    return tuple(terms.values())
