import threading

import pytest

from assistant.ui.progress import log_html, watched


def test_steps_are_seen_while_the_work_goes_on_and_its_result_is_returned():
    seen = threading.Event()

    def work(tell):
        tell(1)
        seen.wait(10)
        return "done"

    watching = watched(work, every=0.01)
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
        list(watched(work, every=0))


def test_a_log_is_empty_until_something_happened():
    assert log_html([]) == ""
    assert "&lt;b&gt;x" in log_html([], "<b>x")
    assert '<li class="failed">No.</li>' in log_html([("failed", "No.")])
