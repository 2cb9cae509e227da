"""One writer a store: an operating system's lock, and a note beside it that says who holds it."""

from __future__ import annotations

import json
import os
import socket
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from assistant.errors import StoreBusy, StoreError


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes a store. `since` is local time in ISO format, to the second."""

    pid: int
    host: str
    command: str
    since: str

    def __str__(self) -> str:
        began = datetime.fromisoformat(self.since).strftime("%H:%M:%S ngày %d/%m/%Y")
        return f"«{self.command}» (tiến trình {self.pid} trên máy {self.host}, từ {began})"


class WriterLock:
    """A context manager that lets one thread of one process write a store; the same thread may enter again.

    The system drops the lock of a process that died, so nothing has to be cleaned up; the note is information
    only. Waits up to `timeout` seconds, then raises StoreBusy, which names the holder.
    """

    def __init__(self, folder: Path, timeout: float) -> None:
        self._folder = folder
        self._note = folder / "writer.json"
        self._lock = FileLock(folder / "writer.lock", timeout=timeout)
        self._depth = 0

    def holder(self) -> Holder | None:
        """Who holds the lock by its note; None when there is no note that can be read."""
        try:
            return Holder(**json.loads(self._note.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def __enter__(self) -> WriterLock:
        try:
            self._lock.acquire()
        except Timeout:
            raise StoreBusy(
                f"Kho dữ liệu «{self._folder}» đang được ghi bởi {self.holder() or 'một tiến trình khác'}. "
                "Hãy chờ tiến trình đó xong rồi thử lại, hoặc tăng thiết lập «lock_timeout»."
            ) from None
        except OSError as error:
            raise StoreError(
                f"Không ghi được vào kho dữ liệu «{self._folder}»: {error.strerror}. "
                "Hãy kiểm tra quyền ghi thư mục hoặc đổi thiết lập «store»."
            ) from error
        self._depth += 1
        if self._depth == 1:
            self._note.write_text(json.dumps(asdict(_me()), ensure_ascii=False), "utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._note.unlink(missing_ok=True)
        self._lock.release()


def _me() -> Holder:
    command = " ".join([Path(sys.argv[0]).name or "python", *sys.argv[1:]])
    return Holder(os.getpid(), socket.gethostname(), command, datetime.now().isoformat(timespec="seconds"))
