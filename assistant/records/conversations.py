"""Conversations as they are kept: whose they are, what was asked, what was answered, and what was thought of it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from assistant.answering.answer import Answer, Citation, Claim, Turn
from assistant.records.database import Database, now

_TITLE = 80  # characters of the first question that a conversation is called by
_LONGEST = 200  # characters of a title that a user gives
_NOTE = 2000  # characters of a note

_CONVERSATIONS = (
    "SELECT c.id, c.title, c.began, c.changed, (SELECT count(*) FROM exchanges WHERE conversation = c.id) "
    "FROM conversations c"
)
_EXCHANGES = (
    "SELECT e.id, question, asked, answer, failure, rating, note FROM exchanges e "
    "JOIN conversations c ON c.id = e.conversation"
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with what came of it: an answer, a failure (a Vietnamese message), or neither when it was stopped.

    `asked` is local time in ISO format; `rating` is 1, -1, or 0 when the user has not said.
    """

    id: int
    question: str
    asked: str
    answer: Answer | None = None
    failure: str = ""
    rating: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation in a list: `began` and `changed` are local times in ISO format, `questions` how many it has."""

    id: str
    title: str
    began: str
    changed: str
    questions: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a user thought of an answer."""

    question: str
    answer: str
    rating: int
    note: str
    asked: str


class Conversations:
    """The conversations of every user. What belongs to another owner is as if it weren't there.

    `answering` has the ids of the questions that this process is answering now; it isn't kept.
    """

    def __init__(self, database: Database) -> None:
        self.answering: set[int] = set()
        self._db = database

    def begin(self, owner: str, question: str) -> str:
        """A new conversation, called after its first question; its id."""
        id, at = uuid.uuid4().hex, now()
        title = _shortened(question, _TITLE)
        self._db.write("INSERT INTO conversations VALUES (?, ?, ?, ?, ?)", id, owner, title, at, at)
        return id

    def find(self, owner: str, words: str = "") -> list[Conversation]:
        """The owner's conversations whose title or questions hold `words`, the latest first."""
        rows = self._db.rows(
            f"{_CONVERSATIONS} WHERE c.owner = ? ORDER BY c.changed DESC, c.rowid DESC",
            owner,
        )
        if words.strip():
            wanted = words.strip().casefold()
            asked: dict[str, str] = {}
            for id, question in self._db.rows(
                "SELECT c.id, question FROM exchanges JOIN conversations c ON c.id = conversation WHERE owner = ?",
                owner,
            ):
                asked[id] = f"{asked.get(id, '')} {question}"
            rows = [row for row in rows if wanted in f"{row[1]} {asked.get(row[0], '')}".casefold()]
        return [Conversation(*row) for row in rows]

    def get(self, owner: str, id: str) -> Conversation | None:
        """A conversation of the owner's by its id; None when there is none."""
        rows = self._db.rows(
            f"{_CONVERSATIONS} WHERE c.id = ? AND c.owner = ?",
            id,
            owner,
        )
        return Conversation(*rows[0]) if rows else None

    def rename(self, owner: str, id: str, title: str) -> bool:
        """Call a conversation something else; whether there is one, and the title isn't blank."""
        title = _shortened(title, _LONGEST)
        if not title or not self.get(owner, id):
            return False
        self._db.write("UPDATE conversations SET title = ? WHERE id = ?", title, id)
        return True

    def delete(self, owner: str, id: str) -> bool:
        """Forget a conversation; whether there was one."""
        if not self.get(owner, id):
            return False
        self._db.write("DELETE FROM conversations WHERE id = ?", id)
        return True

    def exchanges(self, owner: str, id: str) -> list[Exchange]:
        """The questions of a conversation in order; none when it isn't the owner's."""
        rows = self._db.rows(
            f"{_EXCHANGES} WHERE c.id = ? AND c.owner = ? ORDER BY e.id",
            id,
            owner,
        )
        return [_exchange(*row) for row in rows]

    def exchange(self, owner: str, number: int) -> Exchange | None:
        """One question of the owner's by its id; None when there is none."""
        rows = self._db.rows(
            f"{_EXCHANGES} WHERE e.id = ? AND c.owner = ?",
            number,
            owner,
        )
        return _exchange(*rows[0]) if rows else None

    def ask(self, id: str, question: str, instead_of: int | None = None) -> int:
        """Add a question to a conversation, in place of its last one when that is `instead_of`; its id."""
        with self._db.writing():
            if instead_of is not None:
                self._db.write(
                    "DELETE FROM exchanges WHERE id = ? AND conversation = ? "
                    "AND id = (SELECT max(id) FROM exchanges WHERE conversation = ?)",
                    instead_of,
                    id,
                    id,
                )
            number = self._db.write(
                "INSERT INTO exchanges (conversation, question, asked) VALUES (?, ?, ?)", id, question, now()
            )
            self._db.write("UPDATE conversations SET changed = ? WHERE id = ?", now(), id)
        return number

    def answer(self, number: int, answer: Answer) -> None:
        """Keep the answer to a question."""
        data = json.dumps(answer.to_dict(), ensure_ascii=False)
        self._db.write("UPDATE exchanges SET answer = ?, failure = '' WHERE id = ?", data, number)

    def fail(self, number: int, message: str) -> None:
        """Keep why a question has no answer."""
        self._db.write("UPDATE exchanges SET failure = ? WHERE id = ?", message, number)

    def rate(self, owner: str, number: int, rating: int, note: str | None = None) -> bool:
        """Keep what the owner thinks of an answer (1, 0 or -1), with a note if it is given; whether there is one."""
        if rating not in (1, 0, -1) or not self.exchange(owner, number):
            return False
        self._db.write("UPDATE exchanges SET rating = ? WHERE id = ?", rating, number)
        if note is not None:
            self._db.write("UPDATE exchanges SET note = ? WHERE id = ?", note.strip()[:_NOTE], number)
        return True

    def opinions(self, most: int = 200) -> list[Opinion]:
        """What users thought, of everybody's conversations, the latest first."""
        rows = self._db.rows(
            "SELECT question, answer, rating, note, asked FROM exchanges WHERE rating != 0 OR note != '' "
            "ORDER BY id DESC LIMIT ?",
            most,
        )
        return [
            Opinion(question, json.loads(answer)["text"] if answer else "", rating, note, asked)
            for question, answer, rating, note, asked in rows
        ]


def turns(exchanges: Sequence[Exchange]) -> list[Turn]:
    """What a follow-up may lean on: the questions that have an answer."""
    return [Turn(exchange.question, exchange.answer.text) for exchange in exchanges if exchange.answer]


def _shortened(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rsplit(' ', 1)[0]}…"


def _exchange(id: int, question: str, asked: str, answer: str | None, *rest: Any) -> Exchange:
    return Exchange(id, question, asked, _answer(json.loads(answer)) if answer else None, *rest)


def _answer(data: dict[str, Any]) -> Answer:
    """An answer as `Answer.to_dict` gave it; what another version of the program added or lacked doesn't matter."""
    citations = [
        Citation(**_known(Citation, {**citation, "marks": tuple(map(tuple, citation.get("marks", ())))}))
        for citation in data.pop("citations", ())
    ]
    known = [_known(Claim, claim) for claim in data.pop("claims", ())]
    claims = [Claim(**{**claim, "missing": tuple(claim.get("missing", ()))}) for claim in known]
    lists = {name: tuple(data.pop(name, ())) for name in ("notes", "suggestions")}
    return Answer(**_known(Answer, {**data, **lists, "citations": tuple(citations), "claims": tuple(claims)}))


def _known(kind: Any, data: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in data.items() if name in names}
