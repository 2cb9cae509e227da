"""All records of one store."""

from __future__ import annotations

from pathlib import Path

from assistant.records.conversations import Conversations
from assistant.records.database import Database
from assistant.records.gaps import Gaps

FILE = "records.sqlite3"


class Records:
    """The records in a store's folder. Unlike its indexes they can't be built again; a rebuild leaves them alone."""

    def __init__(self, folder: Path) -> None:
        """Opens them, or begins new ones. Raises StoreError, StoreMismatch, StoreDamaged or StoreBusy."""
        self._database = Database(folder / FILE)
        self.conversations = Conversations(self._database)
        self.gaps = Gaps(self._database)

    def close(self) -> None:
        """Release the file; safe to call again."""
        self._database.close()
