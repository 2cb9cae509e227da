"""The corpus as a folder that is written to: articles are put into it, replaced, and moved to its trash."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath

from assistant.errors import ArticleExists, CorpusError

TRASH = ".thung-rac"  # hidden: what lies there is no article
_LONGEST = 150  # bytes of a file name without its suffix; every file system takes 255 in all
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)|readme|~\$", re.IGNORECASE)


class CorpusFolder:
    """A corpus folder that may be written to. Whatever it takes away can be found in its trash.

    Calls aren't safe against each other: hold the store's writer lock.
    """

    def __init__(self, path: Path, bundled: Path) -> None:
        """`bundled` is the folder of articles that came with the program, which an update would overwrite."""
        self._path = path
        self._bundled = bundled

    def check(self) -> None:
        """Raises CorpusError when this folder can't be added to, with what to do instead."""
        inside = Path(__file__).resolve().parents[1]
        if self._path.resolve() == self._bundled.resolve() and inside in self._bundled.resolve().parents:
            raise CorpusError(
                "Các bài đang dùng là bài mẫu đi kèm chương trình, không thêm bớt được. Hãy tạo một thư mục riêng cho "
                "bài viết của đơn vị rồi mở lại chương trình: assistant serve --corpus THƯ_MỤC"
            )
        if not os.access(self._path, os.W_OK | os.X_OK):
            raise CorpusError(
                f"Không ghi được vào thư mục bài viết «{self._path}». Hãy nhờ người quản trị máy cấp quyền ghi, "
                "hoặc chọn thư mục khác bằng thiết lập «corpus»."
            )

    def put(self, source: str, data: bytes, *, replace: bool = False) -> Callable[[], None]:
        """Write an article; what takes it back again, as if nothing had been.

        ArticleExists when there is one of that name and it isn't to be replaced; CorpusError when writing fails.
        """
        self.check()
        path = self._path / source
        if path.exists() and not replace:
            raise ArticleExists(f"Kho tài liệu đã có tệp «{source}».", source)
        old: Path | None = None
        try:
            handle, name = tempfile.mkstemp(prefix=".tai-len-", dir=self._path)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                old = self._keep(path) if path.exists() else None
                os.chmod(name, 0o644)
                os.replace(name, path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise CorpusError(
                f"Không ghi được tệp «{source}» vào thư mục bài viết: {error.strerror}. Hãy kiểm tra dung lượng đĩa.",
                detail=str(error),
            ) from None

        def take_back() -> None:
            if old:
                os.replace(old, path)
            else:
                path.unlink(missing_ok=True)

        return take_back

    def discard(self, source: str) -> Path:
        """Move an article to the trash; where it lies there. CorpusError when it can't be moved."""
        self.check()
        try:
            kept = self._trash() / self._stamped(source)
            os.replace(self._path / source, kept)
        except OSError as error:
            raise CorpusError(
                f"Không bỏ được tệp «{source}»: {error.strerror}. Hãy đóng tệp nếu đang mở rồi thử lại.",
                detail=str(error),
            ) from None
        return kept

    def restore(self, kept: Path, source: str) -> None:
        """Put an article back from the trash; CorpusError, which says where it lies, when it can't be."""
        try:
            os.replace(kept, self._path / source)
        except OSError as error:
            raise CorpusError(
                f"Không trả được tệp «{source}» về chỗ cũ: {error.strerror}. Tệp đang nằm ở «{kept}».",
                detail=str(error),
            ) from None

    def _keep(self, path: Path) -> Path:
        """A copy of a file in the trash."""
        return Path(shutil.copy2(path, self._trash() / self._stamped(path.name)))

    def _trash(self) -> Path:
        trash = self._path / TRASH
        trash.mkdir(exist_ok=True)
        return trash

    def _stamped(self, source: str) -> str:
        return f"{datetime.now():%Y%m%d-%H%M%S-%f}-{PurePosixPath(source).name}"


def file_name(given: str) -> str:
    """The name under which an uploaded file is kept: one that every system takes, with no folder in it.

    Its suffix stays; a name that the corpus would pass over (hidden, README) is made another.
    """
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    name = _FORBIDDEN.sub("-", name).strip(" .")
    stem, suffix = PurePosixPath(name).stem.strip(" .-") or "bai", PurePosixPath(name).suffix[:10].rstrip()
    while len(stem.encode()) > _LONGEST:
        stem = stem[:-1]
    stem = stem.rstrip(" .")
    return f"bai-{stem}{suffix}" if _RESERVED.match(stem) else f"{stem}{suffix}"
