"""Grounding: every figure, date, name and document number of an answer is looked for in the passages that it cites.

A sentence stands when its passages support all that it states, said of the same thing, place and time. It gets other
numbers when another of the passages does; else it is withheld, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answering.answer import Claim
from assistant.corpus.article import Article, Field, Sentence
from assistant.grounding.amounts import same_unit
from assistant.grounding.binding import coverage, words_about
from assistant.grounding.fact import Amount, Fact
from assistant.grounding.facts import find_facts, written
from assistant.grounding.grounded import CheckedClaim, CheckedSentence, Grounded, Source
from assistant.grounding.joined import dated_elsewhere, parted
from assistant.grounding.passage_support import is_core, support
from assistant.grounding.sourced import article_facts
from assistant.grounding.statements import Statement, find_statements, rewritten, with_citations, without_unknown
from assistant.grounding.support import Refusal, Said, Support
from assistant.language.periods import FRAME, named_years
from assistant.reading.views import ArticleView, SentenceView

# A sentence that says what the documents don't say needs no support up to here.
_ABSENT = re.compile(
    r"\W*(?:rất tiếc,?\s+|hiện\s+|nhưng\s+|tuy nhiên,?\s+)?"
    r"(?:(?:không|chưa)\s+(?:tìm thấy|tìm được|tính tổng|rõ|có (?:số liệu|thông tin|dữ liệu|bài|nguồn|tài liệu))"
    r"|(?:kho tài liệu|(?:các |những )?(?:bài|nguồn|tài liệu|đoạn|văn bản)(?:\s+\w+){0,4}?)"
    r"\s+(?:không|chưa)\s+(?:có|nêu|nói|nhắc|đề cập|ghi|cung cấp|cho biết))"
    r".*?(?:; nguồn gần nhất nói về năm [\d, ]+|(?=[;.]\s)|(?=,?\s(?:nhưng|tuy nhiên|song|chỉ)\s)|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_EMPTY_CELL = re.compile(r"(?::|\A)\s*(?:không tìm thấy|không có|không nêu|không rõ)\W*\Z", re.IGNORECASE)
_TITLE = re.compile(r"[«“\"']([^«»“”]+)[»”\"']")
_SHORTEST_TITLE = 20  # characters from which the beginning of a title is one
_FEWER = 0.25  # of a sentence's words that a source may have less than the one that has the most
_SUM = re.compile(r"(?<!\w)(?:tổng cộng|tổng số|tổng|cộng lại)(?!\w)", re.IGNORECASE)
_PERSONS = {("người",), ("đối", "tượng"), ("cá", "nhân"), ("bị", "can"), ("nghi", "phạm"), ("đồng", "chí")}
_QUOTED = 80  # characters of a sentence that a reason repeats


def ground(text: str, sources: Sequence[Source], question: str = "") -> Grounded:
    """Check an answer in Markdown, whose [n] are numbers of `sources`, claim by claim; to a question, if given.

    Numbers that no source has are removed; numbers of two sources must differ.
    """
    statements = find_statements(text)
    desk = _Desk(sources)
    frame: frozenset[int] = frozenset()
    framed: frozenset[str] = frozenset()  # ids of the articles cited where the frame was set
    checked: list[CheckedSentence] = []
    said_all = desk.read(statements, question)
    for statement, said in zip(statements, said_all, strict=True):
        cited = desk.articles(statement.cited)
        if FRAME.match(statement.plain):
            frame, framed = named_years(statement.plain), cited
        shares = not cited or not framed or bool(cited & framed)
        checked.append(desk.check(statement, replace(said, frame=frame) if shares else said))
    for i in range(len(statements)):
        if checked[i].verdict == "withheld":
            checked[i] = _computed(i, statements, said_all, checked)
    for i in reversed(range(len(statements))):
        below = [checked[j] for j in _children(i, statements)]
        if below and all(sentence.verdict == "withheld" for sentence in below):
            checked[i] = replace(checked[i], verdict="withheld", text=statements[i].raw)
    kept = [None if sentence.verdict == "withheld" else sentence.text for sentence in checked]
    return Grounded(rewritten(text, list(zip(statements, kept, strict=True))), tuple(checked))


class _Desk:
    """The sources at hand."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = {source.number: source for source in sources}
        self._titles = {source.number: " ".join(source.article.title.value.split()) for source in sources}

    def articles(self, numbers: Iterable[int]) -> frozenset[str]:
        """Ids of the articles of sources."""
        return frozenset(self._sources[number].article.id for number in numbers if number in self._sources)

    def read(self, statements: Sequence[Statement], question: str) -> list[Said]:
        """The statements as sentences of one text, quoted titles of sources left out."""
        plains = [self._without_titles(statement.plain) for statement in statements]
        leads = [self._without_titles(lead) for statement in statements for lead in statement.leads]
        places = tuple(dict.fromkeys(p for source in self._sources.values() for p in source.article.places))
        views = iter(_as_sentences([*plains, question, *leads], places))
        own = [next(views) for _ in plains]
        asked = next(views)
        return [
            Said(view, tuple(next(views) for _ in statement.leads), asked=asked if question else None)
            for view, statement in zip(own, statements, strict=True)
        ]

    def _without_titles(self, plain: str) -> str:
        return _TITLE.sub(lambda match: "«»" if self._titled(match.group(1)) else match.group(), plain)

    def _titled(self, quoted: str) -> list[int]:
        """The sources with a title that is quoted, or begins so."""
        said = " ".join(quoted.rstrip(" .…").split())
        return [
            number
            for number, title in self._titles.items()
            if said == title.rstrip(" .…") or (len(said) >= _SHORTEST_TITLE and title.startswith(said))
        ]

    def check(self, statement: Statement, said: Said) -> CheckedSentence:
        """Whether a statement stands, under which numbers."""
        asks = statement.plain.rstrip().endswith("?")
        excused = asks or len(_stated(said.view)) < len(find_facts(said.view))
        facts = [] if asks else _checkable(said.view)
        cited = tuple(number for number in statement.cited if number in self._sources)
        titled = [self._titled(match.group(1)) for match in _TITLE.finditer(statement.plain)]
        titled = [numbers for numbers in titled if numbers]
        missing = [numbers[0] for numbers in titled if not set(numbers) & set(cited)]
        known = without_unknown(statement, self._sources.keys())
        found = [{number: self._look_up(said, fact, number) for number in self._sources} for fact in facts]
        stands = all(_supports(looked, cited) for looked in found) and not (missing and cited)
        numbers = cited if stands else self._numbers(said, facts, found, cited, missing)
        claims = tuple(
            _claim(said, fact, looked, cited or [*looked] if numbers is None else numbers)
            for fact, looked in zip(facts, found, strict=True)
        )
        if numbers is not None:
            claims = self._together(said, facts, found, claims)
        if numbers is None or not all(claim.claim.supported for claim in claims):
            reason = _reason(statement, claims)
            return CheckedSentence(statement.raw, cited, claims, "withheld", reason, statement.listed, excused)
        if stands or (statement.introduces and not cited):
            return CheckedSentence(known, cited, claims, "stands", "", statement.listed, excused)
        text = with_citations(statement, numbers)
        return CheckedSentence(text, numbers, claims, "recited", "", statement.listed, excused)

    def _together(
        self, said: Said, facts: Sequence[Fact], found: Sequence[Looked], claims: Sequence[CheckedClaim]
    ) -> tuple[CheckedClaim, ...]:
        """The claims, those unsupported that the sources have but don't say of the rest of the sentence."""
        articles = [
            frozenset(self._sources[n].article.id for n, s in looked.items() if isinstance(s, Support))
            for looked in found
        ]
        refused = dict.fromkeys(dated_elsewhere(facts, articles), "nguồn nêu ngày này cho việc khác")
        refused |= parted(said, facts, [self._place(claim) for claim in claims])
        return tuple(_refused(claim, refused[i]) if i in refused else claim for i, claim in enumerate(claims))

    def _place(self, claim: CheckedClaim) -> tuple[SentenceView, int] | None:
        """The sentence of a source that supports a claim, and where in it."""
        if claim.span is None or claim.claim.citation is None:
            return None
        source = article_facts(self._sources[claim.claim.citation].article)
        view = next(v for v in source.sentences if v.start <= claim.span.start < v.sentence.end)
        return view, claim.span.start - view.start

    def _numbers(
        self, said: Said, facts: Sequence[Fact], found: Sequence[Looked], cited: Sequence[int], wanted: Sequence[int]
    ) -> tuple[int, ...] | None:
        """The fewest numbers that support all: one alone, else those of `cited` that support something and more.

        One alone must have about as many of the sentence's words as any other: what has only its year or place
        doesn't say the same. Places and years must be of the sources that support the rest.
        """

        def weight(number: int) -> float:
            return sum(s.closeness for looked in found if isinstance(s := looked[number], Support))

        alone = [number for number in self._sources if all(_supports(looked, [number]) for looked in found)]
        shares = {number: self._share(said, number) for number in self._sources}
        alone = [number for number in alone if shares[number] >= max(shares.values()) - _FEWER]
        if alone and not wanted:
            return (max(alone, key=weight),)
        core = [looked for fact, looked in zip(facts, found, strict=True) if is_core(fact)]
        chosen = [*wanted, *(number for number in cited if any(_supports(looked, [number]) for looked in core))]
        for looked in core:
            if not _supports(looked, chosen):
                able = [number for number in self._sources if _supports(looked, [number])]
                if not able:
                    return None
                chosen.append(max(able, key=weight))
        whole = all(_supports(looked, chosen) for looked in found)
        return tuple(dict.fromkeys(chosen)) if whole and chosen else None

    def _share(self, said: Said, number: int) -> float:
        """What share of a sentence's words one sentence of a source has, at most."""
        source = self._sources[number]
        words = words_about(said.view, None, said.leads)
        sentences = article_facts(source.article).within(source.start, source.end)
        return max((coverage(words, view) for view in sentences), default=0.0)

    def _look_up(self, said: Said, fact: Fact, number: int) -> Support | Refusal:
        source = self._sources[number]
        return support(said, fact, article_facts(source.article), source.start, source.end)


