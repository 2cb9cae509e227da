"""Lines that would make a careless pattern take minutes: each is read in time that grows with its length."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from assistant.language.abbreviations import expand
from assistant.language.dates import find_dates, find_years
from assistant.language.documents import find_documents
from assistant.language.names import find_persons, names_office
from assistant.language.numbers import find_quantities
from assistant.language.places import find_places
from assistant.language.question_places import question_places
from assistant.language.tokens import tokenize

FINDERS: list[Callable[[str], object]] = [
    lambda text: expand(tokenize(text), chat=True),
    find_dates,
    find_years,
    find_documents,
    find_persons,
    lambda text: names_office(text, accented=True),
    lambda text: names_office(text, accented=False),
    find_quantities,
    find_places,
    lambda text: question_places(text, {"sonla": {"Sơn La"}}),
]
UNITS = [
    "1",
    "1.",
    "1-",
    "2018%",
    " ",
    "A",
    "An ",
    "phó ",
    "nguyen ",
    "1-CT/",
    "5 triệu 5 ",
    "hai mươi ",
    "một triệu hai trăm nghìn ",
    "ngày 1 ",
    "tỉnh ",
    "Chủ tịch ",
]


@pytest.mark.parametrize("unit", UNITS)
def test_long_lines(unit: str) -> None:
    line = (unit * 20_000)[:20_000]
    for finder in FINDERS:
        started = time.process_time()
        finder(line)
        # Measured below .6 s; anything quadratic takes over 5 s here.
        assert time.process_time() - started < 3
