"""The panel beside the page: an article, with the sentence and the figure that were asked for marked in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.answer import Citation
from assistant.assistant import Assistant
from assistant.corpus.article import Article
from assistant.corpus.figures import Figure
from assistant.ui.markup import Stretch, attributes, day, marked, text

_MOST = 400_000  # characters of an article that are shown: more would stall an office PC


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in an article: a sentence with the spans in it that decide; spans in code points of the text.

    `quote` is what stood there when it was cited, None when that isn't known.
    """

    source: str
    sentence: Stretch | None = None
    marks: tuple[Stretch, ...] = ()
    quote: str | None = None


def of_citation(citation: Citation) -> Reference:
    """Where a citation stands."""
    return Reference(citation.source, (citation.start, citation.end), citation.marks, citation.quote)


def of_figure(figure: Figure) -> Reference:
    """Where a figure stands."""
    spans = (figure.sentence.start, figure.sentence.end), ((figure.span.start, figure.span.end),)
    return Reference(figure.source, *spans)


def panel_html(assistant: Assistant, reference: Reference) -> str:
    """The article of a reference, or a word about why it can't be shown."""
    try:
        article = assistant.article(reference.source)
    except KeyError:
        return _frame(reference.source, _lost(reference, "Bài này không còn trong kho tài liệu."))
    found = _placed(article, reference)
    if reference.sentence and found is None:
        note = _lost(reference, "Bài này đã được sửa; câu dưới đây không còn trong bài.")
        return _frame(article.title.value, note + article_html(article, Reference(reference.source)))
    return _frame(article.title.value, article_html(article, found or reference))


def article_html(article: Article, reference: Reference) -> str:
    """What is known of an article, then its text, line by line, with the marks of the reference."""
    about = [f"Tệp: {text(article.source)}"]
    if article.author:
        about.insert(0, text(article.author.value))
    if article.published:
        about.insert(0, f"Đăng ngày {text(day(article.published.value))}")
    lines = "".join(_lines(article.text[:_MOST], reference))
    cut = '<p class="about">(Bài dài, phần sau không hiện ở đây.)</p>' if len(article.text) > _MOST else ""
    return f'<p class="about">{" · ".join(about)}</p><div class="text">{lines}</div>{cut}'


def _frame(title: str, body: str) -> str:
    close = attributes(type="button", class_="close", data_close="panel")
    return (
        f'<section class="article" aria-labelledby="panel-title"><header><h2 id="panel-title">{text(title)}</h2>'
        f'<button{close}>Đóng</button></header><div class="body" tabindex="0" role="region" '
        f'aria-label="Nội dung bài viết">{body}</div></section>'
    )


def _lost(reference: Reference, why: str) -> str:
    quote = f"<blockquote>«{text(reference.quote)}»</blockquote>" if reference.quote else ""
    return f'<div class="lost"><p>{why}</p>{quote}</div>'


def _placed(article: Article, reference: Reference) -> Reference | None:
    """The reference where its quote stands in the article now; None when it doesn't any more."""
    if reference.sentence is None or reference.quote is None:
        return reference
    start, end = reference.sentence
    if article.text[start:end] == reference.quote:
        return reference
    at = article.text.find(reference.quote)
    if at < 0:
        return None
    marks = tuple((a - start + at, b - start + at) for a, b in reference.marks)
    return Reference(reference.source, (at, at + end - start), marks, reference.quote)


def _lines(said: str, reference: Reference) -> Iterator[str]:
    """The lines of a text as paragraphs; the title's line is the panel's heading too, and stays where it stands."""
    at = 0
    for line in said.split("\n"):
        if line.strip():
            yield f"<p>{_line(said, (at, at + len(line)), reference.sentence, reference.marks)}</p>"
        at += len(line) + 1


def _line(said: str, line: Stretch, sentence: Stretch | None, marks: Sequence[Stretch]) -> str:
    start, end = line
    if sentence is None or sentence[1] <= start or end <= sentence[0]:
        return text(said[start:end])
    first, last = max(start, sentence[0]), min(end, sentence[1])
    inside = marked(said, marks, (first, last), css="figure")
    return f'{text(said[start:first])}<mark class="sentence">{inside}</mark>{text(said[last:end])}'
