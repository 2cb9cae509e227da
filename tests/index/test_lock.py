from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import StoreBusy
from assistant.index import WriterLock

HOLD = """
import sys
from pathlib import Path
from assistant.index.lock import WriterLock
with WriterLock(Path(sys.argv[1]), 0):
    print("held", flush=True)
    sys.stdin.read()
"""


def holding(folder: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout and process.stdout.readline() == "held\n"
    return process


def test_another_process_is_named_and_a_killed_one_is_in_no_ones_way(tmp_path: Path) -> None:
    process = holding(tmp_path)
    with pytest.raises(StoreBusy, match=f"tiến trình {process.pid} "):
        WriterLock(tmp_path, 0).__enter__()
    process.kill()
    process.wait()
    with WriterLock(tmp_path, 0) as lock:
        assert (holder := lock.holder()) and holder.pid != process.pid
    assert lock.holder() is None


def test_one_thread_may_enter_twice_and_another_may_not(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path, 0)
    with ThreadPoolExecutor(1) as other, lock:
        with lock:
            assert isinstance(other.submit(lock.__enter__).exception(), StoreBusy)
        assert isinstance(other.submit(WriterLock(tmp_path, 0).__enter__).exception(), StoreBusy)
        assert lock.holder() is not None
