"""Questions that found nothing: what the corpus lacks, as its users see it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.language.normalize import fold
from assistant.records.database import Database, now


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that found nothing, how often it was asked, and when the last time (local, ISO format)."""

    key: str
    question: str
    times: int
    last: str


class Gaps:
    """Questions that found nothing, whoever asked; told apart without accents, capitals and punctuation."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def found_nothing(self, question: str) -> None:
        """Note that a question found nothing; one that was dismissed comes back."""
        self._db.write(
            "INSERT INTO gaps (key, question, times, last) VALUES (?, ?, 1, ?) ON CONFLICT (key) DO UPDATE "
            "SET question = excluded.question, times = times + 1, last = excluded.last, dismissed = 0",
            _key(question),
            question,
            now(),
        )

    def found(self, question: str) -> None:
        """Note that a question has an answer now."""
        self._db.write("DELETE FROM gaps WHERE key = ?", _key(question))

    def dismiss(self, key: str) -> None:
        """Leave a question out of the list until it is asked again."""
        self._db.write("UPDATE gaps SET dismissed = 1 WHERE key = ?", key)

    def open(self, most: int = 200) -> list[Gap]:
        """The questions without an answer, the most frequent first."""
        rows = self._db.rows(
            "SELECT key, question, times, last FROM gaps WHERE NOT dismissed ORDER BY times DESC, last DESC LIMIT ?",
            most,
        )
        return [Gap(*row) for row in rows]


def _key(question: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(question)).split())
