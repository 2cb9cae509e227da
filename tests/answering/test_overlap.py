import pytest

from assistant.answering.evidence import Weights
from assistant.answering.overlap import Overlap
from assistant.answering.reading import ArticleView
from assistant.corpus.loader import load_bytes
from assistant.retrieval.query import understand

MILK = """Huyện A phát triển chăn nuôi bò sữa.
Huyện A có 120 con bò sữa tại xã B.
Huyện A có 45 hộ nghèo tại xã C.
Huyện A có sữa bò tại xã D."""


def view_of(text: str, name: str) -> ArticleView:
    return ArticleView(load_bytes(text.encode(), name))


def overlap(question: str, *articles: ArticleView) -> Overlap:
    weights = Weights(10, lambda word: 2, lambda word: 2)
    return Overlap(understand(question), [view for article in articles for view in article.sentences], weights)


@pytest.mark.parametrize("question", ["Huyện A có bao nhiêu con bò sữa?", "huyen A co bao nhieu con bò sữa"])
def test_what_few_of_the_sentences_say_counts_most(question: str) -> None:
    article = view_of(MILK, "milk.txt")
    _, cows, poor, _ = article.sentences
    words = {view: overlap(question, article).sentence(view)[0] for view in (cows, poor)}
    assert words[cows] > 2 * words[poor]


def test_words_that_stand_side_by_side_as_in_the_question_count_as_pairs() -> None:
    article = view_of(MILK, "milk.txt")
    told = overlap("Bò sữa ở đâu?", article)
    _, cows, _, swapped = article.sentences
    assert told.sentence(cows)[1] > told.sentence(swapped)[1] == 0.0


def test_an_article_that_says_more_of_it_has_more_of_the_words_and_pairs() -> None:
    milk, rice = view_of(MILK, "milk.txt"), view_of("Huyện A trồng lúa.\nLúa tốt. Nhà có bò.", "rice.txt")
    told = overlap("Chăn nuôi bò sữa của huyện A?", milk, rice)
    assert told.article(milk)[0] > told.article(rice)[0] > 0
    assert told.article(milk)[1] > told.article(rice)[1]


def test_a_question_without_words_overlaps_with_nothing() -> None:
    article = view_of(MILK, "milk.txt")
    assert overlap("?", article).sentence(article.sentences[0]) == (0.0, 0.0)
    assert overlap("Bò sữa?").article(article)[0] > 0
