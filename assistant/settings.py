"""Every setting, in one strict model: ASSISTANT_* variables, OPENAI_* for the model, `.env`, or keyword arguments."""

from __future__ import annotations

import difflib
import hashlib
import os
import re
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, DotEnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from assistant.errors import SettingsError

Engine = Literal["auto", "extractive", "llm"]

NO_MODEL = (
    "Thiết lập «engine» là «llm» nhưng chưa có mô hình ngôn ngữ nào được cấu hình. Hãy đặt ASSISTANT_LLM_MODEL "
    "cùng OPENAI_API_KEY (dịch vụ có khóa) hoặc OPENAI_BASE_URL (máy chủ mô hình trong cơ quan), "
    "hoặc đặt ASSISTANT_LLM_GGUF (tệp mô hình trên máy này)."
)

_PREFIX = "ASSISTANT_"
_SHORTEST_KEY = 20
_PACKAGE = Path(__file__).parent


def bundled(folder: str) -> Path:
    """The path of a folder that travels with the package (`seeds`, `prompts`): in a wheel or in a checkout."""
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


def default_store(corpus: Path) -> Path:
    """Where the indexes of a corpus live unless told: in `vectorstore/` of a checkout, else in a folder of the user's.

    Every corpus has a folder of its own, so that asking over one doesn't throw another's index away.
    """
    checkout = _PACKAGE.parent
    home = checkout / "vectorstore" if (checkout / "pyproject.toml").is_file() else None
    if home is None or not home.is_dir():
        home = Path.home() / ".local" / "share" / "assistant" / "vectorstore"
    path = corpus.absolute()
    return home / f"{path.name}-{hashlib.sha256(os.fsencode(path)).hexdigest()[:8]}"


class _OwnLines(DotEnvSettingsSource):
    """The lines of `.env` that are ours: the folder that a user stands in may hold another program's `.env`."""

    def __call__(self) -> dict[str, Any]:
        ours = {*self.settings_cls.model_fields, "OPENAI_API_KEY", "OPENAI_BASE_URL"}
        return {k: v for k, v in super().__call__().items() if k in ours or k.upper().startswith(_PREFIX)}


