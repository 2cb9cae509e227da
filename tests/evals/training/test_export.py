"""Run where PyTorch is installed (`pip install '.[train]'`)."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from assistant.reading.reader import Reader  # noqa: E402
from assistant.reading.windows import windows  # noqa: E402
from evals.training import export  # noqa: E402
from evals.training.network import Network  # noqa: E402
from tests.evals.training.made_up import ARTICLES, FIGURE  # noqa: E402

ASKED = [(FIGURE.question, window) for window in windows(ARTICLES["d99_00"])]


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    torch.manual_seed(0)
    path = tmp_path_factory.mktemp("weights") / "w.pt"
    Network().save(path)
    return path


def test_the_product_reads_with_what_was_exported(weights, tmp_path):
    made = export.export(weights, tmp_path / "reader.onnx", ASKED)
    assert made.n == len(ASKED) and made.largest < 0.2 and 20e6 < made.bytes < 25e6
    (reading,) = Reader(tmp_path / "reader.onnx").read(FIGURE.question, [ASKED[0][1]])
    assert sum(reading.classes) == pytest.approx(1)


def test_a_graph_that_says_something_else_is_not_written(weights, tmp_path, monkeypatch):
    true = export.graph
    monkeypatch.setattr(export, "graph", lambda tensors, *rest: true({**tensors, "cls.b": tensors["cls.b"] + 1}, *rest))
    with pytest.raises(export.ExportError, match="differ"):
        export.export(weights, tmp_path / "reader.onnx", ASKED)
    assert not (tmp_path / "reader.onnx").exists()
