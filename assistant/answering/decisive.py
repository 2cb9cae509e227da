"""The sentence that decides a yes-or-no question in other words: «không thay đổi» when it was «có tăng không».

It is quoted, and no «Có» or «Không» put before it: whether it says the one or the other is for the reader.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.candidate import Candidate
from assistant.answering.choosing import Choice, Reading
from assistant.answering.evidence import matches
from assistant.language.normalize import word_set
from assistant.retrieval.kinds import Kind

# What is asked, and how reports say that it was so, or that it was not.
_DECIDING = [
    (word_set(asked), re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE))
    for asked, said in [
        (
            "tăng|giảm|đổi|thay đổi|điều chỉnh",
            "không (?:có )?(?:thay đổi|đổi|tăng|giảm|điều chỉnh)|giữ nguyên|giữ ổn định",
        ),
        (
            "cho|cho phép|đồng ý|chấp nhận|chấp thuận|duyệt|phê duyệt",
            "(?:không|chưa) (?:chấp nhận|chấp thuận|đồng ý|cho phép|phê duyệt)|bác (?:đơn|bỏ|yêu cầu)|từ chối",
        ),
        (
            "nhận|lấy|cầm|dùng|sử dụng",
            "(?:không|chẳng) (?:chịu |hề )?(?:nhận|lấy|cầm|dùng|sử dụng)|từ chối",
        ),
        (
            "bỏ trốn|bỏ chạy|chạy trốn|trốn",
            "trình diện|đầu thú|tự thú|khai báo|trình báo|lẩn trốn|rời khỏi hiện trường",
        ),
        ("nhận tội|thừa nhận|khai nhận", "phủ nhận|chối tội|quanh co|thừa nhận|khai nhận"),
        ("chết|tử vong|thiệt mạng", "qua khỏi|qua cơn nguy kịch|(?:không có|không gây) thương vong"),
    ]
]
_HERE, _THEN = 0.9, 0.95  # agreement of place and period from which a sentence is about what is asked
_OWN = 0.1  # of the question's words that the sentence itself has …
_OWN_OF_PLACE = 0.4  # … when before what is asked only the place stands …
_TOLD = 0.65  # … or else the one before it, which it goes on from
_SAME = 0.5  # how well a sentence must have the word for whom or what is asked about


def find_decisive(reading: Reading) -> Choice | None:
    """The choice that has a deciding phrase for what is asked, the phrase as its span.

    None when the best sentence has the very word, or nothing says where the sentences must agree with the question.
    """
    query = reading.query
    said = next((said for asked, said in _DECIDING if _asked(query.thing) & asked), _nobody(query.thing))
    if query.kind is not Kind.YES_NO or said is None or not (query.places or query.names):
        return None
    best = reading.best
    if best and query.thing[0] in best.view.norms and best.evidence.own >= _TOLD:
        return None
    for choice in reading.choices:
        match = said.search(choice.view.text)
        if match and not choice.view.sentence.caption and _about_it(choice, reading):
            span = Candidate(choice.view, match.start(), match.end(), 1.0, None)
            return replace(choice, candidate=span)
    return None


def _nobody(thing: tuple[str, ...]) -> re.Pattern[str] | None:
    """How reports say that nobody did what is asked: «không có người nào bị thương» for «có ai bị thương không»."""
    does = re.escape(thing[1]) if len(thing) > 1 else ""
    return (
        re.compile(rf"(?<!\w)(?:không|chưa) (?:có )?(?:ai|người)(?: nào)? {does}(?!\w)")
        if thing[:1] == ("ai",)
        else None
    )


def _asked(thing: tuple[str, ...]) -> set[str]:
    """What a question turns on: its first word, and its first two."""
    return {thing[0], " ".join(thing)} if thing else set()


def _about_it(choice: Choice, reading: Reading) -> bool:
    """Whether a sentence is of whom or what is asked about, there and then, or goes on from the best that is."""
    evidence, best = choice.evidence, reading.best
    if evidence.place < _HERE or evidence.period < _THEN:
        return False
    if best and best.evidence.own >= _TOLD and choice.view in best.view.article.sentences[best.view.index + 1 :][:1]:
        return True
    return evidence.own >= _OWN and _has_subject(choice, reading)


def _has_subject(choice: Choice, reading: Reading) -> bool:
    """Whether a sentence has one of the words before what is asked; a person's name agrees with it already."""
    query = reading.query
    words = [token.norm for token in query.tokens]
    before = words[: words.index(query.thing[0])] if query.thing[0] in words else words
    pairs: list[tuple[str, str]] = []
    subject = [term for term in reading.terms if term.norm in before]
    if not subject and query.places and not query.names:  # «Sơn Lạc có dùng ngân sách xây chợ không»
        return choice.evidence.own >= _OWN_OF_PLACE
    named = bool(query.names) and any(name.split()[-1] in choice.view.text for name in query.names)
    return named or any(matches(term, choice.view, pairs, query.accented) > _SAME for term in subject)
