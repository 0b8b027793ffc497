"""Which recorded exchanges are with the Claude API; all others are none of our business."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from attrs import frozen

from claudewire.contract.document import Document
from claudewire.contract.headers import LOCAL_SERVER
from claudewire.contract.readers.interaction import Interaction, is_redacted

_API_HOST: Final = "api.anthropic.com"
#: Methods that browsers and proxies use for purposes of their own, such as CORS preflights.
_TRANSPORT_METHODS: Final = frozenset({"OPTIONS", "HEAD", "CONNECT", "TRACE"})
#: A path that, unlike `/v1/models` and `/v1/files`, is not used by other services.
_DISTINCT_PATH: Final = re.compile(r"/v1/messages(?:/|$)")


@frozen
class Host:
    """A host that the caller names as one that serves this API.

    Written as a name, a name with a port, or a URL whose path stands before the API's own paths:
    `gateway.example`, `localhost:8080`, `https://gateway.example/anthropic`.
    """

    name: str
    port: int | None
    prefix: str

    @classmethod
    def parse(cls, text: str) -> Host:
        """Read a host.

        Raises:
            ValueError: the text is not a host or a URL.
        """
        try:
            parts = urlsplit(text.strip() if "://" in text else f"//{text.strip()}")
            name, port = parts.hostname, parts.port
        except ValueError as error:
            raise ValueError(f"{text!r} is not a host: {error}") from None
        if not name:
            raise ValueError(f"{text!r} is not a host: give a name such as gateway.example or gateway.example:8080")
        return cls(name, port, parts.path.rstrip("/"))

    def path_of(self, interaction: Interaction) -> str | None:
        """The path behind the prefix; None if the exchange is with another host."""
        is_same = interaction.host == self.name and (self.port is None or interaction.port == self.port)
        if not is_same or not f"{interaction.path}/".startswith(f"{self.prefix}/"):
            return None
        return interaction.path[len(self.prefix) :]


class Ownership:
    """Decides whether an exchange is with the Claude API.

    It is if one of these holds:

    * its host is the API's, or one that the caller named;
    * the response carries the mark of the local server (`server: claudewire`);
    * the path is one of the document, and the request carries `anthropic-version`, or a key that only this API has.

    Args:
        document: The document whose paths and servers count.
        hosts: Further hosts that serve this API; see `Host`.

    Raises:
        ValueError: one of `hosts` is not a host.
    """

    def __init__(self, document: Document, hosts: Iterable[str] = ()) -> None:
        self._document = document
        self._hosts: Sequence[Host] = tuple(map(Host.parse, hosts))
        servers = (urlsplit(str(server.get("url", ""))).hostname for server in document.raw.get("servers", ()))
        self._api_hosts = frozenset({_API_HOST, *filter(None, servers)})

    def path_of(self, interaction: Interaction) -> str | None:
        """The path as the document writes it; None if the exchange is with another service."""
        if interaction.method in _TRANSPORT_METHODS:
            return None
        for host in self._hosts:
            path = host.path_of(interaction)
            if path is not None:
                return path
        path = interaction.path
        if interaction.host in self._api_hosts or interaction.response.header(LOCAL_SERVER.name) == LOCAL_SERVER.value:
            return path
        return path if self._is_documented(interaction) and _has_credentials(interaction) else None

    def _is_documented(self, interaction: Interaction) -> bool:
        return self._document.route(interaction.method, interaction.path) is not False


def _has_credentials(interaction: Interaction) -> bool:
    """Whether the request carries a header that only this API asks for."""
    request = interaction.request
    if request.header("anthropic-version") is not None:
        return True
    key = request.header("x-api-key")
    if key is None:
        return False
    # Many services have an `x-api-key`. Where the recorder replaced its value, the path must be Claude's alone.
    return key.startswith("sk-ant-") or (is_redacted(key) and _DISTINCT_PATH.match(interaction.path) is not None)
