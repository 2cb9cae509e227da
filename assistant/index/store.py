"""A store: the catalog and the two indexes in one folder, opened together and kept in step with other processes."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType

from llama_index.core.base.embeddings.base import BaseEmbedding

from assistant.errors import EmbeddingFailed, StoreError, StoreMismatch
from assistant.index import embeddings
from assistant.index.catalog import Catalog, Differing, Identity
from assistant.index.lock import WriterLock
from assistant.index.vectors import OtherVectors, Vectors
from assistant.index.words import Words
from assistant.settings import Settings

_INDEX = re.compile(r"index-(\d+)")
_BUILDING = "building"


def identity(settings: Settings, embedding: BaseEmbedding) -> Identity:
    """What a store of these settings is built with. Raises EmbeddingFailed when a server is to tell and doesn't."""
    return Identity(embedding.model_name, embeddings.dimension(embedding), settings.passage_syllables)


def _needed(settings: Settings, embedding: BaseEmbedding) -> Identity:
    """As `identity`; where a server doesn't tell the dimension, what is indexed can be asked about all the same."""
    try:
        return identity(settings, embedding)
    except EmbeddingFailed:
        return Identity(embedding.model_name, None, settings.passage_syllables)


def outdated(settings: Settings, embedding: BaseEmbedding) -> Differing:
    """What of the store of these settings was built in another way than they ask for; empty when there is none.

    Raises StoreDamaged.
    """
    index = current_index(settings.store)
    if index is None:
        return {}
    with closing(Catalog(catalog_path(index))) as catalog:
        return catalog.differing(_needed(settings, embedding))


def current_index(folder: Path) -> Path | None:
    """The index folder in use: the one with the highest number; None when the store is empty."""
    numbers = [int(match.group(1)) for path in folder.glob("index-*") if (match := _INDEX.fullmatch(path.name))]
    return folder / f"index-{max(numbers)}" if numbers else None


def catalog_path(index: Path) -> Path:
    """Where an index folder has its catalog."""
    return index / "catalog.sqlite3"


class Store:
    """The catalog, the vectors and the words of `settings.store`.

    They lie in a folder of their own, `index-<n>`, with the highest n in use: a rebuild prepares the next one
    beside it and gives it its name when it is complete, in one step. What another process wrote is seen after
    `sync`. One Store may be used by several threads.

    `outdated` is what of it was built in another way than is needed now, empty when nothing: it may be read, with
    words only if its vectors are another model's, and isn't to be written.
    """

    outdated: Differing

    def __init__(self, folder: Path, index: Path, settings: Settings, embedding: BaseEmbedding) -> None:
        """Open what is there: `Store.open` is the way in."""
        self.folder = folder
        self.settings = settings
        self.embedding = embedding
        self.lock = WriterLock(folder, settings.lock_timeout)
        self._mutex = threading.RLock()
        self._writers = 0
        self._connect(index)

    @classmethod
    def open(cls, settings: Settings, embedding: BaseEmbedding) -> Store:
        """The store of these settings, made empty if there is none.

        Raises StoreMismatch when another version of the program wrote it so that it can't even be read, StoreDamaged,
        StoreBusy, or StoreError when the folder can't be made.
        """
        folder = settings.store
        index = current_index(folder)
        if index is None:
            make_folder(folder)
            with WriterLock(folder, settings.lock_timeout):
                index = current_index(folder)
                if index is None:
                    with fresh(folder, settings, embedding):
                        pass
                    index = adopt(folder)
        return cls(folder, index, settings, embedding)

    def _connect(self, index: Path) -> None:
        catalog = Catalog(catalog_path(index))
        try:
            differing = catalog.differing(_needed(self.settings, self.embedding))
            if "schema" in differing:
                raise StoreMismatch(
                    f"Kho dữ liệu «{self.folder}» do một phiên bản khác của chương trình dựng. Hãy mở lại chương trình "
                    "để kho được dựng lại."
                )
            seen = catalog.version  # before the indexes are opened: what is written meanwhile is then seen
            others = differing.keys() & {"embedding", "dimension"}
            vectors = OtherVectors(differing) if others else Vectors(index / "chroma")
            words = Words(index / "words")
        except BaseException:
            catalog.close()
            raise
        self.index, self.outdated = index, differing
        self.catalog, self.vectors, self.words = catalog, vectors, words
        self._seen = seen

    def close(self) -> None:
        """Release all files; safe to call again."""
        with self._mutex:
            self.words.close()
            self.vectors.close()
            self.catalog.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def sync(self) -> bool:
        """See what other processes wrote; whether there was anything. Costs some 50 µs when there wasn't."""
        with self._mutex:
            if self._writers:  # this Store writes, in another thread: nobody else does, and it sees its own writes
                return False
            index = current_index(self.folder)
            if index and index != self.index:  # rebuilt; questions under way end with the old objects, which then go
                self._connect(index)
                return True
            version = self.catalog.version
            if version == self._seen:
                return False
            self.vectors.reopen()
            self.words.reload()
            self._seen = version
            return True

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock, with everything that others wrote seen; StoreBusy when it can't be had in time."""
        with self.lock:
            self.sync()
            with self._mutex:
                self._writers += 1
            try:
                yield
            finally:
                with self._mutex:
                    self._writers -= 1
                    self.words.close()
                    self._seen = self.catalog.version

    def in_step(self) -> bool:
        """Whether the indexes hold what the catalog does, as far as counting tells."""
        passages = self.catalog.counts().passages
        return not self.catalog.unfinished and passages == self.vectors.count() == self.words.count()


def make_folder(folder: Path) -> None:
    """Make the store's folder; StoreError when that can't be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"Không tạo được thư mục kho «{folder}»: {error.strerror}. Hãy đổi thiết lập «store»."
        ) from error


@contextmanager
def fresh(folder: Path, settings: Settings, embedding: BaseEmbedding) -> Iterator[Store]:
    """An empty store under preparation, to be filled and then adopted. Hold the lock of `folder`."""
    building = folder / _BUILDING
    shutil.rmtree(building, ignore_errors=True)  # left by a process that died
    index = building / "index-1"
    index.mkdir(parents=True)
    Catalog.create(catalog_path(index), identity(settings, embedding)).close()
    Vectors(index / "chroma", create=True).close()
    Words(index / "words", create=True)
    try:
        with Store(building, index, settings, embedding) as store:
            yield store
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def adopt(folder: Path) -> Path:
    """Put the prepared index in use and remove older ones; its new path. Hold the lock of `folder`."""
    old = current_index(folder)
    number = int(old.name.removeprefix("index-")) + 1 if old else 1
    index = (folder / _BUILDING / "index-1").rename(folder / f"index-{number}")
    shutil.rmtree(folder / _BUILDING, ignore_errors=True)
    for path in folder.glob("index-*"):
        if path != index:
            shutil.rmtree(path, ignore_errors=True)  # what a reader still holds open goes the next time
    return index
