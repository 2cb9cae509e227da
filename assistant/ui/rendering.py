"""What the chat shows, as HTML: pure functions. The only tags are the ones written here and in `markup`."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.answer import Answer, Citation
from assistant.answering.prose import Block, Line, blocks, plain
from assistant.language.normalize import clean
from assistant.records import Exchange
from assistant.records.transcript import with_sources
from assistant.ui.markup import Stretch, attributes, button, day, marked, text
from assistant.writing.draft import Draft

_LONG = 300  # characters; of a longer quote what stands around its marks is shown
_AROUND = 110  # characters shown on each side of a mark
_SHOWN = 4  # sources shown; the others open with a click
_STATUS = {
    "conflicting": "Các nguồn nêu khác nhau",
    "needs_clarification": "Cần nói rõ hơn",
    "not_found": "Không có trong kho tài liệu",
}
_KINDS = {"figure": "số liệu", "date": "ngày tháng", "name": "tên riêng", "document": "số văn bản"}
_UP = "M7 11v9H3v-9h4Zm2 9V10l4-8c1.6 0 2.6 1.1 2.3 2.6L14.6 8H20c1.3 0 2.2 1.1 1.9 2.4l-1.9 8c-.2 1-1 1.6-2 1.6H9Z"


def question_html(question: str, number: int | None = None) -> str:
    """What the user asked, on one line."""
    label = f'<h3 class="unseen">Câu hỏi {number}</h3>' if number else ""
    return f'{label}<div class="question">{text(clean(question))}</div>'


def exchange_html(exchange: Exchange, number: int, *, model: str | None = None, last: bool = False) -> str:
    """A question that was dealt with; the last one of a conversation can be asked anew and changed."""
    if exchange.answer:
        said = answer_html(exchange.answer, exchange, model=model, last=last)
    elif exchange.failure:
        said = failure_html(exchange.failure) + (_again(exchange) if last else "")
    else:
        said = (
            '<div class="answer stopped"><p class="status">Đã dừng</p>'
            '<div class="said"><p>Câu này chưa có câu trả lời.</p></div></div>'
        ) + (_again(exchange) if last else "")
    return _exchange(exchange, number, said)


def pending_html(exchange: Exchange, number: int, draft: Draft | None = None) -> str:
    """A question that is being answered, with what a model has written so far."""
    return _exchange(exchange, number, draft_html(draft) if draft and draft.text else _SEARCHING, " pending")


def answer_html(answer: Answer, exchange: Exchange, *, model: str | None = None, last: bool = False) -> str:
    """The answer, labelled unless it is a plain one, with what was checked, its sources, and what one can do next."""
    options = answer.suggestions if answer.status == "needs_clarification" else ()
    parts = []
    if answer.status in _STATUS:
        parts.append(f'<p class="status">{_STATUS[answer.status]}</p>')
    if answer.understood:
        parts.append(f'<p class="aside">Hiểu là: {text(answer.understood)}</p>')
    parts.append(f'<div class="said">{_prose(answer, exchange)}</div>')
    parts.append(_options(answer.question, options))
    if last and answer.understood and answer.status == "not_found":  # what was read into it may be what isn't there
        alone = button(
            "Hỏi riêng câu này, không theo câu trước", "ask", css="option", question=exchange.question, alone=""
        )
        parts.append(f'<div class="options">{alone}</div>')
    parts.append(_checked(answer))
    parts += [f'<p class="aside note">Lưu ý: {text(note)}</p>' for note in answer.notes]
    parts.append(_sources(answer, exchange))
    parts.append(_tools(answer, exchange, model, last))
    parts.append(_opinion(exchange))
    if last and not options and answer.suggestions:
        parts.append(_follow_ups(answer.suggestions))
    return f'<div class="answer {answer.status}">{"".join(parts)}</div>'


def draft_html(draft: Draft) -> str:
    """What a model has written so far, marked as not yet checked."""
    said = "".join(map(_block, blocks(draft.text)))
    status = '<p class="status">Đang viết, chưa kiểm chứng</p>'
    return f'<div class="answer draft">{status}<div class="said">{said}</div></div>'


def failure_html(message: str) -> str:
    """Why there is no answer, when something went wrong."""
    lines = "".join(f"<p>{text(line)}</p>" for line in message.splitlines() if line.strip())
    return f'<div class="answer failure"><p class="status">Có lỗi</p><div class="said">{lines}</div></div>'


_SEARCHING = '<div class="answer searching"><p class="aside">Đang tìm trong các bài viết…</p></div>'


def _exchange(exchange: Exchange, number: int, said: str, css: str = "") -> str:
    question = question_html(exchange.question, number)
    return f'<section class="exchange{css}" id="exchange-{exchange.id}">{question}{said}</section>'


def _again(exchange: Exchange) -> str:
    return f'<div class="tools">{_repeat(exchange)}</div>'


def _repeat(exchange: Exchange) -> str:
    return button("Hỏi lại", "retry", exchange=exchange.id) + button("Sửa câu hỏi", "edit", exchange=exchange.id)


def _options(question: str, options: Sequence[str]) -> str:
    """The questions that would be clear, each as a button; named by the place when that is all that they add."""
    if not options:
        return ""
    stem = question.rstrip(" ?.!") + " ở "
    named = [option[len(stem) :].rstrip("?") if option.startswith(stem) else option for option in options]
    buttons = (button(name, "ask", css="option", question=option) for name, option in zip(named, options, strict=True))
    return f'<div class="options" role="group" aria-label="Chọn nơi cần hỏi">{"".join(buttons)}</div>'


def _checked(answer: Answer) -> str:
    """How many things that the answer says were found in what it cites, and what wasn't."""
    if answer.status == "not_found" or not answer.citations:
        return ""
    said: list[str] = []
    for kind, name in _KINDS.items():
        if count := sum(claim.kind == kind and claim.supported for claim in answer.claims):
            said.append(f"{count} {name}")
    lacking = [f"«{text(claim.text)}»" for claim in answer.claims if not claim.supported]
    sure = f"✓ {', '.join(said)} khớp nguồn" if said else "✓ Trích từ bài viết, có câu gốc kèm theo"
    parts = [f'<p class="checked">{sure}</p>'] if said or not lacking else []
    if lacking:
        parts.append(f'<p class="checked lacking">✗ Không thấy trong nguồn: {", ".join(lacking)}</p>')
    return "".join(parts)


