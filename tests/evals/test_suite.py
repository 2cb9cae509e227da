import json

import pytest

from evals.suite import SEEDS, Question, SuiteError, load, select, without_accents

GOOD = {"id": "q1", "kind": "figure", "question": "Có bao nhiêu tổ?", "must": [["43"]], "sources": ["a.txt"]}


def write(path, *lines):
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "count"), [("seeds", 65), ("news_dev", 70), ("fresh_dev", 150), ("patterns_dev", 103)]
)
def test_the_bundled_suites_load(name, count):
    questions = load(SEEDS.with_stem(name))
    assert len(questions) == count
    assert {"figure", "unanswerable"} <= {question.kind for question in questions}
    assert all(bool(question.files) == bool(question.pattern) == (name == "patterns_dev") for question in questions)


def test_blank_lines_and_a_byte_order_mark_are_fine(tmp_path):
    file = write(tmp_path / "s.jsonl", "\ufeff" + json.dumps(GOOD), "", GOOD | {"id": "q2"}, "")
    assert [question.id for question in load(file)] == ["q1", "q2"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not JSON"),
        ("[1]", "line: "),
        ({k: v for k, v in GOOD.items() if k != "kind"}, "kind: Field required"),
        (GOOD | {"must": ["43"]}, "must.0: "),
        (GOOD | {"must": [[]]}, "a group of must is empty"),
        (GOOD | {"must": [[""]]}, "must.0.0: "),
        (GOOD | {"mustnt": ["9"]}, "mustnt: Extra inputs"),
        (GOOD | {"abstain": True}, "abstain goes with no must"),
        ({"id": "q", "kind": "k", "question": "?"}, "nothing to judge by"),
        ({"id": "q", "kind": "k", "question": "?", "must": [["1"]], "evidence": ["x"]}, "evidence needs sources"),
        (GOOD | {"id": "first"}, "earlier line"),
        (GOOD | {"files": {"b.txt": "43 tổ"}}, "files has no a.txt"),
        (GOOD | {"files": {"a.txt": "43 tổ"}, "evidence": ["43 tổ", "51 tổ"]}, "none of its sources: 51 tổ"),
        (GOOD | {"files": {"a.txt": "43 tổ", "../b.txt": "x"}}, "not the name of a file: ../b.txt"),
        (GOOD | {"files": {"a.txt": ""}}, "files.a.txt: "),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, says):
    file = write(tmp_path / "s.jsonl", GOOD | {"id": "first"}, line)
    with pytest.raises(SuiteError, match=r"s\.jsonl:2: ") as error:
        load(file)
    assert says in str(error.value)


def test_a_missing_an_empty_and_a_binary_file_are_named(tmp_path):
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    write(tmp_path / "empty", "")
    for name in ("missing", "empty", "binary"):
        with pytest.raises(SuiteError, match=name):
            load(tmp_path / name)


def test_a_question_may_bring_its_articles(tmp_path):
    brought = GOOD | {"files": {"a.txt": "Xã có 43 tổ."}, "evidence": ["43 tổ"], "pattern": "like-figures"}
    [question] = load(write(tmp_path / "s.jsonl", brought))
    assert (question.files, question.pattern) == ({"a.txt": "Xã có 43 tổ."}, "like-figures")


def questions_of(*kinds):
    return [Question(**GOOD | {"id": kind, "kind": kind}) for kind in kinds]


def test_kinds_are_chosen_and_left_out():
    questions = questions_of("date", "figure", "list")
    assert [q.id for q in select(questions, {"date", "list"}, {"list"})] == ["date"]
    assert [q.id for q in select(questions, set(), {"list"})] == ["date", "figure"]


def test_an_unknown_kind_and_an_empty_choice_are_errors():
    with pytest.raises(SuiteError, match="no such kind: lists; the suite has date"):
        select(questions_of("date"), set(), {"lists"})
    with pytest.raises(SuiteError, match="no question is left"):
        select(questions_of("date"), {"date"}, {"date"})


def test_accents_are_stripped_from_the_question_and_its_history_only():
    question = Question(**GOOD | {"question": "Đường nào, ở đâu?", "history": ["Ở Đà Lạt"], "must": [["Đỏ"]]})
    plain = without_accents(question)
    assert plain.question == "Duong nao, o dau?"
    assert plain.history == ("O Da Lat",)
    assert plain.must == (("Đỏ",),)
