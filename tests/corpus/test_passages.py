from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.article import Sentence
from assistant.corpus.passages import cut

SENTENCE = "Một hai ba bốn."


def layout(paragraphs: list[int]) -> tuple[str, list[Sentence]]:
    """A text of four-syllable sentences, so many a paragraph."""
    text, sentences = "", []
    for paragraph, count in enumerate(paragraphs):
        for _ in range(count):
            sentences.append(Sentence(len(text), len(text) + len(SENTENCE), paragraph))
            text += f"{SENTENCE} "
    return text, sentences


def test_sentences_of_a_paragraph_join_up_to_the_limit() -> None:
    text, sentences = layout([3, 1])
    passages = cut(text, sentences, "abc", 8)
    assert [(p.id, p.first, p.last) for p in passages] == [("abc:0", 0, 1), ("abc:1", 2, 2), ("abc:2", 3, 3)]
    assert text[passages[0].start : passages[0].end] == f"{SENTENCE} {SENTENCE}"


def test_a_longer_sentence_stands_alone_and_whole() -> None:
    text, sentences = layout([2])
    assert [(p.first, p.last) for p in cut(text, sentences, "abc", 3)] == [(0, 0), (1, 1)]
    assert cut("", [], "abc", 90) == ()


@given(st.lists(st.integers(1, 6), max_size=6), st.integers(1, 20))
def test_passages_are_a_partition_of_the_sentences(paragraphs: list[int], syllables: int) -> None:
    text, sentences = layout(paragraphs)
    passages = cut(text, sentences, "abc", syllables)
    assert [i for p in passages for i in range(p.first, p.last + 1)] == list(range(len(sentences)))
    for passage in passages:
        inside = sentences[passage.first : passage.last + 1]
        assert len({sentence.paragraph for sentence in inside}) == 1
        assert len(inside) == 1 or 4 * len(inside) <= syllables
        assert (passage.start, passage.end) == (inside[0].start, inside[-1].end)
