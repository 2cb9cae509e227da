"""Counting articles: those of the corpus that speak of a topic, not the entries or works that a text counts."""

from __future__ import annotations

import re

from assistant.answering.answer import Answer
from assistant.answering.composing import citation
from assistant.answering.phrasing import escape
from assistant.answering.reading import Holding
from assistant.answering.topics import SPEAKS, find_topic
from assistant.retrieval.query import Query

_NONE = "Không tìm thấy bài nào trong kho tài liệu nói về nội dung này."
_ASKS = re.compile(
    rf"^(?:trong kho(?: tai lieu)? )?(?:co )?(?:(?:bao nhieu|may|nhung|cac) (?:bai(?: (?:viet|bao))?|tin bai)(?: nao)?"
    rf"|(?:bai(?: (?:viet|bao))?|tin bai) nao)(?: trong kho(?: tai lieu)?)?(?: co)? {SPEAKS}\b"
    r"(?!.*\b(?:gui|du thi|tham luan|doat giai)\b)"
)


def counts_articles(query: Query) -> bool:
    """Whether a question asks how many or which articles speak of something."""
    return _ASKS.search(_folded(query)) is not None


def count_articles(question: str, query: Query, holding: Holding) -> Answer:
    """Each article that speaks of the topic, with the sentence that does."""
    match = _ASKS.search(_folded(query))
    assert match
    topic = find_topic(query, query.tokens[len(_folded(query)[: match.end()].split()) :])
    found = [] if topic.blank else list(topic.find(holding, titled=True))
    if not found:
        return Answer(question, _NONE, "not_found")
    lines = [f"- «{escape(said.view.article.article.title.value)}» [{n}]" for n, said in enumerate(found, 1)]
    citations = tuple(citation(n, said.view, said.marks) for n, said in enumerate(found, 1))
    text = f"Có **{len(found)} bài** trong kho tài liệu nói về nội dung này:\n" + "\n".join(lines)
    return Answer(question, text, "answered", citations, confidence=1.0)


def _folded(query: Query) -> str:
    return " ".join(token.folded for token in query.tokens)
