"""Which articles speak of something, and of which places these are."""

# ruff: noqa: E501 - a paragraph is a line

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import pytest

from assistant import Answer, Assistant
from assistant.answering.counting import count_articles
from assistant.language.places import Place
from assistant.reading.views import ArticleView, SentenceView
from tests import articles


@pytest.mark.parametrize(
    ("question", "sources"),
    [
        ("Có bao nhiêu bài viết nói về nguồn tin có giá trị?", {"hoa-lam.txt", "tan-thuong.txt"}),
        ("co bao nhieu bai noi ve trong cay xanh", {"cay-xanh.txt"}),
        ("Những bài nào nói về mô hình tự quản?", {"hoa-lam.txt"}),
        ("Bao nhiêu bài nhắc đến Chỉ thị 05?", {"hoa-lam.txt"}),
        ("Bài nào nói về tuyên truyền?", {"hoa-lam.txt"}),
        ("Những bài nào nhắc đến Chỉ thị số 05/CT-UBND?", {"hoa-lam.txt"}),
        ("co bao nhieu bai noi ve nguon tin nam 2020", {"tan-thuong.txt"}),
    ],
)
def test_articles_about_a_topic_are_counted_and_cited(assistant: Assistant, question: str, sources: set[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith(f"Có **{len(sources)} bài**")
    assert {citation.source for citation in answer.citations} == sources


@pytest.mark.parametrize(
    "question",
    ["Có bao nhiêu bài viết nói về xuất khẩu gạo?", "Bao nhiêu bài nhắc đến Quyết định 05?"],
)
def test_no_article_is_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


def test_entries_that_a_text_counts_are_no_articles(assistant: Assistant) -> None:
    assert "trong kho tài liệu nói về" not in assistant.ask("Có bao nhiêu bài dự thi được gửi về?").text


@pytest.mark.parametrize(
    "topic",
    [
        *("nguồn tin", "nguồn tin có giá trị", "an ninh trật tự", "trồng cây xanh", "Chỉ thị 05", "nguyen du", "138"),
        *(
            "Hoa Lâm",
            "an ninh ở Tân Thượng",
            "Công an huyện năm 2021",
            "trường THPT Nguyễn Du",
            "ANTQ",
            "cháy ở Hoa Lâm",
        ),
    ],
)
def test_reading_what_the_word_index_holds_is_as_good_as_reading_all(assistant: Assistant, topic: str) -> None:
    def every(words: Collection[str], places: Sequence[Place]) -> Iterator[tuple[ArticleView, Sequence[SentenceView]]]:
        for view in map(ArticleView, assistant.articles()):
            if {place.key for place in places} <= set(view.place_keys):
                yield view, view.sentences

    question = f"Có bao nhiêu bài viết nói về {topic}?"
    all_read = count_articles(question, assistant.retriever().understand(question), every)
    answer = assistant.ask(question)
    assert (answer.text, answer.citations) == (all_read.text, all_read.citations)


MENTIONS = {
    "an-phong.txt": """Huyện An Phong ra mắt mô hình camera an ninh

Ngày 3/5/2021, huyện An Phong ra mắt mô hình “Camera an ninh” tại hai xã. Toàn huyện có 30 tổ an ninh tự quản.
""",
    "binh-hoa.txt": """Huyện Bình Hòa tổng kết năm 2020

Ngày 9/1/2021, huyện Bình Hòa tổ chức hội nghị tổng kết, nâng cao ý thức tự quản của người dân. Huyện chưa có mô hình camera an ninh. Các xã tiếp tục thực hiện Kế hoạch 15/KH-UBND.
""",
    "tinh-lam.txt": """Tỉnh Lâm Sơn công nhận xã đạt chuẩn

Ngày 5/5/2021, tỉnh Lâm Sơn công nhận các xã. Các huyện thực hiện nghiêm túc Kế hoạch 15/KH-UBND ngày 2/2/2021.
""",
}


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("mentions")
    with Assistant.open(corpus=articles.write(folder / "corpus", MENTIONS), store=folder / "store") as opened:
        yield opened


def sources(answer: Answer) -> list[str]:
    return [citation.source for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Những địa phương nào nhắc đến mô hình camera an ninh?", ["an-phong.txt", "binh-hoa.txt"]),
        ("nhung dia phuong nao nhac den mo hinh camera an ninh", ["an-phong.txt", "binh-hoa.txt"]),
        ("Các huyện nào nói về tổ tự quản?", ["an-phong.txt"]),  # not «tổ chức … ý thức tự quản»
        ("Những nơi nào nhắc đến Kế hoạch 15/KH-UBND?", ["binh-hoa.txt", "tinh-lam.txt"]),
    ],
)
def test_each_place_whose_articles_speak_of_it_is_listed(three: Assistant, question: str, expected: list[str]) -> None:
    answer = three.ask(question)
    assert answer.status == "answered"
    assert sources(answer) == expected
    assert answer.text.startswith(f"Có **{len(expected)} nơi**")


def test_a_place_is_named_and_what_its_article_says_of_the_topic_marked(three: Assistant) -> None:
    answer = three.ask("Các huyện nào nói về mô hình camera an ninh?")
    assert "- **An Phong** [1]\n- **Bình Hòa** [2]" in answer.text
    text = three.article("an-phong.txt").text
    assert [text[start:end] for start, end in answer.citations[0].marks] == ["mô hình", "Camera an ninh"]


@pytest.mark.parametrize(
    "question",
    [
        "Những nơi nào nhắc đến câu lạc bộ cựu chiến binh?",
        "Những nơi nào nhắc đến mô hình camera giao thông?",  # only a part of the phrase
        "Những nơi nào nhắc đến tổ tự quần?",  # other accents
        "Những nơi nào nhắc đến Kế hoạch 16/KH-UBND?",
    ],
)
def test_nothing_is_listed_that_is_only_like_it(three: Assistant, question: str) -> None:
    answer = three.ask(question)
    assert (answer.status, answer.citations) == ("not_found", ())
