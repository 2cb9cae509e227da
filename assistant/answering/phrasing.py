"""The words of an answer: the question with the span in the place of its question word, or the source's own clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.candidate import Candidate
from assistant.answering.choosing import Choice, Reading
from assistant.answering.evidence import Wanted
from assistant.answering.reading import SentenceView
from assistant.language.normalize import fold
from assistant.language.tokens import tokenize
from assistant.retrieval.kinds import Kind
from assistant.retrieval.measure import sort_words
from assistant.retrieval.query import Query

LONGEST = 240  # characters of a clause quoted in an answer
_SHORTEST = 60  # a shorter clause is given with the next one
# What a sentence must reach for the question's own words to be repeated: its coverage with and without what stands
# beside it, the weight of words that the article lacks, and the agreement of place and period.
_SAID, _OWN, _MISSING, _HERE, _THEN = 0.75, 0.6, 0.1, 0.9, 0.95
_ASKING = re.compile(r"(?<!\w)(?:bao nhiêu|mấy|ai|nào|đâu|gì)(?!\w)", re.IGNORECASE)


def phrase(choice: Choice, reading: Reading, citations: int) -> str:
    """One sentence that answers, with the span in bold and the numbers of its citations, 1 to `citations`."""
    sentence = _in_place(choice, reading) or "Theo nguồn: " + quote_clause(choice, reading.terms)
    numbers = "".join(f"[{number}]" for number in range(1, citations + 1))
    return f"{_capital(sentence.rstrip(' .?!;,:'))} {numbers}."


def bold(text: str) -> str:
    """Markdown bold, on one line, with what would be markup escaped."""
    return f"**{escape(' '.join(text.split()))}**"


def escape(text: str) -> str:
    """Text of a source or a question that means nothing as Markdown or HTML."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)


def _in_place(choice: Choice, reading: Reading) -> str | None:
    """The question as a statement; None when its words aren't all borne out, or it wasn't typed with care."""
    query, span = reading.query, choice.candidate
    if span is None or query.focus is None or not query.accented or len(query.text) > 200 or query.kind is Kind.REASON:
        return None
    if not _borne_out(choice, reading):
        return None
    start, end = query.focus
    if query.kind is Kind.FIGURE:
        consumed = _consumed(query, span.text)
        if consumed is None:
            return None
        end = consumed
    said = bold(span.text) + _ratio(span)
    if query.kind is Kind.PERSON:
        said = _addressed(choice, query) + said
        if fold(query.text[start:end]).startswith("ten"):
            said = "là " + said
    if query.kind is Kind.ROLE and fold(query.text[start:end]).startswith("chuc"):
        said = "chức vụ " + said
    if query.kind is Kind.DATE and span.text[0].isupper():
        said = "**" + span.text[0].lower() + said[3:]
    return escape(query.text[:start]) + said + escape(query.text[end:])


def _borne_out(choice: Choice, reading: Reading) -> bool:
    """Whether the source bears the question's own words out, so that they may be repeated as a statement."""
    query, evidence = reading.query, choice.evidence
    meant = any(term.synonyms and term.folded not in choice.view.folded_set for term in reading.terms)
    if meant or any(term.loose for term in reading.terms) or query.negated or len(_ASKING.findall(query.text)) > 1:
        return False
    of_some = query.kind is Kind.FIGURE and choice.candidate and "/" in choice.candidate.text
    if of_some and all(term.folded in query.measure for term in reading.terms):
        return False  # 15/16 is of those that do something, which the question must say
    said = evidence.coverage >= _SAID and evidence.own >= _OWN and evidence.missing <= _MISSING
    return said and choice.told and evidence.place >= _HERE and evidence.period >= _THEN


