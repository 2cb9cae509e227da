from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import understand

PLACES = {"hoalam": {"Hoa Lâm"}, "tanthuong": {"Tân Thượng"}}


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hoa Lâm có bao nhiêu mô hình?", Kind.FIGURE),
        ("hoa lam co may mo hinh", Kind.FIGURE),
        ("Hoa Lâm có bn mô hình", Kind.FIGURE),
        ("Tỷ lệ hộ dân ký cam kết", Kind.FIGURE),
        ("Ai là Chủ tịch UBND huyện Hoa Lâm?", Kind.PERSON),
        ("Đồng chí nào chủ trì hội nghị?", Kind.PERSON),
        ("Cô giáo nào dạy lớp 5?", Kind.PERSON),
        ("Tài xế nào gây tai nạn?", Kind.PERSON),
        ("Phó Chủ tịch UBND huyện tên gì?", Kind.PERSON),
        ("Ông Trần Đình Lực giữ chức vụ gì?", Kind.ROLE),
        ("Ông Trần Đình Lực là ai?", Kind.ROLE),
        ("Hội nghị diễn ra ngày nào?", Kind.DATE),
        ("Hội nghị tổ chức khi nào", Kind.DATE),
        ("Buổi lễ ngày bao nhiêu?", Kind.DATE),
        ("Ông Trần Đình Lực sinh năm bao nhiêu?", Kind.DATE),
        ("Trường cách nhà máy bao xa?", Kind.FIGURE),
        ("Căn nhà rộng chừng nào?", Kind.FIGURE),
        ("Cả xã thu mấy tấn thóc?", Kind.FIGURE),  # no «thứ mấy»
        ("Huyện đứng thứ mấy?", Kind.RANK),
        ("Công an khám cùng lúc mấy nơi?", Kind.FIGURE),
        ("Lễ hội mở ngày mấy?", Kind.DATE),
        ("Mô hình Tiếng kẻng an ninh được xây dựng ở đâu?", Kind.PLACE),
        ("Xử phạt theo nghị định nào?", Kind.DOCUMENT),
        ("Ban hành bằng quyết định số mấy?", Kind.DOCUMENT),
        ("Số hiệu của Chỉ thị là gì?", Kind.DOCUMENT),
        ("Chỉ thị số 05/CT-UBND về việc gì?", Kind.ABOUT),
        ("Kể tên các mô hình mới", Kind.LIST),
        ("Những xã nào đạt chuẩn?", Kind.LIST),
        ("Tất cả các thôn đều đạt chuẩn phải không?", Kind.YES_NO),
        ("Đơn vị nào được tặng bằng khen?", Kind.ENTITY),
        ("Loại khí nào làm lửa bùng phát?", Kind.ENTITY),  # no «khi nào»
        ("Lãnh đạo chịu quyền lực nào?", Kind.ENTITY),  # no «lúc nào»
        ("Hội thề không tham nhũng là của thôn nào?", Kind.PLACE),  # no «những … nào»
        ("Hoi the khong tham nhung la cua thon nao", Kind.PLACE),
        ("nhung xa nao dat chuan", Kind.LIST),
        ("Bài viết về Hoa Lâm được đăng ngày nào?", Kind.PUBLISHED),
        ("Tác giả bài viết về Hoa Lâm là ai?", Kind.AUTHOR),
        ("Thời tiết thế nào?", Kind.OPEN),
    ],
)
def test_the_kind_of_answer(question: str, kind: Kind) -> None:
    assert understand(question, PLACES).kind is kind


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("Hoa Lâm nhận bao nhiêu tin có giá trị năm 2021?", ("tin", "co", "gia", "tri")),
        ("Có bao nhiêu tổ an ninh tự quản ở Hoa Lâm?", ("to", "an", "ninh", "tu", "quan")),
        ("Số hộ nghèo của huyện Hoa Lâm là bao nhiêu?", ("ho", "ngheo")),
    ],
)
def test_the_measure_ends_where_the_next_phrase_begins(question: str, measure: tuple[str, ...]) -> None:
    assert understand(question, PLACES).measure == measure


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("Kinh phí là bao nhiêu?", True),
        ("Đạt bao nhiêu %?", True),
        ("Tỷ lệ hộ nghèo là bao nhiêu?", True),
        ("Tuyến đường dài bao nhiêu?", True),
        ("Trường cách nhà máy bao xa?", True),
        ("gia nha la bao nhieu", True),
        ("Có bao nhiêu mô hình?", False),
        ("Quy mô gia đình trung bình là bao nhiêu?", False),  # no «giá»
        ("Lượng mưa thông thường là bao nhiêu?", False),  # no «lương», no «thưởng»
        ("Số tin có giá trị mà Hoa Lâm nhận được là bao nhiêu?", False),  # no «giá»
    ],
)
def test_an_amount_is_asked_for_without_a_word_for_what_is_counted(question: str, amount: bool) -> None:
    assert understand(question).amount is amount


