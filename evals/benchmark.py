"""Public reading benchmarks: is the right paragraph found, is its right sentence chosen, is the right span marked?

A benchmark is a folder with `paragraphs.jsonl` (id, title, text) and `questions.jsonl` (id, question, paragraph,
answers: spans of that paragraph, none when it doesn't answer). Every paragraph becomes an article of its own.

**Paragraph**: the place of the right one among the articles of the passages that are found, and in plain fusion of
both indexes. **Sentence**: the answer stands in that of the best candidate, or in the first three of those that the
candidates are in; a sentence of another paragraph is a miss even if it holds the words. **Short answer**: SQuAD's
exact match and F1 of the best candidate. All these are over the questions that have an answer, whatever the
confidence. `benchmark_report` makes rates of them.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import assistant as product
from assistant.assistant import Assistant
from assistant.index import embeddings
from assistant.index.indexer import refresh
from assistant.index.store import Store
from assistant.index.words import terms
from assistant.language.normalize import canonical, nfc, plain
from assistant.reading.candidates import Candidates, find
from assistant.reading.views import Library
from assistant.retrieval.hybrid import Hit, HybridRetriever, fuse
from assistant.retrieval.query import Query
from assistant.settings import Settings
from evals.benchmark_files import Benchmark, BenchmarkError, Paragraph, Question, spread
from evals.metrics import contains
from evals.runner import WARM_UP

_PARTS = ("corpus", "encoder", "index", "language")  # the packages that decide what a store holds


@dataclass(frozen=True, slots=True)
class Found:
    """What was read for a question. `place` counts candidates' sentences from 1; None: none of them is right."""

    place: int | None
    first: str  # the best candidate's sentence
    short: str  # the best candidate
    exact: bool
    f1: float


@dataclass(frozen=True, slots=True)
class Row:
    """One question: the right paragraph's rank (from 1) of both ways to search, and what was read.

    `possible`: one sentence of the paragraph as it was indexed holds the answer.
    """

    question: Question
    rank: int | None
    plain_rank: int | None
    possible: bool
    given: Found  # with the right paragraph given
    found: Found  # end to end
    status: str
    confidence: float
    cited: bool  # the answer's first citation is right
    milliseconds: float


