from __future__ import annotations

import pytest

from assistant.answering.figure_spans import figures
from assistant.answering.reading import ArticleView, SentenceView
from assistant.corpus.loader import load_bytes
from assistant.retrieval.query import understand


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("Từ năm 2005 đã có hai đội tham gia giải.", "Có bao nhiêu đội tham gia giải?", ["hai đội"]),
        ("Bữa tối có sự tham dự của 2000 khách.", "Có bao nhiêu khách tham dự?", ["2000 khách"]),
        ("Ông là thủ quân lớn tuổi nhất, ở tuổi 39.", "Ông bao nhiêu tuổi?", ["39"]),
        ("Máy không hút khí, 5 xy lanh (không kết hợp).", "Máy có bao nhiêu xy lanh?", ["5 xy lanh"]),
        ("Xã có 12 trường chưa đạt chuẩn.", "Có bao nhiêu đội?", []),
        ("Kiểm tra 12 vụ kinh doanh thì phát hiện 10 vụ vi phạm.", "Có mấy vụ sai phạm?", ["10 vụ vi phạm"]),
        ("Sáng qua, 76 học sinh ở huyện thi vào lớp 10.", "Có bao nhiêu em thi vào lớp 10?", ["76 học sinh"]),
        ("Có 20 học sinh dự lễ.", "Có bao nhiêu chậu mai?", []),  # no «cháu»
        ("Có 20 người dự lễ.", "Có bao nhiêu ca khúc?", []),
        ("Điều động gần 50 cán bộ chiến sĩ và 4 xe.", "Có bao nhiêu lính cứu hỏa?", ["gần 50 cán bộ chiến sĩ"]),
        ("Sáng nay 18 bệnh nhân chạy thận.", "Có bao nhiêu người chạy thận?", ["18 bệnh nhân chạy thận"]),
        ("10 người được chuyển viện.", "Bao nhiêu ca ngộ độc được chuyển viện?", ["10 người"]),
        ("Có 40 hộ đã đến ở.", "Có bao nhiêu hộ đến ở khi nhà chưa xong?", ["40 hộ"]),
        ("Bé trai nặng hơn 3,4 kg.", "Bé nặng mấy ký?", ["hơn 3,4 kg"]),
        ("Xuất khẩu chè đạt 90,2 triệu USD.", "Xuất khẩu chè được bao nhiêu USD?", ["90,2 triệu USD"]),
        ("Xe chở 2.500 m3 gỗ.", "Xe chở bao nhiêu m3 gỗ?", ["2.500 m3 gỗ"]),
        ("Xe chở 1,5 m 3 gỗ xẻ.", "Xe chở bao nhiêu khối gỗ xẻ?", ["1,5 m 3"]),
        ("Rừng rộng 20 m².", "Rừng rộng bao nhiêu m2?", ["20 m²"]),
        ("Lò được chạy thử trong vòng sáu tháng.", "Lò chạy thử trong bao lâu?", ["sáu tháng"]),
        ("Xã hỗ trợ 4 triệu đồng.", "Xã hỗ trợ nhà mấy ông cháu bị nạn bao nhiêu tiền?", ["4 triệu đồng"]),
        (
            "Có 8 người tử vong, 10 người phải chuyển viện.",
            "Bao nhiêu người phải chuyển viện?",
            ["10 người phải chuyển viện"],
        ),
        ("Có 69 người bị sốt, trong đó 4 người tử vong.", "Mấy người chết vì sốt?", ["4 người tử vong"]),
    ],
)
def test_figures_that_count_what_is_asked(text: str, question: str, expected: list[str]) -> None:
    view = ArticleView(load_bytes(text.encode(), "a.txt")).sentences[0]
    found = figures(view, understand(question), [])
    assert [candidate.text for candidate in found if candidate.counts] == expected


def test_a_plan_is_less_than_what_was_done() -> None:
    text = "Đợt này thu được 518 đơn vị máu. Hội phấn đấu đạt chỉ tiêu 950 đơn vị máu."
    done, planned = ArticleView(load_bytes(text.encode(), "a.txt")).sentences

    def head(sentence: SentenceView, question: str) -> float:
        return figures(sentence, understand(question), [])[0].head

    assert head(planned, "Thu được bao nhiêu đơn vị máu?") < head(done, "Thu được bao nhiêu đơn vị máu?")
    assert head(planned, "Chỉ tiêu là bao nhiêu đơn vị máu?") > head(planned, "Thu được bao nhiêu đơn vị máu?")


def test_by_how_much_something_changed_is_less_than_how_much_it_is() -> None:
    text = "Tăng 40 ca so với năm trước. Cả tỉnh có 69 ca."
    change, level = ArticleView(load_bytes(text.encode(), "a.txt")).sentences
    heads = [figures(view, understand("Có bao nhiêu ca?"), [])[0].head for view in (change, level)]
    assert heads[0] < heads[1]
    assert figures(change, understand("Tăng bao nhiêu ca?"), [])[0].head > heads[0]


def test_a_number_behind_a_place_and_where_it_lies_is_that_place_s() -> None:
    text = "Mưa to ở xã An Phú (huyện Hoa Lâm) 46mm, xã Tân Hội (huyện Bình Sơn) 57mm."
    view = ArticleView(load_bytes(text.encode(), "a.txt")).sentences[0]
    query = understand("Xã Tân Hội mưa bao nhiêu mm?", {"tanhoi": {"Tân Hội"}})
    found = {span.text: span.numbers["given"] for span in figures(view, query, []) if span.numbers}
    assert found == {"46mm": 0.0, "57mm": 1.0}
