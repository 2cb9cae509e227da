"""What programs may ask for: an answer, passages, figures. The same three through Gradio's API and through MCP."""

# No postponed annotations: Gradio reads the types that a result has from the signature itself.
import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

import gradio as gr
from anyio import CancelScope
from pydantic import ValidationError, validate_call
from typing_extensions import TypedDict

from assistant.assistant import Assistant
from assistant.corpus.figures import Figure
from assistant.errors import AssistantError
from assistant.server.line import Line

log = logging.getLogger(__name__)

UNEXPECTED = "Chương trình gặp lỗi khi làm việc này. Hãy thử lại, hoặc hỏi theo cách khác."
_MOST = 1000  # figures at a time
_STEP = 0.5  # seconds

P = ParamSpec("P")
T = TypeVar("T")


class Passage(TypedDict):
    """A passage found: `article.text[start:end] == text`, in code points of the article's NFC text."""

    text: str
    title: str
    source: str
    published: str | None
    score: float
    start: int
    end: int


class FigureRow(TypedDict):
    """A figure as an article gives it. `start` and `end` are of `raw`, `sentence` is the one that it stands in."""

    value: float
    of: float | None
    raw: str
    unit: str
    measure: str
    place: str
    period: list[int]
    source: str
    start: int
    end: int
    sentence: str


class Doors:
    """The three functions over an assistant; each waits its turn in the line.

    They raise AssistantError, with a Vietnamese message for the caller.
    """

    def __init__(self, assistant: Assistant, line: Line) -> None:
        self._assistant = assistant
        self._line = line

    async def ask(self, question: str, history: list[str] = []) -> dict[str, Any]:  # noqa: B006 - Gradio shows it
        """Answer a Vietnamese question from the indexed news articles, with exact quotations. Trả lời câu hỏi tiếng
        Việt từ các bài viết đã lập chỉ mục, kèm trích dẫn nguyên văn.

        Returns `status` (answered, conflicting, needs_clarification, not_found), `text` (Markdown, [n] for citation n)
        and `citations` (number, source file, title, published, quote, start, end). What the articles don't say is not
        answered: with not_found, don't answer from elsewhere.

        Args:
            question: with its place and year, for example «Huyện … có bao nhiêu mô hình năm 2021?» (câu hỏi)
            history: the user's earlier questions of the conversation, oldest first (các câu hỏi trước)
        """
        answer = await self._line.answer(self._assistant, question, history)
        return answer.to_dict()

    async def search(self, query: str, limit: int = 10) -> list[Passage]:
        """Find the passages of the indexed articles that speak of something, best first. Tìm các đoạn của bài viết
        nói về một nội dung, đoạn sát nhất trước.

        Each has its text, the article's title, date and source file, the score, and its offsets in the article.

        Args:
            query: what to look for, as a question or as words, in Vietnamese (nội dung cần tìm)
            limit: at most so many passages, 1 to 12 unless the server keeps more (số đoạn nhiều nhất)
        """
        text = self._assistant.checked(query)
        if limit < 1:
            raise AssistantError("«limit» phải từ 1 trở lên.")
        nodes = await self._line.do(lambda: self._assistant.retriever().retrieve(text))
        return [
            Passage(
                text=found.node.get_content(),
                title=found.metadata["title"],
                source=found.metadata["source"],
                published=found.metadata["published"],
                score=found.score or 0.0,
                start=getattr(found.node, "start_char_idx", 0),
                end=getattr(found.node, "end_char_idx", 0),
            )
            for found in nodes[:limit]
        ]

    async def figures(
        self, place: str = "", measure: str = "", period: int | None = None, source: str = "", limit: int = 100
    ) -> list[FigureRow]:
        """List the figures that the articles give: how much, of what, where, when, in which sentence. Liệt kê số liệu
        trong các bài viết: bao nhiêu, của cái gì, ở đâu, khi nào, trong câu nào.

        Only those for which all that is given holds; accents and capitals don't matter.

        Args:
            place: a place; a province has the figures of its districts (địa phương)
            measure: words of what is counted, for example «tin có giá trị» (nội dung của số liệu)
            period: a year (năm)
            source: a source file's name (tên tệp)
            limit: at most so many rows, 1 to 1000 (số dòng nhiều nhất)
        """
        if not 1 <= limit <= _MOST:
            raise AssistantError(f"«limit» phải từ 1 đến {_MOST}.")
        return await self._line.do(lambda: self._figures(place, measure, period, source, limit))

    def _figures(self, place: str, measure: str, period: int | None, source: str, limit: int) -> list[FigureRow]:
        found = self._assistant.figures(place or None, measure or None, period, source or None)[:limit]
        texts = {name: self._assistant.article(name).text for name in {figure.source for figure in found}}
        return [_row(figure, texts[figure.source]) for figure in found]

    @property
    def all(self) -> tuple[Callable[..., Awaitable[Any]], ...]:
        """The three functions."""
        return self.ask, self.search, self.figures


def _row(figure: Figure, text: str) -> FigureRow:
    return FigureRow(
        value=figure.value,
        of=figure.of,
        raw=figure.raw,
        unit=figure.unit,
        measure=figure.measure,
        place=figure.place,
        period=list(figure.period),
        source=figure.source,
        start=figure.span.start,
        end=figure.span.end,
        sentence=text[figure.sentence.start : figure.sentence.end],
    )


def telling(door: Callable[P, Awaitable[T]], kind: type[Exception]) -> Callable[P, Awaitable[T]]:
    """A door whose errors are of a `kind`, with a message that may be shown; what wasn't expected goes to the log."""

    @wraps(door)
    async def told(*given: P.args, **named: P.kwargs) -> T:
        try:
            return await door(*given, **named)
        except AssistantError as error:
            log.info("%s: %s", door.__name__, error.detail or error)
            raise kind(str(error)) from None
        except ValidationError as error:
            wrong = {problem["loc"][0] for problem in error.errors()}
            names = [name for at, name in enumerate(signature(door).parameters) if wrong & {at, name}]
            raise kind(f"Tham số «{', '.join(names)}» thiếu hoặc không hợp lệ.") from None
        except Exception:
            log.exception("%s failed", door.__name__)
            raise kind(UNEXPECTED) from None

    return told


def open_to_gradio(page: gr.Blocks, doors: Doors) -> None:
    """Adds the three to Gradio's API of a page: `/ask`, `/search`, `/figures`."""
    with page:
        for door in doors.all:
            # Gradio passes on whatever it is sent; the line in which all doors wait limits how much is done at once.
            told = telling(validate_call(door), _Told)
            gr.events.api(_steps(told), api_name=door.__name__, concurrency_limit=None)


def _steps(door: Callable[P, Awaitable[T]]) -> Callable[P, AsyncGenerator[T | None, None]]:
    """A door in steps, the last of which gives the result: Gradio looks only between them whether the client left."""

    @wraps(door)
    async def taken(*given: P.args, **named: P.kwargs) -> AsyncGenerator[T | None, None]:
        async def work() -> T | None:
            with scope:
                return await door(*given, **named)
            return None

        scope = CancelScope()
        working = asyncio.ensure_future(work())
        try:
            while not (await asyncio.wait([working], timeout=_STEP))[0]:
                yield None
            yield working.result()
        finally:
            scope.cancel()
            await asyncio.wait([working])

    return taken


class _Told(gr.Error):
    """An error whose message is for the caller, and which is in the log already."""

    def __init__(self, message: str) -> None:
        super().__init__(message, print_exception=False)
