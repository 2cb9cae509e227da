from __future__ import annotations

import json
import random

import pytest

from assistant.encoder import encode
from evals.json_lines import DataError
from evals.training.examples import Label
from evals.training.foreign import Passage, load, read

CONTEXT = "手塚治虫は、日本の漫画家である。兵庫県宝塚市出身。大阪帝国大学を卒業。"
ROW = {"source": "jaquad", "question": "出身は?", "context": CONTEXT, "answer": "兵庫県宝塚市"}
PASSAGE = Passage(**ROW, answer_start=CONTEXT.index("兵庫県"))


def test_passages_whose_answer_has_no_place_are_left_out(tmp_path):
    lines = [json.dumps({**ROW, "answer_start": start}, ensure_ascii=False) for start in (-1, PASSAGE.answer_start)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert load(tmp_path / "a.jsonl") == [PASSAGE]
    (tmp_path / "a.jsonl").write_text('{"source": "jaquad"}', encoding="utf-8")
    with pytest.raises(DataError, match="question: Field required"):
        load(tmp_path / "a.jsonl")


def test_a_passage_is_learned_in_a_window_around_its_answer():
    (made,) = read([PASSAGE], random.Random(0))
    assert made.label == Label.SPAN and made.parts.count(1) == 1  # no head
    ((first, last),) = made.spans
    assert set(encode("兵庫県宝塚市").ids) - {6} <= set(made.ids[first : last + 1])  # 6: «▁» before the text


def test_a_window_of_a_long_passage_is_cut_to_whole_sentences():
    far = PASSAGE.model_copy(update={"context": CONTEXT + "また、多くの作品がある。" * 200})
    (made,) = read([far], random.Random(0))
    assert made.parts.count(2) <= 171


def test_every_sixth_is_asked_of_another_window_that_lacks_its_answer():
    others = [
        Passage(
            source="jaquad",
            question=f"{n}?",
            context=f"{n}番は{n * 7}である。",
            answer=f"{n * 7}",
            answer_start=3 + (n > 9),
        )
        for n in range(4, 28)
    ]
    made = read(others, random.Random(3))
    lacking = [one for one in made if one.label == Label.NONE]
    assert len(others) < len(made) <= len(others) * 7 // 6 and lacking and not any(one.spans for one in lacking)
