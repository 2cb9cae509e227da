"""Errors that reach a user: a Vietnamese message that says what is wrong and what to do."""

from __future__ import annotations


class AssistantError(Exception):
    """Base of every error that the product raises on purpose.

    `str(error)` is Vietnamese and fit to be shown as it is; `detail` is English for the log.
    """

    def __init__(self, message: str, *, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


class SettingsError(AssistantError):
    """A setting is unknown or has a value that it may not have."""


class CorpusError(AssistantError):
    """The corpus folder is missing, is not a folder, or holds nothing to read."""


class FileUnreadable(AssistantError):
    """One file can't be read as an article; the others go on."""


class ArticleExists(AssistantError):
    """The corpus has a file of that name already; `source` is the name."""

    def __init__(self, message: str, source: str) -> None:
        super().__init__(message)
        self.source = source


class QuestionUnfit(AssistantError):
    """A question is blank, or too long."""


class EmbeddingFailed(AssistantError):
    """The server of the embedding model gives no vectors."""


class ModelMissing(AssistantError):
    """The files of a model that ships with a package aren't there."""


class StoreError(AssistantError):
    """The store can't be used; the message says what mends it."""


class StoreBusy(StoreError):
    """Another process is writing the store."""


class StoreMismatch(StoreError):
    """Another version of the program wrote it, so that it can't be read, or not be written to as it is."""


class StoreDamaged(StoreError):
    """The store's files can't be read; the sources are untouched, a rebuild loses nothing."""
