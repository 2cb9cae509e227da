"""The address that the server listens on."""

from __future__ import annotations

import errno
import socket
import ssl
from ipaddress import ip_address
from pathlib import Path

from assistant.errors import AssistantError, SettingsError


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises AssistantError, which says why not and what to do."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:  # UnicodeError: not even the form of a name
        raise AssistantError(_unavailable(host, port, error), detail=str(error)) from None


def is_loopback(listening: socket.socket) -> bool:
    """Whether only this machine can reach the socket."""
    return ip_address(listening.getsockname()[0].split("%")[0]).is_loopback


def check_certificate(certificate: Path | None, key: Path | None) -> None:
    """Raises SettingsError unless both files are given and belong together, or neither is given."""
    if certificate is None and key is None:
        return
    if certificate is None or key is None:
        raise SettingsError("Muốn mở trang bằng https cần cả hai thiết lập «tls_certificate» và «tls_key».")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=lambda: "")
    except (OSError, ValueError) as error:  # SSLError is an OSError
        raise SettingsError(
            f"Không dùng được chứng thư «{certificate}» với khóa «{key}» (thiết lập «tls_certificate», «tls_key»): "
            "cần hai tệp PEM thuộc về nhau, khóa không đặt mật khẩu.",
            detail=str(error),
        ) from None


def page_url(host: str, port: int, scheme: str = "http") -> str:
    """The address to open on this machine; one that means «every network» is no address for a browser."""
    shown = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"{scheme}://{shown}:{port}/"


def _unavailable(host: str, port: int, error: Exception) -> str:
    """Why the address can't be listened on, and what to do."""
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 7870
        return (
            f"Cổng {port} trên {host} đang có chương trình khác dùng (có thể trang này đã mở sẵn). "
            f"Hãy chọn cổng khác, ví dụ: assistant serve --port {other}"
        )
    if code == errno.EACCES:
        return f"Máy không cho mở cổng {port}. Hãy chọn cổng từ 1024 trở lên, ví dụ: assistant serve --port 7870"
    return f"Không mở được trang ở địa chỉ «{host}» (thiết lập «host»). Hãy dùng: assistant serve --host 127.0.0.1"
