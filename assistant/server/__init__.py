"""The web server: the page, who may see it, and the doors for programs (`server.serve` is the way in)."""
