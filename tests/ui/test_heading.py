from types import SimpleNamespace

from assistant.index.entries import Entry
from assistant.ui.heading import heading_html


def assistant(*days, note=""):
    entries = [Entry(f"{n}.txt", "Bài", day, (), 0) for n, day in enumerate(days)]
    return SimpleNamespace(entries=lambda: entries, note=note)


def test_the_heading_says_how_many_articles_and_how_new():
    shown = heading_html(assistant("2021-03-12", None, "2020-12-01"))
    assert "Đang có <strong>3 bài viết</strong>, mới nhất 12/03/2021" in shown
    assert "mới nhất" not in heading_html(assistant(None))


def test_a_user_is_named_and_can_leave():
    assert '<span class="user">&lt;b&gt;Lan</span><a href="logout">Đăng xuất</a>' in heading_html(assistant(), "<b>Lan")
    assert "Đăng xuất" not in heading_html(assistant())


def test_what_is_going_on_with_the_index_is_said():
    shown = heading_html(assistant(note="Kho đang được dựng lại <1>."))
    assert '<p class="aside" role="status">Kho đang được dựng lại &lt;1&gt;.</p>' in shown
    assert "status" not in heading_html(assistant())
