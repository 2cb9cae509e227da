"""Long work in a thread of its own, watched while it goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Step = TypeVar("Step")
Result = TypeVar("Result")


def watched(
    work: Callable[[Callable[[Step], None]], Result], every: float = 0.3
) -> Generator[Step | None, None, Result]:
    """Does the work, which is given a function to tell its steps to; yields the newest step every so many seconds.

    The generator returns what the work does, and raises what it raises. Closing it waits for the work.
    """
    steps: list[Step] = []
    with ThreadPoolExecutor(1) as thread:
        result = thread.submit(work, steps.append)
        while not result.done():
            yield steps[-1] if steps else None
            time.sleep(every)
    return result.result()
