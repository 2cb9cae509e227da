"""Bring a store up to date with a corpus folder, or build it anew."""

from __future__ import annotations

import dataclasses
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Literal

from llama_index.core.base.embeddings.base import BaseEmbedding

from assistant import encoder
from assistant.corpus.article import Article, Passage
from assistant.corpus.figures import find_figures
from assistant.corpus.loader import READERS, find_files, load_file
from assistant.errors import FileUnreadable, StoreBusy, StoreDamaged, StoreMismatch
from assistant.index.catalog import Catalog, Stamp, explained
from assistant.index.embeddings import E5Embedding
from assistant.index.lock import WriterLock
from assistant.index.store import Store, adopt, catalog_path, current_index, fresh, identity, make_folder, outdated
from assistant.language.places import article_places
from assistant.settings import Settings

_TITLE_SYLLABLES = 30  # of the title, put before a passage to be embedded
_SETTLED = 2_000_000_000  # ns; a file changed later than this before it was read may change again in the same tick


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is: `done` of `total` articles; `source` is the one just finished.

    `model` is made ready once on a machine, before the first article is embedded; it counts as one.
    """

    stage: Literal["model", "rebuild", "index"]
    done: int
    total: int
    source: str


@dataclass(slots=True)
class Report:
    """What a refresh did, by source. `failed` pairs a source with a Vietnamese message.

    `busy` is the message when nothing could be done: another process writes the store, there are no vectors, or the
    store is outdated.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    busy: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    source: str
    stamp: Stamp


def refresh(store: Store, corpus: Path, progress: Callable[[Progress], None] | None = None) -> Report:
    """Index what is new or changed in `corpus`, forget what is gone, and mend what a killed writer left.

    A file that can't be read is reported and the others go on; what was indexed of it before stays. Takes the
    writer's lock only when there is something to write. Raises CorpusError, before anything is changed, when
    the folder is missing or holds nothing to read, StoreBusy when another process writes, and EmbeddingFailed when
    the embedding model's server gives no vectors: what was indexed stays, and the next refresh goes on from there.
    Raises StoreMismatch for an outdated store, which is to be built anew.
    """
    store.sync()
    if store.outdated:
        raise StoreMismatch(
            "Kho được dựng theo cách khác nên đang chờ dựng lại; tạm thời chưa thêm, sửa, bỏ bài được. Hãy thử lại sau "
            f"ít phút. ({explained(store.outdated)})"
        )
    version = store.catalog.version
    known = store.catalog.stamps()
    report = Report()
    changed, touched, gone = _compare(corpus, known, report)
    articles = _load(changed, known, store.settings.passage_syllables, report)
    first = next(articles, None)
    if first is None and not gone and store.in_step():
        _restamp(store, touched)
        return report
    with store.writing():
        if store.catalog.version != version:  # another process wrote while this one waited
            return refresh(store, corpus, progress)
        _prepare(store.embedding, progress)
        store.catalog.begin()
        _mend(store)
        for done, (file, article) in enumerate(chain([first] if first else [], articles), 1):
            _write(store, article, file.stamp)
            (report.changed if file.source in known else report.added).append(file.source)
            if progress:
                progress(Progress("index", done, len(changed), file.source))
        for source in gone:
            _forget(store, store.catalog.remove(source))
            report.removed.append(source)
        store.catalog.restamp(touched)
        store.catalog.finish()
    return report


def renew(
    settings: Settings,
    embedding: BaseEmbedding,
    corpus: Path,
    progress: Callable[[Progress], None] | None = None,
) -> Report | None:
    """Build the store anew if it is outdated, as `rebuild` does; None when it isn't, or another process was faster.

    Raises what `rebuild` raises, and StoreDamaged.
    """
    if not outdated(settings, embedding):
        return None
    with WriterLock(settings.store, settings.lock_timeout):
        return _rebuilt(settings, embedding, corpus, progress) if outdated(settings, embedding) else None


