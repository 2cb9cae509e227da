import io
import json
import os
import sqlite3
import subprocess
import sys
import unicodedata

import pytest

from assistant.answering.answer import Answer, Citation
from assistant.assistant import Assistant
from assistant.cli import main
from assistant.index import WriterLock, current_index
from assistant.terminal import show_answer, watch
from assistant.writing.draft import Draft
from tests.model_server import KEY, Sends, serving

BRIDGES = """Huyện Lương Tài khánh thành cầu mới

Ngày 12/3/2021, huyện Lương Tài khánh thành cầu Trung Kênh.

Trong năm 2020, huyện Lương Tài xây dựng được 17 cây cầu, sửa chữa 230 km đường giao thông nông thôn.
"""
SCHOOLS = """Xã Phú Hòa trao học bổng cho học sinh

Ngày 5/9/2021, xã Phú Hòa trao 64 suất học bổng cho học sinh nghèo vượt khó.
"""
QUESTION = "Năm 2020 huyện Lương Tài xây dựng được bao nhiêu cây cầu?"


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "bài viết"
    folder.mkdir()
    (folder / "cau.txt").write_text(BRIDGES, encoding="utf-8")
    (folder / "truong.txt").write_text(SCHOOLS, encoding="utf-8")
    return folder


@pytest.fixture
def run(corpus, tmp_path, capsys):
    """Runs a command over the corpus: (exit code, standard output, standard error)."""

    def _run(command, *arguments):
        with pytest.raises(SystemExit) as ended:
            main([command, "--corpus", str(corpus), "--store", str(tmp_path / "store"), *arguments])
        return ended.value.code or 0, *capsys.readouterr()

    return _run


def test_help_is_vietnamese_and_loads_nothing_slow():
    code = "import sys, assistant.cli as c\ntry: c.main(['--help'])\nfinally: sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert "Lập chỉ mục các bài viết" in done.stdout
    assert not {"chromadb", "gradio", "llama_index", "numpy"} & set(done.stderr.split())


def test_index_says_what_it_did_with_each_file(run, corpus):
    assert "Thêm 2, cập nhật 0, bỏ 0, giữ nguyên 0, không đọc được 0." in run("index")[1]
    assert "giữ nguyên 2" in run("index")[1]
    (corpus / "truong.txt").unlink()
    (corpus / "cau.txt").write_text(BRIDGES.replace("17", "18"), encoding="utf-8")
    (corpus / "anh.jpg").write_bytes(b"\xff\xd8")
    code, out, _ = run("index")
    lines = {line.split()[0]: line for line in out.splitlines() if line.strip()}
    assert code == 0
    assert "đã cập nhật" in lines["cau.txt"]
    assert "đã bỏ" in lines["truong.txt"]
    assert "không đọc được: " in lines["anh.jpg"]


def test_index_rebuilds(run):
    run("index")
    code, out, _ = run("index", "--rebuild")
    assert code == 0
    assert "không đọc được 0" in out


def test_ask_prints_the_answer_and_its_source(run):
    code, out, err = run("ask", QUESTION)
    assert code == 0
    assert err == ""
    assert "17 cây cầu" in out.splitlines()[0]
    assert "[1] Huyện Lương Tài khánh thành cầu mới" in out
    assert "— cau.txt" in out
    assert "\x1b" not in out
    assert "**" not in out


