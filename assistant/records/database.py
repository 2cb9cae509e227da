"""The SQLite file of the records: its tables, its version, and one connection that threads share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.errors import StoreBusy, StoreDamaged, StoreError, StoreMismatch
from assistant.index.sqlite_file import SqliteFile

SCHEMA = 1  # raise it when the tables change, and add to `_steps` what makes the new ones of the old

_FIRST = """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, began TEXT NOT NULL, changed TEXT NOT NULL);
CREATE INDEX conversations_of_owner ON conversations (owner, changed);
CREATE TABLE exchanges (
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
    question TEXT NOT NULL, asked TEXT NOT NULL, answer TEXT, failure TEXT NOT NULL DEFAULT '',
    rating INTEGER NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '');
CREATE INDEX exchanges_of_conversation ON exchanges (conversation, id);
CREATE TABLE gaps (
    key TEXT PRIMARY KEY, question TEXT NOT NULL, times INTEGER NOT NULL, last TEXT NOT NULL,
    dismissed INTEGER NOT NULL DEFAULT 0);
"""
_STEPS = (_FIRST,)  # the n-th leads from version n to version n + 1


class Database(SqliteFile):
    """Records in one file, made when there is none. Calls from several threads, and several processes, are safe.

    Every method raises a StoreError with a Vietnamese message when SQLite can't do what is asked.
    """

    def __init__(self, path: Path) -> None:
        """Raises StoreMismatch when a newer program wrote the file, StoreDamaged when it isn't a database."""
        super().__init__(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"Không tạo được tệp «{path}»: {error.strerror}. Hãy đổi thiết lập «store».", detail=str(error)
            ) from error
        with self._guarded():
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA foreign_keys = ON")
        with self.writing():
            [version] = self._db.execute("PRAGMA user_version").fetchone()
            if version > SCHEMA:
                raise StoreMismatch(
                    f"Tệp «{self._path}» do phiên bản mới hơn của chương trình ghi. Hãy cài phiên bản mới, "
                    "hoặc chuyển tệp này đi nơi khác để bắt đầu lại."
                )
            for step in _STEPS[version:]:
                for statement in filter(str.strip, step.split(";")):
                    self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {SCHEMA}")

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query; `values` take the place of its question marks."""
        return self._rows(sql, *values)

    def write(self, sql: str, *values: object) -> int:
        """Does one change; the id of the row that was added, if one was."""
        with self.writing():
            return self._db.execute(sql, values).lastrowid or 0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Several changes, of which all or none are kept."""
        with self._guarded():
            if self._db.in_transaction:
                yield
            else:
                with self._transaction("IMMEDIATE"):
                    yield

    def _explained(self, error: sqlite3.DatabaseError) -> StoreError:
        if isinstance(error, sqlite3.OperationalError):
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                return StoreBusy(
                    f"Tệp «{self._path}» đang bị một tiến trình khác giữ. Hãy thử lại sau.", detail=str(error)
                )
            return StoreError(
                f"Không đọc hoặc ghi được tệp «{self._path}»: {error}. Hãy kiểm tra dung lượng đĩa và quyền ghi.",
                detail=str(error),
            )
        return StoreDamaged(
            f"Tệp «{self._path}» (các cuộc hội thoại đã lưu) bị hỏng. Hãy chuyển tệp này đi nơi khác rồi mở lại chương "
            "trình; các bài viết và chỉ mục không bị ảnh hưởng.",
            detail=str(error),
        )


def now() -> str:
    """The local time as it is kept: ISO format, to the second."""
    return datetime.now().isoformat(timespec="seconds")
