from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.writing import prompts

TEMPLATE = "---\nvariables: name, place\n---\n# system\nBạn là {name}.\n\n# user\nỞ {place}.\n"


def written(folder: Path, text: str) -> Path:
    (folder / "greet.md").write_text(text, "utf-8")
    return folder


def test_values_are_put_in_and_never_read_as_variables(tmp_path: Path) -> None:
    prompt = prompts.load(written(tmp_path, TEMPLATE), "greet", {"name", "place"})
    system, user = prompt.fill(name="{place}", place="{} {x}")
    assert (system.role.value, system.content) == ("system", "Bạn là {place}.")
    assert (user.role.value, user.content) == ("user", "Ở {} {x}.")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# user\nXin chào", "phải bắt đầu bằng"),
        ("---\nvariables: name, place\n---\nXin chào {name} {place}", "rồi đến «# system» hoặc «# user»"),
        (TEMPLATE.replace("name, place", "name"), "phần đầu: biến place"),
        (TEMPLATE.replace("{place}", "đây"), "nội dung: biến place"),
        (TEMPLATE.replace("{place}", "{place} {year}"), "nội dung: biến year"),
    ],
)
def test_a_template_that_does_not_fit_is_named(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=r"greet\.md") as error:
        prompts.load(written(tmp_path, text), "greet", {"name", "place"})
    assert reason in str(error.value)


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"greet\.md"):
        prompts.load(tmp_path, "greet", set())
