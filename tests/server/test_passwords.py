import unicodedata

import pytest

from assistant.server import passwords

PASSWORD = "mười hai con giáp"


def test_a_password_is_known_again_however_it_is_typed():
    kept = passwords.keep(PASSWORD)
    assert passwords.matches(PASSWORD, kept)
    assert passwords.matches(unicodedata.normalize("NFD", PASSWORD), kept)
    assert not passwords.matches(PASSWORD + " ", kept)
    assert not passwords.matches("", kept)


def test_what_is_kept_tells_nothing():
    assert PASSWORD not in passwords.keep(PASSWORD)
    assert passwords.keep(PASSWORD) != passwords.keep(PASSWORD)
    assert not passwords.matches(PASSWORD, passwords.of_nobody())


@pytest.mark.parametrize("kept", ["", PASSWORD, "scrypt$1$1$1$a$b", "md5$0$0$0$0$0"])
def test_what_was_not_kept_by_this_matches_nothing(kept):
    assert not passwords.matches(PASSWORD, kept)


@pytest.mark.parametrize("password", ["", "ngan", "a" * 30, "minh-2024-abc", "x y" * 100])
def test_a_password_that_is_easily_guessed_is_refused(password):
    assert passwords.weakness(password, "minh").startswith("Mật khẩu")
    assert passwords.weakness(PASSWORD, "minh") == ""
