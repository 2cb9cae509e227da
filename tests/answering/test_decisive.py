"""Yes-or-no questions that a source decides in other words: its sentence is quoted, with no «Có» or «Không»."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from tests import articles

# ruff: noqa: E501 - a paragraph is a line
ARTICLES = {
    "phu-loc.txt": """Tai nạn ở xã Phú Lộc

Sáng 5/6, một xe tải do anh Đỗ Văn Tám điều khiển đã va chạm với xe đạp tại xã Phú Lộc. Người đi xe đạp bị thương nhẹ. Ngay sau đó, lái xe Đỗ Văn Tám đã đến Công an xã Phú Lộc để khai báo.
""",
    "son-lac.txt": """Bến xe Sơn Lạc thu vé tự động

Từ ngày 1/6, bến xe huyện Sơn Lạc thu vé tự động. Bà Lan khẳng định khi thu tự động, mức giá vé vào bến xe Sơn Lạc không thay đổi so với trước.

Chị Trần Thị Mận nhặt được túi tiền ở bến xe. Chủ túi tặng một số tiền nhưng chị Mận nhất quyết không lấy.

Luật sư cung cấp đơn xin vắng mặt của bị cáo Lý Thị Gấm ở Tòa án huyện Sơn Lạc. Tuy nhiên, hội đồng xét xử không chấp nhận đơn này.

Bến xe Sơn Lạc bị cháy đêm 3/6. Rất may khi đó không có người ở trong bến xe Sơn Lạc.

Huyện Sơn Lạc sẽ xây tháp chuông mới. Chủ tịch huyện Sơn Lạc cam kết không sử dụng ngân sách để xây tháp chuông.
""",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("decisive")
    with Assistant.open(corpus=articles.write(folder / "corpus", ARTICLES), store=folder / "store") as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Tài xế xe tải ở Phú Lộc có bỏ trốn không?", "**khai báo**"),
        ("Giá vé vào bến xe Sơn Lạc có tăng không?", "**không thay đổi**"),
        ("Chị Trần Thị Mận có nhận tiền không?", "**không lấy**"),
        ("Lúc bến xe Sơn Lạc cháy có ai ở trong không?", "**không có người ở**"),
        ("Sơn Lạc có lấy ngân sách ra xây tháp chuông không?", "**không sử dụng**"),
        ("Tòa án huyện Sơn Lạc có cho bị cáo Lý Thị Gấm vắng mặt không?", "**không chấp nhận**"),
    ],
)
def test_the_sentence_that_decides_is_quoted(opened: Assistant, question: str, said: str) -> None:
    answer = opened.ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith("Theo nguồn: ")
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Học phí trường Phú Lộc có tăng không?",  # the other place's fare
        "Bị cáo Lý Thị Gấm có bỏ trốn không?",  # another man's report
        "Chị Trần Thị Mận có bỏ trốn không?",
        "Lúc bến xe Sơn Lạc cháy có ai bị bắt không?",  # nobody was in it
    ],
)
def test_what_is_said_of_something_else_decides_nothing(opened: Assistant, question: str) -> None:
    answer = opened.ask(question)
    assert not any(said in answer.text for said in ("không thay đổi", "khai báo", "**không có người ở**"))