def test_ask_as_json_quotes_the_article(run, corpus):
    code, out, _ = run("ask", QUESTION, "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["status"] == "answered"
    [citation] = answer["citations"]
    text = unicodedata.normalize("NFC", (corpus / citation["source"]).read_text(encoding="utf-8"))
    assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_what_the_articles_do_not_say_exits_1(run):
    code, out, _ = run("ask", "Giá vàng ở Luân Đôn hôm qua là bao nhiêu?")
    assert code == 1
    assert "Không" in out


def test_unreadable_files_are_mentioned_beside_the_answer(run, corpus):
    (corpus / "anh.jpg").write_bytes(b"\xff\xd8")
    code, out, err = run("ask", QUESTION)
    assert code == 0
    assert "17" in out
    assert "Có 1 tệp không đọc được" in err


@pytest.mark.parametrize("question", ["", "  ", "?!", "\x00\x1b[31m", "\ud800", "a" * 10_000, "270"])
def test_a_strange_question_is_no_traceback(run, question):
    code, out, err = run("ask", question)
    assert code in (0, 1)
    assert out.strip()
    assert "\x1b" not in out + err


def test_a_missing_corpus_exits_2_and_names_it(run, corpus, tmp_path):
    code, out, err = run("ask", QUESTION, "--corpus", str(tmp_path / "đâu đó"))
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: Không tìm thấy thư mục bài viết")
    assert "đâu đó" in err


def test_a_bad_setting_exits_2_and_names_it(run, monkeypatch):
    monkeypatch.setenv("ASSISTANT_FUSED", "nhiều")
    code, _, err = run("ask", QUESTION)
    assert code == 2
    assert "«fused»" in err


def test_bad_usage_exits_2(run):
    assert run("ask")[0] == 2
    assert run("ask", QUESTION, "--engine", "khác")[0] == 2


def test_a_busy_store_exits_3_and_names_its_holder(run, corpus, tmp_path, monkeypatch):
    run("index")
    (corpus / "cau.txt").write_text(BRIDGES.replace("17", "18"), encoding="utf-8")
    monkeypatch.setenv("ASSISTANT_LOCK_TIMEOUT", "0")
    with WriterLock(tmp_path / "store", 0):
        code, _, err = run("index")
        assert "đang được ghi bởi" in err
        assert str(os.getpid()) in run("doctor")[1]
    assert code == 3


def test_a_damaged_store_exits_3_and_a_rebuild_mends_it(run, tmp_path):
    run("index")
    (current_index(tmp_path / "store") / "catalog.sqlite3").write_bytes(b"x" * 5000)
    code, _, err = run("ask", QUESTION)
    assert code == 3
    assert "--rebuild" in err
    assert run("doctor")[0] == 1
    assert run("index", "--rebuild")[0] == 0
    assert run("ask", QUESTION)[0] == 0


@pytest.mark.parametrize("command", [["ask", QUESTION], ["figures"], ["index"]])
def test_a_store_of_another_version_is_built_anew_by_itself(run, tmp_path, command):
    run("index")
    old = current_index(tmp_path / "store")
    with sqlite3.connect(old / "catalog.sqlite3") as catalog:
        catalog.execute("UPDATE meta SET value = '1' WHERE name = 'reading'")
    code, out, _ = run("doctor")
    assert code == 0
    assert "sẽ tự dựng lại" in out
    code, _, err = run(*command)
    assert (code, err) == (0, "")
    assert current_index(tmp_path / "store") != old
    assert "sẽ tự dựng lại" not in run("doctor")[1]


def test_figures_are_listed_with_place_measure_year_and_file(run):
    code, out, _ = run("figures", "--place", "huyen luong tai", "--period", "2020")
    lines = [line.split() for line in out.splitlines() if "cau.txt" in line]
    assert code == 0
    assert lines[0] == "Lương Tài cây cầu 17 cây 2020 cau.txt".split()
    assert len(lines) == 2
    assert "2 số liệu." in out
    assert run("figures", "--measure", "suat hoc bong")[1].count("truong.txt") == 1


def test_figures_that_no_article_has_exit_1(run):
    assert run("figures", "--place", "Sao Hỏa")[:2] == (1, "Không có số liệu nào khớp.\n")


def test_figures_go_into_a_spreadsheet(run, tmp_path):
    code, out, _ = run("figures", "--measure", "cây cầu", "--export", str(tmp_path / "số liệu.csv"))
    assert code == 0
    assert "Đã ghi 1 số liệu" in out
    assert "Lương Tài,cây cầu,17 cây,17,,cây,2020,cau.txt," in (tmp_path / "số liệu.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("file", ["so-lieu.doc", "không có/so-lieu.xlsx"])
def test_a_spreadsheet_that_cannot_be_written_exits_2(run, tmp_path, file):
    code, _, err = run("figures", "--export", str(tmp_path / file))
    assert code == 2
    assert err.startswith("Lỗi: Không ") and file in err.replace("\\", "/")


def test_ctrl_c_is_quiet(run, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(Assistant, "stream", interrupt)
    assert run("ask", QUESTION) == (130, "", "")


def test_chat_answers_each_line_knows_the_earlier_ones_and_leaves(run, monkeypatch):
    histories = []
    stream = Assistant.stream

    def record(self, question, history=()):
        histories.append([turn.question for turn in history])
        return stream(self, question, history)

    monkeypatch.setattr(Assistant, "stream", record)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{QUESTION}\n\nXã nào?\nThoát\nbỏ qua\n"))
    code, out, _ = run("chat")
    assert code == 0
    assert "17 cây cầu" in out
    assert histories == [[], [QUESTION]]


def test_chat_leaves_at_the_end_of_input(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run("chat") == (0, "", "")


def test_doctor_shows_the_state_without_changing_it(run, corpus, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://user:password@127.0.0.1:9/v1")
    code, out, _ = run("doctor")
    assert code == 0
    assert "Mọi thứ đều ổn" in out
    assert "assistant index" in out
    assert not (tmp_path / "store").exists()
    assert "secret" not in out
    assert "password" not in out
    run("index")
    assert "2 bài" in run("doctor")[1]


def test_doctor_names_what_is_wrong(run, corpus):
    (corpus / "anh.jpg").write_bytes(b"\xff\xd8")
    code, out, _ = run("doctor")
    assert code == 1
    assert "✗ Tệp «anh.jpg»" in out


@pytest.fixture
def model(monkeypatch):
    """A model server, named in the environment."""
    with serving() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("ASSISTANT_LLM_MODEL", "scripted")
        yield server


def test_a_model_writes_when_one_is_configured(run, model):
    model.says("Năm 2020, huyện Lương Tài xây dựng được 17 cây cầu [1].")
    code, out, _ = run("ask", QUESTION)
    assert (code, out.splitlines()[0]) == (0, "Năm 2020, huyện Lương Tài xây dựng được 17 cây cầu [1].")
    answer = json.loads(run("ask", QUESTION, "--json", "--engine", "llm")[1])
    assert answer["engine"] == "llm" and answer["timings"]["tokens_in"] == 1200
    assert json.loads(run("ask", QUESTION, "--json", "--engine", "extractive")[1])["engine"] == "extractive"


def test_why_the_model_did_not_write_is_said_beside_the_answer(run, model):
    model.says(Sends(401))
    code, out, err = run("ask", QUESTION)
    assert code == 0
    assert "17 cây cầu" in out
    assert "không nhận khóa" in out
    assert KEY not in out + err


def test_engine_llm_without_a_model_exits_2_and_says_what_to_set(run):
    code, _, err = run("ask", QUESTION, "--engine", "llm")
    assert code == 2
    assert "ASSISTANT_LLM_MODEL" in err


def test_doctor_asks_the_models_server(run, model):
    code, out, _ = run("doctor")
    assert code == 0
    assert "máy chủ trả lời" in out and "scripted" in out and KEY not in out
    model.models = Sends(404)
    assert run("doctor")[0] == 0
    model.models = Sends(200, '{"data": [{"id": "khac"}]}')
    assert "không thấy tên này trong các mô hình: khac" in run("doctor")[1]
    model.models = Sends(401, "{}")
    code, out, _ = run("doctor")
    assert code == 1
    assert "✗ Máy chủ mô hình ngôn ngữ không nhận khóa" in out


def test_doctor_says_what_the_model_lacks(run, monkeypatch):
    assert "trích thẳng từ bài viết" in run("doctor")[1]
    monkeypatch.setenv("ASSISTANT_ENGINE", "llm")
    code, out, _ = run("doctor")
    assert code == 1
    assert "ASSISTANT_LLM_MODEL" in out


def test_drafts_are_shown_on_a_terminal_only(monkeypatch, capsys):
    events = [Draft("Có \\[b\\]17"), Draft("Có 17 \x1b[2J"), answer_quoting("17")]
    assert watch(events).text == "Có **17** cầu [1]."
    assert capsys.readouterr().out == ""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    watch(events)
    out = capsys.readouterr().out
    assert "chưa kiểm chứng" in out and "Có [b]17" in out and "\x1b[2J" not in out


def test_any_locale_prints_utf8_and_a_closed_pipe_is_quiet(corpus, tmp_path):
    command = [sys.executable, "-c", "from assistant.cli import main; main()", "ask", QUESTION]
    command += ["--corpus", str(corpus), "--store", str(tmp_path / "store")]
    bare = os.environ | {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, env=bare, check=True)
    assert "17 cây cầu" in done.stdout.decode("utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    closed = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert closed.stderr == b""


def answer_quoting(quote, marks=(), **fields):
    citation = Citation(1, "x", "a.txt", "Tiêu đề [bold]", "2021-03-12", quote, 100, 100 + len(quote), marks)
    return Answer("?", "Có **17** cầu [1].", "answered", (citation,), **fields)


def test_the_deciding_words_are_highlighted_on_a_terminal(monkeypatch, capsys):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    show_answer(answer_quoting("xây được 17 cây cầu", ((109, 115),)))
    out = capsys.readouterr().out
    assert "\x1b[1m17\x1b[0m" in out
    assert "43m17 cây\x1b[0m" in out


def test_a_long_quote_is_one_line_and_titles_are_no_markup(capsys):
    quote = "Từng dòng\nmột " + "dài " * 200
    show_answer(answer_quoting(quote, notes=("Hai bài nói khác nhau.",), suggestions=("Còn xã khác?",)))
    out = capsys.readouterr().out
    assert f"«{quote.replace(chr(10), ' ')}»" in out
    assert "[1] Tiêu đề [bold] (12/03/2021) — a.txt" in out
    assert "Hai bài nói khác nhau." in out
    assert "Còn xã khác?" in out


def test_an_article_can_not_drive_the_terminal(capsys):
    show_answer(answer_quoting("đỏ \x1b[31m \x9b2J \u202e\x07 hết"))
    assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(capsys.readouterr().out)
