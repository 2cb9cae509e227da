from __future__ import annotations

from assistant.language.synonyms import find_synonyms
from assistant.language.tokens import tokenize


def test_every_word_of_a_known_phrase_has_what_may_stand_for_it() -> None:
    found = find_synonyms(tokenize("Tiền đền bù là bao nhiêu?"))
    assert ("bồi", "thường") in found[1]
    assert found[1] == found[2]
    assert 3 not in found
