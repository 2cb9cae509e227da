"""What a client of OpenAI's chat completions asks: the question, and the user's questions before it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError

MODEL = "tra-cuu"
"""The one model that there is."""


class RequestError(Exception):
    """A request that can't be answered: what OpenAI's errors hold, and the HTTP status."""

    def __init__(self, message: str, status: int = 400, *, param: str | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.param = param
        self.code = code

    @property
    def body(self) -> dict[str, Any]:
        """The error as JSON-ready data."""
        kind = "invalid_request_error" if self.status < 500 and self.status != 429 else "server_error"
        return {"error": {"message": str(self), "type": kind, "param": self.param, "code": self.code}}


class Part(BaseModel):
    """A part of a message: text, or something that can't be read here."""

    type: str
    text: str | None = None


class Message(BaseModel):
    """A message. System messages are no instructions here, and of an assistant's nothing is needed."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None


class StreamOptions(BaseModel):
    """Whether the usage is wanted at the end of a stream."""

    include_usage: bool = False


class ResponseFormat(BaseModel):
    """Text, or something that answers don't come in."""

    type: str = "text"


class ChatRequest(BaseModel):
    """The part of OpenAI's request that means something here; the rest (temperature, max_tokens …) is left unread."""

    model: str
    messages: list[Message] = Field(min_length=1)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: int | None = None
    response_format: ResponseFormat | None = None

    @classmethod
    def read(cls, body: bytes) -> ChatRequest:
        """The request of a body. Raises RequestError."""
        try:
            request = cls.model_validate_json(body)
        except ValidationError as error:
            problem = error.errors()[0]
            where = ".".join(map(str, problem["loc"]))
            if problem["type"] == "json_invalid":
                raise RequestError("Nội dung gửi lên không phải là JSON.") from None
            raise RequestError(f"Mục «{where}» thiếu hoặc không hợp lệ.", param=where or None) from None
        if request.model != MODEL:
            raise RequestError(
                f"Không có mô hình «{request.model}». Hãy dùng «{MODEL}».", 404, param="model", code="model_not_found"
            )
        if request.n not in (None, 1):
            raise RequestError("Mỗi lần chỉ có một câu trả lời: «n» phải là 1.", param="n")
        if request.response_format and request.response_format.type != "text":
            raise RequestError("Câu trả lời chỉ có dạng chữ (text).", param="response_format")
        return request

    def questions(self) -> list[str]:
        """The user's questions, the one to be answered last. Raises RequestError when the last message is none."""
        if self.messages[-1].role != "user":
            raise RequestError("Tin nhắn cuối cùng phải là câu hỏi của người dùng (user).", param="messages")
        asked = [
            _text(message, f"messages.{number}")
            for number, message in enumerate(self.messages)
            if message.role == "user"
        ]
        if not asked[-1].strip():
            raise RequestError("Câu hỏi còn trống.", param=f"messages.{len(self.messages) - 1}.content")
        return asked


def _text(message: Message, where: str) -> str:
    if not isinstance(message.content, list):
        return message.content or ""
    for number, part in enumerate(message.content):
        if part.type != "text":
            raise RequestError(
                f"Chỉ đọc được phần chữ (text) của tin nhắn, không đọc được phần «{part.type}».",
                param=f"{where}.content.{number}",
            )
    return "\n".join(part.text or "" for part in message.content)
