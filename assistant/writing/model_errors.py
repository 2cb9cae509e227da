"""What can go wrong with a language model: every failure, told in Vietnamese. The one place that knows the libraries'
exceptions."""

from __future__ import annotations

import math
import re
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from json import JSONDecodeError

import httpx
import openai

from assistant.errors import AssistantError

_TOO_LONG = re.compile(
    r"context.?(?:length|size|window)|maximum context|(?:too many|number of|limit.{0,20}) tokens"
    r"|(?:prompt|request|input)\b.{0,20} too (?:long|large)",
    re.IGNORECASE,
)
_BAD_KEY = re.compile(r"api.?key", re.IGNORECASE)
_BAD_MODEL = re.compile(
    r"(?:invalid|unknown|unsupported) model|model\b.{0,60}(?:not (?:found|exist)|does ?n.t exist)", re.I
)
_FILTERED = re.compile(r"content.?(?:filter|management|policy)|\bsafety\b", re.IGNORECASE)
_ATTEMPTS = 3
_PATIENCE = 5.0  # seconds: who asks has the reader's answer at once, and won't wait longer for a busy server
_BACKOFF = 0.5  # seconds before the second attempt, doubled before the third


class Trouble(StrEnum):
    """The kinds of failure, with what the user is told."""

    UNREACHABLE = "Không kết nối được tới máy chủ mô hình ngôn ngữ; hãy xem máy chủ có chạy và mạng có thông không."
    UNKNOWN_HOST = "Không tìm thấy tên máy chủ của mô hình ngôn ngữ; hãy kiểm tra OPENAI_BASE_URL và mạng."
    UNTRUSTED = "Không lập được kết nối https tới máy chủ mô hình ngôn ngữ; hãy kiểm tra địa chỉ và chứng thư."
    KEY_REFUSED = "Máy chủ mô hình ngôn ngữ không nhận khóa; hãy kiểm tra OPENAI_API_KEY."
    FORBIDDEN = "Khóa đang dùng không được phép gọi mô hình ngôn ngữ này."
    UNKNOWN_MODEL = "Máy chủ không có mô hình ngôn ngữ này; hãy kiểm tra ASSISTANT_LLM_MODEL và OPENAI_BASE_URL."
    BUSY = "Máy chủ mô hình ngôn ngữ đang bận hoặc đã hết hạn mức."
    SERVER = "Máy chủ mô hình ngôn ngữ gặp lỗi."
    REJECTED = "Máy chủ mô hình ngôn ngữ không nhận yêu cầu."
    SLOW_START = "Mô hình ngôn ngữ không trả lời trong thời gian chờ (llm_timeout)."
    SLOW_PAUSE = "Mô hình ngôn ngữ ngừng giữa chừng quá lâu (llm_pause)."
    CUT = "Kết nối tới mô hình ngôn ngữ bị ngắt giữa chừng."
    UNFINISHED = "Câu trả lời của mô hình ngôn ngữ đến không trọn vẹn."
    MALFORMED = "Máy chủ mô hình ngôn ngữ trả về dữ liệu không đọc được."
    EMPTY = "Mô hình ngôn ngữ không viết gì."
    REFUSED = "Mô hình ngôn ngữ từ chối trả lời."
    TOO_LONG = "Câu hỏi và các đoạn trích dài hơn mức mô hình ngôn ngữ đọc được; hãy kiểm tra llm_context."
    CUT_BY_LENGTH = "Câu trả lời của mô hình ngôn ngữ bị cắt vì quá dài (llm_max_tokens)."
    BROKEN = "Mô hình ngôn ngữ gặp lỗi."


_RETRIED = {Trouble.BUSY, Trouble.SERVER}


class ModelFailure(AssistantError):
    """The model gave no whole reply. `str` is for the user, `detail` for the log; neither holds the key."""

    def __init__(self, trouble: Trouble, *, detail: str = "", retry_after: float | None = None) -> None:
        later = f" Hãy thử lại sau {retry_after:.0f} giây." if retry_after and retry_after >= 1 else ""
        super().__init__(trouble.value + later, detail=f"{trouble.name.lower()} {detail}".strip())
        self.trouble = trouble
        self.retry_after = retry_after

    def wait(self, attempt: int) -> float | None:
        """Seconds to wait before asking again after this many attempts; None when that would be of no use."""
        delay = _BACKOFF * 2 ** (attempt - 1) if self.retry_after is None else self.retry_after
        return delay if self.trouble in _RETRIED and attempt < _ATTEMPTS and delay <= _PATIENCE else None


def explain(error: Exception, *, began: bool) -> ModelFailure:
    """The failure behind an exception; `began`: some of the reply had arrived."""
    if isinstance(error, ModelFailure):
        return error
    detail = type(error).__name__  # never the message, in which servers repeat the key
    retry_after = None
    if isinstance(error, openai.APIStatusError):
        detail, retry_after = f"HTTP {error.status_code}", _retry_after(error.response)
    return ModelFailure(_trouble(error, began), detail=detail, retry_after=retry_after)


def _trouble(error: Exception, began: bool) -> Trouble:
    match error:
        case TimeoutError() | openai.APITimeoutError() | httpx.TimeoutException():
            if any(isinstance(cause, httpx.ConnectTimeout) for cause in _causes(error)):
                return Trouble.UNREACHABLE
            return Trouble.SLOW_PAUSE if began else Trouble.SLOW_START
        case openai.APIStatusError():
            return _by_status(error)
        case openai.APIResponseValidationError() | JSONDecodeError() | UnicodeDecodeError():
            return Trouble.MALFORMED
        case openai.APIConnectionError() | httpx.TransportError() | OSError():
            return _by_cause(error)
        case openai.APIError():  # an error event within the stream
            return Trouble.TOO_LONG if _TOO_LONG.search(str(error.message)) else Trouble.SERVER
        case AttributeError() | TypeError() | KeyError() | IndexError() | ValueError():
            return Trouble.MALFORMED  # what a library does with an event that lacks a field
        case _:
            return Trouble.BROKEN


def _by_status(error: openai.APIStatusError) -> Trouble:
    said = f"{error.message} {error.body}"
    match error.status_code:
        case 401:
            return Trouble.KEY_REFUSED
        case 403:
            return Trouble.FORBIDDEN
        case 404:
            return Trouble.UNKNOWN_MODEL
        case 408:
            return Trouble.SLOW_START
        case 402 | 429:
            return Trouble.BUSY
        case 400 | 413 | 422 if _TOO_LONG.search(said):
            return Trouble.TOO_LONG
        case 400 if _FILTERED.search(said):
            return Trouble.REFUSED
        case 400 if _BAD_KEY.search(said):
            return Trouble.KEY_REFUSED
        case 400 if _BAD_MODEL.search(said):
            return Trouble.UNKNOWN_MODEL
        case status:
            return Trouble.SERVER if status >= 500 else Trouble.REJECTED


def _by_cause(error: Exception) -> Trouble:
    causes = list(_causes(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return Trouble.UNKNOWN_HOST
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return Trouble.UNTRUSTED
    if any(isinstance(cause, httpx.ConnectError | httpx.UnsupportedProtocol) for cause in causes):
        return Trouble.UNREACHABLE
    return Trouble.CUT


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds of a Retry-After header, which gives them or a date."""
    written = response.headers.get("retry-after", "")
    try:
        seconds = float(written)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(written) - datetime.now(UTC)).total_seconds()
        except (TypeError, ValueError):
            return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None
