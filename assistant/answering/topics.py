"""A topic: what a question wants articles to speak of, and where an article does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.language.documents import Document, find_documents
from assistant.language.normalize import fold
from assistant.language.tokens import Token
from assistant.reading.views import ArticleView, Holding, SentenceView
from assistant.retrieval.query import Query, Term

SPEAKS = r"(?:noi (?:ve|den|toi)|nhac (?:den|toi|ve)|de cap(?: (?:den|toi|ve))?|viet ve|dua tin ve|ban ve)"
_LOOSE = 3  # tokens from one syllable of a phrase to the next: «tổ an ninh tự quản» is a «tổ tự quản»
_WIDE, _WIDEST = 4, 12  # tokens that the whole topic may take: so many for each word, or at least this many
_FOREIGN = re.compile(r"[aeiouy]+[^aeiouy]+[aeiouy]")  # two syllables in one, which no other word has: «camera»
_STRESSES = {"đạt", "đủ", "cả"}  # before a number they add nothing to it


@dataclass(frozen=True, slots=True)
class Said:
    """Where an article speaks of a topic: a sentence, and the runs of it that do, each as the spans of its words.

    No runs: only the article's title does.
    """

    view: SentenceView
    runs: tuple[tuple[tuple[int, int], ...], ...] = ()

    @property
    def marks(self) -> list[tuple[int, int]]:
        return [span for run in self.runs for span in run]


@dataclass(frozen=True)
class Topic:
    """The words to find of a topic, all of its tokens, which tell what stands beside what, and its documents."""

    query: Query
    terms: tuple[Term, ...]
    tokens: tuple[Token, ...]
    documents: tuple[Document, ...]

    @property
    def blank(self) -> bool:
        return not (self.terms or self.query.places or self.documents)

    def find(self, holding: Holding, *, titled: bool) -> Iterator[Said]:
        """Where each article speaks of it; with `titled` also its first sentence when only its title does."""
        words = [term.folded for term in self.terms[: self._least]]
        words += [digits for document in self.documents for digits in re.findall(r"\d+", document.number)]
        for view, sentences in holding(words, self.query.places):
            found = [said for sentence in sentences if (said := self._in(sentence))]
            if found:
                yield max(found, key=self._worth)
            elif titled and self._in_title(view):
                yield Said(view.sentences[0])

    @property
    def _least(self) -> int:
        """How many of the words, from the first, a sentence must hold."""
        return max(len(self.terms) // 2, min(len(self.terms), 1))

    def _worth(self, said: Said) -> tuple[int, bool, int]:
        """The sentence with the most of the words, of the body rather than a heading, the shortest."""
        own = sum(self.query.form(term) in said.view.words for term in self.terms)
        return own, not said.view.sentence.caption, -len(said.view.tokens)

    def _in(self, view: SentenceView) -> Said | None:
        """The topic in a sentence: all of its words, or the first of them and the others beside it or in the title."""
        if self.query.years and not self.query.years & (view.period or view.article.years):
            return None
        if not all(any(_same(document, said) for said in view.documents) for document in self.documents):
            return None
        held = next((i for i, t in enumerate(self.terms) if self.query.form(t) not in view.words), len(self.terms))
        first, rest = self.terms[:held], self.terms[held:]
        if held < self._least or (rest and not self._beside(rest, view)):
            return None
        named = tuple((d.start, d.end) for d in view.documents if any(_same(asked, d) for asked in self.documents))
        if not first:
            return Said(view, (named,)) if named else Said(view)
        parted = [run for part in _parts(view) if (run := self._run(part, first))]
        whole = self._run(view.tokens, first)
        runs = [self._spans(run, first, view.text) for run in parted or ([whole] if whole else [])]
        return Said(view, (*runs, *([named] if named else []))) if runs else None

    def _in_title(self, view: ArticleView) -> bool:
        if self.documents or self.query.names or not self.terms or not view.sentences:
            return False
        then = not self.query.years or bool(self.query.years & view.years)
        return then and all(self.query.form(term) in view.title_words for term in self.terms)

    def _beside(self, rest: Sequence[Term], view: SentenceView) -> bool:
        """Whether the title or a neighbouring sentence has these words together; a number must be in the sentence."""
        if len(rest) < 2 or any(c.isdigit() for term in rest for c in term.norm):
            return False
        near = view.article.sentences[max(0, view.index - 1) : view.index + 2]
        texts = [view.article.title_tokens, *(sentence.tokens for sentence in near if sentence is not view)]
        return any(self._run(tokens, rest) for tokens in texts)

    def _run(self, tokens: Sequence[Token], terms: Sequence[Term]) -> Sequence[Token] | None:
        """The shortest run of a text's tokens with all of the terms, each of them in its phrase; None when it is too
        long to be of one thing."""
        wanted = [self.query.form(term) for term in terms]
        last: dict[str, int] = {}
        best: tuple[int, int] | None = None
        for i, token in enumerate(tokens):
            word = self.query.form(token)
            if word in wanted and self._in_phrase(tokens, i):
                last[word] = i
                first = min(last.values())
                if len(last) == len(set(wanted)) and (best is None or i - first < best[1] - best[0]):
                    best = first, i
        if best is None or best[1] - best[0] >= max(_WIDEST, _WIDE * len(terms)):
            return None
        return tokens[best[0] : best[1] + 1]

    def _in_phrase(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether what stands near a syllable is what does in the topic: the «hội» of «hội nghị» is no «ngày hội»."""
        word = self.query.form(tokens[i])
        if len(self.tokens) == 1 or _FOREIGN.search(tokens[i].folded):
            return True
        reach = 1 if self.query.names else _LOOSE
        before = {self.query.form(token) for token in tokens[max(0, i - reach) : i]}
        after = {self.query.form(token) for token in tokens[i + 1 : i + 1 + reach]}
        forms = [self.query.form(token) for token in self.tokens]
        return any((b == word and a in before) or (a == word and b in after) for a, b in pairwise(forms))

    def _spans(self, run: Sequence[Token], terms: Sequence[Term], text: str) -> tuple[tuple[int, int], ...]:
        forms = {self.query.form(term) for term in terms}
        found: list[tuple[int, int]] = []
        for token in run:
            if self.query.form(token) in forms:
                joined = found and not text[found[-1][1] : token.start].strip()
                start = found.pop()[0] if joined else token.start
                found.append((start, token.end))
        return tuple(found)


