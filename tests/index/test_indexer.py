from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import encoder
from assistant.errors import CorpusError, StoreBusy, StoreDamaged
from assistant.index import Progress, Store, WriterLock, embeddings, rebuild, refresh
from assistant.settings import Settings


def in_step(store: Store) -> bool:
    return store.catalog.passage_ids() == store.vectors.ids() == store.words.ids()


def test_new_changed_removed_and_unchanged_files_are_told_apart(store: Store, corpus: Path) -> None:
    seen: list[Progress] = []
    assert refresh(store, corpus, seen.append).added == ["cau-moi.txt", "ke-hoach.txt", "mua-lu.txt"]
    assert [(s.done, s.total) for s in seen if s.stage == "index"] == [(1, 3), (2, 3), (3, 3)]
    (corpus / "cau-moi.txt").write_text("Khánh thành trường học\n\nTrường có 12 phòng.\n", "utf-8")
    (corpus / "mua-lu.txt").unlink()
    report = refresh(store, corpus)
    assert (report.changed, report.removed, report.unchanged) == (["cau-moi.txt"], ["mua-lu.txt"], ["ke-hoach.txt"])
    assert store.catalog.counts().articles == 2 and in_step(store)


def test_nothing_new_needs_neither_lock_nor_model(store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh(store, corpus)
    os.utime(corpus / "cau-moi.txt", (1, 1))  # a new time, the same bytes

    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(encoder, "embed_passages", fail)
    with WriterLock(store.folder, 0):
        assert len(refresh(store, corpus).unchanged) == 3
    assert store.catalog.stamps()["cau-moi.txt"].mtime == 0  # too young to be relied on
    assert len(refresh(store, corpus).unchanged) == 3
    assert store.catalog.stamps()["cau-moi.txt"].mtime == 1_000_000_000


def test_a_file_that_cannot_be_read_is_reported_and_its_old_version_kept(store: Store, corpus: Path) -> None:
    refresh(store, corpus)
    before = store.catalog.by_source("cau-moi.txt")
    (corpus / "cau-moi.txt").write_bytes(b"\x00\xff\xfe\x00\x81" * 50)
    (corpus / "anh.png").write_bytes(b"\x89PNG")
    (corpus / "moi.txt").write_text("Bài mới\n\nCó 5 người dự.\n", "utf-8")
    report = refresh(store, corpus)
    assert report.added == ["moi.txt"] and report.removed == []
    messages = dict(report.failed)
    assert "vẫn được dùng" in messages["cau-moi.txt"] and "vẫn được dùng" not in messages["anh.png"]
    assert before and store.catalog.article(before.id) == before


def test_a_missing_or_empty_folder_deletes_nothing(store: Store, corpus: Path, tmp_path: Path) -> None:
    refresh(store, corpus)
    (tmp_path / "rong").mkdir()
    for folder in (tmp_path / "khong-co", tmp_path / "rong"):
        with pytest.raises(CorpusError, match=str(folder)):
            refresh(store, folder)
    assert store.catalog.counts().articles == 3


def test_another_writer_makes_it_busy(store: Store, corpus: Path) -> None:
    with WriterLock(store.folder, 0), pytest.raises(StoreBusy, match="đang được ghi bởi"):
        refresh(store, corpus)


def test_places_are_stored(store: Store, corpus: Path) -> None:
    refresh(store, corpus)
    article = store.catalog.by_source("cau-moi.txt")
    assert article and "Lộc Hà" in article.places


def test_another_store_of_the_same_folder_sees_what_was_written(store: Store, corpus: Path) -> None:
    with Store.open(store.settings, store.embedding) as reader:
        assert not reader.sync()
        refresh(store, corpus)
        assert reader.sync() and in_step(reader) and not reader.sync()
        rebuild(store.settings, store.embedding, corpus)
        assert reader.sync() and in_step(reader)


@pytest.mark.parametrize("step", ["vectors.upsert", "words.add", "catalog.replace", "vectors.delete", "words.delete"])
def test_a_crash_before_any_write_is_mended_by_the_next_refresh(
    store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    refresh(store, corpus)
    (corpus / "cau-moi.txt").write_text("Khánh thành trường học\n\nTrường có 12 phòng.\n", "utf-8")
    part, method = step.split(".")

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(getattr(store, part), method, crash)
        with pytest.raises(KeyboardInterrupt):
            refresh(store, corpus)
    assert store.catalog.passage_ids() <= store.vectors.ids() & store.words.ids()  # readers miss nothing
    refresh(store, corpus)
    assert in_step(store) and store.in_step()
    article = store.catalog.by_source("cau-moi.txt")
    assert article and article.title.value == "Khánh thành trường học"


INDEX = """
import os, signal, sys
from pathlib import Path
from assistant.index import Store, embeddings, refresh
from assistant.settings import Settings
def die(progress):
    print(progress.done, flush=True)
    if progress.done == 2:
        os.kill(os.getpid(), signal.SIGKILL)
settings = Settings.load(store=Path(sys.argv[1]), corpus=Path(sys.argv[2]))
with Store.open(settings, embeddings.create(Settings.load())) as store:
    refresh(store, settings.corpus, die)
"""


def test_a_killed_writer_is_mended(settings: Settings) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", INDEX, str(settings.store), str(settings.corpus)], cwd=Path(__file__).parents[2]
    )
    assert killed.returncode < 0
    with Store.open(settings, embeddings.create(Settings.load())) as store:
        assert store.catalog.counts().articles == 2 and store.catalog.unfinished
        assert refresh(store, settings.corpus).added == ["mua-lu.txt"]
        assert in_step(store) and store.in_step()


def test_a_lost_vector_and_an_orphan_are_mended(store: Store, corpus: Path) -> None:
    refresh(store, corpus)
    store.vectors.delete(list(store.vectors.ids())[:1])
    store.words.delete(list(store.words.ids())[:2])
    refresh(store, corpus)
    assert in_step(store)


def damage_catalog(index: Path) -> None:
    (index / "catalog.sqlite3").write_bytes(b"garbage" * 999)


def damage_vectors(index: Path) -> None:
    (index / "chroma" / "chroma.sqlite3").write_bytes(b"garbage" * 999)


def damage_words(index: Path) -> None:
    (index / "words" / "meta.json").unlink()


@pytest.mark.parametrize("damage", [damage_catalog, damage_vectors, damage_words])
def test_a_damaged_store_says_so_and_a_rebuild_loses_nothing(
    settings: Settings, damage: Callable[[Path], None]
) -> None:
    model = embeddings.create(Settings.load())
    with Store.open(settings, model) as store:
        refresh(store, settings.corpus)
        before = list(store.catalog.articles())
    damage(store.index)
    with pytest.raises(StoreDamaged, match="--rebuild"):
        Store.open(settings, model)
    rebuild(settings, model, settings.corpus)
    with Store.open(settings, model) as store:
        assert list(store.catalog.articles()) == before and in_step(store)


def test_a_rebuild_without_the_corpus_keeps_every_article(store: Store, corpus: Path, tmp_path: Path) -> None:
    refresh(store, corpus)
    assert len(rebuild(store.settings, store.embedding, tmp_path / "khong-co").unchanged) == 3
    assert store.sync() and store.catalog.counts().articles == 3 and in_step(store)


def test_a_rebuild_that_fails_leaves_the_old_store(store: Store, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh(store, corpus)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(encoder, "embed_passages", crash)
    with pytest.raises(KeyboardInterrupt):
        rebuild(store.settings, store.embedding, corpus)
    assert not store.sync() and in_step(store)
    assert not (store.folder / "building").exists()
