"""An SQLite file behind one connection that threads share: what the catalog and the records have in common."""

from __future__ import annotations

import sqlite3
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.errors import StoreError


class SqliteFile(ABC):
    """The connection, its lock and its transactions; what SQLite can't do is raised as `_explained` says it."""

    _db: sqlite3.Connection  # opened by the class that knows how, within `_guarded`

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mutex = threading.RLock()

    @abstractmethod
    def _explained(self, error: sqlite3.DatabaseError) -> StoreError:
        """The error in Vietnamese, with what to do."""

    def close(self) -> None:
        """Release the file; safe to call again."""
        with self._mutex:
            self._db.close()

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query; `values` take the place of its question marks."""
        with self._guarded():
            return self._db.execute(sql, values).fetchall()

    @contextmanager
    def _transaction(self, kind: str) -> Iterator[None]:
        """Several statements, of which all or none are kept; `kind` is SQLite's DEFERRED or IMMEDIATE."""
        with self._guarded():
            self._db.execute(f"BEGIN {kind}")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        with self._mutex:
            try:
                yield
            except sqlite3.DatabaseError as error:
                raise self._explained(error) from error
