"""What the chat shows, as HTML: pure functions.

A message is one HTML block without line ends, which Markdown passes on as it is. All that a document, a question or a
file name says is escaped here; the only tags in a message are the ones written in this module.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.answering.answer import Answer, Citation
from assistant.answering.draft import Draft
from assistant.language.normalize import clean

_LONG = 300  # characters; a longer quote is folded around its marks
_AROUND = 110  # characters shown on each side of a mark in a folded quote
_STATUS = {
    "conflicting": "Các nguồn nói khác nhau",
    "needs_clarification": "Cần hỏi rõ hơn",
    "not_found": "Chưa có câu trả lời",
}
# An escaped character, bold on or off, or the number of a citation: all the Markdown that an answer has.
_MARKUP = re.compile(r"\\([\\`*_\[\]<>#|~])|(\*\*)|(\[\d+\])")
# Control characters, and those that turn the direction of the text around them.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

Stretch = tuple[int, int]


def question_html(question: str) -> str:
    """What the user asked, on one line."""
    return f'<div class="question">{_text(clean(question))}</div>'


def answer_html(answer: Answer) -> str:
    """The answer, labelled unless it is a plain one, with its citations under it."""
    parts = []
    if answer.status in _STATUS:
        parts.append(f'<p class="status">{_STATUS[answer.status]}</p>')
    if answer.understood:
        parts.append(f'<p class="aside">Hiểu là: {_text(answer.understood)}</p>')
    parts.append(f'<div class="said">{_prose(answer.text)}</div>')
    parts += [f'<p class="aside">Lưu ý: {_text(note)}</p>' for note in answer.notes]
    if answer.citations:
        heading = "Nội dung gần nhất trong các bài" if answer.status == "not_found" else "Nguồn trích dẫn"
        parts.append(f'<p class="heading">{heading}</p>')
        parts += map(_source, answer.citations)
    return f'<div class="answer {answer.status}">{"".join(parts)}</div>'


def draft_html(draft: Draft) -> str:
    """What a model has written so far, marked as not yet checked."""
    return (
        '<div class="answer draft"><p class="status">Đang viết, chưa kiểm chứng</p>'
        f'<div class="said">{_prose(draft.text)}</div></div>'
    )


def failure_html(message: str) -> str:
    """Why there is no answer, when something went wrong."""
    lines = "".join(f"<p>{_text(line)}</p>" for line in message.splitlines() if line.strip())
    return f'<div class="answer failure"><p class="status">Có lỗi</p><div class="said">{lines}</div></div>'


def _source(citation: Citation) -> str:
    """Number and title, date and file name, and the quote."""
    about = [f"Tệp: {_text(citation.source)}"]
    if citation.published:
        about.insert(0, f"Đăng ngày {_text('/'.join(reversed(citation.published.split('-'))))}")
    return (
        f'<div class="source"><p class="title"><span class="ref">[{citation.number}]</span> {_text(citation.title)}</p>'
        f'<p class="about">{" · ".join(about)}</p>{_quote(citation)}</div>'
    )


def _quote(citation: Citation) -> str:
    """The quote with its marks; a long one as what stands around the marks, which opens to the whole."""
    quote = citation.quote
    marks = [(start - citation.start, end - citation.start) for start, end in citation.marks]
    whole = f"<blockquote>«{_marked(quote, marks, (0, len(quote)))}»</blockquote>"
    if len(quote) <= _LONG:
        return whole
    shown = _around(quote, marks)
    excerpt = " … ".join(_marked(quote, marks, stretch) for stretch in shown)
    before, after = "… " * (shown[0][0] > 0), " …" * (shown[-1][1] < len(quote))
    return (
        f'<details><summary><span class="excerpt">«{before}{excerpt}{after}» </span>'
        f'<span class="open">Xem cả câu</span><span class="close">Thu gọn</span></summary>{whole}</details>'
    )


def _around(quote: str, marks: Sequence[Stretch]) -> list[Stretch]:
    """The stretches of a quote around its marks, whole words, in order and apart; without marks, its beginning."""
    if not marks:
        return [(0, _word_end(quote, 2 * _AROUND))]
    found: list[Stretch] = []
    for start, end in sorted(marks):
        begin, stop = _word_start(quote, start - _AROUND), _word_end(quote, end + _AROUND)
        if found and begin <= found[-1][1]:
            begin, stop = found[-1][0], max(stop, found[-1][1])
            found.pop()
        found.append((begin, stop))
    return found


def _word_start(text: str, at: int) -> int:
    return 0 if at <= 0 else text.rfind(" ", 0, at) + 1


def _word_end(text: str, at: int) -> int:
    end = text.find(" ", at)
    return len(text) if end < 0 else end


def _marked(quote: str, marks: Iterable[Stretch], shown: Stretch) -> str:
    """A stretch of a quote, escaped, with its marks in <mark>."""
    parts, (at, last) = [], shown
    for start, end in sorted(marks):
        start, end = max(start, at), min(end, last)
        if start < end:
            parts += [_text(quote[at:start]), f"<mark>{_text(quote[start:end])}</mark>"]
            at = end
    return "".join(parts) + _text(quote[at:last])


def _prose(markdown: str) -> str:
    """An answer's text: paragraphs, lists, bold and the numbers of citations. Other markup is shown as it stands."""
    parts = []
    for listed, lines in groupby(markdown.splitlines(), key=lambda line: line.startswith("- ")):
        if listed:
            parts.append(f"<ul>{''.join(f'<li>{_inline(line[2:])}</li>' for line in lines)}</ul>")
        else:
            parts += [f"<p>{_inline(line)}</p>" for line in lines if line.strip()]
    return "".join(parts)


def _inline(line: str) -> str:
    parts, at, bold = [], 0, False
    for match in _MARKUP.finditer(line):
        parts.append(_text(line[at : match.start()]))
        escaped, toggle, reference = match.groups()
        if escaped:
            parts.append(_text(escaped))
        elif toggle:
            bold = not bold
            parts.append("<strong>" if bold else "</strong>")
        else:
            parts.append(f'<span class="ref">{reference}</span>')
        at = match.end()
    return "".join(parts) + _text(line[at:]) + "</strong>" * bold


def _text(text: str) -> str:
    """Text that is nothing but text: escaped, one character of space for each control character."""
    return html.escape(_CONTROL.sub(" ", text))
