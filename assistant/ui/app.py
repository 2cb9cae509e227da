"""The page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.ui import chat, conversations, figures, library, quality
from assistant.ui.access import user_of
from assistant.ui.events import QUICK, live_html
from assistant.ui.heading import TITLE, heading_html
from assistant.ui.page import Page
from assistant.ui.theme import theme

_HERE = Path(__file__).parent


def build(assistant: Assistant) -> gr.Blocks:
    """The page: a heading that says what is indexed, a module a tab, and the panel that shows an article."""
    page = gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=(3600, 3600))
    with page:
        heading = live_html("heading")
        with gr.Row(elem_id="page"):
            with gr.Column(elem_id="work"):
                tabs = gr.Tabs(elem_id="tabs", selected="chat", overflow_behavior="wrap")
            panel = live_html("panel")
        messenger = live_html("messenger")
        parts = Page(assistant, tabs, heading, panel, messenger)
        with tabs:
            with gr.Tab("Hỏi đáp", id="chat"):
                shown = chat.build(parts)
            with gr.Tab("Bảng số liệu", id="figures", render_children=True) as tab:
                rows = figures.build(parts, tab)
            with gr.Tab("Kho tài liệu", id="library", render_children=True) as tab:
                library.build(parts, tab, rows)
            with gr.Tab("Hội thoại", id="conversations", render_children=True) as tab:
                conversations.build(parts, tab, shown)
            with gr.Tab("Đánh giá", id="quality", render_children=True) as tab:
                quality.build(parts, tab)
        # The browser says which conversation this tab of it showed before it was loaded anew.
        before = gr.Textbox(visible=False)

        def headed(request: gr.Request) -> str:
            return heading_html(assistant, user_of(request))

        page.load(headed, None, heading, **QUICK)
        page.load(
            shown.restored,
            before,
            [shown.thread, shown.conversation, shown.box],
            js="() => sessionStorage.getItem('conversation')",
            **QUICK,
        ).then(None, js="() => readyToType()")
    page.queue(default_concurrency_limit=4, api_open=False)
    return page


def look() -> dict[str, Any]:
    """How the page looks and behaves: arguments for `gradio.mount_gradio_app`."""
    scripts = "".join((_HERE / name).read_text(encoding="utf-8") for name in ("connection.js", "page.js"))
    return {"theme": theme(), "css_paths": _HERE / "page.css", "head": f"<script>{scripts}</script>"}