Looked = dict[int, Support | Refusal]  # what each source says for a fact


def _as_sentences(texts: Sequence[str], places: tuple[str, ...]) -> list[SentenceView]:
    """Texts as sentences of an article of their own."""
    sentences: list[Sentence] = []
    at = 0
    for number, text in enumerate(texts):
        sentences.append(Sentence(at, at + len(text), number))
        at += len(text) + 1
    article = Article("", "", "\n".join(texts), Field(""), places=places, sentences=tuple(sentences))
    return ArticleView(article).sentences


def _stated(view: SentenceView) -> list[Fact]:
    """The facts that need support: not those that the documents are said not to have."""
    absent = _ABSENT.match(view.text)
    facts = [fact for fact in find_facts(view) if absent is None or fact.start >= absent.end()]
    if _EMPTY_CELL.search(view.text) and not any(isinstance(fact.value, Amount) for fact in facts):
        return []
    return facts


def _checkable(view: SentenceView) -> list[Fact]:
    """The facts that need support but for how many persons the sentence itself names: «Hai người là … và …»."""
    named = (float(len(view.persons)),)
    return [
        fact
        for fact in _stated(view)
        if not (isinstance(fact.value, Amount) and fact.value.values == named and fact.value.unit in _PERSONS)
    ]


def _supports(looked: Looked, numbers: Iterable[int]) -> bool:
    return any(isinstance(looked[number], Support) for number in numbers)


