"""Where the models' server of the settings is: the one that writes and the one that embeds."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address

import httpx

from assistant.settings import Settings

_SERVICE = "https://api.openai.com/v1"
_NO_KEY = "none"  # a server that wants no key still gets a header


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The address of a server that speaks OpenAI's protocol, and the key that it gets."""

    address: str
    key: str = field(repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Endpoint:
        """The server that the settings name, else the service."""
        key = settings.openai_api_key
        return cls(settings.openai_base_url or _SERVICE, key.get_secret_value() if key else _NO_KEY)

    @property
    def by_proxy(self) -> bool:
        """Whether the environment's proxy is asked for it: one of the office doesn't know this machine's servers."""
        host = httpx.URL(self.address).host
        try:
            return not ip_address(host).is_loopback
        except ValueError:
            return host != "localhost"
