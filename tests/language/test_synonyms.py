from __future__ import annotations

from assistant.language.synonyms import find_synonyms, restated, stand_ins
from assistant.language.tokens import tokenize


def test_every_word_of_a_known_phrase_has_what_may_stand_for_it() -> None:
    found = find_synonyms(tokenize("Tiền đền bù là bao nhiêu?"))
    assert ("bồi", "thường") in found[1]
    assert found[1] == found[2]
    assert 3 not in found


def test_a_text_in_the_words_of_a_question() -> None:
    text = "Vụ cháy khiến 4 người tử vong tại chỗ"
    said = restated(tokenize(text), stand_ins(tokenize("người chết")))
    assert [token.norm for token in said][4:] == ["người", "chết", "tại", "chỗ"]
    dead = said[5]
    assert text[dead.start : dead.end] == "tử vong"


def test_words_that_a_question_uses_itself_stay() -> None:
    tokens = tokenize("3 người tử vong")
    assert restated(tokens, stand_ins(tokenize("người chết hay người tử vong"))) == list(tokens)
