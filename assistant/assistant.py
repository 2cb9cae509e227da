"""The product's Python API."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from assistant.answering.answer import Answer, Turn
from assistant.answering.extractive import ExtractiveEngine
from assistant.corpus.article import Article
from assistant.corpus.figures import Figure
from assistant.corpus.folder import CorpusFolder, file_name
from assistant.corpus.loader import load_bytes
from assistant.errors import CorpusError, FileUnreadable, QuestionUnfit, SettingsError
from assistant.index import embeddings, renewal
from assistant.index.entries import Entry
from assistant.index.indexer import Progress, Report, rebuild, refresh
from assistant.index.store import Store
from assistant.language.normalize import clean
from assistant.records import Records
from assistant.retrieval.hybrid import HybridRetriever
from assistant.settings import NO_MODEL, Settings, bundled
from assistant.writing.draft import Draft

if TYPE_CHECKING:
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.llms import LLM

    from assistant.writing.model import Model


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
        self._records: Records | None = None
        self._renewal: renewal.Renewal | None = None
        self._mutex = threading.Lock()
        self._writer = None
        if model:
            from assistant.writing.engine import LanguageModelEngine

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
        wait: bool = True,
        **settings: Any,
    ) -> Assistant:
        """Open a store and bring it up to date with the corpus; `report` tells what was done.

        One that another version of the program, or another embedding model, built is built anew: before this returns,
        or, without `wait`, by a thread while questions are answered from what it holds; `note` says so meanwhile.

        `llm` writes the answers, unless `engine` is extractive; without it, the model that the settings name does.
        What isn't given comes from the environment and `.env` (see `Settings`). Raises SettingsError,
        CorpusError, EmbeddingFailed, StoreDamaged or StoreBusy, each with a Vietnamese message. While another process
        writes a store that holds articles already, or the embedding model's server fails, those are used, and
        `report.busy` says so.
        """
        chosen = Settings.load(corpus=corpus, store=store, engine=engine, **settings)
        with ExitStack() as undo:
            model = _model(chosen, llm)
            if model:
                undo.callback(model.close)
            opened, report = renewal.opened(chosen, embeddings.create(chosen), progress, wait=wait)
            undo.callback(opened.close)
            assistant = cls(chosen, opened, report, model)
            undo.pop_all()
        if opened.outdated and not wait:
            assistant._renewal = renewal.Renewal(opened, chosen.corpus)
        return assistant

    @property
    def model(self) -> str | None:
        """The name of the language model that writes the answers; None when none does."""
        return self._model.name if self._model else None

    @property
    def note(self) -> str:
        """What users should know of the index, in Vietnamese: that it is being built anew; empty when all is well."""
        return self._renewal.note if self._renewal else ""

    @property
    def records(self) -> Records:
        """What users leave behind in this store: conversations, opinions, questions that found nothing.

        Raises a StoreError when they can't be opened.
        """
        with self._mutex:
            if self._records is None:
                self._records = Records(self.settings.store)
            return self._records

    @property
    def version(self) -> int:
        """A number that is another one after every change of what is indexed, by whichever process."""
        self._store.sync()
        return hash((self._store.index, self._store.catalog.version))

    def ask(self, question: str, history: Sequence[str | Turn] = (), within: Collection[str] | None = None) -> Answer:
        """Answer a question. `history` holds the user's earlier questions of the conversation, oldest first.

        `within` are the file names of the articles to answer from, if not all. Raises TypeError for a question that is
        no string, or a history that is no sequence of strings and turns.
        """
        for event in self.stream(question, history, within):
            if isinstance(event, Answer):
                return event
        raise AssertionError("a stream ends with its answer")

    def stream(
        self, question: str, history: Sequence[str | Turn] = (), within: Collection[str] | None = None
    ) -> Generator[Draft | Answer, None, None]:
        """Answer a question while it can be watched: drafts, if a language model writes, then the Answer.

        A draft is what the model has written so far, not yet checked; the answer takes its place. Closing the
        generator stops the model. Takes and raises what `ask` does, at the first step.
        """
        if not isinstance(question, str):
            raise TypeError(f"question must be a str, not {type(question).__name__}")
        if isinstance(history, str) or not all(isinstance(turn, str | Turn) for turn in history):
            raise TypeError("history must be a sequence of strings and Turns")
        try:
            text = self.checked(question)
        except QuestionUnfit as error:
            yield Answer(question, str(error), "not_found")
            return
        self._store.sync()
        turns = [turn if isinstance(turn, Turn) else Turn(turn) for turn in history]
        ids = None if within is None else self._ids(within)
        if self._writer is None:
            yield self._extractive.answer(text, [turn.question for turn in turns], within=ids)
            return
        with closing(self._writer.stream(text, turns, ids)) as events:
            yield from events

    def _ids(self, sources: Collection[str]) -> set[str]:
        """The ids of the articles of these file names; unknown ones are left out."""
        found = (self._store.catalog.by_source(source) for source in sources)
        return {article.id for article in found if article}

    def checked(self, question: str) -> str:
        """A question as it is read. Raises QuestionUnfit when it is blank or longer than the settings allow."""
        text, most = clean(question), self.settings.max_question
        if not text:
            raise QuestionUnfit("Câu hỏi còn trống. Hãy gõ điều cần tra cứu.")
        if len(text) > most:
            raise QuestionUnfit(f"Câu hỏi quá dài ({len(text)} ký tự, nhiều nhất {most}). Hãy hỏi ngắn gọn từng ý.")
        return text

    def extract(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The answer in the articles' own words, whichever engine writes answers: quick, no model is asked."""
        self._store.sync()
        return self._extractive.answer(clean(question), history)

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

    def entries(self) -> list[Entry]:
        """Every indexed article as an entry of a list (title, date, places, how many figures), by file name."""
        self._store.sync()
        return self._store.catalog.entries()

    def coverage(self) -> dict[tuple[str, int | None], int]:
        """How many figures there are of each place («» when the text names none) and year (None likewise)."""
        self._store.sync()
        return self._store.catalog.coverage()

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

    def add(self, name: str, data: bytes, *, replace: bool = False) -> str:
        """Put an article's file into the corpus and index it; the file name under which it is kept.

        Nothing is kept of a file that can't be read (FileUnreadable), and nothing is overwritten (ArticleExists)
        unless it is to be replaced: the old one goes to the trash of the corpus. Raises CorpusError when the folder
        can't be written to, StoreBusy while another process writes, and EmbeddingFailed.
        """
        source = file_name(name)
        limit = self.settings.upload_megabytes
        if len(data) > limit * 1_000_000:
            raise FileUnreadable(f"Tệp «{source}» quá lớn (nhiều nhất {limit:g} MB).")
        load_bytes(data, source, passage_syllables=self.settings.passage_syllables)
        with self._store.lock:
            take_back = self._folder.put(source, data, replace=replace)
            try:
                failed = dict(refresh(self._store, self.settings.corpus).failed)
                if source in failed:
                    raise FileUnreadable(failed[source])
            except BaseException:
                take_back()
                raise
        return source

    def remove(self, source: str) -> None:
        """Take an article out of the corpus and the index; its file goes to the trash of the corpus.

        Raises KeyError when there is none of that name, CorpusError when it is the last one or can't be moved, and
        StoreBusy while another process writes.
        """
        with self._store.lock:
            known = {entry.source for entry in self.entries()}
            if source not in known:
                raise KeyError(source)
            if len(known) == 1:
                raise CorpusError("Đây là bài cuối cùng trong kho. Hãy thêm bài khác trước khi bỏ bài này.")
            kept = self._folder.discard(source)
            try:
                refresh(self._store, self.settings.corpus)
            except BaseException:
                self._folder.restore(kept, source)
                raise

    def rebuild(self, progress: Callable[[Progress], None] | None = None) -> Report:
        """Build the index anew from the corpus; questions are answered from the old one meanwhile.

        Raises CorpusError and StoreBusy; the old index stays then.
        """
        report = rebuild(self.settings, self._store.embedding, self.settings.corpus, progress)
        self._store.sync()
        return report

    @property
    def _folder(self) -> CorpusFolder:
        return CorpusFolder(self.settings.corpus, bundled("seeds"))

    def check_writable(self) -> None:
        """Raises CorpusError when articles can't be added to the corpus or taken out, with what to do instead."""
        self._folder.check()

    def retriever(self) -> HybridRetriever:
        """The retriever, a LlamaIndex BaseRetriever."""
        return self._retriever

    def query_engine(self) -> BaseQueryEngine:
        """A LlamaIndex query engine whose response text is the answer's and whose source nodes are its citations."""
        from assistant.answering.query_engine import AssistantQueryEngine

        return AssistantQueryEngine(assistant=self)

    def close(self) -> None:
        """Release the store's files, the records, and the model."""
        if self._renewal:
            self._renewal.stop()
        if self._records:
            self._records.close()
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
    from assistant.writing import model  # takes a second, which only those who have a model need to wait

    return model.Model(llm, settings) if llm else model.connect(settings)
