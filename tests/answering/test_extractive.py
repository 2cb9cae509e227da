from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant import Answer, Assistant


def says(answer: Answer) -> str:
    """The answer's text without its marks."""
    return answer.text.replace("**", "")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2021?", "**97 nguồn tin có giá trị**"),
        ("Nhân dân huyện Hoa Lâm cung cấp tổng cộng bao nhiêu nguồn tin?", "**gần 150 nguồn tin**"),
        ("Có bao nhiêu lượt người tham dự tuyên truyền ở Hoa Lâm?", "**hơn 3.200 lượt người"),
        ("Công an huyện Hoa Lâm làm rõ bao nhiêu vụ phạm pháp hình sự?", "**26/31 vụ phạm pháp hình sự**"),
        ("hoa lam co bao nhieu mo hinh tu quan", "**12 mô hình tự quản**"),
        ("Trong năm 2021 Hoa Lâm xây dựng mới mấy mô hình?", "**3 mô hình**"),
        ("Kinh phí khen thưởng của huyện Hoa Lâm là bao nhiêu?", "**48 triệu đồng**"),
        ("Tỷ lệ hộ dân ký cam kết ở Tân Thượng là bao nhiêu?", "**96,5%**"),
        ("Tân Thượng có bao nhiêu thôn đạt chuẩn?", "**18/20 thôn"),
        ("Trường Nguyễn Du trồng bao nhiêu cây xanh?", "**500 cây xanh**"),
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
        ("Ai là Chủ tịch Ủy ban nhân dân huyện Tân Thượng?", "Trần Đình Lực"),
        ("chu tich hdnd huyen tan thuong la ai", "Nguyễn Thị Hòa"),
        ("Hiệu trưởng trường Nguyễn Du tên gì?", "Hoàng Văn Bình"),
        ("Ông Trần Đình Lực giữ chức vụ gì?", "Chủ tịch UBND huyện Tân Thượng"),
        ("Hội nghị tổng kết ở Hoa Lâm diễn ra ngày nào?", "18/01/2022"),
        ("Mô hình Tiếng kẻng an ninh được xây dựng ở đâu?", "thôn Bãi Dài"),
        ("Chỉ thị số 05/CT-UBND về việc gì?", "tăng cường công tác bảo đảm an ninh trật tự"),
        ("Bài viết về Hoa Lâm được đăng ngày nào?", "20/01/2022"),
        ("Tác giả bài viết về Hoa Lâm là ai?", "Lê Minh Khôi"),
    ],
)
def test_who_when_where_and_which(assistant: Assistant, question: str, expected: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert expected in says(answer)


def test_a_list_names_every_item(assistant: Assistant) -> None:
    answer = assistant.ask("Kể tên các mô hình mới được xây dựng ở Hoa Lâm năm 2021")
    assert all(name in answer.text for name in ("Tiếng kẻng an ninh", "Camera an ninh", "Dòng họ tự quản"))


@pytest.mark.parametrize("question", ["3 xã nào đủ điều kiện đạt chuẩn?", "3 xa nao du dieu kien dat chuan?"])
def test_the_items_stand_under_the_heading_that_has_the_words(tmp_path: Path, question: str) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    text = "Kết quả có 3/4 xã đủ điều kiện đạt chuẩn năm nay, gồm: Phú Lạc, Bình Minh và Tân Hội."
    (corpus / "an-phong.txt").write_text(f"03 xã đủ điều kiện đạt chuẩn\n\n{text}\n", encoding="utf-8")
    with Assistant.open(corpus=corpus, store=tmp_path / "store") as opened:
        answer = opened.ask(question)
    assert all(f"- **{name}** [1]" in answer.text for name in ("Phú Lạc", "Bình Minh", "Tân Hội"))


@pytest.mark.parametrize(
    "question",
    [
        "Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2019?",  # another year
        "Chủ tịch UBND huyện Hoa Lâm là ai?",  # only the deputy is named
        "Bí thư Huyện ủy Hoa Lâm là ai?",
        "Phó Chủ tịch UBND huyện Tân Thượng là ai?",  # only the chairman is
        "Tân Thượng có bao nhiêu mô hình camera an ninh?",  # another place has
        "Hà Nội có bao nhiêu vụ phạm pháp hình sự?",  # no article
        "Dân số huyện Hoa Lâm là bao nhiêu?",
        "Thời tiết ngày mai thế nào?",
        "Nghị quyết 77/NQ-HĐND về việc gì?",
    ],
)
def test_what_no_article_says_is_not_answered(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


def test_a_place_alone_is_asked_about(assistant: Assistant) -> None:
    answer = assistant.ask("Hoa Lâm")
    assert answer.status == "needs_clarification"
    assert [citation.source for citation in answer.citations] == ["hoa-lam.txt"]


@pytest.mark.parametrize(
    "question",
    ["", "  \n", "???", "…", "2021", "xin chào", "bao nhiêu", "a" * 10_000, "\x00\x07", "\ud800", "多少", "😀"],
)
def test_bad_input_gets_a_message(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert answer.text
    assert answer.question == question


@given(st.text(max_size=60) | st.text(alphabet="hoaâlmHLbnêiu 0123456789.,/%?“”*[]()<>'", max_size=60))
@example("Hoa Lâm * [1] <b>")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_quotes_stand_in_their_articles_whatever_is_asked(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    for citation in answer.citations:
        text = assistant.article(citation.source).text
        assert text[citation.start : citation.end] == citation.quote
        assert all(citation.start <= start < end <= citation.end for start, end in citation.marks)


def test_the_marked_span_is_what_the_answer_says(assistant: Assistant) -> None:
    answer = assistant.ask("Trường Nguyễn Du trồng bao nhiêu cây xanh?")
    text = assistant.article("cay-xanh.txt").text
    assert {text[start:end] for citation in answer.citations for start, end in citation.marks} == {"500 cây xanh"}
    assert [(claim.text, claim.kind, claim.supported) for claim in answer.claims] == [("500 cây xanh", "figure", True)]


def test_timings_cover_the_stages(assistant: Assistant) -> None:
    timings = assistant.ask("Hoa Lâm có bao nhiêu mô hình?").timings
    assert set(timings) == {"understand", "retrieve", "read", "phrase", "total"}


def test_llama_index_gets_the_answer_and_its_sources(assistant: Assistant) -> None:
    response = assistant.query_engine().query("Trường Nguyễn Du trồng bao nhiêu cây xanh?")
    assert "500 cây xanh" in str(response)
    assert response.source_nodes[0].node.metadata["source"] == "cay-xanh.txt"
    assert response.metadata["answer"]["status"] == "answered"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("chi thi so 05/CT-UBND ve viec gi", "tăng cường công tác bảo đảm an ninh trật tự"),
        ("ong tran dinh luc giu chuc vu gi", "Chủ tịch UBND huyện Tân Thượng"),
        ("so sanh so nguon tin co gia tri cua hoa lam va tan thuong", "| Tân Thượng | **112 nguồn tin có giá trị**"),
        ("hoi nghi tong ket o hoa lam dien ra ngay nao", "18/01/2022"),
    ],
)
def test_typed_without_accents(assistant: Assistant, question: str, expected: str) -> None:
    assert expected in assistant.ask(question).text


def test_a_figure_ends_before_the_next_clause(assistant: Assistant) -> None:
    answer = assistant.ask("Hoa Lâm xây dựng mới bao nhiêu mô hình Tiếng kẻng an ninh?")
    assert all(";" not in claim.text for claim in answer.claims)


@pytest.mark.parametrize(
    "question",
    [
        "Hoa Lâm có bao nhiêu người dân?",  # 3.200 lượt người are no people
        "Hoa Lâm có bao nhiêu xã?",
        "Hoa Lâm thuộc tỉnh nào?",
        "Công an huyện Hoa Lâm tổ chức bao nhiêu giải bóng đá?",
        "Tân Thượng có bao nhiêu doanh nghiệp?",
    ],
)
def test_a_figure_that_counts_something_else_is_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


def test_a_documents_date_is_not_the_events(assistant: Assistant) -> None:
    assert "10/3/2020" not in assistant.ask("Hội nghị tổng kết ở Hoa Lâm diễn ra ngày nào?").text
    assert "10/3/2020" in assistant.ask("Chỉ thị số 05/CT-UBND ban hành ngày nào?").text


def test_each_giver_has_his_own_figure(assistant: Assistant) -> None:
    answer = assistant.ask("Chủ tịch UBND huyện Hoa Lâm tặng giấy khen cho bao nhiêu tập thể, cá nhân?")
    assert "**5 tập thể và 11 cá nhân**" in answer.text


def test_a_qualifier_is_kept_whole(assistant: Assistant) -> None:
    assert "**ít hơn 20 vụ cháy**" in assistant.ask("Hoa Lâm xảy ra bao nhiêu vụ cháy?").text


def test_what_is_denied_is_not_affirmed(assistant: Assistant) -> None:
    assert assistant.ask("Tân Thượng có bao nhiêu trường học đạt chuẩn về phòng cháy?").status == "not_found"
    assert "**3 trường học**" in assistant.ask("Tân Thượng có bao nhiêu trường học chưa đạt chuẩn phòng cháy?").text


@pytest.mark.parametrize("question", [None, 5, b"x"])
def test_a_question_that_is_no_text_is_refused(assistant: Assistant, question: object) -> None:
    with pytest.raises(TypeError, match="question must be a str"):
        assistant.ask(question)  # type: ignore[arg-type]


def test_a_history_that_is_one_string_is_refused(assistant: Assistant) -> None:
    with pytest.raises(TypeError, match="history"):
        assistant.ask("Còn Hoa Lâm?", history="Tân Thượng có bao nhiêu thôn?")


def test_the_date_of_a_document_is_no_period(assistant: Assistant) -> None:
    answer = assistant.ask("Chi thi so 05/CT-UBND ngay 10/3/2020 ve viec gi?")
    assert "tăng cường công tác bảo đảm an ninh trật tự" in says(answer)


@pytest.mark.parametrize(
    ("text", "question", "wrong"),
    [
        ("Ngày 3/5/2021, huyện An Phong cho đăng ký thi cả 2 bài thi tự chọn.",
         "Huyện An Phong có bao nhiêu thí sinh dự tuyển?", "2 bài thi"),
        ("Ngày 3/5/2021, tòa án huyện An Phong xét xử Lê Văn Tám (33 tuổi) về tội trộm cắp tài sản.",
         "Lê Văn Tám bị tuyên bao nhiêu năm tù?", "33"),
    ],
)  # fmt: skip
def test_other_accents_and_other_units_of_time_count_something_else(
    tmp_path: Path, text: str, question: str, wrong: str
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "an-phong.txt").write_text(f"Tin huyện An Phong\n\n{text}\n", encoding="utf-8")
    with Assistant.open(corpus=corpus, store=tmp_path / "store") as opened:
        assert wrong not in says(opened.ask(question))


def test_a_document_number_typed_without_accents_is_the_same(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    text = "Ngày 3/5, huyện An Phong triển khai Quyết định số 214/QĐ-UBND của UBND tỉnh về việc phòng cháy rừng."
    (corpus / "an-phong.txt").write_text(f"Tin huyện An Phong\n\n{text}\n", encoding="utf-8")
    with Assistant.open(corpus=corpus, store=tmp_path / "store") as opened:
        assert "phòng cháy rừng" in says(opened.ask("Quyet dinh so 214/QD-UBND ve viec gi?"))
