"""Whether the server can answer, for whoever watches over it: `/health`, open to all."""

from __future__ import annotations

import logging

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.assistant import Assistant

log = logging.getLogger(__name__)


class Health:
    """The state of an assistant: status, how many articles, who writes."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    async def show(self, request: Request) -> Response:
        """200 with the number of articles; 503 when the store can't be read."""
        engine = "llm" if self._assistant.model else "extractive"
        try:
            articles = await run_sync(self._assistant.count)
        except Exception:  # of whichever part of the store; told, with all that is known in the log
            log.exception("the store can't be read")
            return JSONResponse({"status": "error", "engine": engine}, 503)
        return JSONResponse({"status": "ok", "articles": articles, "engine": engine})
