"""Fits the confidence (`assistant.reading.confidence`) on questions over articles that the reader hasn't seen.

Every question is put through understanding, retrieval and reading over one corpus of all their articles. One logistic
regression puts candidates in order, a second says how likely the first of them is right. Folds are by article: each
probability reported is of weights that haven't seen its article. `confidence_report` tells what came of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.index import embeddings
from assistant.index.indexer import refresh
from assistant.index.store import Store
from assistant.reading import candidates as reading
from assistant.reading.candidates import Candidate, standing
from assistant.reading.confidence import Confidence, Logistic, Numbers
from assistant.reading.views import Library
from assistant.retrieval.hybrid import HybridRetriever
from assistant.settings import Settings
from evals.json_lines import DataError
from evals.reading_metrics import contains, f1
from evals.training import questions as written

FOLDS = 5
PENALTY = 40.0  # L2, of standardised numbers
READ = 5  # windows of each question: an answer stands in the first four of 97 in 100
# Of the answerable questions, at most: the threshold is chosen so. At .05 two in five of the unanswerable are told, at
# .16 three in five; a wrong figure is worse than none.
REFUSED = 0.16

Array = NDArray[np.float64]


@dataclass
class Asked:
    """A question with its candidates, best first, and which of them are right; `article` is that of the question."""

    article: str
    kind: str
    set: str
    answerable: bool
    candidates: list[Candidate]
    right: list[bool] = field(default_factory=list)


# A question with the confidence of its best candidate, and whether that is right.
Judged = tuple[Asked, float, bool]


def run(
    questions: Path, articles: Path, store: Path | None, progress: Callable[[str, int, int], None]
) -> tuple[Confidence, list[Judged]]:
    """Ask the questions of a file about the articles of another, and fit: the confidence, and how well it does.

    The index is made in a temporary folder, or in `store`, where the next run finds it. Raises DataError for files
    from which nothing can be learned, and AssistantError when the store can't be used.
    """
    rows = [question.model_dump() for question in written.load(questions)]
    texts = {id: written.texts(article) for id, article in written.load_articles([articles]).items()}
    if lost := next((row for row in rows if row["article"] not in texts), None):
        raise DataError(f"{questions}: {articles.name} has no article {lost['article']}")
    if len({row["article"] for row in rows if row["kind"] != "unanswerable"}) < FOLDS:
        raise DataError(f"{questions}: answerable questions about {FOLDS} articles are needed at least")
    with ExitStack() as stack:
        folder = store or Path(stack.enter_context(TemporaryDirectory(prefix="fit-")))
        corpus = folder / "articles"
        write_corpus(({"id": id, "sentences": sentences} for id, sentences in texts.items()), corpus)
        settings = Settings.load(corpus=corpus, store=folder / "store", engine="extractive")
        index = stack.enter_context(Store.open(settings, embeddings.create(settings)))
        refresh(index, corpus, lambda p: progress("indexing", p.done, p.total))
        asked = ask(index, rows, texts, lambda done: progress("asking", done, len(rows)))
    judged = held_apart(asked)
    return Confidence(*fit(asked), threshold(judged)), judged


def write_corpus(articles: Iterable[dict[str, Any]], folder: Path, together: int = 3) -> None:
    """The articles as files: the title, then paragraphs of a few sentences; of official documents, a line each."""
    folder.mkdir(parents=True, exist_ok=True)
    for row in articles:
        title, *rest = row["sentences"]
        size = 1 if row["id"].startswith("d11") else together
        paragraphs = [" ".join(rest[i : i + size]) for i in range(0, len(rest), size)]
        (folder / f"{row['id']}.txt").write_text("\n\n".join([title, *paragraphs]) + "\n", encoding="utf-8")


def ask(
    store: Store, rows: Sequence[dict[str, Any]], texts: dict[str, list[str]], progress: Callable[[int], None]
) -> list[Asked]:
    """Every question with all that is read for it."""
    retriever = HybridRetriever(store)
    library = Library(retriever.article)
    found = []
    for number, row in enumerate(rows, 1):
        query = retriever.understand(row["question"])
        hits = retriever.search(query, retriever.scope(query.places) or None)
        read = reading.find(query, hits, library, retriever.rarity, READ, READ) if hits else None
        every = list(read.all) if read else []
        asked = Asked(row["article"], row["kind"], row["set"], row["kind"] != "unanswerable", every)
        asked.right = [is_right(candidate, row, texts[row["article"]]) for candidate in every]
        found.append(asked)
        progress(number)
    return found


def is_right(candidate: Candidate, row: dict[str, Any], sentences: Sequence[str]) -> bool:
    """Whether a candidate answers a question as it was written down."""
    if row["kind"] == "unanswerable" or candidate.article.source != f"{row['article']}.txt":
        return False
    if row["kind"] == "yes-no":
        return candidate.reading.yes_or_no and (candidate.reading.verdict > 0) == (row["verdict"] == "có")
    if row["kind"] == "list":
        said = [candidate.reading.text(item) for item in candidate.reading.items] or [candidate.text]
        hits = sum(any(f1(x, gold) >= 0.7 or contains(candidate.text, gold) for x in said) for gold in row["answers"])
        return hits >= len(row["answers"]) / 2
    held = any(candidate.view.text in sentences[n] or sentences[n] in candidate.view.text for n in row["sentences"])
    return any(contains(candidate.text, gold) or f1(candidate.text, gold) >= 0.7 for gold in row["answers"]) and (
        held or len(candidate.text.split()) > 1
    )


def fit_logistic(rows: Sequence[Numbers], labels: Sequence[bool], weights: Sequence[float] | None = None) -> Logistic:
    """Newton's method over standardised numbers with an L2 penalty; the weights come back for the numbers as given."""
    names = sorted({name for row in rows for name in row})
    x = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    y = np.array(labels, float)
    w = np.ones(len(y)) if weights is None else np.array(weights)
    mean, spread = x.mean(0), x.std(0)
    spread[spread < 1e-9] = 1.0
    z = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    beta = np.zeros(z.shape[1])
    ridge = np.eye(z.shape[1]) * PENALTY
    ridge[-1, -1] = 0
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(z @ beta, -30, 30)))
        gradient = z.T @ (w * (y - p)) - ridge @ beta
        step = np.linalg.solve((z * (w * p * (1 - p))[:, None]).T @ z + ridge, gradient)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    raw = beta[:-1] / spread
    bias = float(beta[-1] - raw @ mean)
    return Logistic(bias, {name: round(float(weight), 5) for name, weight in zip(names, raw, strict=True)})


