import html
import re

from assistant.index.entries import Entry
from assistant.records import Gap
from assistant.ui.holdings import articles_html, coverage_html, gaps_html

ENTRIES = [
    Entry("cau.txt", "Cầu mới", "2021-03-12", ("Lương Tài", "Bắc Ninh"), 7),
    Entry("b.txt", "<script>alert(1)</script>", None, (), 0),
]


def text(markup):
    return html.unescape(re.sub(r"<[^>]*>", "|", markup))


def test_an_article_is_listed_with_title_place_date_and_number_of_figures():
    shown = text(articles_html(ENTRIES))
    assert "Cầu mới|||cau.txt|||Lương Tài, Bắc Ninh||12/03/2021||7|" in shown
    assert "2 bài viết" in shown
    assert "Bỏ" not in shown


def test_an_editor_may_remove_an_article_after_a_question():
    shown = articles_html(ENTRIES, editor=True)
    assert 'data-send="remove"' in shown
    assert 'data-confirm="Bỏ bài «Cầu mới» (tệp cau.txt) khỏi kho?"' in shown


def test_articles_are_found_without_accents():
    assert "1 bài viết" in articles_html(ENTRIES, "bac ninh CAU")
    assert "không có bài viết nào khớp" in articles_html(ENTRIES, "sông").casefold()


def test_a_title_is_text():
    assert "<script" not in articles_html(ENTRIES, editor=True)
    assert "|<script>alert(1)</script>|" in text(articles_html(ENTRIES))


def test_many_articles_come_in_pages():
    many = [Entry(f"{n}.txt", f"Bài {n}", None, (), 0) for n in range(120)]
    assert "Trang trước" not in articles_html(many)
    last = articles_html(many, page=99)
    assert "Trang sau" not in last
    assert "Bài 119" in last and "Bài 99<" not in last


def test_the_coverage_is_a_table_of_places_and_years():
    shown = coverage_html({("A", 2020): 3, ("A", None): 1, ("B", 2021): 9, ("", 2019): 2})
    assert re.findall(r'scope="col">(.*?)<', shown) == ["Nơi", "2021", "2020", "2019", "Không ghi năm"]
    assert re.findall(r'scope="row">(.*?)<', shown) == ["B", "A"]
    assert 'data-place="A" data-period="none"' in shown
    assert coverage_html({}) == ""


def test_gaps_are_questions_as_text():
    shown = gaps_html([Gap("gi", "<b>Gì?", 3, "2026-03-08T14:05:09")])
    assert "|<b>Gì?||3||14:05 08/03/2026|" in text(shown)
    assert "Chưa có câu hỏi" in gaps_html([])