def _claim(said: Said, fact: Fact, looked: Looked, numbers: Iterable[int]) -> CheckedClaim:
    text = written(said.view, fact)
    supports = [(s.closeness, number, s) for number in numbers if isinstance(s := looked[number], Support)]
    if supports:
        _, number, best = max(supports, key=lambda item: item[0])
        return CheckedClaim(Claim(text, fact.kind, True, number), best.span)
    refusals = [r for number in looked if isinstance(r := looked[number], Refusal)]
    reason = max(refusals, key=lambda refusal: refusal.near, default=Refusal()).reason
    return CheckedClaim(Claim(text, fact.kind, False), None, reason)


def _refused(claim: CheckedClaim, reason: str) -> CheckedClaim:
    return CheckedClaim(replace(claim.claim, supported=False, citation=None), None, reason)


def _reason(statement: Statement, claims: Sequence[CheckedClaim]) -> str:
    lacking = [f"«{c.claim.text}»" + (f" ({c.reason})" if c.reason else "") for c in claims if not c.claim.supported]
    said = " ".join(statement.plain.split())
    short = said if len(said) <= _QUOTED else said[:_QUOTED].rsplit(" ", 1)[0] + "…"
    return f"Đã bỏ câu «{short}» vì nguồn không nêu {', '.join(dict.fromkeys(lacking)) or 'nội dung này'}."


def _children(i: int, statements: Sequence[Statement]) -> list[int]:
    """The items that a statement introduces."""
    if not statements[i].introduces:
        return []
    found = []
    for j in range(i + 1, len(statements)):
        if statements[i].plain not in statements[j].leads:
            break
        if statements[j].leads[-1] == statements[i].plain:
            found.append(j)
    return found


def _computed(
    i: int, statements: Sequence[Statement], said: Sequence[Said], checked: Sequence[CheckedSentence]
) -> CheckedSentence:
    """A withheld sentence that stands since it counts the items below it, or adds up the figures of the answer."""
    sentence = checked[i]
    below = [j for j in _children(i, statements) if checked[j].verdict != "withheld"]
    rows = [j for j, s in enumerate(statements) if s.listed and checked[j].verdict != "withheld"]
    figures = [f.value for j in rows for f in find_facts(said[j].view) if isinstance(f.value, Amount)]
    claims: list[CheckedClaim] = []
    for fact, claim in zip(_checkable(said[i].view), sentence.claims, strict=True):
        value = fact.value
        if claim.claim.supported or not isinstance(value, Amount):
            claims.append(claim)
            continue
        alike = [f.values[0] for f in figures if same_unit(f.unit, value.unit) and not f.percent and f.of is None]
        counts = bool(below) and not value.sense and value.values == (float(len(below)),)
        adds = bool(_SUM.search(statements[i].plain)) and len(alike) > 1 and value.values == (sum(alike),)
        claims.append(
            replace(claim, claim=replace(claim.claim, supported=True), reason="") if counts or adds else claim
        )
    if not all(claim.claim.supported for claim in claims) or sentence.citations:
        return sentence
    return replace(sentence, text=statements[i].raw, claims=tuple(claims), verdict="stands", reason="")
