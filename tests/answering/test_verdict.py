from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from tests import articles

# ruff: noqa: E501 - a paragraph is a line
ARTICLES = {
    "son-ha.txt": """Huyện Sơn Lạc tổng kết công tác năm 2021

Sáng ngày 18/01/2022, UBND huyện Sơn Lạc tổ chức hội nghị tổng kết phong trào thi đua.

Năm 2021, huyện Sơn Lạc kết nạp 62 đảng viên mới. Nhân dân huyện Sơn Lạc cung cấp gần 150 nguồn tin. Huyện Sơn Lạc trồng hơn 3.000 cây xanh. Huyện Sơn Lạc chi 48 triệu đồng khen thưởng.

Năm 2021, huyện Sơn Lạc đã khánh thành nhà máy nước sạch. Huyện Sơn Lạc chưa xây dựng trung tâm văn hóa thể thao. Huyện Sơn Lạc sẽ khởi công bệnh viện đa khoa mới. Toàn huyện có 18/20 thôn đạt chuẩn văn hóa.

Tại xã Phú Lộc đã trồng 400 cây xanh ở trường học.

Ông Trần Đình Quý, Chủ tịch UBND huyện Sơn Lạc chủ trì hội nghị. Bà Lê Thị Nga, Phó Chủ tịch UBND huyện Sơn Lạc trao thưởng.
""",
}


@pytest.fixture(scope="module")
def sonlac(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("verdict")
    with Assistant.open(corpus=articles.write(folder / "corpus", ARTICLES), store=folder / "store") as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "word", "said"),
    [
        ("Huyện Sơn Lạc có kết nạp 62 đảng viên mới không?", "Có: ", "**62 đảng viên mới**"),
        ("Có phải huyện Sơn Lạc kết nạp hơn 50 đảng viên mới không?", "Có: ", "**62 đảng viên mới**"),
        ("Huyện Sơn Lạc có trồng hơn 3.000 cây xanh không?", "Có: ", "**hơn 3.000 cây xanh**"),
        ("Huyện Sơn Lạc kết nạp 70 đảng viên mới phải không?", "Không: ", "**62 đảng viên mới**"),
        ("Có phải huyện Sơn Lạc kết nạp dưới 60 đảng viên mới không?", "Không: ", "**62 đảng viên mới**"),
        ("Chủ tịch UBND huyện Sơn Lạc có phải là ông Trần Đình Quý không?", "Có: ", "**Trần Đình Quý**"),
        ("Có phải ông Trần Đình Quý là Chủ tịch UBND huyện Sơn Lạc không?", "Có: ", "**Trần Đình Quý**"),
        ("Chủ tịch UBND huyện Sơn Lạc có phải là ông Phạm Văn Tú không?", "Không: ", "**Trần Đình Quý**"),
        ("Huyện Sơn Lạc đã khánh thành nhà máy nước sạch chưa?", "Có: ", "khánh thành nhà máy nước sạch"),
        ("Huyện Sơn Lạc có xây dựng trung tâm văn hóa thể thao không?", "Không: ", "chưa xây dựng"),
        ("Huyện Sơn Lạc có chi 48 tỷ đồng khen thưởng không?", "Không: ", "48 triệu đồng"),
        ("Hội nghị tổng kết ở huyện Sơn Lạc diễn ra ngày 18/01/2022 phải không?", "Có: ", "18/01/2022"),
        ("Hội nghị tổng kết ở huyện Sơn Lạc diễn ra ngày 20/01/2022 phải không?", "Không: ", "18/01/2022"),
        ("Tất cả các thôn ở Sơn Lạc đều đạt chuẩn văn hóa phải không?", "Không: ", "18/20"),
    ],
)
def test_a_source_decides(sonlac: Assistant, question: str, word: str, said: str) -> None:
    answer = sonlac.ask(question)
    assert answer.text.startswith(word), answer.text
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Nhân dân huyện Sơn Lạc cung cấp 150 nguồn tin phải không?",  # «gần 150» is not quite 150
        "Huyện Sơn Lạc có trồng hơn 3.200 cây xanh không?",  # «hơn 3.000» may be more, or not
        "Huyện Sơn Lạc có kết nạp 62 đảng viên mới năm 2019 không?",  # another year
        "Huyện Sơn Lạc có kết nạp 62 công đoàn viên không?",  # counts something else
        "Hội nghị tổng kết ở huyện Sơn Lạc diễn ra ngày 18/01/2021 phải không?",  # another may have been then
        "Huyện Sơn Lạc có trồng 500 cây xanh ở trường học không?",  # a commune's, not the district's
        "Huyện Sơn Lạc có 20 thôn không?",  # the whole of a ratio
        "Huyện Sơn Lạc không kết nạp 62 đảng viên mới phải không?",  # denied in the question
        "Phó Chủ tịch UBND huyện Sơn Lạc có phải là ông Phạm Văn Tú không?",  # there are several
        "Bí thư Huyện ủy Sơn Lạc có phải là ông Trần Đình Quý không?",  # another office
        "Chủ tịch UBND huyện Sơn Lạc có phải là ông Trần Đình Quy không?",  # perhaps misspelt
        "Huyện Sơn Lạc đã khởi công bệnh viện đa khoa mới chưa?",  # only planned
        "Huyện Sơn Lạc có khánh thành nhà máy xi măng không?",  # another plant
        "Có phải huyện Sơn Lạc là nơi đầu tiên khánh thành nhà máy nước sạch không?",  # nobody says it is
        "Huyện Sơn Lạc có khánh thành nhà máy nước sạch năm 2018 không?",
        "Huyện Tân Mỹ có kết nạp 62 đảng viên mới không?",  # no article
    ],
)
def test_what_no_source_decides_stays_open(sonlac: Assistant, question: str) -> None:
    assert not sonlac.ask(question).text.startswith(("Có: ", "Không: "))
