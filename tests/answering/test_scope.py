"""Which of several, when, and of which place: a figure that differs in one of them is no answer."""

# ruff: noqa: E501 - a paragraph is a line

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answering.reading import ArticleView
from assistant.answering.scope import place_agreement
from assistant.corpus.loader import load_bytes
from assistant.retrieval.query import understand
from tests import articles

FAIR = """Hội chợ nông sản An Phong lần thứ 6

Ngày 5/7/2019, UBND huyện An Phong cho biết hội chợ nông sản lần thứ 6 thu hút hơn 4.000 lượt khách. Lễ khai mạc diễn ra ngày 1/7 và bế mạc ngày 4/7. Hội chợ có chủ đề “Sạch từ vườn đến bàn ăn”. Nước hồ trước cổng hội chợ có màu xanh rêu.

Mưa lớn từ ngày 28/6 đến ngày 30/6 gây thiệt hại hơn 2 tỷ đồng ở huyện An Phong. Đường vào chợ bị sập do mưa làm xói chân taluy. Lực lượng chức năng mất 3 ngày mới thông đường. Xe khách biển kiểm soát 12B - 345.67 bị mắc kẹt lúc 7 giờ 30. Người dân cần giúp đỡ gọi số điện thoại 0912 345 678.

Năm học 2018-2019, huyện có 1.250 học sinh thi vào lớp 10; huyện xếp thứ 4 toàn tỉnh về kết quả thi.

Trong số tiền đền bù đợt 1, xã Phú Lạc nhận 300 triệu đồng, xã Tân Hội nhận 250 triệu đồng. Đợt 2, xã Phú Lạc nhận 90 triệu đồng.

UBND huyện An Phong hiện có 3 Phó Chủ tịch gồm các ông, bà: Lê Văn Tám, Trần Thị Bảy và Phạm Minh Chín.
"""


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("fair")
    corpus = articles.write(folder / "corpus", {"hoi-cho.txt": FAIR})
    with Assistant.open(corpus=corpus, store=folder / "store", engine="extractive") as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hội chợ nông sản lần thứ 6 thu hút bao nhiêu lượt khách?", "4.000 lượt khách"),
        ("Hội chợ nông sản lần thứ sáu bế mạc ngày nào?", "4/7"),
        ("Chủ đề của hội chợ nông sản là gì?", "Sạch từ vườn đến bàn ăn"),
        ("Nước hồ trước cổng hội chợ có màu gì?", "xanh rêu"),
        ("Mưa lớn tháng 6/2019 gây thiệt hại bao nhiêu tiền ở An Phong?", "2 tỷ đồng"),
        ("Vì sao đường vào chợ bị sập?", "do mưa làm xói chân taluy"),
        ("Mất bao lâu mới thông đường?", "3 ngày"),
        ("Xe khách bị mắc kẹt lúc mấy giờ?", "7 giờ 30"),
        ("Xe khách bị mắc kẹt mang biển số nào?", "12B - 345.67"),
        ("Người dân cần giúp đỡ gọi số điện thoại nào?", "0912 345 678"),
        ("Huyện An Phong xếp thứ mấy toàn tỉnh về kết quả thi?", "thứ 4"),
        ("Xã Phú Lạc nhận bao nhiêu tiền bồi thường đợt 1?", "300 triệu đồng"),
        ("Xã Phú Lạc nhận bao nhiêu tiền bồi thường đợt thứ hai?", "90 triệu đồng"),
    ],
)
def test_the_very_one_is_told(fair: Assistant, question: str, expected: str) -> None:
    answer = fair.ask(question)
    assert answer.status == "answered"
    assert expected in answer.text.replace("**", "")


@pytest.mark.parametrize(
    "question",
    [
        "Hội chợ nông sản lần thứ 7 thu hút bao nhiêu lượt khách?",
        "Mưa lớn tháng 9/2019 gây thiệt hại bao nhiêu tiền ở An Phong?",
        "Năm học 2019-2020 huyện có bao nhiêu học sinh thi vào lớp 10?",
        "Xã Tân Hội nhận bao nhiêu tiền bồi thường đợt 2?",
    ],
)
def test_another_one_is_not(fair: Assistant, question: str) -> None:
    assert fair.ask(question).status == "not_found"


