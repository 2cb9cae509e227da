"""A model server that plays a script: real HTTP on loopback, OpenAI's chat completions, streamed or not."""

from __future__ import annotations

import json
import socket
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-secret-of-the-test"
THOUGHT = {"type": "thinking", "thinking": [{"type": "text", "text": "Có lẽ 79?"}]}


@dataclass(frozen=True)
class Says:
    """A reply. `cut` and `hang` are how many words come before the connection breaks or falls silent."""

    text: str = ""
    finish: str | None = "stop"
    refusal: str | None = None
    usage: tuple[int, int] | None = (1200, 34)
    parts: bool = False  # its content is a list of parts, after a thought
    cut: int | None = None
    hang: int | None = None


@dataclass(frozen=True)
class Sends:
    """Whatever a server may send: a status with a body, or with 200 something that is no reply."""

    status: int
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "application/json"


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves is part of many a test."""


class ModelServer:
    """Plays `script`, a reply a request, then its last one again; keeps what was asked."""

    def __init__(self) -> None:
        self.script: deque[Says | Sends] = deque()
        self.requests: list[dict[str, Any]] = []
        self.models = Sends(200, '{"object": "list", "data": [{"id": "scripted", "object": "model"}]}')
        self.turns_down: dict[str, str] = {}  # what it says to a request that has such a parameter, or such a role
        self.streams = True  # else it replies whole, asked or not
        self.keys: list[str] = []
        self.batches: list[int] = []  # texts of each request for vectors: the number of «a», of others, and 1
        self.turned_down: list[Sends] = []  # what such requests get first
        self.down: Sends | None = None  # what they all get, while it is set
        self.unread: str | None = None  # a text with this in it gets 401
        self.vectors_asked = 0
        self.gone = threading.Event()  # a client left while it was being written to
        self._ended = threading.Event()
        self._http = _Http(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"

    def says(self, *replies: Says | Sends | str) -> None:
        """What is replied from now on."""
        self.script = deque(Says(reply) if isinstance(reply, str) else reply for reply in replies)
        self.requests.clear()
        self.turns_down, self.streams = {}, True

    @property
    def prompts(self) -> list[str]:
        """The messages of each request as one text."""
        return ["\n".join(message["content"] for message in request["messages"]) for request in self.requests]

    def close(self) -> None:
        self._ended.set()
        self._http.shutdown()
        self._http.server_close()

    def _handler(server) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:  # of the list of models
                server._play(self, server.models, stream=False)

            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if self.path.endswith("/embeddings"):
                    server._play(self, server._vectors(request["input"]), stream=False)
                    return
                server.requests.append(request)
                server.keys.append(self.headers["Authorization"])
                sent = {*request, *(message["role"] for message in request["messages"])}
                reply: Says | Sends
                if down := [message for name, message in server.turns_down.items() if name in sent]:
                    reply = Sends(400, json.dumps({"error": {"message": down[0]}}))
                else:
                    reply = server.script.popleft() if len(server.script) > 1 else server.script[0]
                try:
                    server._play(self, reply, stream=server.streams and bool(request.get("stream")))
                except OSError:
                    server.gone.set()
                    self.close_connection = True

            def log_message(self, *_: Any) -> None:
                pass

        return Handler

    def _vectors(self, texts: list[str]) -> Sends:
        self.vectors_asked += 1
        if self.down:
            return self.down
        if self.unread and any(self.unread in text for text in texts):
            return Sends(401, "{}")
        if self.turned_down:
            return self.turned_down.pop(0)
        self.batches.append(len(texts))
        vectors = [[text.count("a"), len(text) - text.count("a"), 1] for text in texts]
        data = [{"object": "embedding", "index": n, "embedding": vector} for n, vector in enumerate(vectors)]
        return Sends(200, json.dumps({"object": "list", "model": "letters", "data": data[::-1]}))

    def _play(self, to: BaseHTTPRequestHandler, reply: Says | Sends, *, stream: bool) -> None:
        if isinstance(reply, Sends):
            body = reply.body.encode()
            to.send_response(reply.status)
            for name, value in {"Content-Type": reply.kind, "Content-Length": str(len(body)), **reply.headers}.items():
                to.send_header(name, value)
            to.end_headers()
            to.wfile.write(body)
        elif stream:
            self._stream(to, reply)
        else:
            self._whole(to, reply)

    def _stream(self, to: BaseHTTPRequestHandler, reply: Says) -> None:
        to.send_response(200)
        to.send_header("Content-Type", "text/event-stream")
        to.send_header("Transfer-Encoding", "chunked")
        to.end_headers()
        self._event(to, {"role": "assistant", "content": ""})
        if reply.parts:
            self._event(to, {"content": [THOUGHT]})
        for n, word in enumerate(_words(reply.text)):
            if n == reply.cut:
                break
            if n == reply.hang:
                self._keep_alive(to)
            self._event(to, {"content": [{"type": "text", "text": word}] if reply.parts else word})
        if reply.cut is not None:
            to.close_connection = True
            to.connection.close()
            return
        if reply.hang is not None:
            self._keep_alive(to)
        if reply.refusal:
            self._event(to, {"refusal": reply.refusal})
        if reply.finish:
            self._event(to, {}, reply.finish)
        if reply.usage:
            self._event(to, None)
        _chunk(to, b"data: [DONE]\n\n")
        _chunk(to, b"")

    def _event(self, to: BaseHTTPRequestHandler, delta: dict[str, Any] | None, finish: str | None = None) -> None:
        choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
        event = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": choices}
        if delta is None:
            event["usage"] = _usage((1200, 34))
        _chunk(to, f"data: {json.dumps(event)}\n\n".encode())

    def _keep_alive(self, to: BaseHTTPRequestHandler) -> None:
        """Comments, as servers send while a model thinks, until the client leaves or the test ends."""
        while not self._ended.wait(0.02):
            _chunk(to, b": wait\n\n")
        raise ConnectionError

    def _whole(self, to: BaseHTTPRequestHandler, reply: Says) -> None:
        if reply.hang is not None:
            while not self._ended.wait(0.02) and not _left(to):
                pass
            raise ConnectionError
        content = [THOUGHT, {"type": "text", "text": reply.text}] if reply.parts else reply.text
        message = {"role": "assistant", "content": content, "refusal": reply.refusal}
        made = {
            "id": "x",
            "object": "chat.completion",
            "created": 1,
            "model": "scripted",
            "choices": [{"index": 0, "message": message, "finish_reason": reply.finish}],
        }
        if reply.usage:
            made["usage"] = _usage(reply.usage)
        body = json.dumps(made).encode()
        to.send_response(200)
        to.send_header("Content-Type", "application/json")
        to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        if reply.cut is not None:
            to.wfile.write(body[: len(body) // 2])
            to.close_connection = True
            return
        to.wfile.write(body)


def _left(to: BaseHTTPRequestHandler) -> bool:
    """Whether the client closed its connection."""
    try:
        return to.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False


def _usage(tokens: tuple[int, int]) -> dict[str, int]:
    return {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}


def _words(text: str) -> Iterator[str]:
    for n, word in enumerate(text.split(" ")):
        yield (" " if n else "") + word


def _chunk(to: BaseHTTPRequestHandler, data: bytes) -> None:
    to.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
    to.wfile.flush()


@contextmanager
def serving() -> Iterator[ModelServer]:
    """A server while a test runs."""
    server = ModelServer()
    try:
        yield server
    finally:
        server.close()
