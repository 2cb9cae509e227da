"""A page whose server, or whose session, goes away."""

import pytest

from tests.e2e.conftest import BRIDGES, ask, log_in, served
from tests.server.conftest import PASSWORDS

pytestmark = pytest.mark.e2e

FOLLOW_UP = "Còn xã Bình Phú thì sao?"


def started_anew(assistant, url):
    """The server at the address of one that was stopped."""
    return served(assistant, int(url.strip("/").rsplit(":", 1)[1]))


def test_nothing_can_be_typed_before_the_page_knows_its_conversation(window, url):
    page = window.new_page()
    held, holding = [], True
    page.route("**/run/predict*", lambda route: held.append(route) if holding else route.continue_())
    page.goto(url)
    box = page.get_by_placeholder("Nhập câu hỏi")
    box.wait_for()
    assert box.is_disabled()
    holding = False  # what comes from now on passes
    for route in held:
        route.continue_()
    ask(page, BRIDGES)
    ask(page, FOLLOW_UP)
    assert page.locator(".question").all_inner_texts() == [BRIDGES, FOLLOW_UP]
    page.close()


def test_a_conversation_goes_on_after_the_server_was_started_anew(window, assistant):
    page = window.new_page()
    with served(assistant) as url:
        page.goto(url)
        ask(page, BRIDGES)
        page.get_by_placeholder("Nhập câu hỏi").fill(FOLLOW_UP)
    page.get_by_role("alert").filter(has_text="Mất kết nối với trang hỏi đáp").wait_for()
    with started_anew(assistant, url):
        page.locator("#lost").wait_for(state="detached")  # the page loaded itself anew
        page.wait_for_function("document.querySelector('#question textarea')?.value === 'Còn xã Bình Phú thì sao?'")
        page.get_by_role("button", name="Hỏi", exact=True).click()
        page.locator(".exchange:nth-child(2) .tools").wait_for()
        assert "9 cây cầu" in page.locator(".exchange:nth-child(2) .said").inner_text()
        assert page.locator(".question").all_inner_texts() == [BRIDGES, FOLLOW_UP]
    page.close()


def test_a_question_put_before_the_page_noticed_is_answered_all_the_same(window, assistant):
    page = window.new_page()
    with served(assistant) as url:
        page.goto(url)
        ask(page, BRIDGES)
        box = page.get_by_placeholder("Nhập câu hỏi")
        box.fill(FOLLOW_UP)
        page.route("**/health", lambda route: route.abort())
    with started_anew(assistant, url):
        box.press("Enter")
        page.locator(".exchange:nth-child(2) .tools").wait_for()
        page.unroute("**/health")
        page.locator("#lost").wait_for(state="detached")
        page.locator(".exchange:nth-child(2) .tools").wait_for()
        assert page.locator(".question").all_inner_texts() == [BRIDGES, FOLLOW_UP]
    page.close()


@pytest.mark.parametrize("back", ["minh", "lan"])
def test_a_session_that_ends_leads_to_the_log_in_and_keeps_what_was_typed(stranger, back):
    log_in(stranger, "minh", PASSWORDS["minh"])
    box = stranger.get_by_placeholder("Nhập câu hỏi")
    box.fill(BRIDGES)
    stranger.context.clear_cookies()
    box.press("Enter")
    stranger.get_by_text("Phiên làm việc đã hết").wait_for()
    log_in(stranger, back, PASSWORDS[back])
    stranger.locator(".welcome").wait_for()
    stranger.wait_for_timeout(300)
    assert box.input_value() == (BRIDGES if back == "minh" else "")


def test_a_clerk_may_have_many_tabs_open(window, url):
    tabs = [window.new_page() for _ in range(8)]
    for page in tabs:
        page.goto(url)
        page.locator(".welcome").wait_for()
    for page in (tabs[0], tabs[-1]):
        page.bring_to_front()
        ask(page, BRIDGES)
    for page in tabs:
        page.close()
