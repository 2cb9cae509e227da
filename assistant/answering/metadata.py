"""Questions about an article itself: when it was published, who wrote it, how often it was read."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.answer import Answer, Citation, Claim
from assistant.answering.phrasing import bold, escape
from assistant.answering.reading import Library
from assistant.corpus.article import Article, Field
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
            return Answer(question, text, "answered", (_cite(article, found),), (claim,), confidence=0.9)
    return None


def _cite(article: Article, field: Field) -> Citation:
    span = field.line or field.span
    assert span and field.span
    return Citation(
        number=1,
        article_id=article.id,
        source=article.source,
        title=article.title.value,
        published=article.published.value if article.published else None,
        quote=span.of(article.text),
        start=span.start,
        end=span.end,
        marks=((field.span.start, field.span.end),),
    )
