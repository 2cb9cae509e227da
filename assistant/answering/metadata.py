"""Questions about an article itself: when it was published, who wrote it, how often it was read."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.answer import Answer, Claim
from assistant.answering.composing import quoting
from assistant.answering.phrasing import bold, escape
from assistant.reading.views import Library
from assistant.retrieval.hybrid import Hit
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import Query

_SAYS = {
    Kind.PUBLISHED: "Bài «{title}» được đăng ngày {value} [1].",
    Kind.AUTHOR: "Tác giả bài «{title}» là {value} [1].",
    Kind.VIEWS: "Bài «{title}» có {value} lượt xem [1].",
}


def answer_metadata(question: str, query: Query, hits: Sequence[Hit], library: Library) -> Answer | None:
    """The answer from the best article that has the field; None when the best three don't."""
    for id in list(dict.fromkeys(hit.passage.article_id for hit in hits))[:3]:
        article = library.view(id).article
        found = {Kind.PUBLISHED: article.published, Kind.AUTHOR: article.author, Kind.VIEWS: article.views}[query.kind]
        if found and found.span:
            value = found.span.of(article.text)
            text = _SAYS[query.kind].format(title=escape(article.title.value), value=bold(value))
            claim = Claim(value, "name" if query.kind is Kind.AUTHOR else "date", True, 1)
            cited = quoting(1, article, found.line or found.span, [(found.span.start, found.span.end)])
            return Answer(question, text, "answered", (cited,), (claim,), confidence=0.9)
    return None
