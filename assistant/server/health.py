"""Whether the server can answer, for whoever watches over it: `/health`, open to all."""

from __future__ import annotations

import logging
import secrets

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.assistant import Assistant

log = logging.getLogger(__name__)


class Health:
    """The state of an assistant: status, how many articles, who writes, and a name that every start makes anew."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._server = secrets.token_hex(4)

    async def show(self, request: Request) -> Response:
        """200 with the number of articles; 503 when the store can't be read."""
        known = {"engine": "llm" if self._assistant.model else "extractive", "server": self._server}
        try:
            articles = await run_sync(self._assistant.count)
        except Exception:  # of whichever part of the store; told, with all that is known in the log
            log.exception("the store can't be read")
            return JSONResponse({"status": "error", **known}, 503)
        return JSONResponse({"status": "ok", "articles": articles, **known})