def find_topic(query: Query, tokens: Sequence[Token]) -> Topic:
    """The topic that these tokens of a question name, in their order."""
    documents = tuple(find_documents(query.text))
    stresses = _STRESSES if query.accented else set(map(fold, _STRESSES))
    rest: list[Token] = []
    for token in reversed(tokens):
        stressing = query.form(token) in stresses and rest and rest[0].text[0].isdigit()
        if not stressing and not any(d.start <= token.start < d.end for d in documents):
            rest.insert(0, token)
    known = {query.form(term) for term in query.terms}
    terms: dict[str, Term] = {}
    for token in rest:
        form = query.form(token)
        if form in known:
            terms.setdefault(form, Term(token.norm, token.folded))
    return Topic(query, tuple(terms.values()), tuple(rest), documents)


def _parts(view: SentenceView) -> list[list[Token]]:
    """A sentence's tokens, parted at «;»: reports tell one thing after another in one sentence."""
    parts: list[list[Token]] = [[]]
    end = 0
    for token in view.tokens:
        if ";" in view.text[end : token.start]:
            parts.append([])
        parts[-1].append(token)
        end = token.end
    return parts


def _same(asked: Document, said: Document) -> bool:
    """Whether a document named in full or by its mere number («Chỉ thị 09») is the one that the text names."""
    if asked.kind and said.kind and not fold(said.kind).startswith(fold(asked.kind)):
        return False
    return re.match(rf"{re.escape(fold(asked.number))}(?!\w)", fold(said.number)) is not None
