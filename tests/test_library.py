"""Articles that are added to the corpus and taken out of it while questions are answered."""

import pytest

from assistant import Assistant
from assistant.errors import ArticleExists, CorpusError, FileUnreadable, StoreBusy
from tests import articles

FERRY = "Xã Bến Lội có phà mới\n\nNăm 2022, xã Bến Lội đã đưa vào sử dụng 8 bến phà dân sinh.\n".encode()
QUESTION = "Xã Bến Lội đã đưa vào sử dụng bao nhiêu bến phà năm 2022?"


@pytest.fixture
def own(tmp_path):
    """An assistant with a corpus of its own."""
    with Assistant.open(corpus=articles.write(tmp_path / "bai"), store=tmp_path / "kho", lock_timeout=0) as opened:
        yield opened


def names(assistant):
    return sorted(path.name for path in assistant.settings.corpus.iterdir() if not path.name.startswith("."))


def test_an_article_is_answered_from_until_it_is_removed(own):
    assert own.ask(QUESTION).status == "not_found"
    before = own.version
    assert own.add("x/Bến phà.txt", FERRY) == "Bến phà.txt"
    assert own.version != before
    answer = own.ask(QUESTION)
    assert (answer.status, answer.citations[0].source) == ("answered", "Bến phà.txt")
    own.remove("Bến phà.txt")
    assert own.ask(QUESTION).status == "not_found"
    assert "Bến phà.txt" not in names(own)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("phim.mp4", FERRY, "định dạng .mp4"),
        ("trống.txt", b" \n", "không có nội dung"),
        ("lớn.txt", b"a" * 20_000_001, "quá lớn"),
    ],
)
def test_a_file_that_can_not_be_read_is_not_kept(own, name, data, why):
    before = names(own)
    with pytest.raises(FileUnreadable, match=why):
        own.add(name, data)
    assert names(own) == before


def test_an_article_is_replaced_only_when_that_is_wished(own):
    own.add("phà.txt", FERRY)
    more = FERRY.replace(b"8", b"9")
    with pytest.raises(ArticleExists):
        own.add("phà.txt", more)
    assert "8 bến phà" in own.ask(QUESTION).text
    own.add("phà.txt", more, replace=True)
    assert "9 bến phà" in own.ask(QUESTION).text


def test_while_another_process_writes_nothing_is_changed(own):
    from assistant.index import WriterLock

    before = names(own)
    with WriterLock(own.settings.store, 0):
        with pytest.raises(StoreBusy):
            own.add("phà.txt", FERRY)
        with pytest.raises(StoreBusy):
            own.remove("hoa-lam.txt")
    assert names(own) == before


def test_a_file_is_taken_back_when_it_can_not_be_indexed(own, monkeypatch):
    def broken(*_):
        raise RuntimeError("out of memory")

    before = names(own)
    monkeypatch.setattr("assistant.assistant.refresh", broken)
    with pytest.raises(RuntimeError):
        own.add("phà.txt", FERRY)
    with pytest.raises(RuntimeError):
        own.remove("hoa-lam.txt")
    assert names(own) == before


def test_the_last_article_stays(own):
    own.remove("hoa-lam.txt")
    own.remove("cay-xanh.txt")
    with pytest.raises(CorpusError, match="bài cuối cùng"):
        own.remove("tan-thuong.txt")
    with pytest.raises(KeyError):
        own.remove("hoa-lam.txt")


def test_a_rebuilt_index_answers_the_same(own):
    question = "Hoa Lâm có bao nhiêu nguồn tin có giá trị năm 2021?"
    before = own.ask(question).text
    assert len(own.rebuild().unchanged) == 3
    assert own.ask(question).text == before
    own.add("phà.txt", FERRY)
    assert own.ask(QUESTION).status == "answered"


def test_entries_and_coverage_say_what_there_is(own):
    entries = {entry.source: entry for entry in own.entries()}
    assert entries["hoa-lam.txt"].title == "Huyện Hoa Lâm tổng kết phong trào toàn dân bảo vệ ANTQ năm 2021"
    assert entries["hoa-lam.txt"].published == "2022-01-20"
    assert entries["hoa-lam.txt"].figures == len(own.figures(source="hoa-lam.txt"))
    assert own.coverage()["Tân Thượng", 2020] == len(own.figures("Tân Thượng", period=2020))
