import json

import pytest

from evals.suite import SEEDS, Question, SuiteError, load, select, without_accents

GOOD = {"id": "q1", "kind": "figure", "question": "Có bao nhiêu tổ?", "must": [["43"]], "sources": ["a.txt"]}


def write(path, *lines):
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_bundled_suite_loads():
    questions = load(SEEDS)
    assert {"figure", "unanswerable", "follow-up"} <= {question.kind for question in questions}


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
