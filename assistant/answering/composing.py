"""Answers made of candidates: what is cited, what is claimed and on what grounds, how several values are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answering.answer import Answer, Basis, Citation, Claim, ClaimKind, Missing
from assistant.answering.phrasing import bold, clause, escape, phrase
from assistant.corpus.article import Article, Span
from assistant.language.dates import find_dates
from assistant.language.documents import find_documents
from assistant.reading.candidates import Candidate, Candidates, same_value
from assistant.reading.views import SentenceView
from assistant.retrieval.kinds import Kind

_SAYS_SAME = 0.5  # probability from which another sentence of the article that says the same is cited too
_QUOTED = 0.6  # confidence below which the answer is no more than a quotation


def quoting(number: int, article: Article, span: Span, marks: Sequence[tuple[int, int]]) -> Citation:
    """The citation of a span of an article; `marks` are offsets in the article."""
    return Citation(
        number=number,
        article_id=article.id,
        source=article.source,
        title=article.title.value,
        published=article.published.value if article.published else None,
        quote=span.of(article.text),
        start=span.start,
        end=span.end,
        marks=tuple(marks),
    )


def citation(number: int, view: SentenceView, marks: Sequence[tuple[int, int]]) -> Citation:
    """The citation of a sentence; `marks` are offsets in it."""
    spans = [(view.start + start, view.start + end) for start, end in marks]
    return quoting(number, view.article.article, Span(view.start, view.sentence.end), spans)


def cite(number: int, candidate: Candidate, spans: Iterable[Span] = ()) -> Citation:
    """The citation of the sentences that hold a candidate's span, or these spans, with them marked."""
    marked = sorted({(span.start, span.end) for span in (list(spans) or [candidate.span])})
    held = [s for s in candidate.article.sentences if s.start < marked[-1][1] and marked[0][0] < s.end]
    start, end = min(s.start for s in held), max(s.end for s in held)
    return quoting(number, candidate.article, Span(start, end), [m for m in marked if start <= m[0] and m[1] <= end])


def claim(candidate: Candidate, number: int, confidence: float) -> Claim:
    """What a candidate's span states, and on what grounds: the quoted sentence says it with its place and period, or
    something of that is inferred."""
    missing = lacking(candidate)
    basis: Basis = "inferred" if missing else "stated" if confidence >= _QUOTED else "quoted"
    return Claim(candidate.text, kind_of(candidate.text), True, number, basis, missing)


def lacking(candidate: Candidate) -> tuple[Missing, ...]:
    """What the question names and the candidate's sentence doesn't: its place, its period."""
    numbers = candidate.numbers
    place = any(name.startswith("place_") for name in numbers) and "place_here" not in numbers
    year = any(name.startswith(("year_", "month_")) for name in numbers) and not (
        "year_here" in numbers or "month_here" in numbers
    )
    both: tuple[tuple[Missing, bool], ...] = (("place", place), ("period", year))
    return tuple(name for name, missing in both if missing)


def kind_of(text: str) -> ClaimKind:
    """What a span is, by its form."""
    if find_documents(text):
        return "document"
    dates = find_dates(text)
    if dates and sum(date.end - date.start for date in dates) > len(text) / 2:
        return "date"
    return "figure" if any(char.isdigit() for char in text) else "name"


def answered(question: str, found: Candidates) -> Answer:
    """The answer that the best candidate gives, with the sentences of its article that say the same."""
    best = found.all[0]
    cited = [best, *agreeing(found)]
    numbers = "".join(f"[{number}]" for number in range(1, len(cited) + 1))
    text = f"{phrase(best, found.query, found.confidence)} {numbers}."
    return _answer(question, text, found, [cite(number, one) for number, one in enumerate(cited, 1)])


def agreeing(found: Candidates) -> list[Candidate]:
    """Another sentence of the best candidate's article that says the same, if one surely does."""
    best, *others = found.all
    for other in others:
        apart = other.view is not best.view and other.article is best.article
        if apart and other.probability >= _SAYS_SAME and same_value(best.text, other.text):
            return [other]
    return []


def decided(question: str, found: Candidates) -> Answer:
    """«Có» or «Không», and the sentence that decides; the sentence alone where the reader isn't sure which."""
    best = found.all[0]
    said = clause(best).replace("**", "").rstrip(" .;,")
    text = f"{bold('Có' if best.reading.verdict > 0 else 'Không')}: {said} [1]."
    return _answer(question, text, found, [cite(1, best)], claimed=False)


def listed(question: str, found: Candidates, items: Sequence[tuple[Candidate, Span]]) -> Answer:
    """The items of an enumeration, a line each."""
    holders = list(dict.fromkeys(candidate for candidate, _ in items))
    spans = {holder: [span for candidate, span in items if candidate is holder] for holder in holders}
    citations = [cite(number, holder, spans[holder]) for number, holder in enumerate(holders, 1)]
    lines = [f"- {bold(span.of(candidate.article.text))} [{holders.index(candidate) + 1}]" for candidate, span in items]
    return _answer(question, "Theo nguồn:\n" + "\n".join(lines), found, citations)


def differing(question: str, found: Candidates, several: Sequence[Candidate], *, ambiguous: bool) -> Answer:
    """Each value with its place and its own citation."""
    lines = []
    for number, candidate in enumerate(several, 1):
        years = ", ".join(map(str, sorted(candidate.view.period)[:3]))
        label = ", ".join(map(escape, candidate.article.places[:2])) or escape(candidate.article.title.value)
        lines.append(f"- {label}{f' ({years})' if years else ''}: {bold(candidate.text)} [{number}]")
    opening = "Kho tài liệu có nhiều kết quả; bạn cần kết quả nào?"
    if not ambiguous:
        opening = "Nguồn nêu khác nhau, cần đối chiếu với văn bản gốc:"
    places = dict.fromkeys(place for candidate in several for place in candidate.article.places[:1])
    return Answer(
        question,
        opening + "\n" + "\n".join(lines),
        "needs_clarification" if ambiguous else "conflicting",
        tuple(cite(number, candidate) for number, candidate in enumerate(several, 1)),
        tuple(claim(candidate, number, found.confidence) for number, candidate in enumerate(several, 1)),
        suggestions=tuple(f"{question.rstrip(' ?.!')} ở {place}?" for place in places) if len(places) > 1 else (),
        confidence=round(found.confidence, 3),
    )


def _answer(
    question: str, text: str, found: Candidates, citations: Sequence[Citation], *, claimed: bool = True
) -> Answer:
    best = found.all[0]
    claims = (claim(best, 1, found.confidence),) if claimed and found.query.kind is not Kind.LIST else ()
    return Answer(question, text, "answered", tuple(citations), claims, confidence=round(found.confidence, 3))
