"""Right facts that an answer joins wrongly, and short answers that leave the rest to the question."""

from __future__ import annotations

import dataclasses

import pytest

from assistant.corpus import Article, load_bytes
from assistant.grounding.checked import Checked, check
from assistant.grounding.grounded import Source
from assistant.grounding.grounding import ground
from assistant.language.places import article_places
from assistant.retrieval.kinds import Kind


def article(text: str, name: str) -> Article:
    loaded = load_bytes(text.encode(), name)
    return dataclasses.replace(loaded, places=article_places(loaded.title.value, loaded.text, loaded.source))


def source(text: str, number: int = 1) -> Source:
    made = article(text, f"bai-{number}.txt")
    return Source(number, made, 0, len(made.text))


HOA_LAM = source(
    """Công an huyện Hoa Lâm sơ kết đợt cao điểm

Ngày 5/3/2021, Công an huyện Hoa Lâm sơ kết đợt cao điểm. Lực lượng chức năng bắt 57 vụ với 83 đối tượng, thu \
gần 3 kg pháo nổ, gần 6 kg thuốc lá lậu; 12 doanh nghiệp nợ thuế với số tiền 40,5 tỷ đồng và 4 doanh nghiệp nợ \
tiền thuê đất với số tiền 7,2 tỷ đồng. Cơ quan công an tạm giữ Lê Văn Hải (SN 1990, trú xã Phú Lạc) và Trần Đức \
Mạnh (SN 1996). Công an thu 9 bộ lưới, mỗi bộ dài 15m, tổng chiều dài là 135m. So với năm 2020, số vụ tăng 12,5% \
về số vụ, tăng 8,4% số đối tượng.

Từ năm 2016 đến nay, huyện phát hiện hơn 900 vụ, truy thu gần 96,3 tỷ đồng. Còn 78 hồ sơ chưa được phê duyệt, \
trong đó xã Phú Lạc 48 hồ sơ, xã Bãi Dài 30 hồ sơ. Dân số của huyện là gần 90.000 người.

Doanh thu của hợp tác xã năm 2022 dự kiến còn 34 tỷ đồng. Chủ tịch UBND huyện Hoa Lâm là ông Đỗ Minh Quân; Chủ \
tịch HĐND huyện là ông Vũ Trọng Nghĩa.
"""
)
SON_LAC = source(
    "Huyện Sơn Lạc khen thưởng\n\nNgày 6/3/2021, huyện Sơn Lạc khen thưởng 21 tập thể và 35 cá nhân.\n", number=2
)


ACCIDENT = source(
    """Tai nạn giao thông ở huyện Hoa Lâm

Vụ tai nạn làm 4 người thương vong, gồm: Nguyễn Thế Lâm (SN 1974), Trần Anh Tú (SN 1976), Lê Thị Quế (SN 1984) và Phạm \
Kỳ Hòa (SN 1988). Vụ tai nạn khiến anh Lâm và anh Hòa tử vong tại chỗ, còn anh Tú và chị Quế được đưa đi cấp cứu. \
Thiệt hại ước khoảng 930 triệu đồng; khách ước đạt 21.834 lượt, tăng 6%.
""",
    number=3,
)


def stands(answer: str, question: str = "") -> bool:
    return not ground(answer, [HOA_LAM, SON_LAC, ACCIDENT], question).withheld


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Thu gần 3 kg pháo nổ, gần 6 kg thuốc lá lậu [1].", "Thu gần 6 kg pháo nổ, gần 3 kg thuốc lá lậu [1]."),
        ("4 doanh nghiệp nợ 7,2 tỷ đồng [1].", "12 doanh nghiệp nợ 7,2 tỷ đồng tiền thuê đất [1]."),
        ("Lê Văn Hải (SN 1990) bị tạm giữ [1].", "Lê Văn Hải (SN 1996) bị tạm giữ [1]."),
        ("Mỗi bộ dài 15m, tổng chiều dài 135m [1].", "Công an thu 9 bộ lưới, mỗi bộ dài 135m [1]."),
        ("Số vụ tăng 12,5% về số vụ [1].", "Số vụ tăng 8,4% về số vụ [1]."),
        ("Công an bắt 57 vụ với 83 đối tượng [1].", "Huyện bắt 57 vụ, truy thu gần 96,3 tỷ đồng [1]."),
        ("Nguyễn Thế Lâm và Phạm Kỳ Hòa tử vong tại chỗ [3].", "Nguyễn Thế Lâm và Trần Anh Tú tử vong tại chỗ [3]."),
        ("Ngày 6/3/2021 khen thưởng 35 cá nhân [2].", "Ngày 6/3/2021, Công an bắt 57 vụ với 83 đối tượng [1]."),
    ],
)
def test_facts_stand_together_only_where_a_source_has_them_together(right: str, wrong: str) -> None:
    assert stands(right)
    assert not stands(wrong)


@pytest.mark.parametrize(
    "answer",
    [
        "Xã Phú Lạc còn 48 hồ sơ chưa được phê duyệt [1].",
        "Huyện Hoa Lâm có gần 90.000 dân [1].",
        "Dự kiến 34 tỷ đồng [1].",
        "Thiệt hại khoảng 930 triệu đồng [3].",
        "Khách ước 21.834 lượt khách [3].",
        "Hai đối tượng bị tạm giữ là Lê Văn Hải và Trần Đức Mạnh [1].",
    ],
)
def test_the_same_in_other_words_stands(answer: str) -> None:
    assert stands(answer)


def test_what_is_planned_is_not_done_and_the_reverse() -> None:
    assert not stands("Doanh thu năm 2022 đã đạt 34 tỷ đồng [1].")
    assert not stands("Công an dự kiến bắt 57 vụ [1].")


def test_a_short_answer_is_of_what_was_asked() -> None:
    answer, question = "30 hồ sơ chưa được phê duyệt [1].", "Xã Bãi Dài còn bao nhiêu hồ sơ chưa được phê duyệt?"
    assert stands(answer, question) and not stands(answer)


def test_a_single_word_with_a_capital_may_be_a_name_that_no_source_has() -> None:
    answer = "Lê Văn Hải (SN 1990) bị tạm giữ tại {} [1]."
    for place, expected in (("xã Phú Lạc", True), ("nước Lào", False)):
        found = check(answer.format(place), [HOA_LAM], "Công an tạm giữ ai?", Kind.PERSON)
        assert isinstance(found, Checked) is expected
