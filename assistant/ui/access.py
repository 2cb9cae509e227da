"""Who is at the page, and what they may do. Without users in the settings everybody here is an editor named ''."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.errors import AssistantError

if TYPE_CHECKING:
    import gradio as gr

Role = Literal["reader", "editor"]

SCOPE = "assistant.visitor"
"""Where the server notes, in the ASGI scope of a request, which Visitor sends it."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sends a request. The name is unique among users; without users it is empty."""

    name: str
    role: Role


ANYBODY = Visitor("", "editor")
"""Whoever comes where there are no users: the page is then open to this machine alone."""


class NotAllowed(AssistantError):
    """A reader tried what only editors may do."""


def user_of(request: gr.Request) -> str:
    """The name of the user who sends a request; empty without users."""
    return _visitor(request).name


def role_of(request: gr.Request) -> Role:
    """What the user who sends a request may do."""
    return _visitor(request).role


def require_editor(request: gr.Request) -> None:
    """Raises NotAllowed unless an editor sends the request."""
    if role_of(request) != "editor":
        raise NotAllowed("Bạn không có quyền làm việc này. Hãy nhờ người được giao biên tập kho tài liệu.")


def _visitor(request: gr.Request) -> Visitor:
    """As the server noted it. A request that didn't pass the server's gate comes from a page without users."""
    if request.request is None:
        return ANYBODY
    visitor = request.request.scope.get(SCOPE, ANYBODY)
    assert isinstance(visitor, Visitor)
    return visitor
