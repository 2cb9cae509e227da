"""Opening a store that was built in another way than is needed now: it is built anew, at once or while it is used."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from llama_index.core.base.embeddings.base import BaseEmbedding

from assistant.errors import AssistantError, EmbeddingFailed, StoreBusy
from assistant.index.catalog import explained
from assistant.index.indexer import Progress, Report, refresh, renew
from assistant.index.store import Store, outdated
from assistant.settings import Settings

_AGAIN = 1.0  # seconds until it is seen again whether another process still writes
log = logging.getLogger(__name__)


def opened(
    settings: Settings, embedding: BaseEmbedding, progress: Callable[[Progress], None] | None = None, *, wait: bool
) -> tuple[Store, Report]:
    """The store of these settings, brought up to date with the corpus, and what was done.

    An outdated one is built anew first; unless told to `wait`, only if it can't be read, else it is given as it is.
    While another process writes, or the embedding model's server fails, a store that holds articles is given as it is
    too, and `busy` of the report says so. Raises CorpusError, EmbeddingFailed, StoreDamaged and StoreBusy.
    """
    differing = outdated(settings, embedding)
    report: Report | None = None
    failure: StoreBusy | EmbeddingFailed | None = None
    try:
        if differing and (wait or "schema" in differing):
            report = renew(settings, embedding, settings.corpus, progress)
    except (StoreBusy, EmbeddingFailed) as error:
        if "schema" in differing:
            raise
        failure = error
    store = Store.open(settings, embedding)
    try:
        if not (report or failure or store.outdated):
            try:
                report = refresh(store, settings.corpus, progress)
            except (StoreBusy, EmbeddingFailed) as error:
                failure = error
        if failure and not store.catalog.counts().articles:
            raise failure
    except BaseException:
        store.close()
        raise
    if failure:
        report = Report(busy=f"{failure} Đang trả lời theo những bài đã lập chỉ mục trước đó.")
    return store, report or Report(busy=_going_on(store))


class Renewal:
    """Builds an outdated store anew in a thread; questions are answered from what it holds meanwhile."""

    def __init__(self, store: Store, corpus: Path) -> None:
        """Begin. While another process writes, wait until it has done the same, or until it is this one's turn."""
        self._store, self._corpus = store, corpus
        self._settings = store.settings.model_copy(update={"lock_timeout": 0.0})
        self._step: Progress | None = None
        self._failure = ""
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="renewal", daemon=True)
        self._thread.start()

    @property
    def note(self) -> str:
        """What users should know, in Vietnamese; empty when it is done."""
        return (self._failure or _going_on(self._store, self._step)) if self._store.outdated else ""

    def stop(self) -> None:
        """End it after the article under way, and wait for that; what isn't complete is thrown away."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                renew(self._settings, self._store.embedding, self._corpus, self._tell)
                self._store.sync()
            except StoreBusy:
                self._stopping.wait(_AGAIN)
                continue
            except _Stopped:
                log.info("the store isn't built anew: stopped")
            except AssistantError as error:
                log.warning("the store can't be built anew: %s", error.detail or error)
                self._failure = f"Không dựng lại được kho, nên câu trả lời lấy từ chỉ mục cũ. {error}"
            except Exception:
                log.exception("the store can't be built anew")
                self._failure = "Không dựng lại được kho, nên câu trả lời lấy từ chỉ mục cũ; xem nhật ký của máy chủ."
            return

    def _tell(self, step: Progress) -> None:
        if self._stopping.is_set():
            raise _Stopped
        self._step = step


class _Stopped(Exception):
    pass


def _going_on(store: Store, step: Progress | None = None) -> str:
    far = f", đã xong {step.done}/{step.total} bài" if step and step.stage != "model" else ""
    return (
        f"Kho đang được dựng lại{far} ({explained(store.outdated)}). Trong lúc đó, câu trả lời lấy từ chỉ mục cũ, có "
        "thể sót."
    )
