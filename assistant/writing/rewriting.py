"""A follow-up as a language model rewrites it, held to the conversation: it may name nothing that wasn't said in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answering.answer import Turn
from assistant.language.names import find_persons
from assistant.language.tokens import Token, tokenize
from assistant.retrieval.query import Query
from assistant.writing.draft import has_address, is_vietnamese, plain

_TURNS = 6  # latest of the conversation that a model is shown
_SHOWN = 300  # characters of an answer that it is shown
_LONGEST = 400  # characters of a question
_SPOKEN = 0.75  # share of its words that must have been said; the rest joins them
_MARKUP = re.compile(r"\*\*|\s*(?<!\\)\[\d+\]|\\(?=[^\w\s])")


def conversation(turns: Sequence[Turn]) -> str:
    """The latest turns as a model is shown them."""
    lines = []
    for turn in turns[-_TURNS:]:
        lines.append(f"Hỏi: {turn.question}")
        if turn.answer:
            answer = " ".join(_MARKUP.sub("", turn.answer).split())
            lines.append(f"Đáp: {answer if len(answer) <= _SHOWN else answer[:_SHOWN] + '…'}")
    return "\n".join(lines)


def accepted(
    text: str, question: str, resolved: str, turns: Sequence[Turn], understand: Callable[[str], Query]
) -> str | None:
    """The question that a model's text gives in the place of `question`; None when it isn't to be trusted.

    What it names must have been said, what `question` names must be in it, and so must the places of `resolved`, which
    is the question as the rules read it.
    """
    lines = plain(text).splitlines()
    written = lines[0].strip(' "“”«»') if lines else ""
    if not written or len(written) > _LONGEST or has_address(written) or not is_vietnamese(written):
        return None
    spoken = [tokenize(part) for part in (question, conversation(turns))]
    if not _said(written, [[token.folded for token in part] for part in spoken]):
        return None
    query, asked, past = understand(written), understand(question), understand(conversation(turns))
    kept = _places(asked) | _places(understand(resolved))
    if not kept <= _places(query) or not asked.years <= query.years:
        return None
    if not _places(query) <= kept | _places(past) or not query.years <= asked.years | past.years:
        return None
    return written


def _places(query: Query) -> set[str]:
    return {place.key for place in query.places}


def _said(written: str, spoken: Sequence[Sequence[str]]) -> bool:
    """Whether every number and name of a text was said, and most of its words."""
    known = {word for words in spoken for word in words}
    tokens = tokenize(written)
    names = [tokenize(person.name) for person in find_persons(written)]
    particular = [token for token in tokens[1:] if token.text[0].isupper() or any(map(str.isdigit, token.text))]
    return (
        all(token.folded in known for token in particular)
        and all(any(_holds(words, name) for words in spoken) for name in names)
        and sum(token.folded in known for token in tokens) >= _SPOKEN * len(tokens)
    )


def _holds(words: Sequence[str], name: Sequence[Token]) -> bool:
    wanted = [token.folded for token in name]
    return any(list(words[i : i + len(wanted)]) == wanted for i in range(len(words) - len(wanted) + 1))
