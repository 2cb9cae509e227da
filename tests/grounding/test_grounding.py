"""What of an answer stands, by the passages that it cites."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus import Article, load_bytes
from assistant.grounding.grounded import Source
from assistant.grounding.grounding import ground
from assistant.language.places import article_places
from tests.articles import ARTICLES


def article(source: str) -> Article:
    loaded = load_bytes(ARTICLES[source].encode(), source)
    return dataclasses.replace(loaded, places=article_places(loaded.title.value, loaded.text, loaded.source))


def passages(*sources: str) -> list[Source]:
    """The passages of articles, numbered from 1."""
    found = [(made, passage) for made in map(article, sources) for passage in made.passages]
    return [Source(n, made, passage.start, passage.end) for n, (made, passage) in enumerate(found, 1)]


def whole(source: str, number: int = 1) -> Source:
    """A whole article under one number."""
    made = article(source)
    return Source(number, made, 0, len(made.text))


HOA_LAM = whole("hoa-lam.txt")
TAN_THUONG = whole("tan-thuong.txt", 2)


@pytest.mark.parametrize(
    "answer",
    [
        "Năm 2021, huyện Hoa Lâm nhận **97 nguồn tin có giá trị** [1].",
        "Nhân dân Hoa Lâm cung cấp gần 150 nguồn tin, trong đó 97 nguồn tin có giá trị [1].",
        "Công an huyện Hoa Lâm làm rõ 26 trong tổng số 31 vụ phạm pháp hình sự [1].",
        "Làm rõ **26/31 vụ phạm pháp hình sự** (26 trong tổng số 31) [1].",
        "Có hơn 3200 lượt người tham dự 64 buổi tuyên truyền [1].",
        "Kinh phí khen thưởng là 48.000.000 đồng [1].",
        "Hội nghị diễn ra ngày 18 tháng 01 năm 2022 [1].",
        "Hội nghị diễn ra sáng 18/1 [1].",
        "Phó Chủ tịch UBND huyện Hoa Lâm là ông Đặng Quốc Thái [1].",
        "Ông Đặng Quốc Thái đề nghị thực hiện Chỉ thị 05-CT/UBND ngày 10/3/2020 [1].",
        "Bài viết của tác giả Lê Minh Khôi đăng ngày 20/01/2022 [1].",
        "Mười hai mô hình tự quản đang hoạt động ở huyện Hoa Lâm [1].",
        "Không tìm thấy số liệu năm 2019 của huyện Hoa Lâm.",
        "Bạn muốn hỏi về năm 2015 hay năm 2016?",
    ],
)
def test_what_the_source_says_in_any_words_stands(answer: str) -> None:
    grounded = ground(answer, [HOA_LAM])
    assert not grounded.withheld, grounded.reasons
    assert all(claim.claim.supported for sentence in grounded.sentences for claim in sentence.claims)


@pytest.mark.parametrize(
    ("answer", "claim"),
    [
        ("Hoa Lâm nhận 98 nguồn tin có giá trị [1].", "98 nguồn tin"),
        ("Hoa Lâm nhận gần 150 nguồn tin có giá trị [1].", "gần 150 nguồn tin"),  # 97 of them are of value
        ("Nhân dân cung cấp 150 nguồn tin [1].", "150 nguồn tin"),  # «gần» dropped
        ("Nhân dân cung cấp hơn 150 nguồn tin [1].", "hơn 150 nguồn tin"),
        ("Hoa Lâm nhận ít nhất 97 nguồn tin có giá trị [1].", "ít nhất 97 nguồn tin"),
        ("Kinh phí khen thưởng là 48 tỷ đồng [1].", "48 tỷ đồng"),
        ("Có 11 tập thể được tặng giấy khen [1].", "11 tập thể"),
        ("Làm rõ 26/32 vụ phạm pháp hình sự [1].", "26/32 vụ"),
        ("Làm rõ 31 vụ phạm pháp hình sự [1].", "31 vụ"),
        ("Có 3.200 người tham dự tuyên truyền [1].", "3.200 người"),
        ("Hội nghị diễn ra ngày 19/01/2022 [1].", "ngày 19/01/2022"),
        ("Ông Đặng Quốc Thái nhắc đến Chỉ thị số 06/CT-UBND [1].", "Chỉ thị số 06/CT-UBND"),
        ("Năm 2020, Hoa Lâm nhận 97 nguồn tin có giá trị [1].", "97 nguồn tin"),
        ("Huyện Phú Tân nhận 97 nguồn tin có giá trị [1].", "97 nguồn tin"),
    ],
)
def test_what_it_does_not_say_is_withheld_with_the_reason(answer: str, claim: str) -> None:
    grounded = ground(answer, [HOA_LAM])
    assert grounded.withheld
    assert grounded.text == ""
    assert claim in [c.claim.text for sentence in grounded.sentences for c in sentence.claims if not c.claim.supported]
    assert f"«{claim}»" in grounded.reasons[0]


def test_the_rest_of_an_answer_stands() -> None:
    answer = "Năm 2021, huyện Hoa Lâm có:\n- 64 buổi tuyên truyền [1]\n- 13 mô hình tự quản [1]\n\nHết."
    grounded = ground(answer, [HOA_LAM])
    assert grounded.text == "Năm 2021, huyện Hoa Lâm có:\n- 64 buổi tuyên truyền [1]\n\nHết."
    assert [sentence.verdict for sentence in grounded.sentences] == ["stands", "stands", "withheld", "stands"]


def test_a_list_of_another_year_is_withheld_with_the_line_above_it() -> None:
    grounded = ground("Năm 2020, huyện Hoa Lâm có:\n- 64 buổi tuyên truyền [1]", [HOA_LAM])
    assert (grounded.withheld, grounded.text) == (True, "")


def test_numbers_are_put_right() -> None:
    sources = [HOA_LAM, TAN_THUONG]
    assert ground("Tân Thượng nhận 112 nguồn tin có giá trị [1].", sources).text.endswith("có giá trị [2].")
    assert ground("Tân Thượng nhận 112 nguồn tin có giá trị.", sources).text.endswith("có giá trị [2].")
    assert ground("Tân Thượng nhận 112 nguồn tin có giá trị [2][7].", sources).text.endswith("có giá trị [2].")


def test_figures_of_two_places_are_not_exchanged() -> None:
    sources = [HOA_LAM, TAN_THUONG]
    rows = "| Nơi | Nguồn tin có giá trị |\n|---|---|\n| Hoa Lâm | {} [1] |\n| Tân Thượng | {} [2] |"
    assert not ground(rows.format(97, 112), sources).withheld
    assert ground(rows.format(112, 97), sources).text == ""


def test_a_sum_and_a_count_of_the_answer_itself_need_no_source() -> None:
    rows = "- Hoa Lâm: 97 nguồn tin có giá trị [1]\n- Tân Thượng: 112 nguồn tin có giá trị [2]"
    sources = [HOA_LAM, TAN_THUONG]
    assert not ground(f"Tổng cộng: 209 nguồn tin có giá trị.\n\n{rows}", sources).withheld
    assert ground(f"Tổng cộng: 210 nguồn tin có giá trị.\n\n{rows}", sources).withheld
    assert not ground(f"Có 2 huyện báo cáo:\n{rows}", sources).withheld
    assert ground(f"Có 3 huyện báo cáo:\n{rows}", sources).text == rows


def test_a_quoted_title_supports_what_it_says() -> None:
    title = HOA_LAM.article.title.value
    assert not ground(f"Bài «{title}» nói về huyện Hoa Lâm [1].", [HOA_LAM]).withheld


words = st.sampled_from(
    "Năm 2021 huyện Hoa Lâm có **97 nguồn tin** [1] [2] [9] . : gần 150 26/31 vụ «Bài» | - \n ngày 18/01/2022 ông Đặng "
    "Quốc Thái \\* 48 triệu đồng ; 1. # ** không tìm thấy Tổng cộng ?".split(" ")
)


@given(st.lists(words, max_size=25).map(" ".join) | st.text(max_size=60))
def test_spans_lie_in_the_articles_and_no_unknown_number_is_left(text: str) -> None:
    sources = {source.number: source for source in (HOA_LAM, TAN_THUONG)}
    grounded = ground(text, list(sources.values()))
    assert "[9]" not in grounded.text
    for sentence in grounded.sentences:
        assert set(sentence.citations) <= sources.keys()
        for checked in sentence.claims:
            if checked.span:
                assert checked.claim.supported
                assert checked.claim.citation in sources
                source = sources[checked.claim.citation]
                assert 0 <= checked.span.start < checked.span.end <= len(source.article.text)


@given(st.lists(words, max_size=25).map(" ".join))
def test_without_sources_no_claim_stands(text: str) -> None:
    grounded = ground(text, [])
    assert all(s.verdict == "withheld" or not any(c.span for c in s.claims) for s in grounded.sentences)
