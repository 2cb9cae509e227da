"""The door for assistants that speak MCP: three tools at `/mcp`, over streamable HTTP.

Not Gradio's `mcp_server=True`: behind a log-in its tools fail, as they call the page over HTTP without credentials,
its list of tools is open to everybody, and its results are Python's text of them and no JSON (gradio 6.31).
"""

from __future__ import annotations

from inspect import getdoc

from mcp.server.fastmcp import FastMCP
from mcp.server.fastmcp.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations

from assistant.server.doors import Doors, telling

_ABOUT = (
    "Vietnamese news reports of one office's collection. Every answer quotes its source; cite it with file and title. "
    "Kho bài viết tiếng Việt; câu trả lời luôn kèm trích dẫn, hãy dẫn lại tên bài và tên tệp."
)


def build(doors: Doors) -> FastMCP:
    """The MCP server; the session manager of its `streamable_http_app` must run while it is used."""
    server = FastMCP(
        "tra-cuu",
        instructions=_ABOUT,
        stateless_http=True,
        # The server's own gate looks at hosts, origins and keys.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        log_level="WARNING",
    )
    only_reads = ToolAnnotations(readOnlyHint=True, openWorldHint=False)
    for door in doors.all:
        server.add_tool(telling(door, ToolError), description=getdoc(door), annotations=only_reads)
    return server
