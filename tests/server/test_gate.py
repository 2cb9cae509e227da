import http.client
from urllib.parse import urlsplit

import httpx
import pytest

from tests.server.conftest import KEY, log_in, serving, write_users


def get(url, path="/config", **headers):
    return httpx.get(
        url + path, headers={name.replace("_", "-"): value for name, value in headers.items()}, trust_env=False
    )


def test_by_another_name_this_machine_gives_nothing(url):
    port = urlsplit(url).port
    assert get(url, host=f"localhost:{port}").status_code == 200
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1.evil.example", "", "localhost.", "[::2]"):
        assert get(url, host=host).status_code == 403, host
        assert get(url, "/health", host=host).status_code == 403, host


def test_a_name_of_the_settings_is_good_and_others_are_not(opened, tmp_path):
    with serving(opened(users=write_users(tmp_path / "users.json"), hosts="Tracuu.vn, tc.local")) as url:
        assert get(url, "/health", host="tracuu.vn").status_code == 200
        assert get(url, "/health", host="tc.local:8443").status_code == 200
        assert get(url, "/health", host="evil.example").status_code == 403


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/v1/chat/completions", "/mcp", "/login", "/logout"])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_page_of_another_site_can_not_send_anything(url, path, headers):
    refused = httpx.post(url + path, headers=headers, trust_env=False)
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers


def test_a_page_of_another_site_gets_no_permission(url):
    asked = {"origin": "http://evil.example", "access-control-request-method": "POST"}
    refused = httpx.options(f"{url}/v1/chat/completions", headers=asked, trust_env=False)
    assert refused.status_code == 403 and "access-control-allow-origin" not in refused.headers


def test_the_page_itself_may_send(url):
    assert get(url, origin=url, sec_fetch_site="same-origin").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=http://127.0.0.1:9/x",
        "/gradio_api/file=HTTPS://example.invalid/x",
        "/gradio_api/file=%68ttp://127.0.0.1:9/x",
        "/gradio_api/file/http://127.0.0.1:9/x",
        "/gradio_api/proxy=http://127.0.0.1:9/x",
        "/gradio_api/vibe-code",
        "/gradio_api/token",
        "/gradio_api/mcp/",
        "/monitoring",
    ],
)
def test_gradios_routes_that_reach_out_or_tell_on_others_are_shut(url, path):
    assert get(url, path).status_code == 404


def test_only_editors_upload(guarded):
    file = {"files": ("bai.txt", b"noi dung")}
    for name, status in (("lan", 200), ("minh", 403)):
        with log_in(guarded, name) as client:
            assert client.post("/gradio_api/upload", files=file).status_code == status
            assert client.post("/gradio_api/upload/", files=file).status_code in (status, 307)
    keyed = httpx.post(
        f"{guarded}/gradio_api/upload", files=file, headers={"authorization": f"Bearer {KEY}"}, trust_env=False
    )
    assert keyed.status_code == 403


def test_a_request_that_is_too_large_is_refused_with_a_length_and_without(url):
    assert httpx.post(f"{url}/v1/chat/completions", content=b"x" * 9_000_000, trust_env=False).status_code == 413

    def endless():
        for _ in range(90):
            yield b"x" * 100_000

    assert httpx.post(f"{url}/v1/chat/completions", content=endless(), trust_env=False).status_code == 413


@pytest.mark.parametrize("header", [f"Bearer {KEY}", f"bearer  {KEY}", "Bearer another-key-of-the-office"])
def test_a_key_of_the_settings_opens_every_door(guarded, header):
    for path in ("/v1/models", "/config", "/gradio_api/info"):
        assert get(guarded, path, authorization=header).status_code == 200


@pytest.mark.parametrize("header", ["", "Bearer", f"Basic {KEY}", f"Bearer {KEY}x", f"Bearer {KEY[:-1]}", KEY])
@pytest.mark.parametrize("path", ["/v1/models", "/v1/chat/completions", "/v1/không-có", "/mcp"])
def test_without_the_key_programs_are_refused_as_openai_does(guarded, path, header):
    refused = get(guarded, path, authorization=header)
    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "invalid_api_key"
    assert refused.headers["www-authenticate"] == "Bearer"
    assert get(guarded, "/config", authorization=header).status_code == 401


def test_a_user_who_has_logged_in_needs_no_key(guarded):
    with log_in(guarded, "minh") as client:
        assert client.get("/v1/models").status_code == 200


def test_keys_without_users_are_for_programs_only(opened):
    with serving(opened(api_keys=KEY)) as url:
        assert get(url).status_code == 200
        assert get(url, "/v1/models").status_code == 401
        assert get(url, "/v1/models", authorization=f"Bearer {KEY}").status_code == 200


def test_a_websocket_is_refused(url):
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    connection.request("GET", "/", headers=upgrade)
    assert connection.getresponse().status in (200, 400, 403)  # never 101
    connection.close()


def test_every_response_says_what_a_browser_may_load(url, guarded):
    for address in (f"{url}/", f"{url}/health", f"{guarded}/login", f"{guarded}/v1/models"):
        headers = httpx.get(address, trust_env=False).headers
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
