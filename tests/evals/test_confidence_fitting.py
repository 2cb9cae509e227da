import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.reading.confidence import Confidence, Logistic
from evals import confidence_report
from evals.__main__ import app
from evals.confidence_fitting import Asked, curve, fit_logistic, reliability, shares, threshold

TOWNS = ["An Bình", "Ba Lòng", "Cẩm Lạc", "Đông Hà", "Gia Lộc", "Hòa Sơn"]


def asked(answerable=True, kind="figure"):
    return Asked("a", kind, "made up", answerable, [])


JUDGED = [(asked(), i / 10, i > 2) for i in range(10)] + [
    (asked(False, "unanswerable"), i / 20, False) for i in range(10)
]


def test_learns_which_number_tells_the_right_one():
    rows = [{"tells": float(i % 2), "noise": float(i % 3)} for i in range(6000)]
    made = fit_logistic(rows, [bool(i % 2) for i in range(6000)])
    assert made.weights["tells"] > 10 * abs(made.weights["noise"])
    assert made.probability({"tells": 1.0}) > 0.9 > 0.1 > made.probability({})


def test_a_number_that_never_differs_weighs_nothing():
    made = fit_logistic([{"same": 1.0, "tells": float(i % 2)} for i in range(20)], [bool(i % 2) for i in range(20)])
    assert made.weights["same"] == 0


def test_the_threshold_refuses_a_share_of_the_answerable():
    assert threshold(JUDGED, refused=0.3) == 0.3
    assert shares(JUDGED, 0.3) == (0.3, 0.6, 4 / 11)
    assert curve(JUDGED)[0] == (0.0, 0.0, 0.0, 13 / 20)


def test_reliability_goes_by_tenths():
    assert reliability(
        [(asked(), 0.91, True), (asked(), 0.97, False), (asked(), 0.2, False), (asked(), 1.0, True)]
    ) == [
        (0.2, 0.0, 1),
        (pytest.approx(0.96), 2 / 3, 3),
    ]


def test_the_calibration_error_is_the_mean_distance():
    assert confidence_report.error([(asked(), 0.75, True), (asked(), 0.75, False)]) == pytest.approx(0.25)


def test_the_diagram_has_a_disc_for_each_tenth():
    drawn = confidence_report.diagram([(0.25, 0.5, 40), (0.95, 1.0, 10)])
    assert drawn.count("<circle") == 2
    assert '<circle cx="128.0" cy="208.0" r="16.0"><title>confidence 0.250, right 0.500 of 40</title>' in drawn


def test_the_weights_file_says_what_it_was_fitted_on(tmp_path):
    order, sure = Logistic(0.5, {"span": 1.0}), Logistic(-1.25, {"odds": 0.5})
    confidence_report.save(Confidence(order, sure, 0.3), JUDGED, tmp_path / "confidence.json")
    made = json.loads((tmp_path / "confidence.json").read_text(encoding="utf-8"))
    assert (made["order"], made["sure"]["bias"], made["least"]) == ({"bias": 0.5, "weights": {"span": 1.0}}, -1.25, 0.3)
    assert made["fitted on"]["questions"] == 20
    assert made["fitted on"]["held apart"]["answerable refused"] == 0.3


@pytest.fixture
def data(tmp_path: Path) -> tuple[Path, Path]:
    """Six articles, each with a question that it answers and one that it doesn't."""
    questions, articles = tmp_path / "questions.jsonl", tmp_path / "articles.jsonl"
    rows, told = [], []
    for number, town in enumerate(TOWNS):
        lead = f"Năm 2023, xã {town} trồng được {31 + number} ha rừng."
        told.append({"id": f"a{number}", "sentences": [f"Xã {town} trồng rừng", lead, "Bà con rất phấn khởi."]})
        row = {"set": "made up", "article": f"a{number}", "sentences": [1]}
        asks = f"Xã {town} trồng được bao nhiêu ha rừng năm 2023?"
        rows.append(row | {"kind": "figure", "question": asks, "answers": [f"{31 + number} ha"]})
        rows.append(row | {"kind": "unanswerable", "question": f"Xã {town} có bao nhiêu camera?"})
    write(questions, rows)
    write(articles, told)
    return questions, articles


def write(path, rows):
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")


def fit(*arguments):
    return CliRunner().invoke(app, ["fit-confidence", *map(str, arguments)])


def test_a_fit_is_printed_written_and_drawn(data, tmp_path):
    out, diagram = tmp_path / "confidence.json", tmp_path / "docs" / "confidence.svg"
    result = fit(*data, "--out", out, "--diagram", diagram)
    assert result.exit_code == 0, result.output
    assert "12 questions about 6 articles, in 5 folds by article" in result.output
    assert "an answer needs a confidence of 0." in result.output
    assert json.loads(out.read_text(encoding="utf-8"))["order"]["weights"]["answerable"]
    assert diagram.read_text(encoding="utf-8").startswith("<svg")


def test_what_cannot_be_learned_from_is_named(data, tmp_path):
    questions, articles = data
    lines = questions.read_text(encoding="utf-8").splitlines()
    questions.write_text("\n".join(lines[:4]), encoding="utf-8")
    result = fit(questions, articles, "--out", tmp_path / "c.json")
    assert result.exit_code == 2 and "answerable questions about 5 articles" in result.output
    write(articles, [{"id": "other", "sentences": ["Một."]}])
    result = fit(questions, articles, "--out", tmp_path / "c.json")
    assert result.exit_code == 2 and "has no article a0" in result.output
    assert not (tmp_path / "c.json").exists()
