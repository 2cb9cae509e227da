from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata

from assistant import Answer, Assistant
from assistant.errors import SettingsError
from assistant.writing.draft import Draft
from tests import articles
from tests.model_server import Says
from tests.writing.conftest import Writer
from tests.writing.test_engine import QUESTION, RIGHT, WRONG


def test_drafts_come_first_then_the_answer(writer: Writer) -> None:
    writer.server.says(RIGHT)
    drafts, answer = writer.events(QUESTION)
    assert drafts
    assert all(draft.text in RIGHT.replace(" [1]", "") for draft in drafts)
    assert "[1]" in answer.text and not any("[" in draft.text for draft in drafts)


def test_a_draft_may_say_what_the_answer_does_not(writer: Writer) -> None:
    writer.server.says(WRONG)
    drafts, answer = writer.events(QUESTION)
    assert any("79" in draft.text for draft in drafts) or not writer.assistant.settings.llm_stream
    assert "79" not in answer.text


def test_closing_the_stream_stops_the_model(writer: Writer) -> None:
    writer.server.gone.clear()
    writer.server.says(Says(RIGHT, hang=3))
    events = writer.assistant.stream(QUESTION)
    written = "huyện" if writer.assistant.settings.llm_stream else ""
    assert any(isinstance(event, Draft) and event.text.endswith(written) for event in events)
    while not writer.server.requests:  # a silent model's drafts come on and on
        next(events)
    events.close()
    assert writer.server.gone.wait(60)


def test_without_a_model_the_stream_is_the_answer(assistant: Assistant) -> None:
    assert assistant.model is None
    [answer] = assistant.stream(QUESTION)
    assert isinstance(answer, Answer) and answer.engine == "extractive"


class Parrot(CustomLLM):
    """A LlamaIndex model that always says the same."""

    words: str

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="parrot", context_window=4096)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        return CompletionResponse(text=self.words)

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> Any:
        yield CompletionResponse(text=self.words, delta=self.words)


def test_any_model_of_llamaindex_may_write(tmp_path: Path) -> None:
    where: dict[str, Any] = {"corpus": articles.write(tmp_path / "corpus"), "store": tmp_path / "store"}
    with Assistant.open(**where, llm=Parrot(words=RIGHT)) as opened:
        assert opened.model == "parrot"
        assert opened.ask(QUESTION).engine == "llm"
    with Assistant.open(**where, llm=Parrot(words=RIGHT), engine="extractive") as opened:
        assert opened.model is None


def test_engine_llm_without_a_model_is_refused_before_anything_is_indexed(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_LLM_MODEL"):
        Assistant.open(corpus=articles.write(tmp_path / "corpus"), store=tmp_path / "store", engine="llm")
    assert not (tmp_path / "store").exists()
