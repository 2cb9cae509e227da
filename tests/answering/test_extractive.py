from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant import Assistant
from tests import articles


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2021?", "**97 nguồn tin"),
        ("Nhân dân huyện Hoa Lâm cung cấp tổng cộng bao nhiêu nguồn tin?", "**gần 150 nguồn tin"),
        ("Có bao nhiêu lượt người tham dự tuyên truyền ở Hoa Lâm?", "**hơn 3.200 lượt người"),
        ("Công an huyện Hoa Lâm làm rõ bao nhiêu vụ phạm pháp hình sự?", "**26/31 vụ"),
        ("Hoa Lâm xảy ra bao nhiêu vụ cháy?", "**ít hơn 20 vụ"),
        ("hoa lam co bao nhieu mo hinh tu quan", "**12 mô hình"),
        ("Kinh phí khen thưởng của huyện Hoa Lâm là bao nhiêu?", "**48 triệu đồng**"),
        ("Tỷ lệ hộ dân ký cam kết ở Tân Thượng là bao nhiêu?", "**96,5%**"),
    ],
)
def test_a_figure_with_its_qualifier_and_unit(assistant: Assistant, question: str, expected: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert expected in answer.text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Phó Chủ tịch UBND huyện Hoa Lâm là ai?", "Đặng Quốc Thái"),
        ("chu tich hdnd huyen tan thuong la ai", "Nguyễn Thị Hòa"),
        ("Hiệu trưởng trường Nguyễn Du tên gì?", "Hoàng Văn Bình"),
        ("Hội nghị tổng kết ở Hoa Lâm diễn ra ngày nào?", "18/01/2022"),
        ("hoi nghi tong ket o hoa lam dien ra ngay nao", "18/01/2022"),
        ("Chỉ thị số 05/CT-UBND ban hành ngày nào?", "10/3/2020"),
        ("Mô hình Tiếng kẻng an ninh được xây dựng ở đâu?", "thôn Bãi Dài"),
        ("Chỉ thị số 05/CT-UBND về việc gì?", "tăng cường công tác bảo đảm an ninh trật tự"),
        ("Bài viết về Hoa Lâm được đăng ngày nào?", "20/01/2022"),
        ("Tác giả bài viết về Hoa Lâm là ai?", "Lê Minh Khôi"),
    ],
)
def test_who_when_where_and_which(assistant: Assistant, question: str, expected: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert expected in answer.text.replace("**", "")


def test_a_list_names_every_item(assistant: Assistant) -> None:
    answer = assistant.ask("Những mô hình nào được xây dựng mới ở Hoa Lâm năm 2021?")
    assert all(name in answer.text for name in ("Tiếng kẻng an ninh", "Camera an ninh", "Dòng họ tự quản"))


@pytest.mark.parametrize(
    "question",
    [
        "Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2019?",  # another year
        "Chủ tịch UBND huyện Hoa Lâm là ai?",  # only the deputy is named
        "Tân Thượng có bao nhiêu mô hình camera an ninh?",  # another place has
        "Hà Nội có bao nhiêu vụ phạm pháp hình sự?",  # no article
        "Dân số huyện Hoa Lâm là bao nhiêu?",
        "Thời tiết ngày mai thế nào?",
    ],
)
def test_what_no_article_says_is_not_answered(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


def test_without_a_place_every_places_figure_is_offered(assistant: Assistant) -> None:
    answer = assistant.ask("Có bao nhiêu nguồn tin có giá trị?")
    assert answer.status == "needs_clarification"
    assert "(2021): **97 nguồn tin" in answer.text and "Tân Thượng (2020): **112 nguồn tin" in answer.text
    assert "Có bao nhiêu nguồn tin có giá trị ở Hoa Lâm?" in answer.suggestions


def test_a_place_alone_is_asked_about(assistant: Assistant) -> None:
    answer = assistant.ask("Hoa Lâm")
    assert answer.status == "needs_clarification"
    assert [citation.source for citation in answer.citations] == ["hoa-lam.txt"]


def test_answers_may_be_looked_for_in_some_articles_only(assistant: Assistant) -> None:
    question = "Kinh phí khen thưởng là bao nhiêu?"
    assert assistant.ask(question, within=["hoa-lam.txt"]).status == "answered"
    assert assistant.ask(question, within=["cay-xanh.txt"]).status == "not_found"


@pytest.mark.parametrize(
    "question",
    ["", "  \n", "???", "…", "2021", "xin chào", "bao nhiêu", "a" * 10_000, "\x00\x07", "\ud800", "多少", "😀"],
)
def test_bad_input_gets_a_message(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert answer.text
    assert answer.question == question


@pytest.mark.parametrize("question", [None, 5, b"x"])
def test_a_question_that_is_no_text_is_refused(assistant: Assistant, question: object) -> None:
    with pytest.raises(TypeError, match="question must be a str"):
        assistant.ask(question)  # type: ignore[arg-type]


def test_a_history_that_is_one_string_is_refused(assistant: Assistant) -> None:
    with pytest.raises(TypeError, match="history"):
        assistant.ask("Còn Hoa Lâm?", history="Tân Thượng có bao nhiêu thôn?")


@given(st.text(max_size=60) | st.text(alphabet="hoaâlmHLbnêiu 0123456789.,/%?“”*[]()<>'", max_size=60))
@example("Hoa Lâm * [1] <b>")
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_quotes_stand_in_their_articles_whatever_is_asked(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    for citation in answer.citations:
        text = assistant.article(citation.source).text
        assert text[citation.start : citation.end] == citation.quote
        assert all(citation.start <= start < end <= citation.end for start, end in citation.marks)


def test_the_marked_span_is_what_the_answer_says(assistant: Assistant) -> None:
    answer = assistant.ask("Kinh phí khen thưởng của huyện Hoa Lâm là bao nhiêu?")
    text = assistant.article("hoa-lam.txt").text
    assert {text[start:end] for citation in answer.citations for start, end in citation.marks} == {"48 triệu đồng"}
    assert [(claim.text, claim.kind, claim.supported) for claim in answer.claims] == [("48 triệu đồng", "figure", True)]


def test_timings_cover_the_stages(assistant: Assistant) -> None:
    timings = assistant.ask("Hoa Lâm có bao nhiêu mô hình?").timings
    assert set(timings) == {"understand", "retrieve", "read", "compose", "total"}


def test_llama_index_gets_the_answer_and_its_sources(assistant: Assistant) -> None:
    response = assistant.query_engine().query("Kinh phí khen thưởng của huyện Hoa Lâm là bao nhiêu?")
    assert "48 triệu đồng" in str(response)
    assert response.source_nodes[0].node.metadata["source"] == "hoa-lam.txt"
    assert response.metadata["answer"]["status"] == "answered"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Quyet dinh so 214/QD-UBND ve viec gi?", "phòng cháy rừng"),
        ("Quyết định số 215/QĐ-UBND về việc gì?", "không nhắc đến văn bản 215/QĐ-UBND"),
    ],
)
def test_a_document_is_known_by_its_number_however_it_is_typed(tmp_path: Path, question: str, expected: str) -> None:
    text = "Ngày 3/5, huyện An Phong triển khai Quyết định số 214/QĐ-UBND của UBND tỉnh về việc phòng cháy rừng."
    corpus = articles.write(tmp_path / "corpus", {"an-phong.txt": f"Tin huyện An Phong\n\n{text}\n"})
    with Assistant.open(corpus=corpus, store=tmp_path / "store") as opened:
        assert expected in opened.ask(question).text.replace("**", "")
