from __future__ import annotations

import pytest

from assistant.language.abbreviations import expand
from assistant.language.things import Thing, find_things
from assistant.language.tokens import tokenize


def things(text: str) -> list[tuple[str, str]]:
    return [(thing.sort, " ".join(thing.name)) for thing in find_things(text, expand(tokenize(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hồ Bạch Đà rộng bao nhiêu ha?", [("ho", "bach da")]),
        ("hồ Bạch Đà, sông Lam", [("ho", "bach da"), ("song", "lam")]),
        ("cao tốc TP.HCM - Trung Lương", [("cao toc", "ho chi minh trung luong")]),
        ("cao tốc Thành phố Hồ Chí Minh-Long Thành", [("cao toc", "ho chi minh long thanh")]),
        ("Phạt Công ty TNHH Hoa Mai 3 tỷ", [("cong ty", "tnhh hoa mai")]),
        ("ông Hồ Văn Sơn", []),
        ("Công ty Cổ phần", []),
        ("sông, hồ và đường đi", []),
    ],
)
def test_a_name_after_the_word_for_a_sort(text: str, expected: list[tuple[str, str]]) -> None:
    assert things(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("ho chi minh long thanh", "long thanh", True), ("bach da", "bach dan", True), ("bach da", "tuyen lam", False)],
)
def test_two_names_of_one_thing(one: str, other: str, same: bool) -> None:
    first, second = (Thing("ho", tuple(name.split())) for name in (one, other))
    assert first.may_be(second) is second.may_be(first) is same
