from __future__ import annotations

from assistant import Assistant
from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.sentence_score import WEIGHTS, score
from assistant.answering.stopwatch import Stopwatch


def read(assistant: Assistant, question: str):  # type: ignore[no-untyped-def]
    engine = ExtractiveEngine(assistant._store, assistant.retriever())
    return engine.read(assistant.retriever().understand(question), None, Stopwatch())[1]


def test_the_sentence_that_says_it_scores_highest(assistant: Assistant) -> None:
    reading = read(assistant, "Ai phát biểu tại hội nghị và đề nghị tiếp tục thực hiện Chỉ thị?")
    best = max(reading.features, key=lambda view: score(dict(reading.features[view])))
    assert "Đặng Quốc Thái" in best.text


def test_every_weight_is_of_a_feature_and_the_file_says_what_it_was_fitted_on(assistant: Assistant) -> None:
    import json

    made = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    numbers = next(iter(read(assistant, "Huyện Hoa Lâm có bao nhiêu mô hình?").features.values()))
    assert set(made["weights"]) == set(numbers)
    assert all(fit["questions"] > 0 for fit in made["fitted on, cross-validated"].values())


def test_nothing_speaks_against_a_sentence() -> None:
    import json

    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    assert min(weights.values()) >= 0 and max(weights.values()) > 0
