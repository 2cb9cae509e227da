"""Figures that could be the answer: which counts what the question counts, for the place it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.amounts import clause, is_planned
from assistant.answering.candidate import Candidate, nearness
from assistant.answering.evidence import Wanted
from assistant.answering.figure_lead import after_count, after_word, find_deed, lacks_deed
from assistant.answering.figure_owner import elsewhere, goes_on_at, of_another, said_of_asked
from assistant.answering.figure_score import Around, features
from assistant.answering.head_fit import CURRENCIES, UNIT_END, common_start, head_fit
from assistant.answering.reading import SentenceView
from assistant.language.normalize import canonical
from assistant.language.number_words import count_before
from assistant.language.numbers import Quantity
from assistant.language.synonyms import restated
from assistant.language.tokens import Token
from assistant.retrieval.measure import AREA, DURATION, LENGTH, MONEY, PEOPLE, PERCENT, VOLUME, WEIGHT
from assistant.retrieval.query import Query

_DURATIONS = {"nam", "thang", "ngay", "gio", "phut", "giay", "tieng", "tuan", "tuoi"}
_UNIT_LENGTH = 5  # tokens
_UNITS = {
    MONEY: CURRENCIES,
    WEIGHT: {"kg", "tan", "ta", "yen", "g", "gam", "gram", "ki", "kilogam", "kilogram", "can"},
    LENGTH: {"m", "km", "met", "cm", "kilomet", "mm"},
    AREA: {"ha", "m2", "m²", "km2", "km²", "hecta", "hec"},
    VOLUME: {"m3", "m³", "khoi"},
    PEOPLE: {"nguoi", "dan", "nhan", "khau"},
    DURATION: _DURATIONS - {"tuoi"},
}
_AND_MONTHS = re.compile(r"(?<=năm),?\s+(?:và\s+)?\d{1,2} tháng(?: tù)?(?!\w)")
_PER = re.compile(r"(?<!\w)mỗi\s+\w+|(?<=bao nhiêu tiền )một\s+\w+|(?<=bao nhiêu )một\s+\w+", re.IGNORECASE)
_FOR_EACH = re.compile(r"(?:\s+\w+){1,2}\s+(?:ở\s+)?mỗi(?!\w)")
_ALL_TOLD = 0.6  # of the fit of a figure for all when one for each was asked, or the reverse
_SCALED = re.compile(r"(?:nghìn|ngàn|triệu|tỷ|tỉ|tr)\s*$", re.IGNORECASE)  # «5 triệu» may be money without «đồng»
_CONTRARY = 0.3  # what is left of a figure's fit when the question denies and its clause doesn't, or the reverse
_PLANNED = 0.8  # what is left of it when the clause tells of a plan and the question doesn't
_CHANGE = re.compile(r"(?<!\w)(?:tăng|giảm)\s+(?:thêm\s+)?\Z")  # «tăng 40 ca», but not «tăng lên 40 ca»
_DIFFERENCE = re.compile(r"(?<!\w)(?:tăng|giảm|thêm|hơn|kém|chênh|thay đổi|bớt)(?!\w)")
_CHANGED = 0.6  # what is left of it when the figure tells by how much something changed and the question doesn't ask
_LED_ELSEWHERE = 0.4  # what is left of it when the question's words lead to another figure of the sentence
_OTHER_DEED = 0.4  # and when it counts people whom another thing happened to
_BOUND = 0.9  # fit of the unit of a number that directly follows the place asked about
_TOGETHER = 0.95  # fit of the unit of two figures that were asked for together
_COUNTED_AT_LEAST = 0.45  # fit of the unit from which a figure may count what is asked for
_NEAR = 20  # words after a figure among which its unit stands
_ELSEWHERE = 0.2  # what is left of the confidence in a figure that the sentence gives for another place
_POWERS = {"2", "3", "²", "³"}
_GLUED = {"m", "km", "kg", "ha", "g", "m2", "m3", "km2", "kwh", "mw", "kw", "tan"}


def figures(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    """The figures of a sentence that may be the one asked for."""
    found = []
    others = [term for term in terms if term.folded not in query.measure] or list(terms)
    meant = _spellings(query, terms)
    quantities = _with_words(view, query, meant)
    if not quantities:
        return []
    words = restated(view.tokens, query.stand_ins)
    shared = [_shared(words, quantity, query) for quantity in quantities]
    most = max(shared, default=0)
    lowered, asked = canonical(view.text), canonical(query.spelt)
    plans = is_planned(asked) or "kế hoạch" in asked
    differs = _DIFFERENCE.search(asked) is not None
    away = [elsewhere(view, quantity, query) for quantity in quantities]
    here = [
        quantity
        for quantity, gone in zip(quantities, away, strict=True)
        if not gone and _of_sort(view, quantity, _following(words, quantity), query)
    ]
    counted, led = after_count(view, here, query), after_word(view, here, query)
    deed = find_deed(view, query)
    for i, quantity in enumerate(quantities):
        since = quantities[i - 1].end if i else 0
        until = quantities[i + 1].start if i + 1 < len(quantities) else len(view.text)
        following = [_as_meant(token, meant) for token in words if quantity.end <= token.start < until]
        after = following[:_NEAR]
        if not _of_sort(view, quantity, after, query) or of_another(view, query, since, quantity, until):
            continue
        if counted and quantity not in counted:
            continue
        given = said_of_asked(view, quantity, query)  # in «xã A 1.000 con tôm, xã B 500 con» much is left out
        if not given and 0 < shared[i] < most and (most == len(query.measure) or most - shared[i] > 1):
            continue  # «150 tin, trong đó có 97 tin có giá trị»: the very thing asked for is another
        head = head_fit(view, quantity, after, query)
        if not given and _contrary(view, quantity.start, query):
            head *= _CONTRARY
        if not plans and is_planned(lowered[clause(lowered, quantity.start, quantity.end)[0] : quantity.start]):
            head *= _PLANNED
        if not differs and _CHANGE.search(lowered, 0, quantity.start):
            head *= _CHANGED
        bare = not after or bool(view.text[quantity.end : after[0].start].strip())
        if given and (bare or head >= _COUNTED_AT_LEAST):
            head = max(head, _BOUND)
        end = quantity.end if quantity.percent else _unit_end(view, quantity, after, query)
        if i + 1 < len(quantities) and _asked_together(view, end, quantities[i + 1], query):
            rest = [token for token in view.tokens if token.start >= quantities[i + 1].end][:_NEAR]
            end = _unit_end(view, quantities[i + 1], rest, query)
            head = max(head, _TOGETHER)
        if not given and led and quantity not in led:
            head *= _LED_ELSEWHERE
        if lacks_deed(view, quantity, deed):
            head *= _OTHER_DEED
        if more := _AND_MONTHS.match(view.text, end):
            end = more.end()
        each = _each(view, quantity, query)
        other = away[i] and not given and not goes_on_at(view, end, query)
        fit = head * (0.5 + 0.5 * nearness(view, quantity.start, quantity.end, others)) * each
        numbers = features(
            Around(view, quantity, 0 if given else since, until),
            query,
            terms,
            others,
            following,
            fit=fit,
            given=given,
            elsewhere=other,
            each=each,
        )
        there = _ELSEWHERE if other else 1.0
        counts = head >= _COUNTED_AT_LEAST or query.sort is not None or not (query.measure or query.subject)
        found.append(Candidate(view, quantity.start, end, fit, "figure", head, there, counts, numbers))
    return found


def _following(words: Sequence[Token], quantity: Quantity) -> list[Token]:
    return [token for token in words if token.start >= quantity.end][:_NEAR]


def _shared(words: Sequence[Token], quantity: Quantity, query: Query) -> int:
    """How many words of the measure directly follow a quantity."""
    after = [token.folded for token in words if token.start >= quantity.end]
    return common_start(query.measure, after[: len(query.measure)])


def _with_words(view: SentenceView, query: Query, meant: dict[str, set[str]]) -> list[Quantity]:
    """The quantities of a sentence, and single number words that count what the question does: «hai đội»."""
    heads = _DURATIONS if query.sort == DURATION else set(query.measure[:1])  # «bao lâu»: «sáu tháng»
    counted = [token for token in view.tokens if _as_meant(token, meant).folded in heads]
    words = [count for token in counted if (count := count_before(view.text, token.start))]
    known = {quantity.number_start for quantity in view.quantities}
    found = [Quantity(w.start, w.end, w.start, w.value, None, False, "") for w in words if w.start not in known]
    return sorted([*view.quantities, *found], key=lambda quantity: quantity.start) if found else view.quantities


def _spellings(query: Query, terms: Sequence[Wanted]) -> dict[str, set[str]]:
    """By its folded form, each word of the measure as the question spells it; not those whose accents are in doubt."""
    if not query.accented:
        return {}
    doubtful = {term.folded for term in terms if term.loose}
    found: dict[str, set[str]] = {}
    for token in query.tokens:
        if token.folded in query.measure and token.folded not in doubtful:
            found.setdefault(token.folded, set()).add(token.norm)
    return found


def _as_meant(token: Token, meant: dict[str, set[str]]) -> Token:
    """The token, its folded form no word of the measure that has other accents: «bài thi» is no «thí sinh»."""
    mistaken = token.folded in meant and token.norm not in meant[token.folded]
    return token._replace(folded=token.norm) if mistaken else token


_CLAUSE = re.compile(r"[,;:]\s|[()]")
DENIAL = re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?!\w)(?!\s+(?:quá|dưới|đến|tới|đầy|vượt))", re.IGNORECASE)


def _contrary(view: SentenceView, start: int, query: Query) -> bool:
    """Whether only one of the question and the figure's clause denies what is asked: «12 trường chưa đạt» are not those
    that did, but «2 tấn thịt không rõ nguồn gốc» are as much that were burnt."""
    cuts = [match.end() for match in _CLAUSE.finditer(view.text)]
    first = max((cut for cut in cuts if cut <= start), default=0)
    last = min((cut for cut in cuts if cut > start), default=len(view.text))
    denials = list(DENIAL.finditer(view.text, first, last))
    if query.negated:
        return not denials
    asked = set(map(query.form, query.tokens))
    return any(set(map(query.form, _next_words(view, denial.end()))) & asked for denial in denials)


def _next_words(view: SentenceView, at: int) -> list[Token]:
    """What is denied: the two words after «không»."""
    return [token for token in view.tokens if token.start >= at][:2]


_POWER = re.compile(r"\s*(?:k?m ?[2²]|mét vuông|(?P<cubic>m ?[3³]|mét khối))(?!\d)")


def _of_sort(view: SentenceView, quantity: Quantity, after: Sequence[Token], query: Query) -> bool:
    """Whether a quantity may be of the sort asked for: money, a percentage, a weight; of things that are counted, none
    of the first two and no time."""
    unit, sort = after[0].folded if after else "", query.sort
    if sort is None and query.measure:
        return not (quantity.percent or unit in CURRENCIES or (unit in _DURATIONS and unit not in query.measure))
    if sort == PERCENT:
        return quantity.percent
    if sort not in _UNITS:
        return True
    if unit in ("m", "km", "met") and (power := _POWER.match(view.text, quantity.end)):
        unit = "m3" if power["cubic"] else "m2"
    if sort == MONEY and _SCALED.search(view.text[quantity.number_start : quantity.end]):
        apart = not after or bool(view.text[quantity.end : after[0].start].strip())
        return apart or unit in _UNITS[MONEY] or after[0].norm in UNIT_END
    return unit in _UNITS[sort]


def _asked_together(view: SentenceView, end: int, following: Quantity, query: Query) -> bool:
    """Whether the next quantity belongs to the answer: «bao nhiêu tập thể, cá nhân» and «2 tập thể và 4 cá nhân»."""
    if not query.focus or not re.fullmatch(r"\s*(?:,|và)\s*", view.text[end : following.start]):
        return False
    asked = [token.folded for token in query.tokens if token.start >= query.focus[1]]
    unit = [token.folded for token in view.tokens if token.start >= following.end][:2]
    return len(unit) == 2 and any(asked[i : i + 2] == unit for i in range(2, len(asked)))


def _each(view: SentenceView, quantity: Quantity, query: Query) -> float:
    """What is left of the fit when «mỗi xã» is asked and the sentence gives another number for «mỗi xã»."""
    asked = _PER.search(query.text)
    if not asked:
        return _ALL_TOLD if query.sort is None and _FOR_EACH.match(view.text, quantity.end) else 1.0
    near = view.text[max(0, quantity.start - 20) : quantity.end + 20].lower()
    return 1.0 if asked.group().lower() in near or "/" in view.text[quantity.end : quantity.end + 15] else _ALL_TOLD


def _unit_end(view: SentenceView, quantity: Quantity, after: Sequence[Token], query: Query) -> int:
    """Where the unit's phrase ends: with the question's measure, else before a verb, a link word or punctuation."""
    agreed = list(after[: common_start(query.measure, [token.folded for token in after])])
    for i, token in enumerate(agreed):
        if view.text[agreed[i - 1].end if i else quantity.end : token.start].strip() not in ("", ",", "/"):
            del agreed[i:]
            break
    if agreed and len(agreed) == len(query.measure):
        return agreed[-1].end
    while agreed and agreed[-1].norm in UNIT_END:
        agreed.pop()
    end, taken = quantity.end, 0
    if power := _POWER.match(view.text, end):  # «1,5 m 3»
        end, after = power.end(), [token for token in after if token.start >= power.end()]
    for token in after:
        gap = view.text[end : token.start]
        joined = gap.strip() in ("", "/") or (gap.strip() == "," and token in agreed)
        if not joined or "\n" in gap or (token not in agreed and (token.norm in UNIT_END or token.text[0].isdigit())):
            return end
        if taken == _UNIT_LENGTH:
            break
        end, taken = token.end, taken + 1
        if token.folded in ("m", "km", "cm") and view.text[end : end + 1] in _POWERS:
            return end + 1  # «200m3»
        if (token.folded in _GLUED and not gap) or (token.folded in CURRENCIES and view.text[end : end + 1] != "/"):
            return end
    else:
        return end
    # No end in sight: what the question names, or the classifier and one word.
    return agreed[-1].end if agreed else after[1].end


def keyed_figures(view: SentenceView, query: Query, terms: Sequence[Wanted]) -> list[Candidate]:
    """Of a question that is only key words: figures that count what it begins with."""
    if query.focus or len(query.measure) < 2:
        return []
    counted = [
        quantity.start
        for quantity in view.quantities
        if common_start(query.measure, [token.folded for token in view.tokens if token.start >= quantity.end]) >= 2
    ]
    return [found for found in figures(view, query, terms) if found.start in counted]
