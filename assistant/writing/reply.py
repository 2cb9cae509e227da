"""What a language model replies: its text so far, how it ended, and what it cost."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from llama_index.core.llms import ChatResponse

from assistant.writing.model_errors import ModelFailure, Trouble


@dataclass(slots=True)
class Reply:
    """What a model has written so far, and what that cost."""

    text: str = ""
    finish: str | None = None
    refused: bool = False
    first_token: float | None = None  # milliseconds
    tokens_in: int | None = None  # None: the server didn't say
    tokens_out: int | None = None
    choices: bool = False  # its parts are those of OpenAI's protocol, which must tell why a reply ends
    _begin: float = field(default_factory=time.perf_counter)

    def take(self, part: ChatResponse) -> bool:
        """Add a part of the reply; whether the model wrote anything in it, be it thoughts."""
        wrote = bool(part.delta or part.message.content or part.additional_kwargs.get("thinking_delta"))
        if wrote and self.first_token is None:
            self.first_token = round((time.perf_counter() - self._begin) * 1000, 2)
        self.text = part.message.content or self.text
        usage = part.additional_kwargs
        self.tokens_in = usage.get("prompt_tokens", self.tokens_in)
        self.tokens_out = usage.get("completion_tokens", self.tokens_out)
        if choices := getattr(part.raw, "choices", None):
            self.choices = True
            self.finish = choices[0].finish_reason or self.finish
            said = getattr(choices[0], "delta", None) or getattr(choices[0], "message", None)
            self.refused |= bool(getattr(said, "refusal", None)) or self.finish == "content_filter"
        return wrote

    def check(self) -> None:
        """Raise ModelFailure unless the reply is whole."""
        if self.refused:
            raise ModelFailure(Trouble.REFUSED)
        if self.finish == "length":
            raise ModelFailure(Trouble.CUT_BY_LENGTH)
        if self.text and self.choices and self.finish is None:
            raise ModelFailure(Trouble.UNFINISHED)
        if not self.text.strip():
            raise ModelFailure(Trouble.EMPTY)