def _sources(answer: Answer, exchange: Exchange) -> str:
    if not answer.citations:
        return ""
    heading = "Nội dung gần nhất trong các bài" if answer.status == "not_found" else "Nguồn trích dẫn"
    cards = [_source(citation, exchange) for citation in answer.citations]
    shown, more = "".join(cards[:_SHOWN]), "".join(cards[_SHOWN:])
    folded = f"<details><summary>Xem thêm {len(cards) - _SHOWN} nguồn</summary>{more}</details>" if more else ""
    return f'<p class="heading">{heading}</p><div class="sources">{shown}{folded}</div>'


def _source(citation: Citation, exchange: Exchange) -> str:
    """A card that opens the article: number and title, date and file name, and the quote."""
    about = [f"Tệp: {text(citation.source)}"]
    if citation.published:
        about.insert(0, f"Đăng ngày {text(day(citation.published))}")
    title = f'<span class="ref">[{citation.number}]</span> {text(citation.title)}'
    opens = attributes(type="button", class_="title", data_send="open", **_reference(citation, exchange))
    return (
        f'<div class="source"><button{opens}>{title}</button>'
        f'<p class="about">{" · ".join(about)}</p><blockquote>{_quote(citation)}</blockquote></div>'
    )


def _reference(citation: Citation, exchange: Exchange) -> dict[str, str | int]:
    return {"data_exchange": exchange.id, "data_number": citation.number}


def _quote(citation: Citation) -> str:
    """The quote with its marks; of a long one, what stands around the marks."""
    quote = citation.quote
    marks = [(start - citation.start, end - citation.start) for start, end in citation.marks]
    shown = _around(quote, marks) if len(quote) > _LONG else [(0, len(quote))]
    excerpt = " … ".join(marked(quote, marks, stretch) for stretch in shown)
    before, after = "… " * (shown[0][0] > 0), " …" * (shown[-1][1] < len(quote))
    return f"«{before}{excerpt}{after}»"


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


def _word_start(quote: str, at: int) -> int:
    return 0 if at <= 0 else quote.rfind(" ", 0, at) + 1


def _word_end(quote: str, at: int) -> int:
    end = quote.find(" ", at)
    return len(quote) if end < 0 else end


