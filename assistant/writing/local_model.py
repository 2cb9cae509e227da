"""A language model on this machine: a GGUF file, served on loopback by llama.cpp within this process."""

from __future__ import annotations

import secrets
from pathlib import Path

from assistant.errors import SettingsError


class LocalServer:
    """llama.cpp's own server, which speaks OpenAI's protocol at `address` to whoever has `key`. Ends with the process.

    Loading takes seconds. Raises SettingsError when the extra `local` isn't installed or the file is no model.
    """

    def __init__(self, gguf: Path, context: int) -> None:
        """`context` is the window in tokens; the memory it takes grows with it."""
        try:
            import xllamacpp
        except ImportError:
            raise SettingsError(
                "Thiết lập «llm_gguf» cần bộ chạy mô hình trên máy. Hãy cài bằng lệnh: pip install '.[local]'"
            ) from None
        self.key = secrets.token_urlsafe(32)
        chosen = xllamacpp.CommonParams()
        chosen.model.path = str(gguf)
        chosen.n_ctx = context
        chosen.n_parallel = 1
        chosen.hostnames = ["127.0.0.1"]
        chosen.port = 0  # any that is free
        chosen.api_keys = [self.key]
        chosen.ui = False
        chosen.verbosity = 0
        try:
            self._server = xllamacpp.Server(chosen)
        except RuntimeError as error:
            raise SettingsError(
                f"Không nạp được mô hình «{gguf}»: tệp không phải là mô hình GGUF hoặc máy không đủ bộ nhớ.",
                detail=str(error),
            ) from error
        self.address = f"{self._server.listening_address}/v1"

    def close(self) -> None:
        """Stop the server and free the model's memory; safe to call again."""
        self._server = None
