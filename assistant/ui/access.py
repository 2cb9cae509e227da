"""Who is at the page, and what they may do. Without users in the settings everybody here is an editor named ''."""

from __future__ import annotations

from typing import Literal

import gradio as gr

from assistant.errors import AssistantError

Role = Literal["reader", "editor"]


class NotAllowed(AssistantError):
    """A reader tried what only editors may do."""


def user_of(request: gr.Request) -> str:
    """The name of the user who sends a request; empty without users."""
    return request.username or ""


def role_of(request: gr.Request) -> Role:
    """What the user who sends a request may do."""
    return "editor"


def require_editor(request: gr.Request) -> None:
    """Raises NotAllowed unless an editor sends the request."""
    if role_of(request) != "editor":
        raise NotAllowed("Bạn không có quyền làm việc này. Hãy nhờ người được giao biên tập kho tài liệu.")