def _tools(answer: Answer, exchange: Exchange, model: str | None, last: bool) -> str:
    """Copy, ask anew, say what one thinks of it; who wrote it and how long it took."""
    copies = f"<button{attributes(type='button', data_copy=plain(answer.text))}>Sao chép</button>"
    if answer.citations:
        copied = attributes(type="button", data_copy=with_sources(answer))
        copies += f"<button{copied}>Sao chép kèm trích dẫn</button>"
    thumbs = _thumb(exchange, 1, "Câu trả lời đúng, hữu ích") + _thumb(exchange, -1, "Câu trả lời sai hoặc thiếu")
    repeat = _repeat(exchange) if last else ""
    return (
        f'<div class="tools">{copies}{repeat}{thumbs}<span class="made">{_made(answer, exchange, model)}</span></div>'
    )


def _thumb(exchange: Exchange, rating: int, label: str) -> str:
    chosen = exchange.rating == rating
    given = attributes(
        type="button",
        class_="thumb up" if rating > 0 else "thumb down",
        data_send="rate",
        data_exchange=exchange.id,
        data_rating=0 if chosen else rating,
        aria_pressed="true" if chosen else "false",
        aria_label=label,
        title=label,
    )
    return f'<button{given}><svg viewBox="0 0 24 24" aria-hidden="true"><path d="{_UP}"/></svg></button>'


def _made(answer: Answer, exchange: Exchange, model: str | None) -> str:
    """«Trích nguyên văn · 0,1 giây · 14:05»"""
    engine = "Trích từ bài viết" if answer.engine == "extractive" else f"Mô hình {model or ''} viết, đã đối chiếu"
    parts = [" ".join(engine.split())]
    if "total" in answer.timings:
        parts.append(f"{max(answer.timings['total'] / 1000, 0.01):.2f} giây".replace(".", ","))
    parts.append(exchange.asked[11:16])
    return text(" · ".join(filter(None, parts)))


def _opinion(exchange: Exchange) -> str:
    """Where a note goes, once a thumb was chosen."""
    if not exchange.rating:
        return ""
    field, said = f"note-{exchange.id}", "Cảm ơn bạn. " if not exchange.note else "Đã ghi lại, cảm ơn bạn. "
    given = attributes(class_="note-form", data_send="note", data_exchange=exchange.id)
    box = attributes(id=field, name="note", maxlength=2000, value=exchange.note, autocomplete="off")
    return (
        f'<form{given}><label for="{field}">{said}Ghi chú thêm (không bắt buộc):</label>'
        f'<input{box}><button type="submit">Gửi</button></form>'
    )


def _follow_ups(suggestions: Sequence[str]) -> str:
    heading = '<p class="heading">Có thể hỏi tiếp</p>'
    buttons = "".join(button(question, "ask", css="option", question=question) for question in suggestions)
    return f'<div class="options" role="group" aria-label="Có thể hỏi tiếp">{heading}{buttons}</div>'


def _prose(answer: Answer, exchange: Exchange) -> str:
    cited = {citation.number: citation for citation in answer.citations}
    return "".join(_block(block, cited, exchange) for block in blocks(answer.text))


def _block(block: Block, cited: dict[int, Citation] | None = None, exchange: Exchange | None = None) -> str:
    def line(runs: Line) -> str:
        return "".join(
            _chip(run.text, (cited or {}).get(run.citation or 0), exchange)
            if run.citation is not None
            else f"<strong>{text(run.text)}</strong>"
            if run.bold
            else text(run.text)
            for run in runs
        )

    if block.kind == "paragraph":
        return f"<p>{line(block.lines[0][0])}</p>"
    if block.kind == "list":
        return f"<ul>{''.join(f'<li>{line(item)}</li>' for [item] in block.lines)}</ul>"
    head, *rows = ([line(cell) for cell in row] for row in block.lines)
    first = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    rest = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{first}</tr></thead><tbody>{rest}</tbody></table>"


def _chip(label: str, citation: Citation | None, exchange: Exchange | None) -> str:
    """The number of a citation, which opens its article at the sentence."""
    if citation is None or exchange is None:
        return f'<span class="ref">{text(label)}</span>'
    given = attributes(
        type="button",
        class_="chip",
        data_send="open",
        **_reference(citation, exchange),
        title=citation.title,
        aria_label=f"Mở nguồn {citation.number}: {citation.title}",
    )
    return f"<button{given}>{text(label)}</button>"
