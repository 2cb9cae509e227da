from assistant.server.attempts import Attempts


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


def fail(attempts, clock, times, name="lan", address="10.0.0.9"):
    """Fails so often, patiently; how long each wait was."""
    waits = []
    for _ in range(times):
        wait = attempts.begin(name, address)
        waits.append(wait)
        if wait:
            clock.now += wait
            assert attempts.begin(name, address) == 0
    return waits


def test_who_fails_again_and_again_waits_longer_each_time():
    clock = Clock()
    waits = fail(Attempts(clock), clock, 16)
    assert waits[:6] == [0, 0, 0, 0, 0, 1]
    assert waits[6:9] == [2, 4, 8]
    assert max(waits) == waits[-1] == 300


def test_another_user_or_address_need_not_wait():
    clock = Clock()
    attempts = Attempts(clock)
    fail(attempts, clock, 5)
    assert attempts.begin("lan", "10.0.0.9") > 0
    assert attempts.begin("lan", "10.0.0.8") == 0
    assert attempts.begin("minh", "10.0.0.9") == 0


def test_an_address_that_tries_many_names_waits_too():
    clock = Clock()
    attempts = Attempts(clock)
    assert [attempts.begin(f"u{number}", "10.0.0.9") for number in range(25)] == [0] * 25
    assert attempts.begin("u99", "10.0.0.9") > 0
    assert attempts.begin("u99", "10.0.0.8") == 0


def test_guesses_at_the_same_moment_count_before_they_are_looked_at():
    attempts = Attempts(Clock())
    assert [attempts.begin("lan", "10.0.0.9") > 0 for _ in range(7)] == [False] * 5 + [True] * 2


def test_a_log_in_that_works_forgets_the_failures():
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(20):
        assert fail(attempts, clock, 4) == [0] * 4
        clock.now += 2000  # the address is forgotten meanwhile
        assert attempts.begin("lan", "10.0.0.9") == 0
        attempts.succeeded("lan", "10.0.0.9")


def test_memory_is_bounded():
    attempts = Attempts(Clock())
    for number in range(12_000):
        attempts.begin(f"u{number}", f"address {number}")
    assert len(attempts._failures) <= 10_000
