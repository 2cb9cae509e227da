"""A model's text after it was checked: what stands of it with its citations, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answering.answer import Citation, Claim, ClaimKind
from assistant.answering.composing import quoting
from assistant.answering.phrasing import bold, escape
from assistant.corpus.article import Span
from assistant.grounding.deciding_words import unfounded
from assistant.grounding.grounded import CheckedSentence, Source
from assistant.grounding.grounding import ground
from assistant.grounding.sourced import article_facts
from assistant.grounding.statements import find_statements
from assistant.language.names import find_persons
from assistant.language.tokens import tokenize
from assistant.reading.views import SentenceView
from assistant.retrieval.kinds import Kind
from assistant.writing.draft import has_address, is_vietnamese

_NUMBERS = re.compile(r"\s*\[(\d+)\]")
_VERDICT = re.compile(r"\A\W*không(?=\W)", re.IGNORECASE)  # the verdict on a question of yes or no
_TOLD = 0.5  # share of a sentence's words that its passages must have
DECIDING: dict[Kind, ClaimKind] = {
    Kind.FIGURE: "figure",
    Kind.PERSON: "name",
    Kind.DATE: "date",
    Kind.DOCUMENT: "document",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a text: for the log, as the model is told it, and as the user is."""

    name: str
    problem: str
    note: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What stands: Markdown with [n] for citation n."""

    text: str
    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...]


_FOREIGN = Fault("another language", "- Không viết bằng tiếng Việt.", "Mô hình ngôn ngữ không trả lời bằng tiếng Việt.")
_ADDRESS = Fault(
    "an address", "- Có địa chỉ mạng, liên kết hoặc hình ảnh.", "Mô hình ngôn ngữ đưa địa chỉ mạng vào câu trả lời."
)
_UNCITED = Fault(
    "no citation", "- Không ghi số của đoạn làm căn cứ, ví dụ [1].", "Mô hình ngôn ngữ không dẫn đoạn nào làm căn cứ."
)
_UNTOLD = Fault(
    "a sentence of its own",
    "- Có câu không nói theo đoạn được dẫn.",
    "Mô hình ngôn ngữ viết câu không theo nguồn được dẫn.",
)
_ORDERED = Fault(
    "an order of a document",
    "- Có câu lấy từ lời ra lệnh trong đoạn trích; đó không phải là tin.",
    "Mô hình ngôn ngữ làm theo một câu ra lệnh nằm trong bài viết; hãy xem lại bài đó.",
)
_UNFOUNDED = (
    "an unfounded word",
    "Mô hình ngôn ngữ so sánh, nói tăng giảm, ước lượng hoặc phủ định khác với nguồn được dẫn.",
)
_UNSUPPORTED = "Mô hình ngôn ngữ nêu số liệu, ngày, tên hoặc số hiệu mà nguồn được dẫn không xác nhận."


def check(text: str, sources: Sequence[Source], question: str, kind: Kind) -> Checked | list[Fault]:
    """What stands of a model's plain text, or all that is wrong with it. `kind` is that of the question."""
    plain_faults = [(_FOREIGN, not is_vietnamese(text)), (_ADDRESS, has_address(text))]
    if faults := [fault for fault, found in plain_faults if found]:
        return faults
    grounded = ground(text, sources, question)
    desk = _Desk(sources, question)
    withheld = [sentence for sentence in grounded.sentences if sentence.verdict == "withheld"]
    faults = [_ORDERED if desk.obeys(sentence) else _unsupported(sentence) for sentence in withheld]
    if not any(statement.cited for statement in find_statements(text)):
        faults.append(_UNCITED)
    if faults:
        return faults
    kept = [s for s in grounded.sentences if not s.excused and (s.citations or s.claims or desk.leads(s))]
    told = [s for s in kept if not s.citations or desk.tells(s)]
    cited = [s for s in told if s.citations]
    if not cited or any(s.claims for s in kept if s not in told):
        return [_UNTOLD if kept else _UNCITED]
    kept = told
    if any(map(desk.obeys, cited)):
        return [_ORDERED]
    if words := list(dict.fromkeys(word for s in cited for word in desk.unfounded(s))):
        name, note = _UNFOUNDED
        problem = f"- Đoạn được dẫn không nói như vậy: {', '.join(f'«{word}»' for word in words)}."
        return [Fault(name, problem, note)]
    return _composed(kept, {source.number: source for source in sources}, DECIDING.get(kind))


def _unsupported(sentence: CheckedSentence) -> Fault:
    lacking = [c for c in sentence.claims if not c.claim.supported]
    names = ", ".join(f"«{c.claim.text}»" + (f" ({c.reason})" if c.reason else "") for c in lacking)
    return Fault("an unsupported claim", f"- Đoạn được dẫn không nêu {names or sentence.text}.", _UNSUPPORTED)


