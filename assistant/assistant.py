"""The product's Python API."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from assistant.answering.answer import Answer, Turn
from assistant.answering.extractive import ExtractiveEngine
from assistant.corpus.article import Article
from assistant.corpus.figures import Figure
from assistant.errors import SettingsError, StoreBusy
from assistant.index import embeddings
from assistant.index.indexer import Progress, Report, refresh
from assistant.index.store import Store
from assistant.language.normalize import clean
from assistant.retrieval.hybrid import HybridRetriever
from assistant.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.base.base_query_engine import BaseQueryEngine


class Assistant:
    """Answers Vietnamese questions over a corpus, with cited sources. `Assistant.open` is the way in.

    Safe to be used by several threads.
    """

    def __init__(self, settings: Settings, store: Store, report: Report) -> None:
        self.settings = settings
        self.report = report
        self._store = store
        self._retriever = HybridRetriever(store)
        self._extractive = ExtractiveEngine(store, self._retriever)

    @classmethod
    def open(
        cls,
        corpus: Path | str | None = None,
        store: Path | str | None = None,
        engine: str | None = None,
        *,
        progress: Callable[[Progress], None] | None = None,
        **settings: Any,
    ) -> Assistant:
        """Open a store and bring it up to date with the corpus; `report` tells what was done.

        What isn't given comes from the environment and `.env` (see `Settings`). Raises SettingsError,
        CorpusError, StoreMismatch, StoreDamaged or StoreBusy, each with a Vietnamese message. While another process
        writes a store that holds articles already, those are used, and `report.busy` says so.
        """
        chosen = Settings.load(corpus=corpus, store=store, engine=engine, **settings)
        if chosen.engine == "llm":
            raise SettingsError("Thiết lập «engine» là «llm» nhưng chưa có mô hình ngôn ngữ nào được cấu hình.")
        opened = Store.open(chosen, embeddings.create(chosen.embedding))
        try:
            report = refresh(opened, chosen.corpus, progress)
        except StoreBusy as busy:
            if not opened.catalog.counts().articles:
                opened.close()
                raise
            report = Report(busy=f"{busy} Đang trả lời theo những bài đã lập chỉ mục trước đó.")
        except BaseException:
            opened.close()
            raise
        return cls(chosen, opened, report)

    def ask(self, question: str, history: Sequence[str | Turn] = ()) -> Answer:
        """Answer a question. `history` holds the user's earlier questions of the conversation, oldest first.

        Raises TypeError for a question that is no string, or a history that is no sequence of strings and turns.
        """
        if not isinstance(question, str):
            raise TypeError(f"question must be a str, not {type(question).__name__}")
        if isinstance(history, str) or not all(isinstance(turn, str | Turn) for turn in history):
            raise TypeError("history must be a sequence of strings and Turns")
        text = clean(question)
        if not text:
            return Answer(question, "Câu hỏi còn trống. Hãy gõ điều cần tra cứu.", "not_found")
        if len(text) > self.settings.max_question:
            most = self.settings.max_question
            message = f"Câu hỏi quá dài ({len(text)} ký tự, nhiều nhất {most}). Hãy hỏi ngắn gọn từng ý."
            return Answer(question, message, "not_found")
        self._store.sync()
        earlier = [turn.question if isinstance(turn, Turn) else turn for turn in history]
        return self._extractive.answer(text, earlier)

    def article(self, source: str) -> Article:
        """The indexed article of a file name; KeyError when there is none."""
        article = self._store.catalog.by_source(source)
        if article is None:
            raise KeyError(source)
        return article

    def articles(self) -> list[Article]:
        """Every indexed article, by file name."""
        return list(self._store.catalog.articles())

    def figures(
        self, place: str | None = None, measure: str | None = None, period: int | None = None, source: str | None = None
    ) -> list[Figure]:
        """The figures that the articles give, by file name and position; only those for which all that is given holds.

        Accents and capitals don't matter: `place` «TX. Hồng Lĩnh» is «hong linh», and a province has the figures of its
        districts; `measure` gives words of what is counted («tin có giá trị»); `period` is a year, `source` a file
        name. `article(figure.source).text[figure.span.start : figure.span.end] == figure.raw`.
        """
        self._store.sync()
        return self._store.catalog.figures(place, measure, period, source)

    def retriever(self) -> HybridRetriever:
        """The retriever, a LlamaIndex BaseRetriever."""
        return self._retriever

    def query_engine(self) -> BaseQueryEngine:
        """A LlamaIndex query engine whose response text is the answer's and whose source nodes are its citations."""
        from assistant.answering.query_engine import AssistantQueryEngine

        return AssistantQueryEngine(assistant=self)

    def close(self) -> None:
        """Release the store's files."""
        self._store.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
