"""The words of an answer: the question with the span in the place of its question word, or the source's own clause."""

from __future__ import annotations

import re

from assistant.language.normalize import fold
from assistant.language.tokens import tokenize
from assistant.reading.candidates import Candidate
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

LONGEST = 240  # characters of a clause quoted in an answer
_SHORTEST = 60  # a shorter clause is given with the next one
_SURE = 0.8  # confidence from which the question's own words may be repeated
_LONG = 12  # words of a span that still fit into a sentence
_ASKING = re.compile(r"(?<!\w)(?:bao nhiêu|mấy|ai|nào|đâu|gì|bao giờ|không|chưa)(?!\w)", re.IGNORECASE)
_REPEATED = {Kind.FIGURE, Kind.PERSON, Kind.PLACE, Kind.DATE, Kind.TIME}


def bold(text: str) -> str:
    """Markdown bold, on one line, with what would be markup escaped."""
    return f"**{escape(' '.join(text.split()))}**"


def escape(text: str) -> str:
    """Text of a source or a question that means nothing as Markdown or HTML."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)


def phrase(candidate: Candidate, query: Query, confidence: float) -> str:
    """A sentence that answers, with the span in bold, without its final stop and the numbers of citations."""
    sentence = _in_place(candidate, query) if confidence >= _SURE else None
    return _capital((sentence or f"Theo nguồn: {clause(candidate)}").rstrip(" .?!;,:"))


def _in_place(candidate: Candidate, query: Query) -> str | None:
    """The question as a statement; None when it can't be told how, or it wasn't typed with care."""
    if query.focus is None or not query.accented or len(query.text) > 200 or query.kind not in _REPEATED:
        return None
    if len(candidate.text.split()) > _LONG or len(_ASKING.findall(query.text)) != 1:
        return None
    start, end = query.focus
    said = bold(candidate.text) + ratio(candidate.text)
    if query.kind is Kind.FIGURE:
        behind = _behind_unit(query, candidate.text)
        if behind is None:
            return None
        end = behind
    if query.kind is Kind.PERSON and fold(query.text[start:end]).startswith("ten"):
        said = "là " + said
    if query.kind is Kind.DATE and candidate.text[0].isupper():
        said = "**" + said[2].lower() + said[3:]
    return escape(query.text[:start]) + said + escape(query.text[end:])


def _behind_unit(query: Query, span: str) -> int | None:
    """Up to where the question says what the span repeats: «tin có giá trị»; None when they don't fit together."""
    assert query.focus
    rest = [token for token in tokenize(query.text) if token.start >= query.focus[1]]
    if percent := re.match(r"\s*%", query.text[query.focus[1] :]):
        return query.focus[1] + percent.end()
    said = [token.folded for token in tokenize(re.sub(r"^\D*[\d.,/]+", "", span)) if not token.text[0].isdigit()]
    common = 0
    while common < min(len(said), len(rest)) and said[common] == rest[common].folded:
        common += 1
    if common and common == len(said):
        return rest[common - 1].end
    return query.focus[1] if not query.measure else None


def clause(candidate: Candidate) -> str:
    """The part of the source's sentence around the span, the span in bold."""
    text, span = candidate.article.text, candidate.span
    first, last = candidate.view.start, max(candidate.view.sentence.end, span.end)
    sentence = text[first:last]
    start, end = clause_bounds(sentence, span.start - first, span.end - first)
    before, said = sentence[start : span.start - first], sentence[span.start - first : span.end - first]
    after = sentence[span.end - first : end]
    lead = "…" if start else ""
    return f"{lead}{escape(_line(before))}{bold(said)}{ratio(said)}{escape(_line(after))}"


def ratio(span: str) -> str:
    """43/51 said in words, so that nobody takes it for a date."""
    match = re.match(r"\D*(\d[\d.]*)/(\d[\d.]*)(?![\d/])\s+\D", span)
    return f" ({match.group(1)} trong tổng số {match.group(2)})" if match else ""


def clause_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Clause bounds around a span of a sentence: whole clauses while they fit, `;` parting before `,`."""
    first, last = 0, len(text)
    for mark, room in ((r";\s", 0), (r"[,;:]\s", LONGEST // 2)):
        if last - first <= room:
            break
        cuts = [m.end() for m in re.finditer(mark, text)]
        # Widen from the span, a clause at a time, backwards first: there stands what it is said of.
        first = max([cut for cut in cuts if cut <= start], default=first)
        near = next((cut for cut in cuts if cut >= end), last)
        if near - first < _SHORTEST:
            first = max([cut for cut in [0, *cuts] if near - cut >= _SHORTEST], default=0)
        last = next((cut for cut in cuts if cut >= end and cut - first >= _SHORTEST), last)
    if last - first > LONGEST:
        first = min(start, max(first, _word_start(text, max(first, start - 80))))
        last = min(last, _word_start(text, min(last, first + LONGEST)))
    return first, max(last, end)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _word_start(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at - 1].isspace():
        at -= 1
    return at


def _capital(text: str) -> str:
    match = re.match(r"(\W*)(\w)", text)
    return text[: match.start(2)] + match.group(2).upper() + text[match.end(2) :] if match else text
