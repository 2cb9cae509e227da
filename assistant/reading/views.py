"""Sentences as the reader sees them: tokens and what is named in each, found once and kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property, lru_cache

from assistant.corpus.article import Article, Sentence
from assistant.language.abbreviations import expand
from assistant.language.dates import DateMention, find_dates, find_years
from assistant.language.documents import Document, find_documents
from assistant.language.labels import Label, find_labels
from assistant.language.names import Person, find_persons
from assistant.language.numbers import Quantity, find_quantities
from assistant.language.periods import FRAME, named_years
from assistant.language.places import Place, find_places, place_key
from assistant.language.tokens import Token, tokenize
from assistant.reading.orders import aside


class SentenceView:
    """One sentence with what it names. Offsets are relative to the sentence; `start` is its own in the article."""

    def __init__(self, article: ArticleView, index: int) -> None:
        self.article = article
        self.index = index
        self.sentence: Sentence = article.article.sentences[index]
        self.start = self.sentence.start
        self.text = article.article.text[self.sentence.start : self.sentence.end]

    @cached_property
    def tokens(self) -> list[Token]:
        """Its tokens, abbreviations written out."""
        return expand(tokenize(self.text))

    @cached_property
    def folded(self) -> list[str]:
        return [token.folded for token in self.tokens]

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in both forms, canonical and folded."""
        return frozenset(form for token in self.tokens for form in (token.norm, token.folded))

    @cached_property
    def quantities(self) -> list[Quantity]:
        return find_quantities(self.text)

    @cached_property
    def dates(self) -> list[DateMention]:
        return find_dates(self.text)

    @cached_property
    def documents(self) -> list[Document]:
        return find_documents(self.text)

    @cached_property
    def labels(self) -> list[Label]:
        return find_labels(self.text)

    @cached_property
    def places(self) -> list[Place]:
        return find_places(self.text, self.article.place_keys)

    @cached_property
    def place_keys(self) -> frozenset[str]:
        return frozenset(place.key for place in self.places)

    @cached_property
    def persons(self) -> list[Person]:
        return find_persons(self.text, [(place.start, place.end) for place in self.places])

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that it names itself, those of births and of documents left out."""
        return named_years(self.text)

    @cached_property
    def period(self) -> frozenset[int]:
        """The years that it speaks of: its own, else those that the last sentence before it or the title set."""
        return self.years or self.article.frame(self.index) or self.article.title_years


class ArticleView:
    """An article with views of its sentences."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.sentences = [SentenceView(self, i) for i in range(len(article.sentences))]

    @cached_property
    def place_keys(self) -> tuple[str, ...]:
        """Keys of its places, the main one first."""
        return tuple(dict.fromkeys(place_key(name) for name in self.article.places))

    @cached_property
    def ordering(self) -> frozenset[int]:
        """Indices of the sentences that are meant for the machine: they tell nothing."""
        return frozenset(aside(self.article))

    @cached_property
    def title_tokens(self) -> list[Token]:
        """Tokens of the title, abbreviations written out."""
        return expand(tokenize(self.article.title.value))

    @cached_property
    def title_words(self) -> frozenset[str]:
        """Words of the title, canonical and folded."""
        return frozenset(form for token in self.title_tokens for form in (token.norm, token.folded))

    @cached_property
    def title_years(self) -> frozenset[int]:
        return frozenset(find_years(self.article.title.value))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the content, canonical and folded."""
        return frozenset().union(*(view.words for view in self.sentences))

    @cached_property
    def labels(self) -> frozenset[tuple[str, int]]:
        """Noun and number of every label of its content."""
        return frozenset((label.noun, label.number) for view in self.sentences for label in view.labels)

    @cached_property
    def months(self) -> tuple[DateMention, ...]:
        """Every date of its content that has a month."""
        return tuple(date for view in self.sentences for date in view.dates if date.month)

    @cached_property
    def years(self) -> frozenset[int]:
        """Every year that its content names, and that of its publication."""
        years = frozenset().union(*(view.years for view in self.sentences))
        published = self.article.published
        return years | {int(published.value[:4])} if published else years

    @cached_property
    def _frames(self) -> list[frozenset[int]]:
        frames: list[frozenset[int]] = []
        current: frozenset[int] = frozenset()
        for view in self.sentences:
            match = None if view.sentence.caption else FRAME.match(view.text)
            if match:
                current = view.years or frozenset({int(match.group(1))})
            frames.append(current)
        return frames

    def frame(self, index: int) -> frozenset[int]:
        """The period set before or by a sentence; empty when nothing set one."""
        return self._frames[index]


# Every article about some places with its sentences that may hold all of some folded words, by file name: those of
# the passages that do. No sentence that holds them is missing.
Holding = Callable[[Collection[str], Sequence[Place]], Iterable[tuple[ArticleView, Sequence[SentenceView]]]]


class Library:
    """Views of articles by id, the latest used kept. Ids come from contents, so a view never goes stale."""

    def __init__(self, load: Callable[[str], Article | None], size: int = 512) -> None:
        self._view = lru_cache(maxsize=size)(self._make)
        self._load = load

    def view(self, article_id: str) -> ArticleView:
        """The view of an article; KeyError when it is no longer indexed."""
        return self._view(article_id)

    def _make(self, article_id: str) -> ArticleView:
        article = self._load(article_id)
        if article is None:
            raise KeyError(article_id)
        return ArticleView(article)
