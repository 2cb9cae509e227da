from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import StoreDamaged
from assistant.index import Vectors

UP, RIGHT, LEFT = [0.0, 1.0], [1.0, 0.0], [-1.0, 0.0]


def filled(folder: Path) -> Vectors:
    vectors = Vectors(folder, create=True)
    vectors.upsert(["up", "right", "left"], [UP, RIGHT, LEFT], [{"source": "a.txt"}] * 3)
    return vectors


def test_scores_are_cosines_best_first(tmp_path: Path) -> None:
    vectors = filled(tmp_path)
    found = vectors.query([2.0, 0.0], 9)
    assert [id for id, _ in found] == ["right", "up", "left"]
    assert [score for _, score in found] == pytest.approx([1, 0, -1])


@pytest.mark.parametrize(("among", "found"), [(["left", "up"], ["up", "left"]), (["unknown", "up"], ["up"]), ([], [])])
def test_only_those_asked_for_are_looked_at(tmp_path: Path, among: list[str], found: list[str]) -> None:
    assert [id for id, _ in filled(tmp_path).query(RIGHT, 2, among=among)] == found


def test_deleted_ones_are_gone_and_unknown_ones_ignored(tmp_path: Path) -> None:
    vectors = filled(tmp_path)
    vectors.delete(["up", "unknown"])
    vectors.delete([])
    assert vectors.ids() == {"right", "left"}
    assert vectors.count() == 2


def test_more_than_one_batch_is_written(tmp_path: Path) -> None:
    vectors = Vectors(tmp_path, create=True)
    ids = [str(n) for n in range(6000)]
    vectors.upsert(ids, [UP] * 6000, [{"source": "a.txt"}] * 6000)
    vectors.delete(ids[1:])
    assert vectors.ids() == {"0"}


def test_what_another_wrote_is_seen_after_reopening(tmp_path: Path) -> None:
    reader, writer = filled(tmp_path), Vectors(tmp_path)
    writer.upsert(["new"], [[1.0, 1.0]], [{"source": "b.txt"}])
    reader.reopen()
    assert reader.query([1.0, 1.0], 1) == [("new", pytest.approx(1))]


@pytest.mark.parametrize("name", ["chroma.sqlite3", "data_level0.bin", "length.bin", "index_metadata.pickle"])
def test_a_shortened_file_is_said_to_be_damaged(tmp_path: Path, name: str) -> None:
    vectors = filled(tmp_path)
    vectors.upsert([str(n) for n in range(1500)], [[float(n), 1.0] for n in range(1500)], [{"source": "c.txt"}] * 1500)
    vectors.query(UP, 1)  # writes the graph
    vectors.close()
    file = next(tmp_path.rglob(name))
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(StoreDamaged, match="--rebuild"):
        Vectors(tmp_path).query(UP, 1)
