import gradio as gr
import pytest
from starlette.requests import Request

from assistant.ui.access import SCOPE, NotAllowed, Visitor, require_editor, role_of, user_of


def of(visitor=None):
    """A request of a visitor, as a handler of the page gets it."""
    scope = {"type": "http", "headers": [], **({SCOPE: visitor} if visitor else {})}
    return gr.Request(request=Request(scope))


@pytest.mark.parametrize("request_", [of(), gr.Request()])
def test_without_users_everybody_is_an_editor_without_a_name(request_):
    assert (user_of(request_), role_of(request_)) == ("", "editor")
    require_editor(request_)


def test_a_user_is_who_the_server_says():
    assert (user_of(of(Visitor("lan", "editor"))), role_of(of(Visitor("lan", "editor")))) == ("lan", "editor")


def test_a_reader_may_not_do_what_editors_may():
    with pytest.raises(NotAllowed, match="không có quyền"):
        require_editor(of(Visitor("minh", "reader")))