def test_places_years_and_offices_are_found() -> None:
    query = understand("Năm 2021, Phó Chủ tịch UBND huyện Hoa Lâm là ai?", PLACES)
    assert [place.key for place in query.places] == ["hoalam"]
    assert query.years == {2021}
    assert query.office


def test_words_of_the_question_form_are_no_terms() -> None:
    query = understand("Ở Hoa Lâm có bao nhiêu buổi tuyên truyền trong năm 2021?", PLACES)
    assert {term.folded for term in query.terms} == {"buoi", "tuyen", "truyen"}


def test_a_question_in_decomposed_unicode_is_the_same_question() -> None:
    question = "Huyện Hoa Lâm duy trì bao nhiêu tổ tự quản?"
    assert understand(unicodedata.normalize("NFD", question), PLACES) == understand(question, PLACES)


@given(st.text(max_size=80))
@example("A'AI")  # a name that ends like a question word
def test_any_text_can_be_read(text: str) -> None:
    query = understand(text, PLACES)
    if query.focus:
        assert 0 <= query.focus[0] < query.focus[1] <= len(query.text)


@pytest.mark.parametrize("question", ["Nhóm nào tham gia nhiều nhất?", "Kết quả điều gì xảy ra?", "phương tiện nào"])
def test_a_question_word_inside_a_word_is_none(question: str) -> None:
    assert understand(question).kind in (Kind.ENTITY, Kind.OPEN)


@given(st.lists(st.sampled_from("nhóm hôm nào ngày mấy ai gì đâu bao nhiêu ở tên là số việc năm".split()), max_size=8))
def test_any_question_words_can_be_read(words: list[str]) -> None:
    understand(" ".join(words))


@pytest.mark.parametrize("name", ["Hoa Kỳ", "Châu Âu", "Ấn Độ"])
def test_a_country_is_no_name_that_articles_are_told_apart_by(name: str) -> None:
    assert understand(f"Có bao nhiêu người ở {name} tham gia?").names == ()


def test_a_company_called_like_a_place_is_no_place() -> None:
    assert understand("Công ty TNHH Hoa Lâm nộp bao nhiêu thuế?", PLACES).places == ()
    assert [place.name for place in understand("Huyện Hoa Lâm nộp bao nhiêu thuế?", PLACES).places] == ["Hoa Lâm"]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Cty Thiên Phú nộp bao nhiêu thuế?", ("Thiên Phú",)),
        ("Giàng Bá Páo bị tuyên mấy năm tù?", ("Giàng Bá Páo",)),  # no surname that is known
        ("Thép Thiên Phú nộp bao nhiêu thuế?", ()),  # its first word is capitalised as it begins
    ],
)
def test_names_that_a_question_begins_with(question: str, names: tuple[str, ...]) -> None:
    assert understand(question).names == names


@pytest.mark.parametrize("unit", ["m2", "m²", "mét vuông", "km2", "ha", "héc ta"])
def test_a_unit_of_measure_is_no_word_to_look_for(unit: str) -> None:
    query = understand(f"Huyện hiến bao nhiêu {unit} đất?")
    assert [term.norm for term in query.terms] == ["huyện", "hiến", "đất"]


def test_a_question_without_accents_is_spelt_as_it_is_likely_meant() -> None:
    query = understand("huyen hoa lam xay may cay cau", PLACES, ["Máy xúc xây cây cầu ở huyện Hoa Lâm"])
    assert query.spelt == "huyện hoa lâm xây mấy cây cầu"  # a question word whatever the texts say
    assert not query.accented
    assert {"cây", "cầu"} <= {term.norm for term in query.terms}


def test_a_word_that_is_none_to_skip_is_looked_for_without_its_accents_too() -> None:
    query = understand("cuoc hop noi ve gi", PLACES, ["Cuộc họp nói về nông thôn"])
    assert "nói" in {term.norm for term in query.terms}  # «nơi», «nói»
    assert "về" not in {term.norm for term in query.terms}


def test_a_word_like_a_question_word_asks_nothing() -> None:
    text = "nha may xi mang co bao nhieu cong nhan"
    query = understand(text, PLACES, ["Nhà máy xi măng có 200 công nhân"])
    assert query.focus and text[slice(*query.focus)] == "bao nhieu"
    assert query.measure == ("cong", "nhan")


def test_the_verb_before_an_office_asked_about_says_nothing() -> None:
    assert [term.norm for term in understand("Ông Trần Đình Lực làm chức gì?").terms] == ["trần", "đình", "lực"]
