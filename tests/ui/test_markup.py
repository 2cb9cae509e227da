import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.markup import attributes, button, cell, day, moment, table, text

ANYTHING = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)


@given(ANYTHING)
def test_no_text_makes_a_tag_or_leaves_its_attribute(said):
    made = button(said, "ask", about=said, question=said) + table(said, [said], [[cell(said)]]) + text(said)
    tags = re.findall(r"<(/?\w+)((?:\s[\w-]+(?:=\"[^\"<>]*\")?)*)>", made)
    assert made.count("<") == made.count(">") == len(tags)
    assert {tag.strip("/") for tag, _ in tags} <= {"button", "div", "table", "thead", "tbody", "tr", "th", "td"}


def test_line_ends_are_kept_in_attributes_only():
    assert html.unescape(attributes(data_copy="a\nb\x07")) == ' data-copy="a\nb "'
    assert text("a\nb") == "a b"


def test_attributes_without_a_value_are_left_out():
    assert attributes(class_=None, data_a=0, data_b="") == ' data-a="0" data-b=""'


@pytest.mark.parametrize(("iso", "shown"), [("2021-03-12", "12/03/2021"), ("2021-03", "03/2021"), ("", "")])
def test_a_date_is_written_as_here(iso, shown):
    assert day(iso) == shown


def test_a_moment_is_written_as_here():
    assert moment("2021-03-12T08:05:30") == "08:05 12/03/2021"
    assert moment("soon") == "soon"
