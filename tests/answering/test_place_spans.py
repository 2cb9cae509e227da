from __future__ import annotations

import pytest

from assistant.answering.evidence import Wanted
from assistant.answering.place_spans import places
from assistant.answering.reading import ArticleView
from assistant.corpus.loader import load_bytes
from assistant.retrieval.kinds import Kind
from assistant.retrieval.query import understand


def best(text: str, question: str) -> str:
    """The place of one sentence that fits a question best."""
    view = ArticleView(load_bytes(text.encode(), "a.txt")).sentences[0]
    query = understand(question)
    assert query.kind is Kind.PLACE
    return max(places(view, query, []), key=lambda candidate: candidate.fit).text.strip()


@pytest.mark.parametrize(
    ("text", "question", "place"),
    [
        ("Anh khai mua súng từ tỉnh Lạng Sơn về Đà Nẵng.", "Anh mua súng từ tỉnh nào về?", "từ tỉnh Lạng Sơn"),
        ("Súng giấu tại nhà riêng, mua từ tỉnh Lạng Sơn về bán.", "Súng mua từ tỉnh nào về?", "từ tỉnh Lạng Sơn"),
        ("Từ ngày ấy, anh ở xã Phú Lạc.", "Anh ở xã nào?", "ở xã Phú Lạc"),
        ("Ba người được đưa đến Bệnh viện Hoa Lâm cấp cứu ngay.", "Mấy người đưa đi đâu?", "đến Bệnh viện Hoa Lâm"),
        ("Tuyến số 9 (Bến Đông - chợ Tây) có xe mới.", "Tuyến số 9 chạy từ đâu đến đâu?", "Bến Đông - chợ Tây"),
        ("Xe chạy từ Bến Đông đến Cầu Tây với giá rẻ.", "Xe chạy từ đâu tới đâu?", "từ Bến Đông đến Cầu Tây"),
        ("Anh An trú ở xã Phú Lạc, bị bắt tại chợ Bãi Dài.", "Anh An bị bắt ở đâu?", "tại chợ Bãi Dài"),
        ("Anh An trú ở xã Phú Lạc, bị bắt tại chợ Bãi Dài.", "Anh An trú ở đâu?", "ở xã Phú Lạc"),
        ("Anh An quê xã Phú Lạc, bị bắt tại chợ Bãi Dài.", "Anh An quê ở đâu?", "xã Phú Lạc"),
        (
            "Tại bản Đông, bắt Lê Văn An (8 tuổi) HKTT tại bản Phú Lạc và Lê Văn Bình (9 tuổi) trú tại bản Bãi Dài.",
            "Lê Văn An đăng ký hộ khẩu ở bản nào?",
            "tại bản Phú Lạc",
        ),
        ("Danh sách có Hội làng thôn Bãi Dài, xã Phú Lạc.", "Hội làng là của thôn nào?", "thôn Bãi Dài"),
        ("Anh An ngã trên đường mang hàng đi bán tại xã Phú Lạc.", "Anh An ngã ở đâu?", "tại xã Phú Lạc"),
        (
            "Lê Văn Bình trú tại bản Bãi Dài, xã Phú Lạc, huyện Hoa Lâm điều khiển xe máy đi nhanh trong đêm mưa lớn "
            "hết tốc lực hướng trung tâm.",
            "Lê Văn Bình trú ở bản nào?",
            "tại bản Bãi Dài, xã Phú Lạc, huyện Hoa Lâm",
        ),
    ],
)
def test_where_and_whence(text: str, question: str, place: str) -> None:
    assert best(text, question) == place


def test_where_another_lives_is_not_where_the_one_asked_about_does() -> None:
    text = "Lê Văn An trú tại bản Phú Lạc và Lê Văn Bình (9 tuổi) đi làm thuê."
    view = ArticleView(load_bytes(text.encode(), "a.txt")).sentences[0]
    assert places(view, understand("Lê Văn Bình trú ở bản nào?"), []) == []


def test_the_commune_of_an_arrest_is_nobodys_home() -> None:
    view = ArticleView(load_bytes("Lê Văn Bình bị bắt tại xã Phú Lạc.".encode(), "a.txt")).sentences[0]
    assert places(view, understand("Lê Văn Bình trú ở xã nào?"), []) == []


def test_where_somebody_works_is_no_place_of_what_happened_to_him() -> None:
    view = ArticleView(load_bytes("Lê Văn An là giáo viên tại trường Bãi Dài.".encode(), "a.txt")).sentences[0]
    wanted = [Wanted("bắt", "bat", 1.0, loose=False, unknown=False)]
    assert places(view, understand("Lê Văn An bị bắt ở đâu?"), wanted) == []


def test_a_district_is_no_answer_where_a_commune_is_asked_for() -> None:
    question = "Ca bệnh ở xã nào?"
    told, larger = (
        max(
            candidate.fit
            for candidate in places(
                ArticleView(load_bytes(text.encode(), "a.txt")).sentences[0], understand(question), []
            )
        )
        for text in ("Ca bệnh ở xã Phú Lạc.", "Ca bệnh ở huyện Hoa Lâm.")
    )
    assert larger < told / 4
