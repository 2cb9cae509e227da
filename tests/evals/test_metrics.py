import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.answer import Answer, Citation
from evals.metrics import Judgement, Rate, contains, grouped, judge, occurrences, percentile, rates, wilson
from evals.suite import Question

TEXT = "Năm 2018 xã có 43 tổ tự quản. Năm 2019 xã có 51 tổ tự quản."
TEXTS = {"a.txt": TEXT, "b.txt": "Không liên quan."}


def question(**changes):
    fields = {
        "id": "q",
        "kind": "figure",
        "question": "Có bao nhiêu tổ tự quản?",
        "must": (("43",),),
        "sources": ("a.txt",),
    }
    return Question(**fields | changes)


def unanswerable(**changes):
    return Question(id="u", kind="unanswerable", question="Có bao nhiêu camera?", abstain=True, **changes)


def cite(source="a.txt", start=0, end=29):
    return Citation(1, source, source, source, None, TEXTS[source][start:end], start, end)


def answer(text="Xã có **43 tổ** [1].", status="answered", citations=None):
    return Answer("?", text, status, (cite(),) if citations is None else citations)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Có **270** tin có giá trị [1].", "270 tin"),
        ("Có **hơn 1.500** lượt", "1.500"),
        ("đạt 95%.", "95%"),
        ("tổng số 43, trong đó", "43"),
        ("Hết năm là 43.", "43"),
        ("tỷ lệ **43**/51", "43/51"),
        ("5 xã [1], 3 thôn", "5 xã, 3 thôn"),
        ("HOÀNG VĂN A", "hoàng văn a"),
        (unicodedata.normalize("NFD", "Trần Thị Bưởi"), "Trần Thị Bưởi"),
        ("Trần Thị Bưởi", unicodedata.normalize("NFD", "Trần Thị Bưởi")),
        ("chỉ thị 09/CT-TW", "09/CT-TW"),
        ("có 12 vụ, rồi 2 vụ", "2"),
    ],
)
def test_finds_what_the_text_says(text, wanted):
    assert contains(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("có 5.500 lượt", "5"),
        ("có 5.500 lượt", "500"),
        ("có 1270 tin", "270"),
        ("có 2701 tin", "270"),
        ("đạt 2,5 tỷ", "2"),
        ("đạt 2,5 tỷ", "5"),
        ("tỷ lệ 43/51", "43"),
        ("tỷ lệ 43/51", "51"),
        ("đạt 195%", "95%"),
        ("nhận tin 11", "tin 1"),
        ("Trà Linh", "Trà Lĩnh"),
    ],
)
def test_is_not_fooled_by_a_longer_number_or_another_word(text, wanted):
    assert not contains(text, wanted)


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_numbers_match_only_themselves(said, wanted):
    assert contains(f"Có **{said}** người [1].", str(wanted)) == (said == wanted)


@given(st.text(min_size=1), st.text(alphabet="abc *[]đẠ ", max_size=5))
def test_a_text_contains_itself_between_letters(wanted, around):
    assert contains(f"{around} {wanted} {around}", wanted)


def test_a_right_answer_has_no_problems():
    judgement = judge(question(evidence=("43 tổ tự quản",)), answer(), TEXTS)
    assert judgement.right
    assert judgement.evidence_cited
    assert judgement.cited == {"a.txt"}


@pytest.mark.parametrize(
    ("asked", "given", "problem"),
    [
        ({"must": (("43",), ("xã", "phường"), ("thôn",))}, {}, "lacks thôn"),
        ({"must_not": ("43 tổ",)}, {}, "says '43 tổ'"),
        ({"sources": ("a.txt", "b.txt")}, {}, "doesn't cite b.txt"),
        ({"sources": (), "sources_any": ("b.txt",)}, {}, "cites none of b.txt"),
        ({"evidence": ("51 tổ tự quản",)}, {}, "evidence not quoted"),
        ({}, {"citations": ()}, "doesn't cite a.txt"),
        ({}, {"status": "not_found"}, "refused"),
        ({}, {"text": "43 " + "x" * 498}, "501 characters, over 500"),
    ],
)
def test_each_way_to_be_wrong(asked, given, problem):
    assert judge(question(**asked), answer(**given), TEXTS).problems == (problem,)


def test_one_of_sources_any_is_enough():
    assert judge(question(sources=(), sources_any=("a.txt", "b.txt")), answer(), TEXTS).right


@pytest.mark.parametrize("kind", ["list", "compare", "conflict", "ambiguous"])
def test_some_kinds_may_be_long(kind):
    assert judge(question(kind=kind), answer("43 " + "x" * 600), TEXTS).right


def test_500_characters_are_not_too_long():
    assert judge(question(), answer("43 " + "x" * 497), TEXTS).right


def test_every_source_needs_its_own_evidence():
    both = question(sources=("a.txt", "b.txt"), evidence=("43 tổ", "liên quan"))
    assert judge(both, answer(citations=(cite(), cite("b.txt", 0, 16))), TEXTS).evidence_cited is True
    assert judge(both, answer(citations=(cite(), cite("b.txt", 0, 5))), TEXTS).evidence_cited is False


