"""Counting what speaks of something: how many articles of the corpus do, or of which places these are."""

from __future__ import annotations

import re

from assistant.answering.answer import Answer
from assistant.answering.composing import citation
from assistant.answering.phrasing import bold, escape
from assistant.answering.topics import SPEAKS, Said, find_topic
from assistant.reading.views import Holding
from assistant.retrieval.query import Query

_NONE = "Không tìm thấy bài nào trong kho tài liệu nói về nội dung này."
_MOST = 30  # lines
_ASKS = re.compile(
    rf"^(?:trong kho(?: tai lieu)? )?(?:co )?(?:(?:bao nhieu|may|nhung|cac) (?:bai(?: (?:viet|bao))?|tin bai)(?: nao)?"
    rf"|(?:bai(?: (?:viet|bao))?|tin bai) nao)(?: trong kho(?: tai lieu)?)?(?: co)? {SPEAKS}\b"
    r"(?!.*\b(?:gui|du thi|tham luan|doat giai)\b)"
)
_PLACES = re.compile(
    rf"^(?:nhung |cac )?(?:noi|dia phuong|tinh|huyen|quan|thi xa|thanh pho|xa|phuong|thi tran) nao(?: co)? {SPEAKS}\b"
)


def counts_articles(query: Query) -> bool:
    """Whether a question asks how many or which articles, or articles of which places, speak of something."""
    return _asked(query) is not None


def count_articles(question: str, query: Query, holding: Holding) -> Answer:
    """Each article that speaks of the topic, with the sentence that does."""
    match = _asked(query)
    assert match
    topic = find_topic(query, query.tokens[len(_folded(query)[: match.end()].split()) :])
    found = [] if topic.blank else list(topic.find(holding, titled=True))
    if not found:
        return Answer(question, _NONE, "not_found")
    by_place = match.re is _PLACES
    lines = [f"- {_name(said, by_place)} [{n}]" for n, said in enumerate(found[:_MOST], 1)]
    citations = tuple(citation(n, said.view, said.marks) for n, said in enumerate(found[:_MOST], 1))
    what = "nơi" if by_place else "bài"
    count = len({_name(said, by_place) for said in found})
    first = f" ({_MOST} {what} đầu)" if len(found) > _MOST else ""
    text = f"Có **{count} {what}** theo các bài trong kho tài liệu{first}:\n" + "\n".join(lines)
    return Answer(question, text, "answered", citations, confidence=1.0)


def _name(said: Said, by_place: bool) -> str:
    article = said.view.article.article
    if by_place and article.places:
        return bold(article.places[0])
    return f"«{escape(article.title.value)}»"


def _asked(query: Query) -> re.Match[str] | None:
    return _ASKS.search(_folded(query)) or _PLACES.search(_folded(query))


def _folded(query: Query) -> str:
    return " ".join(token.folded for token in query.tokens)
