"""The page's heading: its name, and what is indexed."""

from __future__ import annotations

from assistant.assistant import Assistant
from assistant.ui.markup import day, text

TITLE = "Tra cứu bài viết"


def heading_html(assistant: Assistant, user: str = "") -> str:
    """The page's name, what is indexed, who is at it, and the switch between light and dark."""
    entries = assistant.entries()
    days = sorted(entry.published for entry in entries if entry.published)
    newest = f", mới nhất {text(day(days[-1]))}" if days else ""
    note = f'<p class="aside" role="status">{text(assistant.note)}</p>' if assistant.note else ""
    who = f'<span class="user">{text(user)}</span><a href="logout">Đăng xuất</a>' if user else ""
    return (
        f"<header><h1>{TITLE}</h1><p>Đang có <strong>{len(entries)} bài viết</strong>{newest}</p>{note}"
        f'{who}<button type="button" data-scheme="" aria-label="Đổi nền sáng, tối">Sáng / tối</button></header>'
    )
