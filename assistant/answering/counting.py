"""Counting articles: those of the corpus that speak of a topic, not the entries or works that a text counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.answering.answer import Answer
from assistant.answering.composing import citation
from assistant.answering.phrasing import escape
from assistant.answering.reading import ArticleView, Holding, SentenceView
from assistant.language.documents import Document, find_documents
from assistant.language.normalize import fold
from assistant.language.tokens import Token
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query, Term

_NONE = "Không tìm thấy bài nào trong kho tài liệu nói về nội dung này."
_SPEAKS = r"(?:noi (?:ve|den|toi)|nhac (?:den|toi|ve)|de cap(?: (?:den|toi|ve))?|viet ve|dua tin ve|ban ve)"
_ASKS = re.compile(
    rf"^(?:trong kho(?: tai lieu)? )?(?:co )?(?:bao nhieu|may|nhung|cac) (?:bai(?: (?:viet|bao))?|tin bai)"
    rf"(?: nao)?(?: trong kho(?: tai lieu)?)?(?: co)? {_SPEAKS}\b(?!.*\b(?:gui|du thi|tham luan|doat giai)\b)"
)


def counts_articles(query: Query) -> bool:
    """Whether a question asks how many or which articles speak of something."""
    return _ASKS.search(_folded(query)) is not None and (query.kind is Kind.FIGURE or not query.documents)


def count_articles(question: str, query: Query, holding: Holding) -> Answer:
    """Each article with all words of the topic in its title or one sentence, and the sentence cited."""
    start = len(_folded(query)[: _asked(query).end()].split())
    wanted = find_documents(query.text)
    rest = [t for t in query.tokens[start:] if not any(d.start <= t.start < d.end for d in wanted)]
    topic = {token.norm for token in rest} | {token.folded for token in rest}
    terms = [term for term in query.terms if term.norm in topic or term.folded in topic]
    pairs = _pairs(rest, terms)
    if not (terms or query.places or wanted):
        return Answer(question, _NONE, "not_found")
    words = [term.folded for term in terms] + [digits for d in wanted for digits in re.findall(r"\d+", d.number)]
    articles = holding(words, query.places)
    found = [(view, best) for view, read in articles if (best := _best(view, read, query, terms, pairs, wanted))]
    if not found:
        return Answer(question, _NONE, "not_found")
    lines = [f"- «{escape(view.article.title.value)}» [{n}]" for n, (view, _) in enumerate(found, 1)]
    citations = tuple(citation(n, best, _marks(best, query, terms)) for n, (_, best) in enumerate(found, 1))
    text = f"Có **{len(found)} bài** trong kho tài liệu nói về nội dung này:\n" + "\n".join(lines)
    return Answer(question, text, "answered", citations, confidence=1.0)


def _folded(query: Query) -> str:
    return " ".join(token.folded for token in query.tokens)


def _asked(query: Query) -> re.Match[str]:
    match = _ASKS.search(_folded(query))
    assert match
    return match


def _pairs(rest: Sequence[Token], terms: Sequence[Term]) -> set[tuple[str, str]]:
    """Neighbouring syllables of the topic, which in Vietnamese often make one word."""
    words = {term.folded for term in terms}
    return {(a.folded, b.folded) for a, b in pairwise(rest) if a.folded in words and b.folded in words}


def _best(
    view: ArticleView,
    sentences: Sequence[SentenceView],
    query: Query,
    terms: Sequence[Term],
    pairs: set[tuple[str, str]],
    wanted: Sequence[Document],
) -> SentenceView | None:
    """The one of these sentences that holds the topic, or the first one of an article whose title does."""
    if query.years and not query.years & view.years:
        return None
    least = len(pairs) if query.names else len(pairs) / 2
    holding = [
        s
        for s in sentences
        if all(_said(term, s.words, query) for term in terms)
        and all(any(_same(document, said) for said in s.documents) for document in wanted)
        and len(pairs & s.pairs) >= least
    ]
    if holding:
        return max(holding, key=lambda s: (len(pairs & s.pairs), -len(s.tokens)))
    titled = not wanted and not query.names and terms and all(_said(term, view.title_words, query) for term in terms)
    return view.sentences[0] if titled and view.sentences else None


def _said(term: Term, words: frozenset[str], query: Query) -> bool:
    return (term.norm if query.accented else term.folded) in words


def _same(asked: Document, said: Document) -> bool:
    """Whether a document named in full or by its mere number («Chỉ thị 09») is the one that the text names."""
    if asked.kind and said.kind and not fold(said.kind).startswith(fold(asked.kind)):
        return False
    return re.match(rf"{re.escape(fold(asked.number))}(?!\w)", fold(said.number)) is not None


def _marks(view: SentenceView, query: Query, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where the topic's words stand."""
    norms, folded = {term.norm for term in terms}, {term.folded for term in terms}
    return [(t.start, t.end) for t in view.tokens if (t.norm in norms if query.accented else t.folded in folded)]