@pytest.mark.parametrize(
    "question", ["Ba Phó Chủ tịch UBND huyện An Phong là những ai?", "Kể tên các PCT UBND huyện An Phong"]
)
def test_all_who_hold_an_office(fair: Assistant, question: str) -> None:
    text = fair.ask(question).text
    assert all(name in text for name in ("Lê Văn Tám", "Trần Thị Bảy", "Phạm Minh Chín"))


@pytest.mark.parametrize("question", ["Thế xã Tân Hội thì sao?", "Xã Tân Hội nữa?", "Còn xã Tân Hội?", "Xã Tân Hội?"])
def test_the_same_is_asked_of_another_place(fair: Assistant, question: str) -> None:
    answer = fair.ask(question, history=["Xã Phú Lạc nhận bao nhiêu tiền bồi thường đợt 1?"])
    assert "250 triệu đồng" in answer.text


def test_kinds_of_people_are_people_when_the_rest_agrees(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    text = "Hơn 200 cán bộ có mặt tại hiện trường. Đến sáng, 13 du khách nhập viện sau bữa cơm ở An Phong."
    (tmp_path / "corpus" / "bua-com.txt").write_text(f"Vụ ngộ độc ở An Phong\n\n{text}\n", encoding="utf-8")
    with Assistant.open(corpus=tmp_path / "corpus", store=tmp_path / "store", engine="extractive") as opened:
        assert "13 du khách nhập viện" in opened.ask("Có bao nhiêu người nhập viện ở An Phong?").text
        assert "200" not in opened.ask("Có bao nhiêu người bị thương ở An Phong?").text


def test_a_person_is_called_by_the_given_name_alone() -> None:
    text = "Lê Văn Tám làm nghề mộc. Trời mưa to. Sau đó Tám đi chợ. Ông Trần Văn Tư ở nhà. Chị Lê Thị Hoa đến sau."
    sentences = ArticleView(load_bytes(text.encode(), "a.txt")).sentences
    asked = understand("Lê Văn Tám đi đâu?")
    agreements = {view.text: place_agreement(view, asked) for view in sentences}
    assert agreements["Sau đó Tám đi chợ."] == 1.0
    assert agreements["Ông Trần Văn Tư ở nhà."] < 1.0


def test_an_article_that_names_one_commune_is_about_it_throughout() -> None:
    text = "Cháy nhà ở xã Phú Lạc, huyện An Phong. Trời mưa. Ai cũng sợ. Xe đến. Lửa tắt. Nhà rộng 40 m2."
    asked = understand("Nhà cháy ở Phú Lạc rộng bao nhiêu?", {"phulac": {"Phú Lạc"}})
    assert place_agreement(ArticleView(load_bytes(text.encode(), "a.txt")).sentences[-1], asked) > 0.7


def _agreement(text: str, question: str, places: tuple[str, ...] = ("An Phong", "Hoa Lâm", "Tân Hội")) -> float:
    """That of the last sentence of an article about some places with those of a question."""
    known = {"anphong": {"An Phong"}, "tanhoi": {"Tân Hội"}, "caobang": {"Cao Bằng"}}
    article = replace(load_bytes(text.encode(), "a.txt"), places=places)
    return place_agreement(ArticleView(article).sentences[-1], understand(question, known))


def test_whoever_was_said_to_live_somewhere_is_from_there_throughout() -> None:
    text = "Ông Trần Văn Tư (ngụ huyện Tân Hội) kể lại. Huyện An Phong thì khác. Ở đâu cũng vậy. Ai cũng biết. Mưa to. "
    question = "Công ty đưa ông Trần Văn Tư ở Tân Hội bao nhiêu tiền?"
    assert _agreement(f"{text}Công ty đưa 5 triệu đồng cho ông Trần Văn Tư.", question) == 0.9
    assert _agreement(f"{text}Công ty đưa 5 triệu đồng cho ông Lê Văn Tám.", question) < 0.5


def test_a_sentence_goes_on_of_the_province_of_the_one_before() -> None:
    text = "Rét ở Hà Giang, Lào Cai, Cao Bằng\n\nHà Giang có tuyết. Lào Cai có mưa. Tỉnh Cao Bằng rất lạnh. "
    question = "Tỉnh Cao Bằng có bao nhiêu xã cho học sinh nghỉ?"
    provinces = ("Hà Giang", "Lào Cai", "Cao Bằng")
    further = _agreement(f"{text}Trời lạnh. 75 xã cho nghỉ.", question, provinces)
    assert _agreement(f"{text}75 xã cho nghỉ.", question, provinces) > further


LAKES = """An Phong cải tạo hồ Bạch Đà

Hồ Bạch Đà ở huyện An Phong có diện tích hơn 8 ha. Các hồ lớn của huyện như hồ Tiên Sa, Phương Mai cũng sẽ được cải tạo.

Toàn xã Phú Lạc có 1.700 hộ trồng mai, hộ trồng nhiều nhất có 3.000 chậu. Người trồng mai ở huyện An Phong mong được vay vốn.

Hưởng ứng chương trình trồng 1 triệu cây xanh giai đoạn 2016-2020, trong năm 2016 đoàn viên huyện An Phong trồng được 30.000 cây xanh.

Quý I/2017, số người có việc làm ở huyện An Phong tăng nhẹ. Thu nhập bình quân tháng của lao động là 5,4 triệu đồng, tăng 6% so với quý IV/2016.

Điểm chuẩn bổ sung của các trường chuyên đã được công bố: có 3 trường chuyên gồm Nguyễn Du, Lê Lợi và Chu Mạnh Trinh.

Triển lãm ảnh của huyện An Phong mở cửa từ ngày 9 - 12/6/2017.
"""


@pytest.fixture(scope="module")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("lakes")
    corpus = articles.write(folder / "corpus", {"ho.txt": LAKES})
    with Assistant.open(corpus=corpus, store=folder / "store", engine="extractive") as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hồ Bạch Đà ở An Phong rộng bao nhiêu ha?", "8 ha"),
        ("Xã Phú Lạc có bao nhiêu hộ trồng mai?", "1.700 hộ trồng mai"),
        ("Năm 2016 đoàn viên An Phong trồng được bao nhiêu cây xanh?", "30.000 cây xanh"),
        ("Thu nhập bình quân tháng của lao động quý I/2017 là bao nhiêu?", "5,4 triệu đồng"),
        ("Triển lãm ảnh ở An Phong mở cửa từ ngày nào đến ngày nào?", "ngày 9 - 12/6/2017"),
    ],
)
def test_what_the_sentence_is_about_is_told(lakes: Assistant, question: str, expected: str) -> None:
    assert expected in lakes.ask(question).text.replace("**", "")


