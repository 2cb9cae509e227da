"""The assistant with a language model behind a server that plays a script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from assistant import Answer, Assistant
from assistant.settings import Settings
from assistant.writing.draft import Draft
from assistant.writing.model import Model, connect
from tests import articles
from tests.model_server import KEY, ModelServer, serving

HOURS = 3000.0  # seconds: no reply that comes is late, however busy the machine


@dataclass(frozen=True)
class Writer:
    """An assistant and the server that its model is behind."""

    assistant: Assistant
    server: ModelServer

    def ask(self, question: str, **given: Any) -> Answer:
        return self.assistant.ask(question, **given)

    def events(self, question: str) -> tuple[list[Draft], Answer]:
        *drafts, answer = self.assistant.stream(question)
        assert isinstance(answer, Answer)
        return [draft for draft in drafts if isinstance(draft, Draft)], answer


@pytest.fixture(scope="session")
def server() -> Iterator[ModelServer]:
    with serving() as server:
        yield server


@pytest.fixture(scope="session", params=[True, False], ids=["streamed", "whole"])
def writer(
    request: pytest.FixtureRequest, server: ModelServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Writer]:
    """Replies come in parts, and then again whole."""
    folder = tmp_path_factory.mktemp("written")
    with Assistant.open(
        corpus=articles.write(folder / "corpus"),
        store=folder / "store",
        engine="llm",
        openai_base_url=server.url,
        openai_api_key=KEY,
        llm_model="scripted",
        llm_stream=request.param,
        llm_timeout=HOURS,
        llm_pause=HOURS,
    ) as assistant:
        yield Writer(assistant, server)


@pytest.fixture
def opened() -> Iterator[Any]:
    """Connects to a model; closes it after the test."""
    models: list[Model] = []

    def _open(url: str, **given: Any) -> Model:
        given = {"llm_timeout": HOURS, "llm_pause": HOURS, **given}
        models.append(connect(Settings.load(llm_model="scripted", openai_base_url=url, **given)))
        return models[-1]

    yield _open
    for model in models:
        model.close()
