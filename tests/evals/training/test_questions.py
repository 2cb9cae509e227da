from __future__ import annotations

import gzip
from collections import Counter

import pytest

from assistant.encoder import encode
from assistant.reading.windows import windows
from evals.json_lines import DataError
from evals.training.questions import ARTICLES, QUESTIONS, article, load, load_articles, texts
from tests.evals.training import made_up

LINE = (
    '{"set": "d99", "article": "d99_00", "kind": "figure", "question": "Mấy vụ?", "sentences": [1], "answers": ["14"]}'
)


def test_a_file_may_be_packed(tmp_path):
    (tmp_path / "a.jsonl").write_text(LINE + "\n\n", encoding="utf-8")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINE.encode()))
    (question,) = load(tmp_path / "a.jsonl")
    assert [question] == load(tmp_path / "a.jsonl.gz")
    assert question.sentences == (1,) and question.answers == ("14",) and not question.verdict


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{", "a.jsonl:1: line: Invalid JSON"),
        (LINE.replace("figure", "riddle").encode(), "a.jsonl:1: kind: Input should be"),
        ((LINE + "\n" + LINE.replace('"set": "d99", ', "")).encode(), "a.jsonl:2: set: Field required"),
        ("Ố".encode("utf-16"), "a.jsonl: can't be read"),
    ],
)
def test_what_is_malformed_is_named(tmp_path, content, problem):
    (tmp_path / "a.jsonl").write_bytes(content)
    with pytest.raises(DataError) as raised:
        load(tmp_path / "a.jsonl")
    assert problem in str(raised.value)


def test_an_absent_file_and_a_broken_one_are_named(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(b"no gzip")
    for name in ("none.jsonl", "a.jsonl.gz"):
        with pytest.raises(DataError, match=f"{name}: can't be read"):
            load(tmp_path / name)


def test_an_article_of_sentences_has_them_as_they_stand():
    made = article("x", ["Tiêu đề ", "Câu  một.", "Câu\u00a0hai."])
    assert texts(made) == ["Tiêu đề", "Câu  một.", "Câu\u00a0hai."] and made.title.value == "Tiêu đề"
    (window,) = windows(made)
    assert window.sentences == (1, 2) and window.text == "Câu  một. Câu hai."


def test_a_later_file_of_articles_wins(tmp_path):
    for name, title in (("a", "Cũ"), ("b", "Mới")):
        (tmp_path / name).write_text(f'{{"id": "x", "sentences": ["{title}"]}}', encoding="utf-8")
    assert load_articles([tmp_path / "a", tmp_path / "b"])["x"].title.value == "Mới"


def test_the_projects_questions_are_about_sentences_that_say_the_answer():
    articles, questions = load_articles([ARTICLES]), load(QUESTIONS)
    kinds = Counter(question.kind for question in questions)
    assert len(questions) > 20_000 and min(kinds.values()) > 100
    assert not {"b26", "d10", "d11", "e09"} & {question.set for question in questions}  # held apart
    known = [question for question in questions if question.article in articles]
    assert {question.article for question in questions if question.set[0] in "de"} <= set(articles)
    lost = [
        question.question
        for question in known
        for answer in question.answers
        if not any(answer in texts(articles[question.article])[number] for number in question.sentences)
    ]
    assert len(lost) <= len(known) / 1000
    assert max(len(encode(question.question).ids) for question in known[::50]) < 100


def test_made_up_questions_are_of_the_same_form():
    assert made_up.NONE.lacks == "year" and made_up.VERDICT.verdict == "có"
