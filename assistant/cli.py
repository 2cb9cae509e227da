"""The commands `assistant index | ask | chat | figures | serve | users | doctor`. What is slow to import is imported by
its command.

Exit codes: 0 answered or done; 1 the articles don't say, no figure matches, or `doctor` found something wrong; 2 bad
usage, setting or corpus; 3 the store is busy or damaged.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from assistant import accounts
from assistant.errors import AssistantError, StoreError
from assistant.settings import Engine, Settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Trả lời câu hỏi tiếng Việt từ các bài viết, có trích dẫn chính xác.",
    epilog="Mã thoát: 0 có câu trả lời hoặc đã xong; 1 các bài viết không nói đến, hoặc doctor thấy lỗi; "
    "2 lệnh, thiết lập hoặc thư mục bài viết sai; 3 kho đang bận hoặc bị hỏng.",
)

app.add_typer(accounts.app, name="users")

Corpus = Annotated[Path | None, typer.Option(help="Thư mục chứa các bài viết.", show_default=False)]
Store = Annotated[Path | None, typer.Option(help="Thư mục lưu chỉ mục.", show_default=False)]
Writer = Annotated[
    Engine | None, typer.Option(help="Bộ phận viết câu trả lời: trích xuất hay mô hình ngôn ngữ.", show_default=False)
]

_LEAVE = {"thoát", "thoat", "exit", "quit"}


@app.command()
def index(
    corpus: Corpus = None,
    store: Store = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Dựng lại từ đầu.")] = False,
) -> None:
    """Lập chỉ mục các bài viết; tệp không đổi thì bỏ qua."""
    settings = Settings.load(corpus=corpus, store=store)
    from assistant import index as indexing
    from assistant import terminal
    from assistant.index import embeddings

    embedding = embeddings.create(settings)
    with terminal.progress() as progress:
        build = indexing.rebuild if rebuild else indexing.renew
        report = build(settings, embedding, settings.corpus, progress)
        if report is None:  # it needn't be built anew
            with indexing.Store.open(settings, embedding) as opened:
                report = indexing.refresh(opened, settings.corpus, progress)
    terminal.show_report(report)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="Câu hỏi, đặt trong dấu nháy.", metavar="CÂU_HỎI")],
    as_json: Annotated[bool, typer.Option("--json", help="In câu trả lời dạng JSON.")] = False,
    engine: Writer = None,
    corpus: Corpus = None,
    store: Store = None,
) -> None:
    """Hỏi một câu. Mã thoát 1 khi các bài viết không nói đến."""
    from assistant import terminal

    with _opened(corpus, store, engine) as assistant:
        answer = assistant.ask(question) if as_json else terminal.watch(assistant.stream(question))
    if as_json:
        print(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    else:
        terminal.show_answer(answer)
    if answer.status == "not_found":
        raise typer.Exit(1)


@app.command()
def chat(engine: Writer = None, corpus: Corpus = None, store: Store = None) -> None:
    """Hỏi nhiều câu liền nhau, câu sau hiểu theo câu trước; gõ «thoát» hoặc Ctrl-D để ra."""
    from assistant import terminal
    from assistant.answering.answer import Turn

    turns: list[Turn] = []
    with _opened(corpus, store, engine) as assistant:
        for question in _questions():
            try:
                answer = terminal.watch(assistant.stream(question, history=turns))
            except AssistantError as error:
                terminal.show_error(str(error))
                continue
            terminal.show_answer(answer)
            turns.append(Turn(question, answer.text))


@app.command()
def figures(
    place: Annotated[
        str | None, typer.Option(help="Chỉ lấy số liệu của nơi này; một tỉnh gồm cả các huyện.", show_default=False)
    ] = None,
    measure: Annotated[
        str | None, typer.Option(help="Chỉ lấy số liệu về nội dung này, ví dụ «vụ phạm pháp».", show_default=False)
    ] = None,
    period: Annotated[int | None, typer.Option(help="Chỉ lấy số liệu của năm này.", show_default=False)] = None,
    export: Annotated[
        Path | None, typer.Option(help="Ghi ra tệp .csv hoặc .xlsx thay vì in bảng.", show_default=False)
    ] = None,
    corpus: Corpus = None,
    store: Store = None,
) -> None:
    """Liệt kê các số liệu trong bài viết, hoặc xuất ra bảng tính. Mã thoát 1 khi không có số liệu nào."""
    from assistant import spreadsheet, terminal

    if export:
        spreadsheet.check(export)
    with _opened(corpus, store, None) as assistant:
        found = assistant.figures(place, measure, period)
        if export and found:
            spreadsheet.write(export, found, lambda source: assistant.article(source).text)
    terminal.show_figures(found, export)
    if not found:
        raise typer.Exit(1)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Địa chỉ lắng nghe.", show_default=False)] = None,
    port: Annotated[int | None, typer.Option(help="Cổng.", show_default=False)] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Tự mở trình duyệt.")] = True,
    engine: Writer = None,
    corpus: Corpus = None,
    store: Store = None,
) -> None:
    """Mở trang hỏi đáp trong trình duyệt; Ctrl-C để dừng."""
    with _opened(corpus, store, engine, wait=False, host=host, port=port) as assistant:
        from assistant.server.server import serve as serve_page

        serve_page(assistant, assistant.settings.host, assistant.settings.port, browser=browser)


@app.command()
def doctor(corpus: Corpus = None, store: Store = None) -> None:
    """Kiểm tra bản cài đặt, thiết lập, kho và các bài viết. Mã thoát 1 khi có gì không ổn."""
    from assistant import terminal
    from assistant.doctor import examine

    checkup = examine(Settings.load(corpus=corpus, store=store))
    terminal.show_checkup(checkup)
    if checkup.problems:
        raise typer.Exit(1)


@contextmanager
def _opened(
    corpus: Path | None, store: Path | None, engine: Engine | None, *, wait: bool = True, **given: Any
) -> Iterator[Assistant]:
    """The assistant with what was given on the command line; the rest is as the settings say.

    Without `wait` an outdated store is built anew while it is asked.
    """
    given |= {"corpus": corpus, "store": store, "engine": engine}
    given = {name: value for name, value in given.items() if value is not None}
    Settings.load(**given)  # fails at once, before the slow imports
    from assistant import terminal
    from assistant.assistant import Assistant

    with terminal.progress() as progress:
        assistant = Assistant.open(**given, progress=progress, wait=wait)
    with assistant:
        terminal.warn_of_unreadable(assistant.report)
        yield assistant


def _questions() -> Iterator[str]:
    """What the user types, line by line, until they leave."""
    if sys.stdin.isatty():
        with suppress(ImportError):  # Windows has none, and needs none
            import readline  # noqa: F401 - arrow keys and earlier questions in input()
    prompt = "\nBạn hỏi> " if sys.stdin.isatty() else ""
    while True:
        try:
            question = input(prompt).strip()
        except EOFError:
            return
        if question.casefold() in _LEAVE:
            return
        if question:
            yield question


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs a command and leaves with its exit code; `arguments` are those of the process unless given."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # the locale of a service or an old terminal can't say «ư»
            stream.reconfigure(encoding="utf-8", errors="replace")
    from typer import rich_utils

    rich_utils.OPTIONS_PANEL_TITLE, rich_utils.ARGUMENTS_PANEL_TITLE = "Tùy chọn", "Tham số"
    rich_utils.COMMANDS_PANEL_TITLE, rich_utils.ERRORS_PANEL_TITLE = "Lệnh", "Lỗi"
    try:
        app(arguments, prog_name="assistant")
    except AssistantError as error:
        from assistant import terminal

        terminal.show_error(str(error))
        sys.exit(3 if isinstance(error, StoreError) else 2)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit()
