from __future__ import annotations

import pytest

from assistant.answering.person_spans import persons
from assistant.answering.reading import ArticleView
from assistant.corpus.loader import load_bytes
from assistant.retrieval.query import understand


def holders(text: str, question: str) -> list[str]:
    """Who holds the office, or is whom the question asks about, by one sentence."""
    view = ArticleView(load_bytes(text.encode(), "a.txt")).sentences[0]
    return [candidate.text for candidate in persons(view, understand(question), [])]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Ông Lê Văn Cường - Chủ tịch UBND huyện Hoa Lâm phát biểu.", "Lê Văn Cường"),
        ("Chủ tịch UBND huyện Lê Văn Cường phát biểu.", "Lê Văn Cường"),
        ("Đồng chí Lê Văn Cường, Phó Bí thư Huyện ủy, Chủ tịch UBND huyện dự hội nghị.", "Lê Văn Cường"),
        ("Ông Lê Văn Cường được bầu giữ chức Chủ tịch UBND huyện Hoa Lâm.", "Lê Văn Cường"),
    ],
)
def test_an_office_goes_with_the_name_beside_it(text: str, holder: str) -> None:
    assert holders(text, "Chủ tịch UBND huyện Hoa Lâm là ai?") == [holder]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Ông Lê Văn Cường - Phó Chủ tịch UBND huyện phát biểu.", "Chủ tịch UBND huyện là ai?"),
        ("Ông Lê Văn Cường, cựu Chủ tịch UBND huyện, phát biểu.", "Chủ tịch UBND huyện là ai?"),
        ("Ông Lê Văn Cường - Chủ tịch HĐND huyện phát biểu.", "Chủ tịch UBND huyện là ai?"),
        ("Ông Lê Văn Cường - Chủ tịch UBND huyện Kim Bôi phát biểu.", "Chủ tịch UBND huyện Lạc Thủy là ai?"),
        ("Anh Lê Văn Cường - Bí thư Huyện đoàn phát biểu.", "Bí thư Huyện ủy là ai?"),
        ("Thay mặt Trưởng Công an huyện, ông Lê Văn Cường phát biểu.", "Trưởng Công an huyện là ai?"),
        ("Theo chỉ đạo của Giám đốc Công an tỉnh, ông Lê Văn Cường đã đi.", "Giám đốc Công an tỉnh là ai?"),
        ("Chủ tịch UBND huyện Hoa Lâm ra quyết định xử phạt ông Lê Văn Cường.", "Chủ tịch UBND huyện Hoa Lâm là ai?"),
        ("Ông Lê Văn Cường gặp Bí thư Huyện ủy sáng nay.", "Bí thư Huyện ủy là ai?"),
    ],
)
def test_another_office_is_not_the_one_asked_about(text: str, question: str) -> None:
    assert holders(text, question) == []


