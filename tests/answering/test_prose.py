import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.phrasing import escape
from assistant.answering.prose import Run, blocks, plain, runs


def test_bold_and_citations_are_runs_of_their_own():
    assert runs("Có **17 cây** [1].") == (Run("Có "), Run("17 cây", True), Run(" "), Run("[1]", citation=1), Run("."))


def test_bold_that_is_never_closed_ends_with_its_line():
    assert [[line for [line] in block.lines] for block in blocks("**a\nb")] == [[(Run("a", True),)], [(Run("b"),)]]


def test_lists_paragraphs_and_tables_are_told_apart():
    text = "**A** nhiều hơn.\n\n| Nơi | Số |\n|---|---|\n| A \\| B | **3** [1] |\n- một\n- hai"
    assert [block.kind for block in blocks(text)] == ["paragraph", "table", "list"]
    assert plain(text) == "A nhiều hơn.\nNơi | Số\nA | B | 3 [1]\n- một\n- hai"


@pytest.mark.parametrize("line", ["|", "||", "| a", "a | b", "-không", "\\"])
def test_what_only_looks_like_markup_is_kept(line):
    assert plain(line).replace("|", "").strip() == line.replace("|", "").strip()


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60))
def test_what_was_escaped_is_said_as_it_was(text):
    if text.strip() and not text.startswith(("- ", "|")):
        assert "".join(run.text for run in runs(escape(text))) == text
