import json
from pathlib import Path

import pytest

from assistant.answering.learned import weighed


def test_a_score_is_what_the_file_weighs(tmp_path: Path) -> None:
    weights = tmp_path / "weights.json"
    weights.write_text(json.dumps({"weights": {"own": 2.0, "far": -0.5}}), encoding="utf-8")
    assert weighed({"own": 0.5, "far": 1.0, "not weighed": 9.0}, weights) == 0.5
    with pytest.raises(KeyError, match="far"):
        weighed({"own": 0.5}, weights)
