"""The product's Python API."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from assistant.answering.answer import Answer, Turn
from assistant.answering.draft import Draft
from assistant.answering.extractive import ExtractiveEngine
from assistant.corpus.article import Article
from assistant.corpus.figures import Figure
from assistant.errors import SettingsError, StoreBusy
from assistant.index import embeddings
from assistant.index.indexer import Progress, Report, refresh
from assistant.index.store import Store
from assistant.language.normalize import clean
from assistant.retrieval.hybrid import HybridRetriever
from assistant.settings import NO_MODEL, Settings, bundled

if TYPE_CHECKING:
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.llms import LLM

    from assistant.answering.model import Model


class Assistant:
    """Answers Vietnamese questions over a corpus, with cited sources. `Assistant.open` is the way in.

    Safe to be used by several threads.
    """

    def __init__(self, settings: Settings, store: Store, report: Report, model: Model | None = None) -> None:
        self.settings = settings
        self.report = report
        self._store = store
        self._retriever = HybridRetriever(store)
        self._extractive = ExtractiveEngine(store, self._retriever)
        self._model = model
        self._writer = None
        if model:
            from assistant.answering.writing import LanguageModelEngine

            prompts = bundled("prompts")
            self._writer = LanguageModelEngine(self._extractive, self._retriever, model, settings, prompts)

    @classmethod
    def open(
        cls,
        corpus: Path | str | None = None,
        store: Path | str | None = None,
        engine: str | None = None,
        *,
        llm: LLM | None = None,
        progress: Callable[[Progress], None] | None = None,
        **settings: Any,
    ) -> Assistant:
        """Open a store and bring it up to date with the corpus; `report` tells what was done.

        `llm` writes the answers, unless `engine` is extractive; without it, the model that the settings name does.
        What isn't given comes from the environment and `.env` (see `Settings`). Raises SettingsError,
        CorpusError, StoreMismatch, StoreDamaged or StoreBusy, each with a Vietnamese message. While another process
        writes a store that holds articles already, those are used, and `report.busy` says so.
        """
        chosen = Settings.load(corpus=corpus, store=store, engine=engine, **settings)
        with ExitStack() as undo:
            model = _model(chosen, llm)
            if model:
                undo.callback(model.close)
            opened = Store.open(chosen, embeddings.create(chosen))
            undo.callback(opened.close)
            try:
                report = refresh(opened, chosen.corpus, progress)
            except StoreBusy as busy:
                if not opened.catalog.counts().articles:
                    raise
                report = Report(busy=f"{busy} Đang trả lời theo những bài đã lập chỉ mục trước đó.")
            assistant = cls(chosen, opened, report, model)
            undo.pop_all()
        return assistant

    @property
    def model(self) -> str | None:
        """The name of the language model that writes the answers; None when none does."""
        return self._model.name if self._model else None

    def ask(self, question: str, history: Sequence[str | Turn] = ()) -> Answer:
        """Answer a question. `history` holds the user's earlier questions of the conversation, oldest first.

        Raises TypeError for a question that is no string, or a history that is no sequence of strings and turns.
        """
        for event in self.stream(question, history):
            if isinstance(event, Answer):
                return event
        raise AssertionError("a stream ends with its answer")

    def stream(self, question: str, history: Sequence[str | Turn] = ()) -> Generator[Draft | Answer, None, None]:
        """Answer a question while it can be watched: drafts, if a language model writes, then the Answer.

        A draft is what the model has written so far, not yet checked; the answer takes its place. Closing the
        generator stops the model. Takes and raises what `ask` does, at the first step.
        """
        if not isinstance(question, str):
            raise TypeError(f"question must be a str, not {type(question).__name__}")
        if isinstance(history, str) or not all(isinstance(turn, str | Turn) for turn in history):
            raise TypeError("history must be a sequence of strings and Turns")
        text = clean(question)
        most = self.settings.max_question
        if not text:
            yield Answer(question, "Câu hỏi còn trống. Hãy gõ điều cần tra cứu.", "not_found")
        elif len(text) > most:
            message = f"Câu hỏi quá dài ({len(text)} ký tự, nhiều nhất {most}). Hãy hỏi ngắn gọn từng ý."
            yield Answer(question, message, "not_found")
        else:
            self._store.sync()
            earlier = [turn.question if isinstance(turn, Turn) else turn for turn in history]
            if self._writer:
                yield from self._writer.stream(text, earlier)
            else:
                yield self._extractive.answer(text, earlier)

    def article(self, source: str) -> Article:
        """The indexed article of a file name; KeyError when there is none."""
        article = self._store.catalog.by_source(source)
        if article is None:
            raise KeyError(source)
        return article

    def count(self) -> int:
        """How many articles are indexed. Raises a StoreError when the store can't be read."""
        self._store.sync()
        return self._store.catalog.counts().articles

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
        """Release the store's files, and the model."""
        if self._model:
            self._model.close()
        self._store.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _model(settings: Settings, llm: LLM | None) -> Model | None:
    """The language model that writes, if one is given or configured and wanted."""
    if settings.engine == "extractive" or (llm is None and settings.engine == "auto" and not settings.has_model):
        return None
    if llm is None and not settings.has_model:
        raise SettingsError(NO_MODEL)
    from assistant.answering import model  # takes a second, which only those who have a model need to wait

    return model.Model(llm, settings) if llm else model.connect(settings)
