import html
import re

import pytest

from assistant.answering.answer import Citation
from assistant.ui.panel import Reference, of_citation, of_figure, panel_html


def text(markup):
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def marked(markup):
    return [text(mark) for mark in re.findall(r'<mark class="figure">(.*?)</mark>', markup)]


def test_the_sentence_of_a_citation_is_marked_and_the_figure_in_it_too(assistant):
    cited = assistant.ask("Hoa Lâm có bao nhiêu nguồn tin có giá trị năm 2021?").citations[0]
    shown = panel_html(assistant, of_citation(cited))
    [figure] = marked(shown)
    assert figure.startswith("97 nguồn tin")
    assert f'<mark class="sentence">{html.escape(cited.quote)[:20]}' in shown
    assert "Huyện Hoa Lâm tổng kết" in text(shown)
    assert "Đăng ngày 20/01/2022 · Lê Minh Khôi · Tệp: hoa-lam.txt" in text(shown)


def test_every_line_of_the_article_is_there(assistant):
    article = assistant.article("hoa-lam.txt")
    shown = text(panel_html(assistant, Reference("hoa-lam.txt")))
    assert all(line in shown for line in article.text.splitlines())
    assert "<mark" not in panel_html(assistant, Reference("hoa-lam.txt"))


def test_every_figure_can_be_shown_where_it_stands(assistant):
    for figure in assistant.figures():
        assert marked(panel_html(assistant, of_figure(figure))) == [figure.raw]


def test_a_quote_that_moved_is_found_and_one_that_is_gone_is_said_to_be(assistant):
    article = assistant.article("tan-thuong.txt")
    at = article.text.index("24 suất quà")
    moved = Citation(1, "x", article.source, "", None, "trao 24 suất quà", 0, 16, ((5, 16),))
    shown = panel_html(assistant, of_citation(moved))
    assert marked(shown) == [article.text[at : at + 11]]
    gone = Citation(1, "x", article.source, "", None, "trao 99 suất quà", 0, 16, ((5, 16),))
    shown = panel_html(assistant, of_citation(gone))
    assert "không còn trong bài" in shown and "«trao 99 suất quà»" in shown
    assert "<mark" not in shown


def test_an_article_that_was_removed_leaves_its_quote(assistant):
    shown = panel_html(assistant, of_citation(Citation(1, "x", "cũ.txt", "", None, "trao 9 suất", 0, 11)))
    assert "không còn trong kho" in shown and "«trao 9 suất»" in shown


@pytest.mark.parametrize("name", ["<script>alert(1)</script>.txt", '"><img src=x onerror=alert(1)>.txt'])
def test_a_file_name_is_text(assistant, name):
    assert name in text(panel_html(assistant, Reference(name, quote="<b>")))
    assert "<script" not in panel_html(assistant, Reference(name)) and "<img" not in panel_html(
        assistant, Reference(name)
    )