def run(
    benchmark: Benchmark,
    *,
    store: Path | None = None,
    limit: int | None = None,
    strip_accents: bool = False,
    progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> list[Row]:
    """Ask the benchmark's questions over all its paragraphs.

    The index is made in a temporary folder, or below `store`, where the next run finds it while neither the
    paragraphs nor the code that indexes change. Raises AssistantError when the store can't be used, and BenchmarkError
    when a paragraph can't be indexed.
    """
    questions = spread(benchmark.questions, limit)
    with opened(benchmark, store, progress) as bench:
        rows = []
        for question in questions:
            rows.append(bench.ask(question, plain(nfc(question.question)) if strip_accents else question.question))
            progress("asking", len(rows), len(questions))
        return rows


@contextmanager
def opened(benchmark: Benchmark, store: Path | None, progress: Callable[[str, int, int], None]) -> Iterator[_Bench]:
    """The benchmark's paragraphs indexed, as `run` says, and the assistant over them warm; no language model writes."""
    with ExitStack() as stack:
        home = store / f"{benchmark.name}-{_digest(benchmark.paragraphs)}" if store else None
        folder = home or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        corpus = folder / "articles"
        _write(benchmark.paragraphs, corpus)
        settings = Settings.load(corpus=corpus, store=folder / "store", engine="extractive")
        index = Store.open(settings, embeddings.create(settings))
        report = refresh(index, corpus, lambda p: progress("indexing", p.done, p.total))
        assistant = stack.enter_context(Assistant(settings, index, report))
        if report.failed:
            raise BenchmarkError(": ".join(report.failed[0]))
        for _ in range(2):
            assistant.ask(WARM_UP)
        yield _Bench(assistant, index)


def _digest(paragraphs: Iterable[Paragraph]) -> str:
    """What a store depends on: the paragraphs, and the code that cuts, reads and indexes them."""
    digest = hashlib.sha256("\0".join(paragraph.model_dump_json() for paragraph in paragraphs).encode())
    root = Path(product.__file__).parent
    for path in sorted(path for part in _PARTS for path in (root / part).rglob("*") if path.is_file()):
        if path.suffix != ".pyc":
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _write(paragraphs: Iterable[Paragraph], corpus: Path) -> None:
    """An article for each paragraph: its title as the headline, then the text as it stands."""
    corpus.mkdir(parents=True, exist_ok=True)
    for paragraph in paragraphs:
        text = f"{paragraph.title.replace('_', ' ')}\n\n{paragraph.text}\n"
        (corpus / _source(paragraph.id)).write_text(text, encoding="utf-8")


def _source(paragraph: int) -> str:
    return f"p{paragraph}.txt"


class _Bench:
    def __init__(self, assistant: Assistant, store: Store) -> None:
        self._assistant = assistant
        self._store = store
        self._retriever = HybridRetriever(store)
        self._library = Library(self._retriever.article)

    def ask(self, question: Question, typed: str) -> Row:
        begin = time.perf_counter()
        answer = self._assistant.ask(typed)
        milliseconds = (time.perf_counter() - begin) * 1000
        source = _source(question.paragraph)
        article = self._assistant.article(source)
        query = self._retriever.understand(typed)
        hits = self._retriever.search(query, self._retriever.scope(query.places) or None)
        quoted = answer.citations[0] if answer.citations and answer.status != "not_found" else None
        sentences = [article.text[sentence.start : sentence.end] for sentence in article.sentences[1:]]  # no headline
        return Row(
            question=question,
            rank=_rank(article.id, [hit.passage.article_id for hit in hits]),
            plain_rank=_rank(article.id, [id.partition(":")[0] for id in self._plain(typed, query.accented)]),
            possible=any(holds(sentence, question.answers) for sentence in sentences),
            given=_found(question, self._read(query, self._retriever.search(query, {article.id}))),
            found=_found(question, self._read(query, hits)),
            status=answer.status,
            confidence=answer.confidence,
            cited=quoted is not None and _right(question, quoted.source, quoted.start, quoted.quote),
            milliseconds=milliseconds,
        )

    def _read(self, query: Query, hits: Sequence[Hit]) -> Candidates:
        return find(query, hits, self._library, self._retriever.rarity)

    def _plain(self, question: str, accented: bool) -> list[str]:
        """Ids of passages by nothing but the two indexes, fused."""
        settings = self._store.settings
        words = self._store.words.search(terms(question), settings.candidates, accented=accented)
        vector = self._store.embedding.get_query_embedding(question)
        near = self._store.vectors.query(vector, settings.candidates)
        return list(fuse([[id for id, _ in words], [id for id, _ in near]], settings.rrf_k))


def _found(question: Question, read: Candidates) -> Found:
    views = list(dict.fromkeys(candidate.view for candidate in read.all))
    right = (_right(question, view.article.article.source, view.start, view.text) for view in views)
    place = next((place for place, hit in enumerate(right, 1) if hit), None)
    short = read.best.text if read.best else ""
    exact = any(_short(short) == _short(answer) for answer in question.answers)
    f1 = max((overlap(short, answer) for answer in question.answers), default=0.0)
    return Found(place, views[0].text if views else "", short, exact, f1)


def _right(question: Question, source: str, start: int, sentence: str) -> bool:
    """Whether a sentence is of the right paragraph, not its headline (at 0), and holds the answer."""
    return source == _source(question.paragraph) and start > 0 and holds(sentence, question.answers)


def _rank(wanted: str, articles: Sequence[str]) -> int | None:
    ranks = {id: rank for rank, id in enumerate(dict.fromkeys(articles), 1)}
    return ranks.get(wanted)


def holds(sentence: str, answers: Iterable[str]) -> bool:
    """Whether a sentence says one of the answers: any case and white space, not inside a longer number."""
    return any(contains(" ".join(sentence.split()), " ".join(answer.split())) for answer in answers)


def overlap(said: str, answer: str) -> float:
    """SQuAD's F1 over syllables."""
    left, right = _short(said), _short(answer)
    common = (Counter(left) & Counter(right)).total()
    return 2 * common / (len(left) + len(right)) if common else float(left == right)


def _short(text: str) -> list[str]:
    """SQuAD's normal form: lower case, one place for the tone mark, without punctuation and symbols, in syllables."""
    kept = (c for c in canonical(nfc(text)) if unicodedata.category(c)[0] not in "PS")
    return "".join(kept).split()
