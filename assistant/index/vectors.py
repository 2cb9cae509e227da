"""Vectors of passages in Chroma, embedded. It stores ids, vectors and a little metadata; texts are the catalog's."""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import chromadb
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection as ChromaCollection
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from assistant.errors import EmbeddingFailed, StoreDamaged
from assistant.index.catalog import Differing, explained

_NAME = "passages"
_HEADER = struct.Struct("<iQQQQ")  # of hnswlib's header.bin: version, offset, room, elements, bytes an element
_GRAPH = ("data_level0.bin", "length.bin")
_paths: set[str] = set()
_paths_lock = threading.Lock()


class Vectors:
    """The vector index in one folder.

    Chroma does not notice what another process (or another Vectors) wrote, and two that write one folder
    corrupt it: write under the store's lock only, and `reopen` after someone else wrote. Calls from several
    threads are safe. Every method raises StoreDamaged when Chroma can't read its files.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self._folder = folder
        self._mutex = threading.RLock()
        self._open(create)

    def _open(self, create: bool = False) -> None:
        if not create and not _sound(self._folder):
            time.sleep(0.2)  # another process may just be writing them
            if not _sound(self._folder):
                raise _damaged(self._folder)
        # Clients of one path string share their state in a process, stale or not; a string of its own keeps
        # this client apart, so that closing it really closes.
        with _paths_lock:
            self._path = next(p for n in count() if (p := str(self._folder) + "/." * n) not in _paths)
            _paths.add(self._path)
        with self._reading():
            self._client: ClientAPI = chromadb.PersistentClient(
                path=self._path, settings=ChromaSettings(anonymized_telemetry=False)
            )
            try:
                if create:
                    self._client.create_collection(
                        _NAME, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                    )
                self._collection: ChromaCollection = self._client.get_collection(_NAME, embedding_function=None)
            except ChromaError:
                self.close()
                raise

    def reopen(self) -> None:
        """See what others have written since this was opened."""
        with self._mutex:
            self.close()
            self._open()

    def close(self) -> None:
        """Release the files; safe to call again."""
        with self._mutex:
            if self._path in _paths:
                self._client.close()  # type: ignore[attr-defined]  # ClientAPI doesn't declare it, Client has it
                _paths.discard(self._path)

    def __del__(self) -> None:
        if hasattr(self, "_client"):
            self.close()

    def upsert(
        self, ids: Sequence[str], vectors: Sequence[Sequence[float]], metadatas: Sequence[Mapping[str, str]]
    ) -> None:
        """Add vectors, or replace those of the same ids."""
        with self._reading():
            size = self._client.get_max_batch_size()
            for i in range(0, len(ids), size):
                self._collection.upsert(
                    ids=list(ids[i : i + size]),
                    embeddings=list(vectors[i : i + size]),
                    metadatas=[dict(metadata) for metadata in metadatas[i : i + size]],
                )

    def delete(self, ids: Iterable[str]) -> None:
        """Forget these ids; unknown ones are ignored."""
        gone = list(ids)
        with self._reading():
            size = self._client.get_max_batch_size()
            for i in range(0, len(gone), size):
                self._collection.delete(ids=gone[i : i + size])

    def query(
        self, vector: Sequence[float], n: int, *, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The n nearest passages: (passage id, cosine in [-1, 1]), best first.

        `among` are the ids to choose from, if not all; unknown ones are ignored.
        """
        with self._reading():
            ids = None if among is None else self._known(among)
            if ids == []:
                return []
            found = self._collection.query(query_embeddings=[vector], ids=ids, n_results=n, include=["distances"])
        distances = found["distances"] or [[]]
        return [(id, 1 - float(far)) for id, far in zip(found["ids"][0], distances[0], strict=True)]

    def _known(self, ids: Collection[str]) -> list[str]:
        return self._collection.get(ids=list(ids), include=[])["ids"] if ids else []

    def ids(self) -> set[str]:
        """Ids of all passages that have a vector."""
        with self._reading():
            return set(self._collection.get(include=[])["ids"])

    def count(self) -> int:
        """How many passages have a vector."""
        with self._reading():
            return self._collection.count()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._mutex:
            try:
                yield
            except ChromaError as error:
                raise _damaged(self._folder, error) from error


class OtherVectors(Vectors):
    """In place of vectors that another model made, which must not be compared with this one's."""

    def __init__(self, differing: Differing) -> None:
        self._why = f"Chỉ mục ngữ nghĩa đang chờ được dựng lại ({explained(differing)})."

    def query(
        self, vector: Sequence[float], n: int, *, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Raises EmbeddingFailed."""
        raise EmbeddingFailed(self._why, detail="the vectors are another model's")

    def reopen(self) -> None:
        """Nothing to see."""

    def close(self) -> None:
        """Nothing to release."""


def _sound(folder: Path) -> bool:
    """Whether Chroma's files are there and as long as they say: a shortened graph file ends the process."""
    for header in folder.glob("*/header.bin"):
        head = header.read_bytes()
        if len(head) < _HEADER.size:
            return False
        _, _, _, elements, size = _HEADER.unpack_from(head)
        sizes = [path.stat().st_size if path.is_file() else -1 for path in map(header.with_name, _GRAPH)]
        if any(there < elements * each for there, each in zip(sizes, (size, 4), strict=True)):
            return False
    return (folder / "chroma.sqlite3").is_file()


def _damaged(folder: Path, error: Exception | None = None) -> StoreDamaged:
    return StoreDamaged(
        f"Chỉ mục ngữ nghĩa trong «{folder}» bị hỏng hoặc thiếu tệp. "
        "Các bài gốc không bị ảnh hưởng; hãy dựng lại chỉ mục bằng lệnh: assistant index --rebuild",
        detail=str(error or "files missing"),
    )