def _consumed(query: Query, span: str) -> int | None:
    """Up to where the question says what the span repeats; None when they don't fit together."""
    assert query.focus
    end = query.focus[1]
    rest = [token for token in tokenize(query.text) if token.start >= end]
    percent = re.match(r"\s*%", query.text[end:])
    if percent:
        return end + percent.end()
    unit = re.sub(r"^\D*[\d.,/]+", "", span)
    said = [token.folded for token in tokenize(unit) if not token.text[0].isdigit()]
    if query.sort and query.measure:
        words = max(sort_words(query.measure), 1)
        tail = [token.folded for token in rest[words:]]
        words += next((n for n in range(len(tail), 0, -1) if said[-n:] == tail[:n]), 0)  # «đất» of «m2 đất»
        return rest[words - 1].end if len(rest) >= words else end
    if not query.measure:
        return end
    common = 0
    while common < min(len(said), len(rest)) and said[common] == rest[common].folded:
        common += 1
    return rest[common - 1].end if common and common == len(said) else None


def _addressed(choice: Choice, query: Query) -> str:
    """«đồng chí », «ông » as the source has it, when the question asked «đồng chí nào»."""
    assert choice.candidate and query.focus
    asked = query.text[query.focus[0] : query.focus[1]]
    if not fold(asked).endswith(" nao"):
        return ""
    return escape(asked[: -len(" nào")].lower()) + " " if fold(asked).startswith(("dong chi", "ong", "ba ")) else ""


def quote_clause(choice: Choice, terms: Sequence[Wanted]) -> str:
    """The part of the source's sentence around the span, the span in bold.

    Without a span, the part that holds most of the terms, all of it in bold.
    """
    view, span = choice.view, choice.candidate
    if span is None:
        start, end = _fullest(view, terms)
        if choice.kind is Kind.LIST:  # the items go on after the words that the question shares
            fits = [m.end() for m in re.finditer(r"[;,]\s|$", view.text) if end <= m.end() <= start + LONGEST]
            end = max(fits, default=end)
        return bold(view.text[start:end].strip(" ,;:.–-"))
    start, end = clause_bounds(view, span.start, span.end)
    before, after = view.text[start : span.start], view.text[span.end : end]
    lead = "…" if start else ""
    return f"{lead}{escape(_line(before))}{bold(span.text)}{_ratio(span)}{escape(_line(after))}"


def _fullest(view: SentenceView, terms: Sequence[Wanted]) -> tuple[int, int]:
    """The run of clauses, at most LONGEST long, that holds the most of the terms; the shortest of these."""
    cuts = sorted({0, len(view.text), *(match.end() for match in re.finditer(r"[;,:]\s", view.text))})
    weights = {form: term.weight for term in terms for form in (term.norm, term.folded)}
    best, most = (0, min(len(view.text), LONGEST)), -1.0
    for i, start in enumerate(cuts[:-1]):
        for end in cuts[i + 1 :]:
            if end - start > LONGEST and end != cuts[i + 1]:
                break
            words = {t.norm if t.norm in weights else t.folded for t in view.tokens if start <= t.start < end}
            score = sum(weights.get(word, 0.0) for word in words) - 0.002 * (end - start)
            if score > most:
                best, most = (start, end), score
    return best


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _ratio(span: Candidate) -> str:
    """43/51 said in words, so that nobody takes it for a date."""
    match = re.match(r"\D*(\d[\d.]*)/(\d[\d.]*)", span.text)
    return f" ({match.group(1)} trong tổng số {match.group(2)})" if match and span.claim == "figure" else ""


def clause_bounds(view: SentenceView, start: int, end: int) -> tuple[int, int]:
    """Clause bounds around a span: whole clauses while they fit, `;` parting before `,`."""
    text = view.text
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
        first = max(first, _word_start(text, max(first, start - 80)))
        last = min(last, _word_start(text, min(last, first + LONGEST)))
    return first, max(last, end)


def _word_start(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at - 1].isspace():
        at -= 1
    return at


def _capital(text: str) -> str:
    match = re.match(r"(\W*)(\w)", text)
    return text[: match.start(2)] + match.group(2).upper() + text[match.end(2) :] if match else text