class Settings(BaseSettings):
    """All settings with their defaults. `Settings.load` is the way in: it raises SettingsError for what is wrong."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_file=".env", env_ignore_empty=True, extra="forbid", validate_default=True
    )

    corpus: Path = Field(default_factory=lambda: bundled("seeds"), description="thư mục chứa các bài viết")
    store: Path = Field(
        default_factory=lambda given: default_store(given.get("corpus", bundled("seeds"))),
        description="thư mục của danh mục và hai chỉ mục; không nêu thì mỗi kho bài viết có thư mục riêng",
    )
    engine: Engine = Field("auto", description="bộ phận viết câu trả lời")
    embedding: str = Field("e5", description="mô hình véc-tơ: e5 có sẵn, openai/TÊN qua máy chủ")
    passage_syllables: int = Field(90, ge=20, le=400, description="độ dài tối đa của một đoạn, tính bằng tiếng")
    candidates: int = Field(30, ge=5, le=200, description="số đoạn lấy từ mỗi chỉ mục trước khi gộp")
    fused: int = Field(12, ge=1, le=100, description="số đoạn giữ lại sau khi gộp")
    rrf_k: int = Field(10, ge=1, le=1000, description="hằng số k khi gộp thứ hạng")
    max_question: int = Field(2000, ge=100, le=20000, description="độ dài tối đa của câu hỏi, tính bằng ký tự")
    lock_timeout: float = Field(10.0, ge=0, le=600, description="số giây chờ khi kho đang được ghi")
    upload_megabytes: float = Field(20, gt=0, le=1000, description="cỡ lớn nhất của một tệp tải lên, tính bằng MB")
    suite: Path | None = Field(None, description="bộ câu hỏi đánh giá (JSONL); không nêu thì dùng bộ của bài mẫu")
    users: Path | None = Field(
        None, description="tệp người dùng, do lệnh assistant users ghi; không nêu thì chỉ mở trên máy này"
    )
    api_keys: SecretStr | None = Field(
        None, description="khóa cho các chương trình (/v1, /mcp, Gradio API), cách nhau bằng dấu phẩy"
    )
    hosts: str = Field("", description="tên máy mà trình duyệt dùng để mở trang qua proxy, cách nhau bằng dấu phẩy")
    tls_certificate: Path | None = Field(None, description="tệp chứng thư (PEM) để trang mở bằng https")
    tls_key: Path | None = Field(None, description="tệp khóa riêng (PEM) của chứng thư")
    host: str = Field("127.0.0.1", description="địa chỉ mà trang web lắng nghe")
    port: int = Field(7860, ge=0, le=65535, description="cổng của trang web")
    openai_api_key: SecretStr | None = Field(
        None, validation_alias="OPENAI_API_KEY", description="khóa của mô hình ngôn ngữ"
    )
    openai_base_url: str | None = Field(
        None, validation_alias="OPENAI_BASE_URL", description="địa chỉ của mô hình ngôn ngữ"
    )
    llm_model: str | None = Field(None, description="tên mô hình ngôn ngữ, như máy chủ mô hình gọi nó")
    llm_gguf: Path | None = Field(None, description="tệp mô hình GGUF để chạy ngay trên máy này; cần cài thêm [local]")
    llm_context: int = Field(8192, ge=1024, le=2_000_000, description="số token mà mô hình đọc được một lần")
    llm_max_tokens: int = Field(600, ge=50, le=20_000, description="độ dài tối đa của câu trả lời, tính bằng token")
    llm_temperature: float = Field(0.0, ge=0, le=2, description="độ ngẫu nhiên của mô hình")
    llm_stream: bool = Field(True, description="nhận câu trả lời dần dần; tắt khi máy chủ mô hình không làm được")
    llm_timeout: float = Field(60.0, gt=0, le=3600, description="số giây chờ chữ đầu tiên của mô hình")
    llm_pause: float = Field(20.0, gt=0, le=3600, description="số giây chờ giữa hai chữ của mô hình")

    @field_validator("users")
    @classmethod
    def _expand_users(cls, path: Path | None) -> Path | None:
        return path and cls._expand(path)

    @field_validator("api_keys")
    @classmethod
    def _long(cls, keys: SecretStr | None) -> SecretStr | None:
        if keys is not None and any(len(key) < _SHORTEST_KEY or not key.isascii() for key in _parts(keys)):
            raise ValueError(f"mỗi khóa phải có ít nhất {_SHORTEST_KEY} chữ cái, chữ số không dấu")
        return keys

    @field_validator("hosts")
    @classmethod
    def _named(cls, names: str) -> str:
        if not all(re.fullmatch(r"[\w.-]+|\[[\da-fA-F:]+\]", name) for name in _parts(names)):
            raise ValueError("phải là tên máy không kèm http:// và cổng, ví dụ tracuu.coquan.gov.vn")
        return names

    @field_validator("corpus", "store")
    @classmethod
    def _expand(cls, path: Path) -> Path:
        try:
            return path.expanduser()
        except RuntimeError:  # ~somebody who has no home folder here
            raise ValueError("không có thư mục người dùng này trên máy") from None

    @field_validator("llm_gguf", "suite", "tls_certificate", "tls_key")
    @classmethod
    def _there(cls, path: Path | None) -> Path | None:
        if path is not None and not cls._expand(path).is_file():
            raise ValueError("không có tệp này")
        return path and cls._expand(path)

    @field_validator("openai_base_url")
    @classmethod
    def _http(cls, address: str | None) -> str | None:
        if address is not None and not re.match(r"https?://[^/\s]+\S*$", address):
            raise ValueError("phải bắt đầu bằng http:// hoặc https://, ví dụ http://127.0.0.1:11434/v1")
        return address

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of `api_keys`."""
        return _parts(self.api_keys)

    @property
    def host_names(self) -> tuple[str, ...]:
        """The names of `hosts`, in small letters."""
        return _parts(self.hosts.lower())

    @property
    def has_model(self) -> bool:
        """Whether a language model is configured: a file, or a name and where it is."""
        return bool(self.llm_gguf or (self.llm_model and (self.openai_api_key or self.openai_base_url)))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Keyword arguments before the environment before `.env`."""
        return init_settings, env_settings, _OwnLines(settings_cls)

    @classmethod
    def load(cls, **given: Any) -> Settings:
        """Settings from the environment, with `given` on top (None: not given).

        Raises SettingsError, which names every setting that is unknown or has a value that it may not have.
        """
        # pydantic-settings reports unknown keywords and lines of `.env`, but not unknown variables.
        unknown = [name for name in os.environ if name.upper().startswith(_PREFIX) and not _field(name)]
        if unknown:
            raise SettingsError("\n".join(map(_unknown, unknown)))
        try:
            return cls(**{name: value for name, value in given.items() if value is not None})
        except ValidationError as error:
            raise SettingsError("\n".join(map(_explain, _own(error))), detail=str(error)) from None
        except UnicodeDecodeError as error:
            raise SettingsError("Tệp .env không phải là văn bản UTF-8: hãy lưu lại tệp.", detail=str(error)) from None


def _parts(text: str | SecretStr | None) -> tuple[str, ...]:
    """What stands between commas or spaces."""
    said = text.get_secret_value() if isinstance(text, SecretStr) else text or ""
    return tuple(re.findall(r"[^\s,]+", said))


def _own(error: ValidationError) -> list[ErrorDetails]:
    """The problems but for those that only follow from another: a default that can't be made without it."""
    return [problem for problem in error.errors() if problem["type"] != "default_factory_not_called"]


