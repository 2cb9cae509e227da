"""What every test has: nothing of the developer's own settings, and examples that repeat in CI."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests import articles

if TYPE_CHECKING:
    from assistant import Assistant

# No deadline: a machine that runs other tests at the same time is slow now and then.
settings.register_profile("assistant", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("assistant")


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.upper().startswith(("ASSISTANT_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)  # `.env` is read from the current folder


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The real thing over the made-up articles of tests/articles.py; read only."""
    from assistant import Assistant

    folder = tmp_path_factory.mktemp("made-up")
    with Assistant.open(corpus=articles.write(folder / "corpus"), store=folder / "store") as opened:
        yield opened
