"""What a language model is given to read: numbered passages, fenced, as many as its window holds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answering.answer import Citation
from assistant.grounding.grounded import Source
from assistant.reading.views import Library
from assistant.retrieval.hybrid import Hit

if TYPE_CHECKING:
    import tiktoken

# Of the vocabularies that need no download, the one that cuts Vietnamese into the most tokens: 2,439 for an article
# that o200k_base has in 1,435. Counting by it a window is never thought larger than it is.
_VOCABULARY = "cl100k_base"
_CACHE = "TIKTOKEN_CACHE_DIR"
_ANGLES = str.maketrans("<>", "‹›")


def choose(citations: Sequence[Citation], hits: Sequence[Hit], library: Library) -> list[Source]:
    """The passages to be read, most useful first: those that the extractive reader cites, then what was found."""
    spans: dict[tuple[str, int, int], None] = {}
    for citation in citations:
        for passage in library.view(citation.article_id).article.passages:
            if passage.start < citation.end and citation.start < passage.end:
                spans[passage.article_id, passage.start, passage.end] = None
    for hit in hits:
        spans[hit.passage.article_id, hit.passage.start, hit.passage.end] = None
    return [Source(n, library.view(id).article, start, end) for n, (id, start, end) in enumerate(spans, 1)]


def fit(sources: Sequence[Source], room: int) -> list[Source]:
    """The first of the passages that together take at most `room` tokens, each of them whole; at least one."""
    kept: list[Source] = []
    for source in sources:
        room -= count_tokens(fenced([source]))
        if room < 0 and kept:
            break
        kept.append(source)
    return kept


def fenced(sources: Iterable[Source]) -> str:
    """The passages as the model sees them. Nothing in one can end its fence: it holds no angle brackets."""
    return "\n\n".join(f'<doan so="{source.number}">\n{_content(source)}\n</doan>' for source in sources)


def unbracketed(text: str) -> str:
    """Text without angle brackets: it can't be a tag, a comment, or a mark that a model's server heeds."""
    return text.translate(_ANGLES)


def _content(source: Source) -> str:
    article = source.article
    lines = [f"Bài: {' '.join(article.title.value.split())}"]
    if article.published:
        lines.append(f"Ngày đăng: {'/'.join(reversed(article.published.value.split('-')))}")
    if article.places:
        lines.append(f"Nơi: {', '.join(article.places[:3])}")
    return unbracketed("\n".join([*lines, article.text[source.start : source.end]]))


def count_tokens(text: str) -> int:
    """How many tokens a text is at most."""
    return len(_encoding().encode(text, disallowed_special=()))


@cache
def _encoding() -> tiktoken.Encoding:
    import tiktoken

    # It downloads its files unless told where they are; LlamaIndex carries this one. Another program may have told it.
    told = os.environ.pop(_CACHE, None)
    spec = find_spec("llama_index.core")
    if spec and spec.origin:
        os.environ[_CACHE] = str(Path(spec.origin).parent / "_static" / "tiktoken_cache")
    try:
        return tiktoken.get_encoding(_VOCABULARY)
    finally:
        os.environ.pop(_CACHE, None)
        if told is not None:
            os.environ[_CACHE] = told
