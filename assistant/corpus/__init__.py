"""The corpus: from files to articles with their metadata, sentences and passages."""

from __future__ import annotations

from assistant.corpus.article import Article, Field, Passage, Sentence, Span
from assistant.corpus.figures import Figure, find_figures
from assistant.corpus.loader import find_files, load_bytes, load_file

__all__ = [
    "Article",
    "Field",
    "Figure",
    "Passage",
    "Sentence",
    "Span",
    "find_figures",
    "find_files",
    "load_bytes",
    "load_file",
]