def fit_order(asked: Sequence[Asked]) -> Logistic:
    """The first regression: every candidate, those of a question weighing one together."""
    rows, labels, weights = [], [], []
    for one in asked:
        for candidate, right in zip(one.candidates, one.right, strict=True):
            rows.append(candidate.numbers)
            labels.append(right)
            weights.append(1.0 if right else 1.0 / max(1, len(one.candidates) - sum(one.right)) + 0.25)
    return fit_logistic(rows, labels, weights)


def tops(asked: Sequence[Asked], order: Logistic) -> list[tuple[Numbers, bool] | None]:
    """The best candidate of each question by an order: the numbers of how it stands, and whether it is right."""
    found: list[tuple[Numbers, bool] | None] = []
    for one in asked:
        ranked = sorted(
            (
                (Candidate(c.reading, c.found, c.view, c.numbers, order.odds(c.numbers)), right)
                for c, right in zip(one.candidates, one.right, strict=True)
            ),
            key=lambda pair: -pair[0].odds,
        )
        if not ranked:
            found.append(None)
            continue
        found.append((standing(ranked[0][0], [candidate for candidate, _ in ranked]), ranked[0][1]))
    return found


def fit(asked: Sequence[Asked]) -> tuple[Logistic, Logistic]:
    """Both regressions; the second on the first's order of articles that it hasn't seen."""
    articles = sorted({one.article for one in asked})
    rows: list[Numbers] = []
    labels: list[bool] = []
    for fold in range(FOLDS):
        held = set(articles[fold::FOLDS])
        order = fit_order([one for one in asked if one.article not in held])
        for top in tops([one for one in asked if one.article in held], order):
            if top:
                rows.append(top[0])
                labels.append(top[1])
    return fit_order(asked), fit_logistic(rows, labels)


def held_apart(asked: Sequence[Asked]) -> list[Judged]:
    """Each question judged by weights that haven't seen its article."""
    articles = sorted({one.article for one in asked})
    found = []
    for fold in range(FOLDS):
        held = set(articles[fold::FOLDS])
        order, sure = fit([one for one in asked if one.article not in held])
        apart = [one for one in asked if one.article in held]
        for one, top in zip(apart, tops(apart, order), strict=True):
            found.append((one, sure.probability(top[0]) if top else 0.0, bool(top and top[1])))
    return found


def threshold(judged: Sequence[Judged], refused: float = REFUSED) -> float:
    """The confidence below which that share of the answerable questions lies."""
    confident = sorted(confidence for one, confidence, _ in judged if one.answerable)
    return confident[int(refused * len(confident))]


def reliability(judged: Sequence[Judged], bins: int = 10) -> list[tuple[float, float, int]]:
    """By tenths of confidence: its mean, the share that is right, and how many."""
    found: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for _, confidence, right in judged:
        found[min(int(confidence * bins), bins - 1)].append((confidence, right))
    return [
        (sum(c for c, _ in held) / len(held), sum(r for _, r in held) / len(held), len(held))
        for _, held in sorted(found.items())
    ]


def curve(judged: Sequence[Judged]) -> list[tuple[float, float, float, float]]:
    """Every fiftieth as the threshold, with what it makes: see `shares`."""
    return [(least, *shares(judged, least)) for least in (i / 50 for i in range(50))]


def shares(judged: Sequence[Judged], least: float) -> tuple[float, float, float]:
    """At a threshold: of the answerable what is refused, of the unanswerable too, and of what is answered what is
    wrong."""
    yes = [confidence < least for one, confidence, _ in judged if one.answerable]
    no = [confidence < least for one, confidence, _ in judged if not one.answerable]
    wrong = [not right for _, confidence, right in judged if confidence >= least]
    return sum(yes) / max(1, len(yes)), sum(no) / max(1, len(no)), sum(wrong) / max(1, len(wrong))
