"""The page."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.corpus.article import Article
from assistant.ui import chat
from assistant.ui.access import user_of
from assistant.ui.examples import examples

_HERE = Path(__file__).parent
_TITLE = "Tra cứu bài viết"
# Fonts that the systems of offices have, with all Vietnamese letters; nothing is fetched.
_FONTS = ("Segoe UI", "Noto Sans", "system-ui", "Roboto", "Helvetica Neue", "Arial", "sans-serif")


def build(assistant: Assistant) -> gr.Blocks:
    """The page: a heading that says what is indexed, and a module a tab."""
    articles = assistant.articles()
    page = gr.Blocks(title=_TITLE, analytics_enabled=False, fill_height=True)
    with page:
        heading = gr.HTML(_heading(articles), elem_id="heading", padding=False)
        chat.build(assistant, examples(assistant, articles))

        def headed(request: gr.Request) -> str:
            return _heading(articles, user_of(request))

        page.load(headed, None, heading, api_visibility="private", show_progress="hidden")
    page.queue(default_concurrency_limit=4, api_open=False)
    return page


def look() -> dict[str, Any]:
    """How the page looks and behaves: arguments for `gradio.mount_gradio_app`."""
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    return {"theme": _theme(), "css_paths": _HERE / "page.css", "head": f"<script>{script}</script>"}


def _theme() -> gr.themes.Base:
    """Gradio's own, with contrast enough for its button and its placeholder."""
    return gr.themes.Default(
        primary_hue="blue", neutral_hue="slate", text_size="lg", font=_FONTS, font_mono=("Consolas", "monospace")
    ).set(
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
    )


def _heading(articles: Sequence[Article], user: str = "") -> str:
    days = sorted(article.published.value for article in articles if article.published)
    newest = f" (bài mới nhất: {html.escape('/'.join(reversed(days[-1].split('-'))))})" if days else ""
    return (
        f"<h1>{_TITLE}</h1>"
        "<p>Hỏi số liệu, ngày tháng, tên người, văn bản; mỗi câu trả lời đều kèm nguồn để đối chiếu.</p>"
        f"<p>Đang có <strong>{len(articles)} bài viết</strong>{newest}.</p>"
        + (f'<p>{html.escape(user)} · <a href="logout">Đăng xuất</a></p>' if user else "")
    )
