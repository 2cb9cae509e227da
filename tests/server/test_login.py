import time
from contextlib import suppress

import httpx
import pytest

from assistant.server.sessions import COOKIE
from tests.server.conftest import PASSWORDS, log_in, serving, write_users

BROWSER = {"accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def client(guarded):
    with httpx.Client(base_url=guarded, trust_env=False) as client:
        yield client


@pytest.fixture(scope="module")
def fresh(opened, tmp_path_factory):
    """A server whose users have not failed yet."""
    with serving(opened(users=write_users(tmp_path_factory.mktemp("fresh") / "users.json"))) as url:
        yield url


def test_a_browser_is_led_to_the_log_in_and_from_there_to_the_page(client):
    sent = client.get("/", headers=BROWSER)
    assert (sent.status_code, sent.headers["location"]) == (303, "/login")
    asked = client.get("/login", headers=BROWSER)
    assert "Mật khẩu" in asked.text and asked.headers["cache-control"] == "no-store"
    said = {"username": " Lan ", "password": PASSWORDS["lan"]}
    entered = client.post("/login", data=said, headers=BROWSER)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    [cookie] = entered.headers.get_list("set-cookie")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert "Tra cứu bài viết" in client.get("/", headers=BROWSER).text
    assert client.get("/login", headers=BROWSER).headers["location"] == "/"


def test_behind_https_the_cookie_is_for_https_only(client):
    said = {"username": "lan", "password": PASSWORDS["lan"]}
    entered = client.post("/login", data=said, headers={"x-forwarded-proto": "https"})
    assert "; Secure" in entered.headers["set-cookie"]


@pytest.mark.parametrize(
    "path", ["/", "/config", "/gradio_api/info", "/gradio_api/queue/data", "/theme.css", "/logout"]
)
def test_nothing_is_shown_before_the_log_in(client, path):
    assert client.get(path).status_code == 401
    assert client.post(path).status_code == 401
    client.cookies.set(COOKIE, "gia-mao")
    assert client.get(path).status_code == 401


@pytest.mark.parametrize(
    ("name", "password", "status"),
    [("lan", "sai mật khẩu", 401), ("ai đó", PASSWORDS["lan"], 401), ("lan", "", 400), ("", "", 400)],
)
def test_a_wrong_password_and_an_unknown_name_are_told_alike(fresh, name, password, status):
    said = {"username": name, "password": password}
    refused = httpx.post(f"{fresh}/login", data=said, headers=BROWSER, trust_env=False)
    assert refused.status_code == status
    assert ("không đúng" if status == 401 else "Hãy nhập") in refused.text
    assert "set-cookie" not in refused.headers
    assert httpx.post(f"{fresh}/login", data=said, trust_env=False).json()["detail"]


def test_what_was_typed_is_text(fresh):
    said = {"username": '"><script>alert(1)</script>', "password": "x"}
    refused = httpx.post(f"{fresh}/login", data=said, headers=BROWSER, trust_env=False)
    assert "<script" not in refused.text and "&lt;script&gt;" in refused.text


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"username=lan" * 3, b'{"username": "lan"}'])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data", "application/json"])
def test_what_is_no_form_is_refused(fresh, body, kind):
    assert (
        httpx.post(f"{fresh}/login", content=body, headers={"content-type": kind}, trust_env=False).status_code == 400
    )


def test_after_repeated_failures_even_the_right_password_has_to_wait(opened, tmp_path):
    with serving(opened(users=write_users(tmp_path / "users.json"))) as url:
        for _ in range(5):
            httpx.post(f"{url}/login", data={"username": "minh", "password": "sai mật khẩu"}, trust_env=False)
        said = {"username": "minh", "password": PASSWORDS["minh"]}
        # Checking a password may take longer than the first wait does.
        with suppress(StopIteration):
            refused = next(
                reply
                for _ in range(20)
                if (reply := httpx.post(f"{url}/login", data={**said, "password": "sai"}, trust_env=False)).status_code
                == 429
            )
            assert int(refused.headers["retry-after"]) >= 1
            assert "Hãy thử lại sau" in refused.json()["detail"]
        with log_in(url, "lan"):
            pass
        deadline = time.monotonic() + 60
        while (reply := httpx.post(f"{url}/login", data=said, trust_env=False)).status_code == 429:
            assert time.monotonic() < deadline
            time.sleep(0.5)
        assert reply.status_code == 200


def test_after_the_log_out_the_cookie_is_worth_nothing(guarded):
    with log_in(guarded, "lan") as client, httpx.Client(base_url=guarded, trust_env=False) as thief:
        thief.cookies.set(COOKIE, client.cookies[COOKIE])
        assert thief.get("/config").json()["username"] == "lan"
        assert "lan" in client.get("/logout").text
        assert client.get("/config").status_code == 200  # a link alone logs nobody out
        assert client.post("/logout").headers["location"] == "/login"
        assert COOKIE not in client.cookies
        assert thief.get("/config").status_code == 401


def test_where_there_are_no_users_nobody_logs_in(url):
    for path in ("/login", "/logout"):
        assert httpx.get(url + path, trust_env=False).headers["location"] == "/"
        assert httpx.post(url + path, trust_env=False).status_code == 303


def test_a_user_whose_session_is_over_is_told_so(client):
    assert "Phiên làm việc đã hết" in client.get("/login?ended", headers=BROWSER).text
    assert "Phiên làm việc đã hết" not in client.get("/login", headers=BROWSER).text
