"""Long work in a thread of its own, watched while it goes on, and how it went, line by line."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from assistant.ui.markup import text

Step = TypeVar("Step")
Result = TypeVar("Result")
Line = tuple[str, str]  # how it went (done, failed, asked), and what to say (HTML)


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


def log_html(lines: Sequence[Line], now: str = "") -> str:
    """How it went, a line a file, and what is being done now."""
    shown = "".join(f'<li class="{css}">{said}</li>' for css, said in lines)
    going = f'<p class="aside going">{text(now)}</p>' if now else ""
    return f'<div role="status"><ul class="log-lines">{shown}</ul>{going}</div>' if shown or going else ""
