"""Vietnamese questions over Vietnamese news articles, answered with exactly cited sources."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

# Before any library is imported: nothing is looked up or reported anywhere.
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

if TYPE_CHECKING:
    from assistant.answering.answer import Answer, Citation, Claim, Turn
    from assistant.assistant import Assistant
    from assistant.errors import AssistantError
    from assistant.settings import Settings

__all__ = ["Answer", "Assistant", "AssistantError", "Citation", "Claim", "Settings", "Turn"]

_HOMES = {
    "Answer": "assistant.answering.answer",
    "Citation": "assistant.answering.answer",
    "Claim": "assistant.answering.answer",
    "Turn": "assistant.answering.answer",
    "Assistant": "assistant.assistant",
    "AssistantError": "assistant.errors",
    "Settings": "assistant.settings",
}


def __getattr__(name: str) -> Any:
    """Import on first use, so that `assistant --help` needn't wait for the indexes' libraries."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
