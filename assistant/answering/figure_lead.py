"""Which of several figures the words of a question lead to: that of the deed or the count that it names."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.amounts import clause
from assistant.answering.reading import SentenceView
from assistant.language.normalize import word_set
from assistant.language.numbers import Quantity, find_quantities
from assistant.language.synonyms import Phrase, find_synonyms
from assistant.language.tokens import tokenize
from assistant.retrieval.query import STOP_FOLDED, Query

_TIMES = word_set("năm|tháng|ngày|tuần|giờ|phút|quý")  # «6 tháng» says when
_CAUSING = word_set("khiến|làm|gây|cho")  # what these lead to is said after the people: «khiến bao nhiêu người chết»
_COMPOUND = 0.8  # of the times that an article has a word, those with another after it, from which they are one
_LED = 4  # words before a figure among which what leads to it stands
_SOMEBODY = {("nguoi",), ("em",), ("chau",), ("be",), ("hoc", "sinh"), ("can", "bo"), ("ca", "nhan"), ("nan", "nhan")}


def after_count(view: SentenceView, quantities: Sequence[Quantity], query: Query) -> list[Quantity]:
    """The figure after a count that the question has too: «12 quyết định phạt … là bao nhiêu tiền?»."""
    if not query.sort:
        return []
    asked = {(q.value, _next_word(query.text, q.end)) for q in find_quantities(query.text)}
    for count in view.quantities:
        noun = _next_word(view.text, count.end)
        if (count.value, noun) in asked and noun not in _TIMES:
            last = clause(view.text, count.start, count.end)[1]
            return [quantity for quantity in quantities if count.end <= quantity.start < last][:1]
    return []


def _next_word(text: str, at: int) -> str:
    return next((token.norm for token in tokenize(text[at : at + 20])), "")


def after_word(view: SentenceView, quantities: Sequence[Quantity], query: Query) -> list[Quantity]:
    """The figures led by the word before the question word, or a number shortly before it: «doanh thu 40 tỷ, lỗ 2 tỷ»
    of «lỗ bao nhiêu?»."""
    word = next((word for word in query.lead[-_LED:] if word.isdigit()), query.lead[-1] if query.lead else "")
    if not word or word in STOP_FOLDED or (query.measure and not query.sort):
        return []
    ends = [0, *(quantity.end for quantity in view.quantities)]
    found = []
    for quantity in quantities:
        since = max(end for end in ends if end <= quantity.start)
        own = [token.folded for token in view.tokens if since <= token.start and token.end <= quantity.start]
        if word in own[-_LED:]:
            found.append(quantity)
    return found


def find_deed(view: SentenceView, query: Query) -> list[Phrase]:
    """The phrases for what was done to the people whom a question counts, in canonical words; none when it counts
    no people, names no deed, or the article says nothing of it."""
    phrases = _deed(view, query) if query.measure in _SOMEBODY else []
    told = phrases and any(_says(sentence.line, phrases) for sentence in view.article.sentences)
    return phrases if told else []


def lacks_deed(view: SentenceView, quantity: Quantity, deed: Sequence[Phrase]) -> bool:
    """Whether the clause of a number of people says nothing of the deed that is asked about: «khiển trách bao nhiêu
    người» is not answered by how many broke the rules."""
    if not deed:
        return False
    first, last = clause(view.text, quantity.start, quantity.end)
    words = [token.norm for token in view.tokens if first <= token.start < last]
    return not _says(f" {' '.join(words)} ", deed)


def _says(line: str, phrases: Sequence[Phrase]) -> bool:
    return any(f" {' '.join(phrase)} " in line for phrase in phrases)


def _deed(view: SentenceView, query: Query) -> list[Phrase]:
    """The phrases for what the verb right before the question word says, in canonical words; none without a verb."""
    before = [token for token in query.tokens if query.focus and token.end <= query.focus[0]]
    if not query.accented or not before or before[-1].text[0].isupper():
        return []
    if before[-1].folded in STOP_FOLDED or before[-1].norm in _CAUSING:
        return []
    at = len(before) - 1
    others = find_synonyms(before).get(at, ())
    if others:
        return [(before[at].norm,), *others]
    words = tuple(token.norm for token in before[-2:])
    article = view.article
    compound = len(words) == 2 and 0 < _COMPOUND * article.counts[words[0]] <= article.pair_counts[words[0], words[1]]
    return [words if compound else words[-1:]]  # «khiển trách», but of «Sở tuyển» only «tuyển»
