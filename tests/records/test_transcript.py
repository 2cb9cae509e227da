import io

import docx

from assistant.answering.answer import Answer, Citation
from assistant.records import Conversation, Exchange
from assistant.records.transcript import markdown, reference, with_sources, word

CITED = Citation(1, "a", "cau_xa.txt", "Cầu <mới>", "2021-03-12", "xây 17\ncây *cầu*", 10, 24, ((14, 24),))
TABLE = "**A** nhiều hơn.\n\n| Nơi | Số |\n|---|---|\n| A | **17 cây cầu** [1] |"
ANSWER = Answer("Cầu?", TABLE, "answered", (CITED,), notes=("Số cũ.",))
CONVERSATION = Conversation("x", "Báo cáo #1", "2021-03-12T08:00:00", "2021-03-12T09:30:00", 3)
EXCHANGES = [
    Exchange(1, "Bao nhiêu *cầu*?", "2021-03-12T08:00:00", ANSWER),
    Exchange(2, "Hỏng?", "2021-03-12T08:01:00", None, "Kho bận."),
    Exchange(3, "Dừng?\x07", "2021-03-12T08:02:00"),
]


def test_a_reference_has_title_date_file_and_quote_on_one_line():
    assert reference(CITED) == "[1] Cầu <mới>, ngày 12/03/2021, tệp cau_xa.txt: «xây 17 cây *cầu*»"


def test_an_answer_is_copied_as_plain_text_with_its_sources():
    assert with_sources(ANSWER).splitlines()[:3] == ["A nhiều hơn.", "Nơi | Số", "A | 17 cây cầu [1]"]
    assert with_sources(ANSWER).endswith(f"\n\nNguồn:\n{reference(CITED)}")
    assert with_sources(Answer("?", "Không tìm thấy.", "not_found")) == "Không tìm thấy."


def test_markdown_has_every_question_and_no_markup_but_its_own():
    text = markdown(CONVERSATION, EXCHANGES)
    assert text.startswith(
        "# Báo cáo \\#1\n\nTừ 08:00 ngày 12/03/2021 đến 09:30 ngày 12/03/2021\n\n## Bao nhiêu \\*cầu\\*?"
    )
    assert "| A | **17 cây cầu** [1] |" in text
    assert "- \\[1\\] Cầu \\<mới\\>, ngày 12/03/2021, tệp cau\\_xa.txt: «xây 17 cây \\*cầu\\*»" in text
    assert "## Hỏng?\n\nKho bận." in text
    assert "## Dừng? \n\n(Chưa có câu trả lời.)" in text


def test_word_has_headings_a_real_table_and_bold():
    document = docx.Document(io.BytesIO(word(CONVERSATION, EXCHANGES)))
    said = [paragraph.text for paragraph in document.paragraphs]
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")]
    assert headings == ["Báo cáo #1", "Bao nhiêu *cầu*?", "Hỏng?", "Dừng? "]
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Nơi", "Số"], ["A", "17 cây cầu [1]"]]
    assert [run.bold for run in table.cell(1, 1).paragraphs[0].runs] == [True, False, False]
    assert {"Lưu ý: Số cũ.", "Kho bận.", reference(CITED)} <= set(said)
