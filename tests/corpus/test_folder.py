import os
from pathlib import Path

import pytest

from assistant.corpus import find_files
from assistant.corpus.folder import TRASH, CorpusFolder, file_name
from assistant.errors import ArticleExists, CorpusError

ELSEWHERE = Path("/elsewhere")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"A")
    return CorpusFolder(tmp_path, ELSEWHERE)


def trash(path):
    return sorted((file.name.split("-", 3)[3], file.read_bytes()) for file in (path / TRASH).iterdir())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Báo cáo quý 1.txt", "Báo cáo quý 1.txt"),
        ("Ba\u0301o ca\u0301o.TXT", "Báo cáo.TXT"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Bài\\cầu.txt", "cầu.txt"),
        ('<img src=x onerror="alert(1)">.txt', "img src=x onerror=-alert(1).txt"),
        (".hidden.txt", "hidden.txt"),
        ("README.md", "bai-README.md"),
        ("~$cầu.txt", "bai-~$cầu.txt"),
        ("con.txt", "bai-con.txt"),
        ("\u202etxt.cầu\x00\n.txt", "txt.cầu.txt"),
        (".txt", "txt"),
        ("", "bai"),
        ("..", "bai"),
        ("ă" * 300 + ".txt", "ă" * 75 + ".txt"),
    ],
)
def test_a_name_is_one_that_every_system_takes(given, kept):
    assert file_name(given) == kept


def test_an_article_is_put_and_taken_back(folder, tmp_path):
    take_back = folder.put("b.txt", b"B")
    assert [path.name for path in find_files(tmp_path)] == ["a.txt", "b.txt"]
    take_back()
    assert os.listdir(tmp_path) == ["a.txt"]


def test_nothing_is_overwritten_unless_asked_and_what_was_is_kept(folder, tmp_path):
    with pytest.raises(ArticleExists) as error:
        folder.put("a.txt", b"B")
    assert error.value.source == "a.txt"
    take_back = folder.put("a.txt", b"B", replace=True)
    assert (tmp_path / "a.txt").read_bytes() == b"B"
    assert trash(tmp_path) == [("a.txt", b"A")]
    take_back()
    assert (tmp_path / "a.txt").read_bytes() == b"A"


def test_what_is_discarded_lies_in_the_trash_which_holds_no_articles(folder, tmp_path):
    folder.put("b.txt", b"B")
    kept = folder.discard("a.txt")
    assert [path.name for path in find_files(tmp_path)] == ["b.txt"]
    folder.restore(kept, "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == b"A"


def test_what_can_not_be_put_back_is_told_where_it_lies(folder, tmp_path):
    kept = tmp_path / TRASH / "x-a.txt"
    with pytest.raises(CorpusError, match=r"x-a\.txt"):
        folder.restore(kept, "a.txt")


def test_a_file_that_is_gone_can_not_be_discarded(folder):
    with pytest.raises(CorpusError, match=r"«b\.txt»"):
        folder.discard("b.txt")


def test_a_write_that_fails_leaves_nothing(folder, tmp_path, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CorpusError, match="No space left"):
        folder.put("a.txt", b"B", replace=True)
    assert os.listdir(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"A"


def test_the_articles_that_came_with_the_program_are_left_alone():
    inside = Path(__file__).parents[2] / "assistant" / "seeds"
    with pytest.raises(CorpusError, match="bài mẫu đi kèm"):
        CorpusFolder(inside, inside).check()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(folder, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(CorpusError, match="Không ghi được vào thư mục"):
        folder.put("b.txt", b"B")
    tmp_path.chmod(0o700)
