"""Windows: what the reader reads at once, whole sentences after the title and the lead. Training builds them here too.

A window's text is its sentences joined by a space, so that what was learned from articles given as sentences holds for
articles that are files; `Window.span` leads back to the article's text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.corpus.article import Article, Span
from assistant.encoder import encode
from assistant.language.normalize import fold
from assistant.reading.orders import aside

WINDOW = 150  # tokens that a window aims at; a longer sentence is a window by itself

Cut = tuple[int, int]  # the first sentence of a window, and the one behind its last


def cut(sentences: Sequence[str], size: Callable[[str], int] | None = None) -> list[Cut]:
    """Windows of whole sentences; neighbours share a sentence. Sentence 0 is the title, which is in none of them.

    `size` tells how many tokens a sentence has; of an article that is only a title, the title is the window.
    """
    size = size or (lambda sentence: len(encode(sentence).ids))
    sizes = [size(sentence) for sentence in sentences]
    found: list[Cut] = []
    first = 1 if len(sentences) > 1 else 0
    while first < len(sentences):
        behind, total = first, 0
        while behind < len(sentences) and (behind == first or total + sizes[behind] <= WINDOW):
            total, behind = total + sizes[behind], behind + 1
        found.append((first, behind))
        if behind == len(sentences):
            break
        first = max(first + 1, behind - 1)
    return found


def head(sentences: Sequence[str], first: int, lead: int = 1) -> str:
    """What stands before a window: the title, and the lead unless the window holds it or what stands before it."""
    return sentences[0] + (f" · {sentences[lead]}" if first > lead else "")


@dataclass(frozen=True, eq=False)  # an article's windows are made once: each is itself alone
class Window:
    """Consecutive sentences of an article. `sentences` are their indices in `Article.sentences`.

    `starts` are their offsets in `text`, which joins them by a space.
    """

    article: Article
    head: str
    text: str
    sentences: tuple[int, ...]
    starts: tuple[int, ...]

    def sentence(self, offset: int) -> int:
        """The index in `Article.sentences` of the sentence that an offset of `text` is in."""
        return self.sentences[max(0, bisect_right(self.starts, offset) - 1)]

    def span(self, start: int, end: int) -> Span:
        """Where a span of `text` stands in `Article.text`."""
        return Span(self._place(start), self._place(end - 1) + 1)

    def _place(self, offset: int) -> int:
        at = max(0, bisect_right(self.starts, offset) - 1)
        sentence = self.article.sentences[self.sentences[at]]
        return min(sentence.start + offset - self.starts[at], max(sentence.end - 1, sentence.start))


@lru_cache(maxsize=512)  # ids come from contents, so that an article's windows never go stale
def windows(article: Article) -> tuple[Window, ...]:
    """The windows of an article, in order; its title stands before each and in none."""
    title = article.title.span
    ordering = aside(article)
    told = [index for index in range(len(article.sentences)) if index not in ordering]
    numbers = [
        index
        for index in told
        if not (title and title.start <= article.sentences[index].start and article.sentences[index].end <= title.end)
    ]
    numbers = numbers or told
    texts = [article.text[article.sentences[i].start : article.sentences[i].end] for i in numbers]
    sentences = [article.title.value, *map(_plain, texts)]
    # A caption may stand before the lead, which tells what the article is about.
    lead = next((n for n, i in enumerate(numbers, 1) if not article.sentences[i].caption), 1)
    found = []
    for first, behind in cut(sentences) if numbers else ():
        starts, at = [], 0
        for sentence in sentences[first:behind]:
            starts.append(at)
            at += len(sentence) + 1
        text = " ".join(sentences[first:behind])
        before = _placed(article, head(sentences, first, lead))
        found.append(Window(article, before, text, tuple(numbers[first - 1 : behind - 1]), tuple(starts)))
    return tuple(found)


def _placed(article: Article, before: str) -> str:
    """What stands before a window, led by the article's place where it doesn't name it: «Sơn Tịnh: Công an huyện …»."""
    place = next(iter(article.places), "")
    named = fold(place) in fold(before)
    return before if named else f"{place}: {before}"


def _plain(text: str) -> str:
    """The same characters, every blank of them a space."""
    return "".join(" " if char.isspace() else char for char in text)
