"""A store that was built in another way than is needed now."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, encoder
from assistant.errors import CorpusError, StoreBusy, StoreMismatch
from assistant.index import Progress, WriterLock, current_index, embeddings, rebuild
from assistant.index.embeddings import E5Embedding
from assistant.index.store import catalog_path
from assistant.settings import Settings
from tests import articles

QUESTION = "Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2021?"


@pytest.fixture
def where(tmp_path: Path) -> dict[str, Any]:
    """A store that is up to date."""
    given = {"corpus": articles.write(tmp_path / "bai"), "store": tmp_path / "kho", "lock_timeout": 0}
    Assistant.open(**given).close()
    return given


def age(where: dict[str, Any], name: str) -> Path:
    """Make the store one of another version; its index."""
    index = current_index(where["store"])
    assert index
    with sqlite3.connect(catalog_path(index)) as catalog:
        catalog.execute("UPDATE meta SET value = 'cũ' WHERE name = ?", (name,))
    return index


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """No passage is embedded before it is set."""
    embed, open_ = encoder.embed_passages, threading.Event()

    def embedded(texts: list[str]) -> Any:
        open_.wait(60)
        return embed(texts)

    monkeypatch.setattr(encoder, "embed_passages", embedded)
    yield open_
    open_.set()


def until_done(assistant: Assistant) -> None:
    end = time.monotonic() + 60
    while assistant.note and time.monotonic() < end:
        time.sleep(0.05)
    assert assistant.note == ""


@pytest.mark.parametrize("name", ["embedding", "dimension", "passage_syllables", "reading", "schema"])
def test_it_is_built_anew_when_it_is_opened(where: dict[str, Any], name: str) -> None:
    old, seen = age(where, name), list[Progress]()
    with Assistant.open(**where, progress=seen.append) as assistant:
        assert len(assistant.report.added + assistant.report.unchanged) == 3 and seen[-1].done == 3
        answer = assistant.ask(QUESTION)
        assert "97 nguồn tin" in answer.text and answer.notes == () and assistant.note == ""
    assert current_index(where["store"]) != old and not old.exists()
    with Assistant.open(**where, progress=seen.clear) as assistant:  # nothing is left to do
        assert len(assistant.report.unchanged) == 3


def test_a_server_answers_from_the_old_one_meanwhile(where: dict[str, Any], gate: threading.Event) -> None:
    age(where, "reading")
    with Assistant.open(**where, wait=False) as assistant:
        before = assistant.version
        assert "đang được dựng lại" in assistant.report.busy
        assert "cách đọc bài" in assistant.note
        answer = assistant.ask(QUESTION)
        assert "97 nguồn tin" in answer.text and answer.notes == ()
        gate.set()
        until_done(assistant)
        assert assistant.version != before
        assert "97 nguồn tin" in assistant.ask(QUESTION).text
        assert assistant.add("moi.txt", "Bài mới\n\nCó 5 người dự.\n".encode())


def test_vectors_of_another_model_are_not_asked(where: dict[str, Any], gate: threading.Event) -> None:
    gate.set()
    settings = Settings.load(**where)
    rebuild(settings, E5Embedding(model_name="another"), settings.corpus)
    gate.clear()
    with Assistant.open(**where, wait=False) as assistant:
        answer = assistant.ask(QUESTION)
        assert "97 nguồn tin" in answer.text
        [note] = answer.notes
        assert "«another»" in note and "chỉ tìm theo từ ngữ" in note
        gate.set()
        until_done(assistant)
        assert assistant.ask(QUESTION).notes == ()


def test_one_that_can_not_be_read_is_built_anew_first(where: dict[str, Any]) -> None:
    age(where, "schema")
    with WriterLock(where["store"], 0), pytest.raises(StoreBusy, match="đang được ghi bởi"):
        Assistant.open(**where, wait=False)
    with Assistant.open(**where, wait=False) as assistant:
        assert assistant.note == assistant.report.busy == ""
        assert "97 nguồn tin" in assistant.ask(QUESTION).text


def test_while_another_process_does_it_the_old_one_answers(where: dict[str, Any]) -> None:
    age(where, "reading")
    with WriterLock(where["store"], 0):
        with Assistant.open(**where) as assistant:
            assert "đang được ghi bởi" in assistant.report.busy
            assert "97 nguồn tin" in assistant.ask(QUESTION).text
            with pytest.raises((StoreBusy, StoreMismatch)):
                assistant.remove("hoa-lam.txt")
        server = Assistant.open(**where, wait=False)
        time.sleep(0.2)
        assert server.note
    with server:
        until_done(server)  # that process came to nothing: now it is this one's turn


def test_what_another_process_has_built_is_seen(where: dict[str, Any]) -> None:
    age(where, "reading")
    settings = Settings.load(**where)
    with WriterLock(where["store"], 0):
        server = Assistant.open(**where, wait=False)
    rebuild(settings.model_copy(update={"lock_timeout": 30}), embeddings.create(settings), settings.corpus)
    with server:
        until_done(server)


def test_an_outdated_store_is_not_written_to(where: dict[str, Any], gate: threading.Event) -> None:
    age(where, "embedding")
    with Assistant.open(**where, wait=False) as assistant, pytest.raises((StoreBusy, StoreMismatch)):
        assistant.add("moi.txt", "Bài mới\n\nCó 5 người dự.\n".encode())
    assert not (where["corpus"] / "moi.txt").exists()


def test_closing_stops_it_and_the_old_one_stays(where: dict[str, Any], gate: threading.Event) -> None:
    old = age(where, "reading")
    assistant = Assistant.open(**where, wait=False)
    threading.Timer(0.2, gate.set).start()
    assistant.close()
    assert current_index(where["store"]) == old and not (where["store"] / "building").exists()


def test_what_hinders_it_is_said(where: dict[str, Any]) -> None:
    age(where, "reading")
    for path in where["corpus"].iterdir():
        path.unlink()
    with Assistant.open(**where, wait=False) as assistant:
        end = time.monotonic() + 30
        while "Không dựng lại được kho" not in assistant.note and time.monotonic() < end:
            time.sleep(0.05)
        assert "Không dựng lại được kho" in assistant.note
        assert "97 nguồn tin" in assistant.ask(QUESTION).text
    with pytest.raises(CorpusError):
        Assistant.open(**where)


KILLED = """
import os, signal, sys
from assistant import Assistant
def die(progress):
    if progress.done == 2:
        os.kill(os.getpid(), signal.SIGKILL)
Assistant.open(corpus=sys.argv[1], store=sys.argv[2], progress=die)
"""


def test_one_who_is_killed_leaves_the_old_one_and_the_next_begins_again(where: dict[str, Any]) -> None:
    old = age(where, "reading")
    arguments = [sys.executable, "-c", KILLED, str(where["corpus"]), str(where["store"])]
    assert subprocess.run(arguments, cwd=Path(__file__).parents[2]).returncode < 0
    assert current_index(where["store"]) == old and (where["store"] / "building").exists()
    with Assistant.open(**where) as assistant:
        assert "97 nguồn tin" in assistant.ask(QUESTION).text
    assert current_index(where["store"]) != old and not (where["store"] / "building").exists()