def _field(name: str) -> str | None:
    """The field that a variable, a line of `.env` or a keyword sets."""
    lower = name.lower().removeprefix(_PREFIX.lower())
    return lower if lower in Settings.model_fields else None


def _unknown(name: str) -> str:
    close = difflib.get_close_matches(name.lower().removeprefix(_PREFIX.lower()), Settings.model_fields, n=1)
    hint = f" Có phải «{close[0]}» không?" if close else ""
    return f"Không có thiết lập «{name}».{hint} Các thiết lập: {', '.join(Settings.model_fields)}."


def _explain(problem: ErrorDetails) -> str:
    name = str(problem["loc"][0])
    field = _field(name)
    if problem["type"] == "extra_forbidden" or field is None:
        return _unknown(name)
    about = Settings.model_fields[field].description
    secret = field in ("openai_api_key", "openai_base_url", "api_keys")  # an address may carry a password
    value = "" if secret else f" {problem['input']!r}"
    return f"Thiết lập «{field}» ({about}) không nhận giá trị{value}: {_reason(problem)}."


def _reason(problem: ErrorDetails) -> str:
    context = problem.get("ctx", {})
    match problem["type"]:
        case "greater_than_equal":
            return f"phải từ {context['ge']} trở lên"
        case "greater_than":
            return f"phải lớn hơn {context['gt']}"
        case "less_than_equal":
            return f"không được quá {context['le']}"
        case "literal_error":
            return f"chỉ nhận {str(context['expected']).replace(' or ', ' hoặc ')}"
        case "int_parsing" | "int_type" | "int_from_float":
            return "phải là số nguyên"
        case "float_parsing" | "float_type":
            return "phải là số"
        case "path_type":
            return "phải là đường dẫn"
        case "bool_parsing" | "bool_type":
            return "phải là true hoặc false"
        case "string_type":
            return "phải là chữ"
        case "value_error":
            return str(context["error"])
        case _:
            return problem["msg"]
