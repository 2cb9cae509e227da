"""Whether a changed statement may be true after all, judged on the mere text of the articles.

None of the code that grounds answers is used here, so that the two can't be wrong together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.corpus import Article
from evals.perturbation import NUMBER, YEAR, Edit, figures

_MARKS = re.compile(r"\*\*|\s*\[\d+\]")
_CLAUSE = re.compile(r"[,;:.()]\s|[,;:.()]\Z|\strong năm (?=\d)|\stheo báo cáo\b")
_AFTER, _BEFORE = 3, 2  # words beside a figure that say what it is of


def may_be_true(text: str, edit: Edit, article: Article, others: Sequence[Article]) -> bool:
    """Whether the article of a statement, or another at hand, has what the edited statement says, or leaves it open."""
    own = _plain(article.text)
    sentence = _source_sentence(text, article)
    if edit.kind == "year":
        return _year_may_be(edit.new, sentence, article)
    if edit.kind == "name":
        return _stands(edit.new, sentence)
    if edit.kind == "place":
        return _stands(edit.new, own)
    changed = edit.of(text)
    texts = [own, *(_plain(other.text) for other in others)]
    if edit.kind in ("date", "document"):
        first = changed.rfind(" ", 0, edit.start) + 1
        return any(_stands(changed[first:].split()[0], other) for other in texts)
    return any(_says(other, changed, edit) for other in texts)


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split())


def _stands(what: str, text: str) -> bool:
    plain = what.strip('*.,;:()[]“”" ')
    return re.search(rf"(?<!\w){re.escape(plain)}(?!\w|[.,/]\d)", text, re.IGNORECASE) is not None


def _source_sentence(text: str, article: Article) -> str:
    """The sentence of the article that shares the most words with a statement."""
    words = set(re.findall(r"\w+", text.lower()))
    sentences = [article.text[s.start : s.end] for s in article.sentences]
    return max(sentences, key=lambda s: len(words & (own := set(re.findall(r"\w+", s.lower())))) - 0.01 * len(own))


def _year_may_be(year: str, sentence: str, article: Article) -> bool:
    """Whether the sentence names the year, or none does and it was published then."""
    dated = YEAR.search(sentence) or YEAR.search(article.title.value)
    return year in sentence or (not dated and article.published is not None and article.published.value[:4] == year)


def _says(text: str, changed: str, edit: Edit) -> bool:
    """Whether a text has the figure with the words that follow it, or, if none do, with those before it."""
    at = edit.start + (1 if edit.kind == "digit" else len(edit.new)) - (edit.kind == "unit")
    spans = [span for span in figures(changed) if span[0] <= edit.start <= span[2] or span[0] <= at <= span[2]]
    if not spans:
        return False
    led, start, end = spans[0]
    after, before = _following(changed[end:]), _leading(changed[:led])
    for match in NUMBER.finditer(text):
        if match.group() != changed[start:end] or not text[: match.start()].endswith(changed[led:start]):
            continue
        if not changed[led:start] and any(s == match.start() > q for q, s, _ in figures(text)):
            continue  # the text has a qualifier
        if after and _following(text[match.end() :])[: len(after)] == after:
            return True
        if not after and before and _leading(text[: match.start()])[-len(before) :] == before:
            return True
    return False


def _following(text: str) -> list[str]:
    return _CLAUSE.split(_MARKS.sub("", text))[0].lower().split()[:_AFTER]


def _leading(text: str) -> list[str]:
    return _CLAUSE.split(_MARKS.sub("", text))[-1].lower().split()[-_BEFORE:]
