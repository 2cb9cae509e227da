"""The index: the catalog of articles, their vectors and words, and what keeps the three in step with a corpus."""

from __future__ import annotations

from assistant.index.catalog import Catalog, Counts, Identity, Stamp
from assistant.index.indexer import Progress, Report, rebuild, refresh, renew
from assistant.index.lock import Holder, WriterLock
from assistant.index.store import Store, current_index
from assistant.index.vectors import Vectors
from assistant.index.words import Terms, Words, terms

__all__ = [
    "Catalog",
    "Counts",
    "Holder",
    "Identity",
    "Progress",
    "Report",
    "Stamp",
    "Store",
    "Terms",
    "Vectors",
    "Words",
    "WriterLock",
    "current_index",
    "rebuild",
    "refresh",
    "renew",
    "terms",
]
