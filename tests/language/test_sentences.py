"""Sentences of Vietnamese news, each example as the list of its sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.sentences import split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["UBND TX. Hương Thủy đã họp.", "Tp.HCM cũng vậy."],
        ["TP. Hồ Chí Minh có Ths. Nguyễn An và PGS.TS. Lê Bình.", "Ông An chủ trì."],
        ["Th.S. Trần Bình trú tại Q.1, P. 5, TP.HCM.", "ĐT. 0912 345 678."],
        ["Chị Nguyễn Thị K.L. (23 tuổi) bị cướp.", "Theo P.V."],
        ["Hơn 1.500 lượt người làm 30.9 km đường ngày 01/8/2013 và 17.6.", "Xe mang BKS 14B - 02361."],
        ["Hơn 1. 500 lượt, 15. 6. 2017."],
        ["Các xã… và thị trấn... đều họp, tặng sách, vở v.v. cho trẻ."],
        ["Có bút, vở, v.v.", "Các em rất vui."],
        ["Trộm cắp ở Tuy Đức, Cư Jút...", "Các hình thức như câu móc…", "Nguyên nhân là vậy."],
        ["Ông nói: “Chúng tôi sẽ làm.”", "Hội nghị kết thúc."],
        ['Ông nói: "Tốt!"', "Bà hỏi: “Sao vậy?”", "Mọi người cười."],
        ["Phát tờ rơi; dán áp phích; tổ chức 12 cuộc họp."],
        ["Trời nóng 36 độ C.", "Tây Nguyên có mưa."],
        ["Đây là nhà ở.", "Hà Nội có nhiều dự án ở châu Á.", "Tác giả là N. Huyền."],
        ["Anh H. bị thương.", "Theo anh H.", "Tại hiện trường có 2 xe."],
        ["Xem http://diemthi.tinh.edu.vn/.", "Thời gian từ ngày 14."],
        ["Thư gửi về Phong.Tran@tinh.gov.vn hoặc www.Tinh.Gov.vn và Baotinh.Vn nhé."],
        ["1. Mục đích là an toàn.", "2. Yêu cầu là nhanh.", "Điều 5. Phạm vi áp dụng."],
        ["Đạt chỉ tiêu năm 2018./.", "Huy Sơn/VOV"],
        ["... Tổ chức 128 cuộc."],
    ],
)
def test_examples(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Thu được 518 đơn vị máu.Theo kế hoạch sẽ có thêm.",
            ["Thu được 518 đơn vị máu.", "Theo kế hoạch sẽ có thêm."],
        ),
        ("Hoàn thành năm 2018.Ông An nói.", ["Hoàn thành năm 2018.", "Ông An nói."]),
        ("Có 5 xã (đạt 80%).Các xã khác chậm.", ["Có 5 xã (đạt 80%).", "Các xã khác chậm."]),
        ("Trú tại Tp.Hồ Chí Minh, Tx.Sơn Tây.", ["Trú tại Tp.Hồ Chí Minh, Tx.Sơn Tây."]),
    ],
)
def test_missing_space_after_a_full_stop(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_line_break_always_ends_a_sentence() -> None:
    assert sentences("Đồng chí An –\n\n  Chủ tịch huyện \nphát biểu") == [
        "Đồng chí An –",
        "Chủ tịch huyện",
        "phát biểu",
    ]


def test_only_the_given_stretch_is_split() -> None:
    text = "Một câu. Hai câu. Ba câu."
    assert split(text, 9, 17) == [(9, 17)]
    assert split(text, 9) == [(9, 17), (18, 25)]
    assert split("   \n ") == []


PIECES = st.sampled_from(
    ["TP.", "Q.1", " ", "\n", "\u00a0", "...", "…", "./.", "”", "“", ". ", ".", "A", "Á", "b", "9", "-", "(", ")"]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_spans_are_ordered_trimmed_and_cover_all_but_white_space(text: str) -> None:
    spans = split(text)
    covered: set[int] = set()
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        covered.update(range(start, end))
        last = end
    assert all(text[index].isspace() for index in range(len(text)) if index not in covered)


def test_a_long_line_of_initials_takes_no_quadratic_time() -> None:
    assert len(split("A. B " * 100_000)) == 1
