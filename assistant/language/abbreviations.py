"""Abbreviations of Vietnamese offices, written out, so that «UBND» and «Ủy ban nhân dân» are the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from assistant.language.normalize import canonical, fold
from assistant.language.tokens import Token

# What a short form before a place's name stands for: «Q.1», «h. Đắk Song», «TT. Kiến Đức».
_UNITS = {"tt": "thị trấn", "q": "quận", "p": "phường", "h": "huyện", "x": "xã"}
_NUMBERED = {"q", "p"}  # those that a number may follow
_UNIT_WORDS = {"huyen", "quan", "xa", "phuong", "tinh", "tp", "tx"}
_LONGEST = 4  # tokens that one abbreviation may be written in: KT-XH, NN&PTNT, Đ/c
_LONGEST_COMPOUND = 12  # letters; trying every split of longer words would take ever longer


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, tuple[str, ...]]]:
    """Expansions by case rule ("any", "upper", "chat"), keyed by the form (lower case for any and chat)."""
    tables: dict[str, dict[str, tuple[str, ...]]] = {"any": {}, "upper": {}, "chat": {}}
    data = resources.files("assistant.language").joinpath("data/abbreviations.tsv").read_text("utf-8")
    for line in data.splitlines():
        if line and not line.startswith("#"):
            form, expansion, case = line.split("\t")
            key = form.replace("/", "")
            tables[case][key if case == "upper" else key.lower()] = tuple(expansion.split())
    # Typed without accents: «hdnd», «bcd».
    for form, words in list(tables["any"].items()):
        tables["any"].setdefault(fold(form), words)
    return tables


@lru_cache(maxsize=1)
def _forms() -> frozenset[str]:
    """Every short form in lower case: a word that is neither one nor in capitals is no abbreviation."""
    return frozenset(form.lower() for table in _table().values() for form in table) | _UNITS.keys() | {"ca", "đ"}


def expand(tokens: Sequence[Token], *, chat: bool = False) -> list[Token]:
    """The tokens with every known abbreviation replaced by its words, which keep the abbreviation's offsets.

    `chat` also expands what people type in questions only: «bn», «ko».
    """
    return list(_expand(tokens, chat))


def _expand(tokens: Sequence[Token], chat: bool) -> Iterator[Token]:
    forms = _forms()
    i = 0
    while i < len(tokens):
        if not tokens[i].text.isupper() and tokens[i].text.lower() not in forms:  # nearly every word
            yield tokens[i]
            i += 1
            continue
        longest = _LONGEST if _opens_joined(tokens[i].text) else 1
        for size in range(min(longest, len(tokens) - i), 0, -1):
            group = tokens[i : i + size]
            words = _joined(group) if size > 1 else _words(tokens, i, chat)
            if chat and size > 1 and _names_unit(tokens, i + size - 1):
                words = ()  # «PCT P. Bãi Dài» is no «PCTP»
            if words:
                for word in words:
                    yield Token(word, group[0].start, group[-1].end, canonical(word), fold(word))
                i += size
                break
        else:
            yield tokens[i]
            i += 1


def _opens_joined(text: str) -> bool:
    """Whether a token may be the first part of an abbreviation; most words can't, and are not tried."""
    return (text.isupper() and len(text) <= 5) or text == "đ"


def _joined(group: Sequence[Token]) -> tuple[str, ...]:
    """The words of an abbreviation that is written in parts: «KT-XH», «NN & PTNT», «đ/c», «T.Ư»."""
    gaps = [b.start - a.end for a, b in pairwise(group)]
    form = "".join(token.text for token in group)
    if not all(gap in (1, 3) for gap in gaps) or not form.isalpha():
        return ()
    if not all(token.text.isupper() and len(token.text) <= 5 for token in group):
        return _table()["any"].get(form.lower(), ()) if form.lower() == "đc" else ()
    return _table()["upper"].get(form) or _table()["any"].get(form.lower(), ())


def _words(tokens: Sequence[Token], i: int, chat: bool) -> tuple[str, ...]:
    """The words of an abbreviation that is token `i` alone, or nothing."""
    tables = _table()
    form = tokens[i].text
    if not form[0].isalpha():
        return ()
    previous = tokens[i - 1] if i else None
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if form == "TT" and following is not None and following.norm == "huế":
        return ("thừa", "thiên")
    if _names_unit(tokens, i):
        return tuple(_UNITS[form.lower()].split())
    if form == "CP" and previous is not None and previous.folded in ("ty", "hang"):
        return ("cổ", "phần")  # «Công ty CP», «Ngân hàng CP»
    if words := tables["any"].get(form.lower()) or tables["upper"].get(form):
        return words
    if chat:
        if form.upper() in ("HT", "PHT", "TH") and (words := _of_school(form.upper(), previous, following)):
            return words
        if words := tables["chat"].get(form.lower()):
            return words
        if form.lower() == "ca" and following is not None and following.folded in _UNIT_WORDS:
            return ("công", "an")
    if form.isupper() and 5 <= len(form) <= _LONGEST_COMPOUND and form.isalpha():
        return _compound(form)
    return ()


def _names_unit(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` is short for a unit whose name or number follows it: the P of «P. Bãi Dài» and «P.5»."""
    form, following = tokens[i].text.lower(), tokens[i + 1] if i + 1 < len(tokens) else None
    if form not in _UNITS or following is None or following.start - tokens[i].end > 2:
        return False
    glued = i > 0 and tokens[i - 1].end == tokens[i].start  # the h of «21h30»
    named = following.text[0].isupper() and not following.text.isupper()
    return not glued and (named or (following.text.isdigit() and form in _NUMBERED))


def _of_school(form: str, previous: Token | None, following: Token | None) -> tuple[str, ...]:
    """«HT trường», «trường TH»: short forms that mean something else without the school."""
    if form == "TH":
        return ("tiểu", "học") if previous is not None and previous.folded == "truong" else ()
    headed = following is not None and following.folded in ("truong", "thcs", "thpt", "th", "mn")
    head = ("hiệu", "trưởng") if headed else ()
    return ("phó", *head) if head and form == "PHT" else head


def _compound(form: str) -> tuple[str, ...]:
    """An unknown abbreviation made of known ones, with up to one letter between («ATVANTT»), or nothing."""
    tables = _table()
    words: list[str] = []
    i = gaps = 0
    while i < len(form):
        for size in range(len(form) - i, 1, -1):
            part = form[i : i + size]
            known = tables["upper"].get(part) or tables["any"].get(part.lower())
            if known:
                words += known
                i += size
                break
        else:
            gaps += 1
            i += 1
    return tuple(words) if words and gaps <= len(form) // 5 else ()
