"""Places that could be the answer: where, whence, and from where to where."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.addressed import own
from assistant.answering.candidate import Candidate, nearness
from assistant.answering.evidence import Wanted, says
from assistant.answering.reading import SentenceView
from assistant.language.gazetteer import UNITS
from assistant.language.normalize import UPPER, fold
from assistant.retrieval.query import Query

_WHERE = re.compile(
    r"(?<!\w)(?:(?:tại|ở|trên địa bàn|thuộc địa bàn|khu vực|địa điểm|trong khuôn viên"
    rf"|trên đường(?= (?:(?-i:[{UPPER}\d])|số\s|quốc lộ|tỉnh lộ|cao tốc)))"
    r"|(?P<toward>trước cửa|thuộc|gần|cạnh|tới|đến)|(?P<whence>từ)|(?P<home>trú|ngụ|quê|HKTT)(?! (?:tại|ở|quán)\s))\s+"
    r"(?!chỗ(?!\w)|\d)",
    re.IGNORECASE,
)
_LONGEST = 22  # words of a place, with the larger ones that it is in
_OTHERWISE = 0.5  # and of a place that is of no such level as is asked for, or whither when it is asked whence
_OTHER_LEVEL = 0.15  # the same when a unit word says so: «huyện A» is no xã
_TOWARD = 0.8  # of the fit: «gần», «thuộc» and the like tell as often of something else
# What is no place to go to: «tại hội nghị», «ở cơ sở».
_NOWHERE = re.compile(
    r"(?:hội nghị|hội thảo|buổi|lễ|cuộc|cơ sở|địa phương|chỗ|thời điểm|nơi|đây|đó|kỳ họp)(?!\w)", re.IGNORECASE
)
_WHITHER = re.compile(r"\s(?:về|đến|tới|ra|vào|sang|lên|xuống)\s")
_LIVES = re.compile(
    r"(?<!\w)(?:trú|ngụ|quê|quê quán|nguyên quán|sinh|sinh ra|lớn lên|hộ khẩu|HKTT|sống)\s*:?\s*$", re.IGNORECASE
)
_WHERE_END = re.compile(
    r"[;.()”“\"\n]|,(?!\s*(?:xã|huyện|tỉnh|thành phố|phường|quận|thị xã|thị trấn|thôn|TP|TX))"
    r"|\s(?:đã|được|với|để|và|nhằm|do|bị|cho|có|là|theo|vào|tổ chức|diễn ra|phát|đang|còn|khi|từ|cấp cứu|điều trị)\s"
)


def places(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    """Places that a sentence names with what leads to one: «tại», «ở», and «từ» when that is asked."""
    found = []
    asking = fold(query.text[slice(*query.focus)]).split() if query.focus else []
    if asking[:1] == ["la"]:
        asking = asking[1:]  # «là của thôn nào»
    unit = tuple(asking[1:-1])
    whence, level = asking[:1] == ["tu"], UNITS.get(unit)
    if whence and len(asking) > 1 and {"den", "toi"} & set(asking[2:]):
        return _routes(view, terms)
    at_home = query.focus is not None and _LIVES.search(query.spelt[: query.focus[0]]) is not None
    if not at_home and not _tells_event(view, query, terms):
        return []
    for match in _WHERE.finditer(view.text):
        start = match.end() if match["home"] else match.start()
        if (match["whence"] and not whence) or (match["home"] and not at_home):
            continue
        end = _WHERE_END.search(view.text, match.end())
        stop = end.start() if end else len(view.text)
        if whence and (left := _WHITHER.search(view.text, match.end(), stop)):
            stop = left.start()
        if _NOWHERE.match(view.text, match.end()):
            continue
        if len(view.text[match.end() : stop].split()) > _LONGEST:  # it goes on with no stop after the place
            stop = _chain_end(view, match.end(), stop)
        if not 1 <= len(view.text[match.end() : stop].split()) <= _LONGEST:
            continue
        within = [place for place in view.places if match.end() <= place.start < stop]
        named = bool(within)
        capital = any(word[0].isupper() for word in view.text[match.end() : stop].split())
        asked = [place.key for place in query.places]
        repeats = named and all(place.key in asked for place in within)
        if (match["toward"] or match["whence"] or match["home"]) and not (named or capital):
            continue
        fit = (1.0 if named or capital else 0.45) * (0.4 if repeats else 1.0) * (_TOWARD if match["toward"] else 1.0)
        lived_in = match["home"] or _LIVES.search(view.text[: match.start()])
        if at_home != bool(lived_in):
            continue  # «trú ở xã Phú Lạc» is no place of what somebody did
        if whence and not match["whence"]:
            fit *= _OTHERWISE
        if level is not None and all(place.level != level for place in within):
            fit *= _OTHER_LEVEL if all(place.end - place.start > len(place.name) for place in within) else _OTHERWISE
        fit *= 0.1 + 0.9 * nearness(view, start, stop, terms)
        found.append(Candidate(view, start, stop, fit, None))
    if not found and level is not None and not at_home:  # «Hội làng thôn Bãi Dài» for «của thôn nào»
        found = [
            Candidate(view, place.start, place.end, 0.1 + 0.9 * nearness(view, place.start, place.end, terms), None)
            for place in view.places
            if tuple(fold(view.text[place.start : place.end]).split())[: len(unit)] == unit
        ]
    return own(found, query) if at_home else found


def _chain_end(view: SentenceView, start: int, stop: int) -> int:
    """Where the places end that stand right after one another: «bản A, xã B, huyện C điều khiển …»; else `stop`."""
    end = start
    for place in view.places:
        if start <= place.start < stop and not view.text[end : place.start].strip(" ,"):
            end = place.end
    return end if end > start else stop


def _tells_event(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> bool:
    """Whether a sentence has any word of what happened, and not only the names of a question."""
    names = {token.folded for token in query.tokens if token.text[0].isupper()}
    events = [term for term in terms if term.folded not in names]
    return not events or any(says(term, view.words) for term in events)


# «từ Bến Đông đến Cầu Tây», «tuyến số 9 (Bến Đông - Cầu Tây)».
_FROM_TO = re.compile(r"(?<!\w)từ\s+(?P<a>[^,.;:()]{2,60}?)\s+(?:đến|tới)\s+(?P<b>)(?=\D)")
_ENDS = re.compile(r"(?<=[(“\"])(?P<a>[^-–()“”\"\d]{2,60})[-–](?P<b>)[^-–()“”\"\d]{2,60}(?=[)”\"])")


def _routes(view: SentenceView, terms: Sequence[Wanted]) -> list[Candidate]:
    """Both ends of a way, in one span; one of them at least has a name."""
    found = []
    for match in [*_FROM_TO.finditer(view.text), *_ENDS.finditer(view.text)]:
        end = match.end()
        if match.re is _FROM_TO:
            left = _WHERE_END.search(view.text, end)
            end = left.start() if left else len(view.text)
        if any(word[0].isupper() for part in (match["a"], view.text[match.end("b") : end]) for word in part.split()):
            fit = 0.5 + 0.5 * nearness(view, match.start(), end, terms)
            found.append(Candidate(view, match.start(), end, fit, None))
    return found