@pytest.mark.parametrize(
    ("text", "question", "names"),
    [
        ("Ca sĩ Lady Gaga đã hát quốc ca tại sân vận động.", "Ai đã hát quốc ca?", ["Lady Gaga"]),
        (
            "Ngân hàng do Nixon giao cho William E. Simon quản lý.",
            "Ngân hàng được Nixon giao cho ai?",
            ["William E. Simon"],
        ),
        ("Tổng thống Hoa Kỳ Barack Obama không đến thăm.", "Ai không đến thăm?", ["Barack Obama"]),
        ("Trẻ em trên Trái đất và Miller đến thăm.", "Ai đến thăm?", ["Miller"]),
        ("Ông Lê Văn Cường và Lady Gaga đến thăm.", "Ai đến thăm?", ["Lê Văn Cường"]),
        ("Trước đó, Phó Chủ tịch Ismail Gizouli phát biểu.", "Phó Chủ tịch là ai?", ["Ismail Gizouli"]),
        ("Mọi người dân đều hài lòng.", "Ai hài lòng?", []),
    ],
)
def test_names_that_are_not_vietnamese(text: str, question: str, names: list[str]) -> None:
    assert holders(text, question) == names


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Ông Lê Văn Cường - Giám đốc Sở GD&ĐT Hoa Lâm phát biểu.", "Giám đốc Sở Giáo dục Hoa Lâm tên gì?"),
        ("Ông Lê Văn Cường - Giám đốc Sở Giáo dục phát biểu.", "Giám đốc Sở Giáo dục và Đào tạo là ai?"),
        ("Bộ trưởng Bộ Giáo dục và Đào tạo Lê Văn Cường phát biểu.", "Bộ trưởng Giáo dục là ai?"),
        ("Ông Lê Văn Cường, Hiệu trưởng trường Tiểu học Bãi Dài.", "HT trường TH Bãi Dài Q. Hoa Lâm là ai?"),
        ("Ông Lê Văn Cường, Phó Hiệu trưởng trường THCS Bãi Dài.", "PHT trường THCS Bãi Dài là ai?"),
        ("Ông Lê Văn Cường, chủ tịch xã Phú Lạc cho biết.", "chủ tich xã Phú Lạc tên j"),
        ("Cô Lê Văn Cường - Hiệu trưởng Trường tiểu học Bãi Dài.", "Hiệu trưởng tiểu học Bãi Dài quận 3 là ai?"),
        ("Ông Lê Văn Cường, Giám đốc Công ty TNHH MTV cấp nước Bãi Dài.", "Giám đốc cty cấp nước Bãi Dài là ai?"),
        ("Lê Văn Cường (31 tuổi), Giám đốc Công ty Bãi Dài, bị bắt.", "Giám đốc Công ty Bãi Dài là ai?"),
        ("Trưởng phòng Giáo dục quận Hoa Lâm - bà Lê Văn Cường nói.", "Trưởng phòng GD quận Hoa Lâm là ai?"),
        ("Ông Lê Văn Cường, Giám đốc Sở NN-PTNT, trả lời.", "Giám đốc Sở Nông nghiệp Hải Phòng là ai?"),
        ("Ông Lê Văn Cường, Hiệu trưởng trường Tiểu học Bãi Dài.", "Hiệu trưởng trường Bãi Dài là ai?"),
        ("Phó chủ tịch UBND phường Bãi Dài, ông Lê Văn Cường nói.", "PCT P. Bãi Dài, Q. Hoa Lâm là ai?"),
        ("Ông Lê Văn Cường - nguyên Trưởng phòng TNMT huyện.", "Trưởng phòng Tài nguyên Môi trường cũ là ai?"),
        ("Ông Lê Văn Cường - Chủ tịch UBND xã Bãi Dài.", "Chủ tịch xã đảo Bãi Dài là ai?"),
    ],
)
def test_an_office_is_asked_about_in_a_short_form(text: str, question: str) -> None:
    assert holders(text, question) == ["Lê Văn Cường"]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Ông Lê Văn Cường - Giám đốc Bệnh viện Phụ sản Hoa Lâm.", "Giám đốc Bệnh viện Hoa Lâm là ai?"),
        ("Ông Lê Văn Cường - Giám đốc Sở Giao thông vận tải Hoa Lâm.", "Giám đốc Sở Giáo dục Hoa Lâm là ai?"),
        ("Ông Lê Văn Cường - Trưởng phòng Cảnh sát điều tra Hoa Lâm.", "Trưởng phòng Cảnh sát Hoa Lâm là ai?"),
        ("Ông Lê Văn Cường, Phó Giám đốc Sở NN-PTNT, trả lời.", "Giám đốc Sở Nông nghiệp Hải Phòng là ai?"),
        ("Ông Lê Văn Cường, Giám đốc Sở NN-PTNT TP Đà Nẵng.", "Giám đốc Sở Nông nghiệp Hải Phòng là ai?"),
        ("Ông Lê Văn Cường, Giám đốc Sở Nông nghiệp Đà Nẵng.", "Giám đốc Sở Nông nghiệp Hải Phòng là ai?"),
        ("Ông Lê Văn Cường, Hiệu trưởng trường Tiểu học Bãi Dài.", "Hiệu trưởng trường THCS Bãi Dài là ai?"),
        ("Bà Lê Văn Cường - Hiệu trưởng trường Hoa Sen xin lỗi.", "Hiệu trưởng trường THCS Bãi Dài là ai?"),
        ("Ông Lê Văn Cường - Trưởng phòng TNMT huyện.", "Trưởng phòng Tài nguyên Môi trường cũ là ai?"),
        ("Ông Lê Văn Cường - Giám đốc Công ty TNHH cấp nước Phú Lạc.", "Giám đốc cty cấp nước Bãi Dài là ai?"),
    ],
)
def test_a_like_name_of_another_body_is_no_short_form(text: str, question: str) -> None:
    assert holders(text, question) == []


def test_a_word_that_only_folds_like_an_office_is_none() -> None:
    assert understand("Người đến hội trường là ai?").role == ()


def test_a_misspelt_place_with_an_office_is_the_corpus_own() -> None:
    query = understand("Chủ tịch xã Phú Lạcc là ai?", {"phulac": ["Phú Lạc"]})
    assert query.role == ("chu", "tich", "xa", "phu", "lac")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kẻ đánh chị Trần Thị Lan là Lê Văn Cường ở phố Bãi Dài.", ["Lê Văn Cường"]),
        ("Công an phường Lý Tự Trọng bắt Lê Văn Cường trước số nhà 7 Nguyễn Văn Linh.", ["Lê Văn Cường"]),
        ("Khi đó chị Trần Thị Lan đang quét rác.", []),
    ],
)
def test_whom_something_was_done_to_is_not_who_did_it(text: str, names: list[str]) -> None:
    assert holders(text, "Người đàn ông đánh chị lao công tên là gì?") == names


@pytest.mark.parametrize(
    ("text", "question", "names"),
    [
        ("Lê Văn Cường đã bán xe cho Trần Thị Lan.", "Người ở Bãi Dài bán xe cho ai?", ["Trần Thị Lan"]),
        ("Bãi Dài đã chuyển công ty này cho Thành Hoa Sen.", "Công ty này chuyển cho ai?", ["Thành Hoa Sen"]),
        ("Lê Văn Cường lấy xe, sau đó Cường bán Mercedes Benz.", "Cường bán xe cho ai?", []),
        ("Trần Thị Lan bán xe cho Lê Văn Cường, rồi Cường ghi sổ.", "Ông Cường bán xe cho ai?", ["Trần Thị Lan"]),
        ("Chiếc xe là của anh Trần Thị Lan, do Lê Văn Cường lái.", "Chiếc xe là của ai?", ["Trần Thị Lan"]),
    ],
)
def test_to_whom_something_was_done_stands_after_the_preposition(text: str, question: str, names: list[str]) -> None:
    assert holders(text, question) == names


def test_who_holds_the_office_of_a_ward_is_a_person() -> None:
    assert holders("Chủ tịch phường Lê Văn Cường tặng quà.", "Ai tặng quà?") == ["Lê Văn Cường"]
