"""What is uploaded: files of which none can be read as an article, or that are too large, aren't kept.

Of several files those that can be read are taken; the page tells of each what came of it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.corpus.loader import reader
from assistant.errors import FileUnreadable

UPLOAD = re.compile(r"/gradio_api/upload/*$")
"""The path of Gradio's route that takes files."""


class Uploads:
    """Middleware around that route, which looks at the names of what it kept: Gradio itself takes any file."""

    def __init__(self, app: ASGIApp, megabytes: float) -> None:
        self._app = app
        self._too_large = f"Tệp quá lớn (nhiều nhất {megabytes:g} MB)."

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not UPLOAD.match(scope["path"]):
            await self._app(scope, receive, send)
            return
        answer: list[Message] = []

        async def keep(message: Message) -> None:
            answer.append(message)

        await self._app(scope, receive, keep)
        status = answer[0]["status"]
        body = b"".join(message.get("body", b"") for message in answer[1:])
        if status == 413:
            await PlainTextResponse(self._too_large, 413)(scope, receive, send)
        elif status == 200 and (why := _refused([Path(path) for path in json.loads(body)])):
            await PlainTextResponse(why, 415)(scope, receive, send)
        else:
            for message in answer:
                await send(message)


def _refused(files: list[Path]) -> str:
    """Why none of the files can be read, which are gone then; empty when one can."""
    reasons = []
    for file in files:
        try:
            reader(file.name)
        except FileUnreadable as error:
            reasons.append(str(error))
    if len(reasons) < len(files):
        return ""
    for file in files:
        file.unlink(missing_ok=True)
    return "\n".join(reasons)
