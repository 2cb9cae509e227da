"""From a folder to its files, and from a file to an Article."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from assistant.corpus.article import Article, Sentence, Span
from assistant.corpus.encoding import decode
from assistant.corpus.furniture import clear
from assistant.corpus.headings import find_title, is_caption
from assistant.corpus.passages import cut
from assistant.errors import CorpusError, FileUnreadable
from assistant.language.sentences import split

Reader = Callable[[bytes, str], str]
"""Reads a file's bytes into NFC text with \\n line ends; FileUnreadable names the source, its second argument."""

# One entry a format: a new one is a function of its own module, added here.
READERS: dict[str, Reader] = {
    ".txt": decode,
    ".md": decode,
}


def find_files(folder: Path) -> list[Path]:
    """Every file below `folder`, in the order of their paths; hidden files and README* are left out.

    Files of a format that can't be read are among them: `load_file` refuses each with its reason. CorpusError when
    the folder is missing, is no folder, can't be opened, or has no file of a format that can be read.
    """
    if not folder.exists():
        raise CorpusError(
            f"Không tìm thấy thư mục bài viết «{folder}». Hãy kiểm tra thiết lập «corpus» hoặc tạo thư mục này."
        )
    if not folder.is_dir():
        raise CorpusError(f"«{folder}» không phải là thư mục. Hãy đặt thiết lập «corpus» là thư mục chứa các bài viết.")
    files = sorted(_walk(folder, set()), key=lambda path: path.relative_to(folder).as_posix())
    if not any(path.suffix.lower() in READERS for path in files):
        others = f" (có {len(files)} tệp định dạng khác)" if files else ""
        raise CorpusError(
            f"Thư mục «{folder}» không có tệp nào đọc được{others}. Hãy chép các bài viết dạng {_formats()} vào đó."
        )
    return files


def load_file(path: Path, source: str, *, passage_syllables: int = 90) -> Article:
    """The article in a file. `source` is its path relative to the corpus folder, with forward slashes.

    FileUnreadable when the file can't be opened or is not an article's text; see `load_bytes`.
    """
    reader(source)  # refuse a wrong format before reading it: a film can be large
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileUnreadable(
            f"Không mở được tệp «{source}». Hãy kiểm tra tệp còn đó không và bạn có quyền đọc không.", detail=str(error)
        ) from None
    return load_bytes(data, source, passage_syllables=passage_syllables)


def load_bytes(data: bytes, source: str, *, passage_syllables: int = 90) -> Article:
    """The article in a file's bytes, read as the suffix of `source` says. Places are left empty.

    FileUnreadable, with what to do, when the format or encoding isn't known or there is no content.
    """
    text = reader(source)(data, source)
    page = clear(text)
    if not page.lines:
        raise FileUnreadable(f"Tệp «{source}» không có nội dung. Hãy chép nội dung bài viết vào tệp hoặc bỏ tệp đi.")
    sentences = tuple(_sentences(text, page.lines))
    article_id = hashlib.sha256(f"{source}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Article(
        id=article_id,
        source=source,
        text=text,
        title=find_title(text, page.lines[0]),
        published=page.published,
        author=page.author,
        views=page.views,
        sentences=sentences,
        passages=cut(text, sentences, article_id, passage_syllables),
    )


def _sentences(text: str, lines: tuple[Span, ...]) -> Iterator[Sentence]:
    """The sentences of the content lines; each line is a paragraph."""
    for paragraph, line in enumerate(lines):
        following = lines[paragraph + 1].of(text) if paragraph + 1 < len(lines) else None
        spans = split(text, line.start, line.end)
        caption = len(spans) == 1 and is_caption(line.of(text), following)
        for start, end in spans:
            yield Sentence(start, end, paragraph, caption)


def reader(source: str) -> Reader:
    """What reads a file of this name. FileUnreadable when nothing can, with what to do instead."""
    suffix = PurePosixPath(source).suffix.lower()
    if suffix not in READERS:
        known = f"chưa đọc được định dạng {suffix}" if suffix else "không rõ định dạng (tên tệp không có phần mở rộng)"
        raise FileUnreadable(f"Tệp «{source}»: {known}. Hãy lưu nội dung thành tệp {_formats()} rồi thử lại.")
    return READERS[suffix]


def _formats() -> str:
    return " hoặc ".join(READERS)


def _walk(folder: Path, seen: set[Path]) -> Iterator[Path]:
    """Files below `folder`; each real folder once, so a link that leads back up ends there."""
    real = folder.resolve()
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise CorpusError(f"Không mở được thư mục «{folder}». Hãy kiểm tra quyền đọc.", detail=str(error)) from None
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.name.lower().startswith("readme"):
            continue
        if entry.is_dir():
            yield from _walk(entry, seen)
        elif entry.is_file() or entry.is_symlink():  # a dangling link is reported when it is loaded
            yield entry
