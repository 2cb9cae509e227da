import threading
import time

import pytest

from assistant.ui.progress import Stopped, Work, log_html


def test_steps_are_seen_while_the_work_goes_on_and_its_result_is_returned():
    seen = threading.Event()

    def work(tell):
        tell(1)
        seen.wait(10)
        return "done"

    watching = Work().watched(work, every=0.01)
    while next(watching) != 1:
        pass
    seen.set()
    with pytest.raises(StopIteration) as end:
        while True:
            next(watching)
    assert end.value.value == "done"


def test_what_the_work_raises_is_raised():
    def work(tell):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(Work().watched(work, every=0))


def test_work_ends_at_the_step_after_it_was_stopped_and_can_be_done_again():
    long = Work()
    done = []

    def work(tell):
        for step in range(1000):
            tell(step)
            done.append(step)
            time.sleep(0.01)

    watching = long.watched(work, every=0.01)
    next(watching)
    assert long.running
    long.stop()
    with pytest.raises(Stopped):
        list(watching)
    assert len(done) < 100 and not long.running
    assert list(long.watched(lambda tell: tell(1), every=0)) in ([], [1], [None])


def test_a_log_is_empty_until_something_happened():
    assert log_html([]) == ""
    assert "&lt;b&gt;x" in log_html([], "<b>x")
    assert '<li class="failed">No.</li>' in log_html([("failed", "No.")])
