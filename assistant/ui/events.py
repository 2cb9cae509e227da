"""HTML of our own whose buttons and forms call handlers.

A button or form with `data-send="name"` triggers the event `name` of the component that it stands in, with its other
`data-` attributes (and a form's fields) as the event's data; page.js listens.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.ui import access

# A handler is else an endpoint that any program may call, and Gradio would show its progress in English.
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
QUICK: dict[str, Any] = {**PRIVATE, "queue": False}  # does not wait for questions that are being answered


def live_html(name: str, events: Sequence[str] = (), html: str = "") -> gr.HTML:
    """A component with the id `name` that shows `html` and sends `events`; `listen` says who takes them."""
    return gr.HTML(
        html,
        elem_id=name,
        elem_classes=["live"],
        apply_default_css=False,
        js_on_load=f"connect(element, {json.dumps([*events])}, trigger, watch, props)",
    )


def listen(component: gr.HTML, event: str, handler: Callable[..., Any], inputs: Any, outputs: Any, **how: Any) -> Any:
    """Calls a handler, which takes the inputs and then a gr.EventData, at an event of `live_html`."""
    return getattr(component, event)(handler, inputs, outputs, **{**QUICK, **how})


def file_message(name: str, data: bytes) -> str:
    """A message for the messenger: save a file in the user's downloads."""
    # `at` makes the second message about the same file another one.
    return json.dumps({"file": name, "data": base64.b64encode(data).decode(), "at": time.time()})


def sent(event: gr.EventData) -> dict[str, str]:
    """What a button or form sent, as text; a browser may send anything."""
    data = event._data if isinstance(event._data, dict) else {}
    return {str(name): value for name, value in data.items() if isinstance(value, str)}


def number(data: dict[str, str], name: str) -> int:
    """A whole number that was sent; -1 when it wasn't."""
    value = data.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 15 else -1


def only_for_editors(request: gr.Request) -> None:
    """Raises what Gradio shows as a message unless an editor sends the request."""
    try:
        access.require_editor(request)
    except AssistantError as error:
        raise gr.Error(str(error), print_exception=False) from None
