"""A made-up set of two articles with questions, as those of evals/training/data."""

from __future__ import annotations

from evals.training.questions import Question, article

ARTICLES = {
    made.id: made
    for made in (
        article(
            "d99_00",
            [
                "Xã Nà Hoang tổng kết công tác an ninh năm 2022",
                "Năm 2022, xã Nà Hoang xảy ra 14 vụ việc, giảm 3 vụ so với năm trước.",
                "Ông Lò Văn Dính, Trưởng Công an xã, chủ trì hội nghị ngày 05/01/2023.",
                "Xã có ba mô hình: Dòng họ tự quản, Bản bình yên và Tiếng mõ an ninh.",
                "Công an xã vận động nhân dân giao nộp 9 khẩu súng tự chế. " + "Cán bộ tới từng nhà dân. " * 20,
                "Hội nghị khen thưởng 2 tập thể tại nhà văn hóa bản Pá Lầu.",
            ],
        ),
        article(
            "d99_01",
            [
                "Xã Mường Tùng tổng kết công tác an ninh năm 2022",
                "Năm 2022, xã Mường Tùng xảy ra 21 vụ việc, tăng 2 vụ.",
                "Bà Quàng Thị Nọi, Bí thư Đảng ủy xã, dự hội nghị.",
            ],
        ),
    )
}


def question(kind: str, text: str, *sentences: int, article: str = "d99_00", **said: object) -> Question:
    return Question.model_validate(
        {"set": "d99", "article": article, "kind": kind, "question": text, "sentences": sentences, **said}
    )


FIGURE = question("figure", "Năm 2022, xã Nà Hoang xảy ra bao nhiêu vụ việc?", 1, answers=["14 vụ việc"])
PERSON = question("person", "Ai là Trưởng Công an xã Nà Hoang?", 2, answers=["Lò Văn Dính"])
LIST = question(
    "list",
    "Xã Nà Hoang có những mô hình nào?",
    3,
    answers=["Dòng họ tự quản", "Bản bình yên", "Tiếng mõ an ninh"],
)
VERDICT = question("yes-no", "Số vụ việc ở Nà Hoang năm 2022 có giảm không?", 1, verdict="có")
NONE = question("unanswerable", "Năm 2020, xã Nà Hoang xảy ra bao nhiêu vụ việc?", 1, lacks="year")
OTHER = question("figure", "Mường Tùng xảy ra mấy vụ việc?", 1, article="d99_01", answers=["21 vụ việc"])
QUESTIONS = [FIGURE, PERSON, LIST, VERDICT, NONE, OTHER]
