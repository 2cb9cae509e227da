"""The tab «Hội thoại»: what was asked before, to be opened, renamed, kept as a file, or deleted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import gradio as gr

from assistant.language.normalize import fold
from assistant.records import Conversation, transcript
from assistant.ui.access import user_of
from assistant.ui.chat import Chat, thread_html
from assistant.ui.events import QUICK, file_message, listen, live_html, sent
from assistant.ui.markup import attributes, button, cell, counted, moment, table, text
from assistant.ui.page import Page

_SEARCH = (
    '<form class="filters" data-send="find" data-live role="search"><label>Tìm cuộc hội thoại'
    '<input type="search" name="words" placeholder="Từ trong tên hoặc câu hỏi" autocomplete="off"></label></form>'
)


def build(page: Page, tab: gr.Tab, chat: Chat) -> None:
    """Adds the tab's content to the Blocks around it."""
    kept = page.assistant.records.conversations
    words = gr.State("")
    search = live_html("conversation-search", ["find"], _SEARCH)
    shown = live_html("conversations", ["show", "rename", "delete", "save"])

    def listed(wanted: str, request: gr.Request) -> str:
        return list_html(kept.find(user_of(request), wanted), wanted)

    def find(event: gr.EventData, request: gr.Request) -> tuple[str, str]:
        wanted = sent(event).get("words", "")
        return wanted, listed(wanted, request)

    def show(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        id = sent(event).get("id", "")
        thread = thread_html(page.assistant, user_of(request), id)
        return (thread, id, gr.Tabs(selected="chat")) if thread else (gr.skip(), gr.skip(), gr.skip())

    def rename(wanted: str, event: gr.EventData, request: gr.Request) -> str:
        data = sent(event)
        kept.rename(user_of(request), data.get("id", ""), data.get("title", ""))
        return listed(wanted, request)

    def delete(wanted: str, open_now: str | None, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        id = sent(event).get("id", "")
        kept.delete(user_of(request), id)
        emptied = (chat.welcome.html(), None) if id == open_now else (gr.skip(), gr.skip())
        return listed(wanted, request), *emptied

    def save(event: gr.EventData, request: gr.Request) -> Any:
        data, user = sent(event), user_of(request)
        conversation = kept.get(user, data.get("id", ""))
        if conversation is None:
            return gr.skip()
        exchanges = kept.exchanges(user, conversation.id)
        if data.get("kind") == "docx":
            return file_message(file_name(conversation, "docx"), transcript.word(conversation, exchanges))
        return file_message(file_name(conversation, "md"), transcript.markdown(conversation, exchanges).encode())

    tab.select(listed, words, shown, **QUICK)
    listen(search, "find", find, None, [words, shown])
    listen(shown, "show", show, None, [chat.thread, chat.conversation, page.tabs])
    listen(shown, "rename", rename, words, shown)
    listen(shown, "delete", delete, [words, chat.conversation], [shown, chat.thread, chat.conversation])
    listen(shown, "save", save, None, page.messenger)


def list_html(conversations: Sequence[Conversation], words: str = "") -> str:
    """The conversations as a table, or a word about why there is none."""
    if not conversations:
        why = "Không có cuộc hội thoại nào khớp." if words.strip() else "Chưa có cuộc hội thoại nào."
        return f'<p class="empty">{why}</p>'
    head = ("Cuộc hội thoại", "Số câu hỏi", "Lần cuối", "Việc có thể làm")
    return table("Các cuộc hội thoại", head, map(_row, conversations), "cards")


def file_name(conversation: Conversation, suffix: str) -> str:
    """A name that every system takes: «hoi-thoai-so-tin-cua-ba-tri-2021-03-12.md»."""
    words = re.findall(r"[a-z0-9]+", fold(conversation.title))
    day = date.fromisoformat(conversation.changed[:10]).isoformat()
    return "-".join(["hoi-thoai", *words[:10], day]) + f".{suffix}"


def _row(conversation: Conversation) -> list[str]:
    id, title = conversation.id, conversation.title
    opens = attributes(type="button", class_="link", data_send="show", data_id=id)
    rename = {"confirm": "Tên mới của cuộc hội thoại:", "yes": "Đổi tên", "field": "title", "value": title}
    delete = {"confirm": f"Xóa hẳn cuộc hội thoại «{title}»?", "yes": "Xóa"}
    actions = (
        button("Đổi tên", "rename", about=title, id=id, **rename),
        button("Tải Word", "save", about=title, id=id, kind="docx"),
        button("Tải Markdown", "save", about=title, id=id, kind="md"),
        button("Xóa", "delete", about=title, id=id, **delete),
    )
    return [
        f"<td><button{opens}>{text(title)}</button></td>",
        counted(conversation.questions, "câu hỏi"),
        cell(moment(conversation.changed)),
        f'<td class="actions">{"".join(actions)}</td>',
    ]
