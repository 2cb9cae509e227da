"""Prompt templates: Markdown files whose variables are named on top and checked when they are loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from llama_index.core.llms import ChatMessage

from assistant.errors import SettingsError

_SHAPE = re.compile(r"---\nvariables:(?P<variables>[^\n]*)\n---\n(?P<body>.*)", re.DOTALL)
_ROLE = re.compile(r"^# (system|user)\n", re.MULTILINE)
_VARIABLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A template: its messages, each a role and a text with {variables}."""

    messages: tuple[tuple[str, str], ...]

    def fill(self, **values: str) -> list[ChatMessage]:
        """The messages with the values in place. What looks like a variable inside a value is left as it is."""
        return [
            ChatMessage(role=role, content=_VARIABLE.sub(lambda match: values[match.group(1)], text))
            for role, text in self.messages
        ]


def load(folder: Path, name: str, variables: set[str]) -> Prompt:
    """The template `name`.md of a folder, for a caller that gives just these variables.

    Raises SettingsError when the file is missing or malformed, or when its front matter, its text and the caller
    don't agree on the variables.
    """
    path = folder / f"{name}.md"
    try:
        text = path.read_text("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"Không đọc được mẫu câu lệnh «{path}».", detail=str(error)) from error
    match = _SHAPE.fullmatch(text)
    parts = _ROLE.split(match.group("body")) if match else []
    if not match or len(parts) < 3 or parts[0].strip():
        raise SettingsError(
            f"Mẫu câu lệnh «{path}» phải bắt đầu bằng ba dòng «---», «variables: …», «---», "
            "rồi đến «# system» hoặc «# user»."
        )
    declared = {word.strip() for word in match.group("variables").split(",") if word.strip()}
    for found, where in ((declared, "phần đầu"), (set(_VARIABLE.findall(match.group("body"))), "nội dung")):
        if odd := found ^ variables:
            raise SettingsError(
                f"Mẫu câu lệnh «{path}», {where}: biến {', '.join(sorted(odd))} thiếu hoặc thừa; "
                f"các biến là {', '.join(sorted(variables))}."
            )
    return Prompt(tuple((role, text.strip()) for role, text in zip(parts[1::2], parts[2::2], strict=True)))
