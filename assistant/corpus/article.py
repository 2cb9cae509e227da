"""What a document becomes: an Article with its spans. All offsets count code points of `Article.text`."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch `[start, end)` of an article's text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of metadata: its value as the product uses it, and where the article says it.

    `line` is the span of the whole line (or sentence) that holds it, for quoting. Both spans are
    None when the value was derived (a title taken from the file name, say).
    """

    value: str
    span: Span | None = None
    line: Span | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, caption or heading of the content."""

    start: int
    end: int
    paragraph: int  # index of the paragraph (line) that it stands in, counted in content paragraphs
    caption: bool = False  # a short line with no final punctuation: picture caption or heading


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one paragraph: the unit that is embedded and searched.

    `first` and `last` are inclusive indexes into `Article.sentences`.
    """

    id: str  # f"{article.id}:{n}"
    article_id: str
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Article:
    """One source document after loading.

    `text` is NFC and otherwise as the file had it (line ends become \\n, a byte order mark goes).
    `id` is the SHA-256 of `source` and `text`, cut to 16 hex digits, so the same file has the same id
    anywhere and a changed one another.
    """

    id: str
    source: str  # the file name relative to the corpus folder, with forward slashes
    text: str
    title: Field
    published: Field | None = None  # ISO date in value (YYYY-MM-DD), as written in span
    author: Field | None = None
    views: Field | None = None
    places: tuple[str, ...] = ()  # canonical place names, the main one first
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)
    passages: tuple[Passage, ...] = field(default=(), repr=False)
