from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.encoder import cache

Made = list[int]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "user_cache_path", lambda *_, **__: tmp_path / "cache" / "tra-cuu")
    return tmp_path / "cache" / "tra-cuu"


def number(given: Path | bytes) -> int:
    return int(given if isinstance(given, bytes) else given.read_bytes())


def counting(made: Made) -> Callable[[], bytes]:
    def make() -> bytes:
        made.append(1)
        return b"12"

    return make


def test_a_thing_is_made_once(folder: Path) -> None:
    made: Made = []
    assert [cache.kept("thing", counting(made), number) for _ in range(3)] == [12, 12, 12]
    assert len(made) == 1
    assert [path.name for path in folder.iterdir()] == ["thing"]


@pytest.mark.parametrize("content", [b"", b"1x"])
def test_a_file_that_does_not_load_is_made_anew(folder: Path, content: bytes, caplog: pytest.LogCaptureFixture) -> None:
    folder.mkdir(parents=True)
    (folder / "thing").write_bytes(content)
    assert cache.kept("thing", counting([]), number) == 12
    assert (folder / "thing").read_bytes() == b"12"
    assert "made anew" in caplog.text


def test_without_a_folder_to_write_it_is_made_each_time(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder.parent.write_text("not a folder")
    made: Made = []
    assert [cache.kept("thing", counting(made), number) for _ in range(2)] == [12, 12]
    assert len(made) == 2 and "can't be kept" in caplog.text


def test_several_may_make_it_at_once(folder: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: cache.kept("thing", counting([]), number), range(32)))
    assert found == [12] * 32
    assert [path.name for path in folder.iterdir()] == ["thing"]