class _Desk:
    """The question and the sources, to which a sentence is held."""

    def __init__(self, sources: Sequence[Source], question: str) -> None:
        self._sources = {source.number: source for source in sources}
        self._asked = _words(question)

    def tells(self, sentence: CheckedSentence) -> bool:
        """Whether most words of a sentence stand in the passages that it cites, or in the question; and what it names,
        in the articles."""
        return self._told(sentence, sentence.citations) and self._named(sentence)

    def leads(self, sentence: CheckedSentence) -> bool:
        """Whether a sentence introduces others, in the words of the question or of any source."""
        return sentence.text.rstrip().endswith(":") and self._told(sentence, self._sources)

    def obeys(self, sentence: CheckedSentence) -> bool:
        """Whether a sentence has more of an order that a passage gives than of what else the passages say."""
        words = set(_words(_NUMBERS.sub("", sentence.text)))
        most = {True: 0, False: 0}
        withheld = sentence.verdict == "withheld"  # as no passage that counts supports it
        for source in self._sources.values() if withheld else self._cited(sentence):
            facts = article_facts(source.article)
            for view in facts.view.sentences:
                if view.start < source.end and source.start < view.sentence.end:
                    orders = view.index in facts.view.ordering
                    most[orders] = max(most[orders], len(words.intersection(view.folded)))
        return most[True] > most[False]

    def unfounded(self, sentence: CheckedSentence) -> list[str]:
        """The words that turn what a sentence says and aren't those of the passages that it cites."""
        return unfounded(_VERDICT.sub("", _NUMBERS.sub("", sentence.text)), self._views(sentence))

    def _views(self, sentence: CheckedSentence) -> list[SentenceView]:
        return [v for s in self._cited(sentence) for v in article_facts(s.article).within(s.start, s.end)]

    def _cited(self, sentence: CheckedSentence) -> list[Source]:
        return [self._sources[number] for number in sentence.citations]

    def _named(self, sentence: CheckedSentence) -> bool:
        """Whether single words with a capital, which may be names («Lào», «Quý»), stand in the articles cited."""
        known = set(self._asked)
        for number in sentence.citations:
            view = article_facts(self._sources[number].article).view
            known |= view.words | view.title_words
        tokens = tokenize(_NUMBERS.sub("", sentence.text))
        return all(
            token.folded in known
            for before, token in pairwise(tokens)
            if before.text.islower() and token.text[0].isupper() and token.text[1:].islower()
        )

    def _told(self, sentence: CheckedSentence, numbers: Iterable[int]) -> bool:
        known = set(self._asked)
        for number in numbers:
            source = self._sources[number]
            known.update(_words(f"{source.article.title.value} {source.article.text[source.start : source.end]}"))
        words = _words(_NUMBERS.sub("", sentence.text))
        return sum(word in known for word in words) >= _TOLD * len(words)


def _words(text: str) -> list[str]:
    return [token.folded for token in tokenize(text)]


def _composed(kept: Sequence[CheckedSentence], by_number: dict[int, Source], deciding: ClaimKind | None) -> Checked:
    order = list(dict.fromkeys(number for sentence in kept for number in sentence.citations))
    renumbered: dict[int | None, int] = {number: place for place, number in enumerate(order, 1)}
    spans: dict[int, list[Span]] = {number: [] for number in order}
    claims = []
    for checked in (checked for sentence in kept for checked in sentence.claims):
        claim = checked.claim
        if claim.citation in spans and checked.span:
            spans[claim.citation].append(checked.span)
        claims.append(replace(claim, citation=renumbered.get(claim.citation)))
    text = ""
    before: CheckedSentence | None = None
    for sentence in kept:
        said = _NUMBERS.sub("", sentence.text).strip(" |")
        decisive = [checked.claim.text for checked in sentence.claims if checked.claim.kind == deciding]
        if deciding == "name":  # who is asked for, not where
            named = {person.name for person in find_persons(said)}
            decisive = [name for name in decisive if name in named] or decisive
        numbers = "".join(f"[{renumbered[number]}]" for number in dict.fromkeys(sentence.citations))
        text += _joint(before, sentence)
        text += _emphasised(said.rstrip(" ."), decisive) + (f" {numbers}." if numbers else "")
        before = sentence
    citations = [_cite(renumbered[number], by_number[number], spans[number]) for number in order]
    return Checked(text, tuple(citations), tuple(dict.fromkeys(claims)))


def _joint(before: CheckedSentence | None, sentence: CheckedSentence) -> str:
    """What stands between two sentences: those of a list each have a line, apart from the rest."""
    if before is None:
        return "- " if sentence.listed else ""
    if sentence.listed:
        return "\n- " if before.listed else "\n\n- "
    return "\n\n" if before.listed or before.text.rstrip().endswith(":") else " "


def _emphasised(text: str, decisive: Iterable[str]) -> str:
    """The text escaped, what decides in bold where it first stands."""
    spans = sorted((text.find(claim), claim) for claim in set(decisive) if claim in text)
    parts, at = [], 0
    for start, claim in spans:
        if start >= at:
            parts += [escape(text[at:start]), bold(claim)]
            at = start + len(claim)
    return "".join(parts) + escape(text[at:])


def _cite(number: int, source: Source, spans: Sequence[Span]) -> Citation:
    """The sentences of a passage that hold the spans; all of it when there are none."""
    held = [s for s in source.article.sentences if s.start < source.end and source.start < s.end]
    decisive = [s for s in held if any(s.start < span.end and span.start < s.end for span in spans)] or held
    start = min((s.start for s in decisive), default=source.start)
    end = max((s.end for s in decisive), default=source.end)
    within = {(span.start, span.end) for span in spans if start <= span.start and span.end <= end}
    within -= {(s.start, s.end) for s in held}  # that support the year or the place of what is said
    marks = [span for span in within if not any(_inside(other, span) for other in within)]
    return quoting(number, source.article, Span(start, end), sorted(marks))


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]
