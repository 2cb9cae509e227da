"""What the tabs of one page share."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from assistant.assistant import Assistant


@dataclass(frozen=True)
class Page:
    """The assistant, and the parts of the page that every tab may write to.

    `heading` says what is indexed, `panel` shows an article, `tabs` may be switched, and `messenger` takes a message
    for the browser (see `events`).
    """

    assistant: Assistant
    tabs: gr.Tabs
    heading: gr.HTML
    panel: gr.HTML
    messenger: gr.HTML
