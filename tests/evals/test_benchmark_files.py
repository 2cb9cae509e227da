import pytest

from evals.benchmark_files import BenchmarkError, load, spread

PARAGRAPH = '{"id": 4, "title": "Cầu_Lương_Tài", "text": "Cầu Lương Tài dài 320 m."}'
QUESTION = '{"id": "dài", "question": "Cầu Lương Tài dài bao nhiêu mét?", "paragraph": 4, "answers": ["320 m"]}'


def test_a_benchmark_has_the_name_of_its_folder(tmp_path):
    (tmp_path / "paragraphs.jsonl").write_text(PARAGRAPH + "\n\n", encoding="utf-8")
    (tmp_path / "questions.jsonl").write_text(QUESTION, encoding="utf-8")
    benchmark = load(tmp_path)
    assert benchmark.name == tmp_path.name
    assert [p.id for p in benchmark.paragraphs] == [4] and benchmark.questions[0].answers == ("320 m",)


def test_spread_goes_from_the_first_to_near_the_last():
    assert spread(list(range(10)), 4) == [0, 2, 5, 7]
    assert spread([1, 2], 5) == spread([1, 2], None) == [1, 2]


def test_an_absent_folder_says_where_the_data_is(tmp_path):
    with pytest.raises(BenchmarkError, match=r"paragraphs\.jsonl: can't be read") as raised:
        load(tmp_path / "none")
    assert "https://github.com/google-deepmind/xquad" in str(raised.value)


@pytest.mark.parametrize(
    ("file", "lines", "problem"),
    [
        ("questions.jsonl", ["{"], "questions.jsonl:1: line: Invalid JSON"),
        (
            "questions.jsonl",
            ['{"id": "a", "question": "Ai?", "paragraph": 4}'],
            "1: answers: Field required",
        ),
        (
            "questions.jsonl",
            ['{"id": "a", "question": "Ai?", "paragraph": 5, "answers": []}'],
            "a is about paragraph 5",
        ),
        ("questions.jsonl", [""], "questions.jsonl: is empty"),
        ("paragraphs.jsonl", ['{"id": 4, "title": "T", "text": "x"}'] * 2, "id 4 stands there twice"),
        ("paragraphs.jsonl", ['{"id": "bốn", "title": "T", "text": "x"}'], "paragraphs.jsonl:1: id: "),
    ],
)
def test_what_is_malformed_is_named(tmp_path, file, lines, problem):
    files = {"paragraphs.jsonl": [PARAGRAPH], "questions.jsonl": [QUESTION], file: lines}
    for name, content in files.items():
        (tmp_path / name).write_text("\n".join(content), encoding="utf-8")
    with pytest.raises(BenchmarkError) as raised:
        load(tmp_path)
    assert problem in str(raised.value) and "xquad.vi.json" in str(raised.value)
