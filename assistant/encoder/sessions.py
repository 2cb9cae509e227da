"""onnxruntime's sessions as this product runs them: on the processor, asleep while they wait."""

from __future__ import annotations

import os
from pathlib import Path

from onnxruntime import InferenceSession, SessionOptions

_MOST_THREADS = 4  # matrices of a question or a window are too small for more


def session(model: Path | str | bytes, threads: int | None = None) -> InferenceSession:
    """A session of a model's file or bytes; threads may share it. `threads`: of one run, unless told min(cores, 4).

    Bytes stay in memory beside what is made of them. Raises what onnxruntime raises for a model that it can't read.
    """
    options = SessionOptions()
    options.intra_op_num_threads = threads or min(os.cpu_count() or 1, _MOST_THREADS)
    # Threads that spin while they wait for each other take twice as long on a PC whose cores are busy.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    given = model if isinstance(model, bytes) else str(model)
    return InferenceSession(given, options, providers=["CPUExecutionProvider"])
