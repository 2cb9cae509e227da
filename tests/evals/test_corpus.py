import pytest

from assistant.errors import CorpusError
from evals.corpus import gather, home, texts_of, within
from evals.suite import Question

TOLD = "Xã có 43 tổ.\n"
ONE, TWO = (
    Question(id=id, kind="figure", question="Bao nhiêu tổ?", must=(("43",),), files={"a.txt": TOLD}) for id in "12"
)
PLAIN = Question(id="3", kind="figure", question="Bao nhiêu tổ?", must=(("43",),), sources=("a.txt",))


@pytest.fixture
def folder(tmp_path):
    """The articles of the three questions, a folder's and further ones, gathered."""
    for name in ("corpus/a.txt", "corpus/deep/b.txt", "extra/a.txt", "extra/README.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    gather([ONE, TWO, PLAIN], tmp_path / "corpus", tmp_path / "extra", tmp_path / "all")
    return tmp_path / "all"


def sources(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_files_of_one_name_lie_apart(folder):
    assert sources(folder) == {"a.txt", "deep/b.txt", "of-extra/a.txt", f"{home(ONE)}a.txt", f"{home(TWO)}a.txt"}
    assert home(ONE) != home(TWO)
    assert (folder / home(ONE) / "a.txt").read_text(encoding="utf-8") == TOLD


def test_a_question_is_asked_within_what_is_meant_for_it(folder):
    known = sources(folder)
    assert within(ONE, known) == {f"{home(ONE)}a.txt", "of-extra/a.txt"}
    assert within(PLAIN, known) == {"a.txt", "deep/b.txt", "of-extra/a.txt"}
    assert within(PLAIN, {"a.txt"}) is None


def test_a_question_has_its_own_names_for_its_files(folder):
    texts = {source: (folder / source).read_text(encoding="utf-8") for source in sources(folder)}
    assert texts_of(ONE, texts) == {"a.txt": TOLD}
    assert texts_of(PLAIN, texts)["a.txt"] == "corpus/a.txt"


def test_a_folder_without_articles_is_an_error(tmp_path):
    with pytest.raises(CorpusError, match="nowhere"):
        gather([ONE], None, tmp_path / "nowhere", tmp_path / "all")