def test_a_question_with_files_is_judged_by_the_bold():
    brought = {"files": {"a.txt": TEXT}, "must": (("43",),), "must_not": ("51",)}
    year = answer("Năm 2018 có **43 tổ** [1], năm 2019 có 51 tổ.")
    assert judge(question(**brought), year, TEXTS).right
    assert judge(question(), year, TEXTS).right
    assert judge(question(must_not=("51",)), year, TEXTS).problems == ("says '51'",)
    other = answer("Năm 2019 có **51 tổ** [1], năm 2018 có 43 tổ.")
    assert judge(question(**brought), other, TEXTS).problems == ("says '51'", "lacks 43")
    assert judge(question(**brought, kind="list"), other, TEXTS).problems == ("says '51'",)
    assert judge(question(**brought), answer("Có 43 tổ [1], rồi 51 tổ."), TEXTS).right


def test_each_group_may_be_in_a_bold_of_its_own():
    two = question(files={"a.txt": TEXT}, must=(("43 tổ",), ("2018",)))
    assert judge(two, answer("**Năm 2018**: **43 tổ** [1]."), TEXTS).right
    assert not judge(two, answer("Năm 2018: **43 tổ** [1]."), TEXTS).right


def test_any_occurrence_of_the_evidence_counts():
    second = TEXT.index("Năm 2019")
    assert judge(question(evidence=("tổ tự quản",)), answer(citations=(cite(start=second, end=60),)), TEXTS).right


def test_a_quote_that_only_touches_the_evidence_does_not_overlap_it():
    start = TEXT.index("43 tổ")
    beside = (cite(start=0, end=start),)
    assert judge(question(evidence=("43 tổ",)), answer(citations=beside), TEXTS).evidence_cited is False


def test_abstaining_is_right_only_when_due():
    refusal = answer("Không tìm thấy. Gần nhất: 43 tổ [1].", "not_found")
    assert judge(unanswerable(), refusal, TEXTS).right
    assert judge(unanswerable(), answer(), TEXTS).problems == ("answered instead of not_found",)
    assert judge(unanswerable(must_not=("43 tổ",)), refusal, TEXTS).problems == ("says '43 tổ'",)
    assert judge(question(), refusal, TEXTS).problems == ("refused",)


def test_a_refusal_cites_nothing():
    judgement = judge(unanswerable(), answer(status="not_found"), TEXTS)
    assert judgement.cited == frozenset()
    assert judgement.evidence_cited is None


@given(st.lists(st.text("ab", min_size=1, max_size=3), max_size=3), st.text("ab", max_size=30))
def test_occurrences_are_where_the_evidence_stands(evidence, text):
    spans = occurrences(evidence, text)
    assert all(text[start:end] in evidence for start, end in spans)
    assert bool(spans) == any(e in text for e in evidence)


def judged(*pairs):
    """(question, problems, refused, cited) as `rates` wants them."""
    return [(q, Judgement(problems, refused, frozenset(cited), None)) for q, problems, refused, cited in pairs]


def test_rates():
    found = rates(
        judged(
            (question(), (), False, ["a.txt"]),
            (question(), ("wrong",), False, ["a.txt", "b.txt"]),
            (question(sources=(), sources_any=("b.txt", "c.txt")), (), False, ["b.txt"]),
            (question(), ("refused",), True, []),
            (unanswerable(), (), True, []),
            (unanswerable(), ("answered",), False, ["a.txt"]),
        )
    )
    assert found["accuracy"] == Rate(3, 6)
    assert found["citation_precision"] == Rate(3, 4)
    assert found["citation_recall"] == Rate(3, 4)
    assert found["abstention_precision"] == Rate(1, 2)
    assert found["abstention_recall"] == Rate(1, 2)
    assert found["answerable_refused"] == Rate(1, 4)
    assert found["evidence_cited"] == Rate(0, 0)
    assert found["evidence_cited"].value is None


def test_evidence_is_counted_over_the_questions_that_ask_for_it():
    pairs = [(question(), Judgement((), False, frozenset(), cited)) for cited in (True, True, False, None)]
    assert rates(pairs)["evidence_cited"] == Rate(2, 3)


def test_questions_are_grouped_by_what_is_said_of_them():
    range_, date, none = pairs = judged(
        (question(pattern="range"), (), False, []),
        (question(kind="date", pattern="age"), (), True, []),
        (question(), (), False, []),
    )
    assert grouped(pairs, lambda q: q.kind) == {"date": [date], "figure": [range_, none]}
    assert list(grouped(pairs, lambda q: q.pattern)) == ["age", "range"]


@given(st.data())
def test_wilson_holds_the_share_and_stays_a_share(data):
    n = data.draw(st.integers(1, 10_000))
    hits = data.draw(st.integers(0, n))
    low, high = wilson(hits, n)
    assert 0 <= low <= hits / n <= high <= 1
    assert low < high


def test_wilson_known_values():
    assert wilson(0, 0) == (0, 1)
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0, 0.2775), abs=1e-4)


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1))
def test_percentile_lies_between_the_extremes(values, share):
    assert min(values) <= percentile(values, share) <= max(values) or math.isclose(
        percentile(values, share), max(values)
    )


def test_percentile_interpolates():
    assert percentile([4, 1, 3, 2], 0.5) == 2.5
    assert percentile([7], 0.95) == 7
    with pytest.raises(ValueError):
        percentile([], 0.5)