def rebuild(
    settings: Settings,
    embedding: BaseEmbedding,
    corpus: Path,
    progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Build the store anew: both indexes from its catalog, or everything from `corpus` when that can't be used.

    What is in use stays until the new one is complete, and stays when this fails or the process is killed. Raises
    CorpusError, StoreBusy while another process writes, and EmbeddingFailed.
    """
    make_folder(settings.store)
    with WriterLock(settings.store, settings.lock_timeout):
        return _rebuilt(settings, embedding, corpus, progress)


def _rebuilt(
    settings: Settings, embedding: BaseEmbedding, corpus: Path, progress: Callable[[Progress], None] | None
) -> Report:
    kept = _catalogued(settings, embedding)
    with fresh(settings.store, settings, embedding) as store:
        with store.writing():
            _prepare(embedding, progress)
            for done, (article, stamp) in enumerate(kept, 1):
                _write(store, article, stamp)
                if progress:
                    progress(Progress("rebuild", done, len(kept), article.source))
        if kept and not corpus.is_dir():
            report = Report(unchanged=[article.source for article, _ in kept])
        else:
            report = refresh(store, corpus, progress)
    adopt(settings.store)
    return report


def embedded_text(article: Article, passage: Passage) -> str:
    """What is embedded of a passage: its text after its article's title, unless it is the title."""
    text = article.text[passage.start : passage.end]
    span = article.title.span
    if span and span.start <= passage.start and passage.end <= span.end:
        return text
    return f"{' '.join(article.title.value.split()[:_TITLE_SYLLABLES])}. {text}"


def _prepare(embedding: BaseEmbedding, progress: Callable[[Progress], None] | None) -> None:
    """Make what the embedding model needs on this machine, and say so: the first time it takes a second or more."""
    if isinstance(embedding, E5Embedding) and not encoder.prepared():
        if progress:
            progress(Progress("model", 0, 1, ""))
        encoder.prepare()
        if progress:
            progress(Progress("model", 1, 1, ""))


def _compare(corpus: Path, known: dict[str, Stamp], report: Report) -> tuple[list[_File], dict[str, Stamp], list[str]]:
    """Files that are new or changed, stamps of those whose time alone changed, and sources that are gone."""
    paths = find_files(corpus)
    changed: list[_File] = []
    touched: dict[str, Stamp] = {}
    sources = set()
    for path in paths:
        source = path.relative_to(corpus).as_posix()
        sources.add(source)
        before = known.get(source)
        try:
            source.encode()
            stamp = _stamp(path, before)
        except (OSError, UnicodeEncodeError) as error:
            report.failed.append((source.encode("utf-8", "replace").decode(), f"Không đọc được tệp: {error}."))
            continue
        if before is None or before.hash != stamp.hash:
            changed.append(_File(path, source, stamp))
        else:
            report.unchanged.append(source)
            if before != stamp:
                touched[source] = stamp
    return changed, touched, sorted(known.keys() - sources)


def _stamp(path: Path, before: Stamp | None) -> Stamp:
    status = path.stat()
    if before and before.mtime and (before.size, before.mtime) == (status.st_size, status.st_mtime_ns):
        return before
    settled = time.time_ns() - status.st_mtime_ns > _SETTLED
    readable = path.suffix.lower() in READERS  # else it is refused by its name, and may be a film
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if readable else ""
    return Stamp(digest, status.st_size, status.st_mtime_ns if settled else 0)


def _load(
    files: Iterable[_File], known: dict[str, Stamp], passage_syllables: int, report: Report
) -> Iterator[tuple[_File, Article]]:
    for file in files:
        try:
            article = load_file(file.path, file.source, passage_syllables=passage_syllables)
        except FileUnreadable as error:
            kept = " Bản đã lập chỉ mục trước đó vẫn được dùng." if file.source in known else ""
            report.failed.append((file.source, f"{error}{kept}"))
            continue
        places = article_places(article.title.value, article.text, article.source)
        yield file, dataclasses.replace(article, places=places)


def _write(store: Store, article: Article, stamp: Stamp) -> None:
    """Embed first, write last, delete after: whenever this is cut short, both indexes hold all of the catalog."""
    texts = [embedded_text(article, passage) for passage in article.passages]
    vectors = store.embedding.get_text_embedding_batch(texts)
    ids = [passage.id for passage in article.passages]
    store.vectors.upsert(ids, vectors, [{"source": article.source}] * len(ids))
    store.words.add(article)
    _forget(store, store.catalog.replace(article, stamp, find_figures(article)))


def _forget(store: Store, passages: set[str]) -> None:
    store.vectors.delete(passages)
    store.words.delete(passages)


def _mend(store: Store) -> None:
    """Make both indexes hold what the catalog does, no more and no less."""
    wanted, vectors, words = store.catalog.passage_ids(), store.vectors.ids(), store.words.ids()
    _forget(store, (vectors | words) - wanted)
    lacking = store.catalog.passages(wanted - (vectors & words))
    stamps = store.catalog.stamps()
    for id in sorted({passage.article_id for passage in lacking.values()}):
        article = store.catalog.article(id)
        if article:
            _write(store, article, stamps[article.source])


def _restamp(store: Store, touched: dict[str, Stamp]) -> None:
    """Note new times, so that these files need not be read the next time; not worth waiting for a writer."""
    if any(stamp.mtime for stamp in touched.values()):
        with suppress(StoreBusy), store.writing():
            store.catalog.restamp(touched)


def _catalogued(settings: Settings, embedding: BaseEmbedding) -> list[tuple[Article, Stamp]]:
    """The articles of the catalog in use; none when it is damaged or its articles were read in another way."""
    index = current_index(settings.store)
    if index is None:
        return []
    try:
        with closing(Catalog(catalog_path(index))) as catalog:
            if not catalog.differing(identity(settings, embedding)).keys() - {"embedding", "dimension"}:
                stamps = catalog.stamps()
                return [(article, stamps[article.source]) for article in catalog.articles()]
    except StoreDamaged:
        pass
    return []
