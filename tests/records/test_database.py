import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.errors import StoreDamaged, StoreError, StoreMismatch
from assistant.records import Records
from assistant.records.database import SCHEMA, Database


def test_a_file_of_a_newer_program_is_left_alone(tmp_path):
    Records(tmp_path).close()
    with sqlite3.connect(tmp_path / "records.sqlite3") as db:
        db.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    db.close()
    before = (tmp_path / "records.sqlite3").read_bytes()
    with pytest.raises(StoreMismatch, match="phiên bản mới hơn"):
        Records(tmp_path)
    assert (tmp_path / "records.sqlite3").read_bytes() == before


def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path):
    (tmp_path / "records.sqlite3").write_bytes(b"not a database, " * 100)
    with pytest.raises(StoreDamaged, match=r"records\.sqlite3"):
        Records(tmp_path)
    assert (tmp_path / "records.sqlite3").read_bytes().startswith(b"not a database")


def test_a_folder_that_can_not_be_made_is_named(tmp_path):
    (tmp_path / "kho").write_text("")
    with pytest.raises(StoreError, match="thiết lập «store»"):
        Records(tmp_path / "kho" / "sub")


def test_all_changes_or_none_are_kept(tmp_path):
    database = Database(tmp_path / "a.sqlite3")
    with pytest.raises(ZeroDivisionError), database.writing():
        database.write("INSERT INTO gaps (key, question, times, last) VALUES ('a', 'a', 1, '')")
        raise ZeroDivisionError
    assert database.rows("SELECT * FROM gaps") == []
    database.close()


def test_threads_and_another_connection_write_at_once(tmp_path):
    first, second = Records(tmp_path), Records(tmp_path)
    id = first.conversations.begin("", "Gì?")
    with ThreadPoolExecutor(4) as threads:
        asked = list(threads.map(lambda i: (first, second)[i % 2].conversations.ask(id, f"{i}?"), range(60)))
    assert len(set(asked)) == 60
    assert len(second.conversations.exchanges("", id)) == 60
    first.close()
    second.close()