@pytest.mark.parametrize(
    "question",
    [
        "Hồ Tiên Sa ở An Phong rộng bao nhiêu ha?",  # of another lake
        "Hồ Tuyền Lâm ở An Phong rộng bao nhiêu ha?",  # of a lake that no article names
        "Huyện An Phong có bao nhiêu hộ trồng mai?",  # of one commune of it
        "Năm 2018 đoàn viên An Phong trồng được bao nhiêu cây xanh?",  # of a year within a longer time
        "Thu nhập bình quân tháng của lao động quý III/2017 là bao nhiêu?",
        "Điểm chuẩn bổ sung của trường chuyên Lê Lợi là bao nhiêu?",  # a number of schools is no mark
    ],
)
def test_what_is_of_another_is_not(lakes: Assistant, question: str) -> None:
    assert lakes.ask(question).status == "not_found"


FIRE = """Nổ khí gas ở Hoa Lâm

Sáng 3/4, một vụ nổ khí gas xảy ra ở xã Phú Lạc. Tiếng nổ lớn. Nhà bị sập. Người dân chạy đến. Cửa kính vỡ. {more}

Người bị bỏng được đưa đến Bệnh viện Đa khoa huyện Hoa Lâm.
"""


@pytest.mark.parametrize(("more", "agrees"), [("", True), ("Ở xã Tân Hội, một vụ khác đã xảy ra.", False)])
def test_what_tells_of_one_commune_alone_is_of_it_to_the_end(more: str, agrees: bool) -> None:
    article = replace(load_bytes(FIRE.format(more=more).encode(), "a.txt"), places=("Hoa Lâm", "An Phong", "Phú Lạc"))
    query = understand("Người bị bỏng ở Phú Lạc được đưa vào viện nào?", {"phulac": ["Phú Lạc"]})
    assert (place_agreement(ArticleView(article).sentences[-1], query) > 0.5) is agrees
