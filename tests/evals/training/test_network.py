"""Run where PyTorch is installed (`pip install '.[train]'`)."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from assistant.encoder import rows, session  # noqa: E402
from assistant.encoder.graph import graph  # noqa: E402
from assistant.encoder.weights import opened  # noqa: E402
from evals.training.network import Network, tensor_name  # noqa: E402


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(0)
    return Network()


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("layers.0.q.weight", "l0.q.w"),
        ("layers.11.oln.bias", "l11.oln.b"),
        ("ln.weight", "emb.ln.w"),
        ("pos.weight", "emb.pos"),
        ("typ", "emb.type"),
        ("seg.weight", "seg"),
        ("span.bias", "span.b"),
    ],
)
def test_parameters_have_the_graphs_names(key, name):
    assert tensor_name(key) == name


def test_a_new_network_is_the_encoder(network):
    made, held = network.tensors(), opened().tensors
    assert set(held) - set(made) == {"emb.word"}
    assert np.array_equal(made["l3.fi.w"], held["l3.fi.w"]) and np.array_equal(made["emb.pos"], held["emb.pos"])


def test_the_graph_of_its_weights_says_what_it_says(network):
    ids, parts = np.array([[0, 581, 2, 2, 90, 91, 2], [0, 581, 2, 2, 1, 1, 1]]), np.array([[0, 0, 0, 1, 2, 2, 2]] * 2)
    given = {"words": rows(ids), "att": (ids != 1).astype(np.float32), "seg": parts}
    model = graph(network.tensors(), opened().heads, opened().epsilon).SerializeToString()
    theirs = session(model).run(["span", "inside", "cls"], given)
    with torch.no_grad():
        ours = network(*(torch.from_numpy(given[name]) for name in ("words", "att", "seg")))
    for a, b in zip(ours, theirs, strict=True):
        assert np.allclose(a[0], b[0], atol=2e-3) and np.allclose(a[1][:4], b[1][:4], atol=2e-3)  # the rest is padding


def test_weights_are_kept_in_16_bits(network, tmp_path):
    network.save(tmp_path / "w.pt")
    another = Network()
    another.load(tmp_path / "w.pt")
    assert torch.allclose(another.cls.weight, network.cls.weight, atol=1e-3)
    assert [path.name for path in tmp_path.iterdir()] == ["w.pt"] and (tmp_path / "w.pt").stat().st_size < 45e6


def test_what_is_no_readers_is_refused(network, tmp_path):
    torch.save({"a": torch.zeros(1)}, tmp_path / "w.pt")
    with pytest.raises(RuntimeError, match="Missing key"):
        network.load(tmp_path / "w.pt")
