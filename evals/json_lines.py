"""Files of JSON lines, packed or not, each line a row of one kind."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError


class DataError(Exception):
    """A file can't be read; the message names it, the line, and what is wrong."""


class Line(BaseModel):
    """A row; what else a line holds is left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)


AnyLine = TypeVar("AnyLine", bound=BaseModel)


def lines(path: Path, kind: type[AnyLine]) -> Iterator[AnyLine]:
    """The rows of a file, blank lines left out. Raises DataError."""
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise DataError(f"{path}: can't be read: {error}") from None
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield kind.model_validate_json(line)
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(map(str, first["loc"])) or "line"
                raise DataError(f"{path}:{number}: {where}: {first['msg']}") from None
