from pathlib import Path

from evals.benchmark_files import Benchmark, Paragraph, Question
from evals.figure_fitting import fit
from tests import articles


def quiet(stage: str, done: int, total: int) -> None:
    pass


def test_learns_from_the_questions_that_one_figure_answers(tmp_path: Path) -> None:
    corpus = articles.write(tmp_path / "corpus")
    questions = tmp_path / "suite.jsonl"
    questions.write_text(
        '{"id": "a", "kind": "figure", "question": "Hoa Lâm nhận bao nhiêu nguồn tin có giá trị năm 2021?",'
        ' "must": [["97"]], "sources": ["hoa-lam.txt"]}\n'
        '{"id": "b", "kind": "person", "question": "Chủ tịch UBND huyện Tân Thượng là ai?",'
        ' "must": [["Lê"]], "sources": ["tan-thuong.txt"]}\n',
        encoding="utf-8",
    )
    text = "Nhà máy được xây năm 1980. Nó có 3 lò hơi và 12 tua-bin."
    benchmark = Benchmark(
        "made up",
        [Paragraph(id=1, title="Nhà máy", text=text)],
        [
            Question(id="x", question="Nhà máy có bao nhiêu tua-bin?", paragraph=1, answers=("12",)),
            Question(id="y", question="Ai xây nhà máy?", paragraph=1, answers=()),
        ],
    )
    made = fit([(questions, corpus)], benchmark, None, quiet)
    assert {of: judged.n for of, judged in made.judged.items()} == {f"{tmp_path.name}/suite.jsonl": 1, "made up": 1}
    assert min(made.weights.values()) >= 0 and max(made.weights.values()) > 0
