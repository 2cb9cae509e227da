"""What the tabs of one page share."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from assistant.assistant import Assistant


@dataclass(frozen=True)
class Page:
    """The assistant, and the parts of the page that every tab may write to.

    `panel` shows an article; `messenger` takes a message for the browser (see `browser`); `tabs` may be switched.
    """

    assistant: Assistant
    tabs: gr.Tabs
    panel: gr.HTML
    messenger: gr.HTML
