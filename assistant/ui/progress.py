"""Long work in a thread of its own, watched while it goes on, and how it went, line by line."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from assistant.ui.markup import text

Step = TypeVar("Step")
Result = TypeVar("Result")
Line = tuple[str, str]  # how it went (done, failed, asked), and what to say (HTML)


class Stopped(Exception):
    """A user stopped the work."""


class Work:
    """Long work, one at a time, that whoever is at the page may stop between two steps."""

    def __init__(self) -> None:
        self.running = False
        self._stopping = threading.Event()

    def stop(self) -> None:
        """The work ends at its next step, with Stopped."""
        self._stopping.set()

    def watched(
        self, work: Callable[[Callable[[Step], None]], Result], every: float = 0.3
    ) -> Generator[Step | None, None, Result]:
        """Does the work, which is given a function to tell its steps to; yields the newest step every so many seconds.

        The generator returns what the work does, and raises what it raises. Closing it waits for the work.
        """
        steps: list[Step] = []

        def tell(step: Step) -> None:
            if self._stopping.is_set():
                raise Stopped
            steps.append(step)

        self._stopping.clear()
        self.running = True
        try:
            with ThreadPoolExecutor(1) as thread:
                result = thread.submit(work, tell)
                while not result.done():
                    yield steps[-1] if steps else None
                    time.sleep(every)
            return result.result()
        finally:
            self.running = False


def log_html(lines: Sequence[Line], now: str = "") -> str:
    """How it went, a line a file, and what is being done now."""
    shown = "".join(f'<li class="{css}">{said}</li>' for css, said in lines)
    going = f'<p class="aside going">{text(now)}</p>' if now else ""
    return f'<div role="status"><ul class="log-lines">{shown}</ul>{going}</div>' if shown or going else ""
