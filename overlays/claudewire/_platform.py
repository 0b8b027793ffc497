"""Where Claude is served. A platform is one frozen value; the direct API is one of them, and `claudewire.platforms` has the others.

`_call` holds the platform of a client and asks it at five places: `rewrite` before a request becomes bytes, the authorizer before
each attempt and after a refused credential, and the `Dialect` when a response arrives. No other module asks which platform it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Protocol

from attrs import define, frozen

from claudewire_api._call import Call

from ._errors.bodies import ErrorReading
from ._errors.statuses import APIStatusError
from ._secrets import RedactedHeaders, Secret


class Authorizer(Protocol):
    """Adds the credential to each attempt."""

    async def setup(self) -> None:
        """Load what the URL of a request depends on. Called before each request is built, so it must be cheap."""
        ...

    async def headers(self, request: Any) -> Mapping[bytes, bytes]:
        """Return the headers with the credential for a `PreparedRequest`.

        Raises:
            MissingCredentials: there is none.
        """
        ...

    async def renew(self, error: APIStatusError, request: Any) -> bool:
        """Renew the credential of a `PreparedRequest`, if `error` says that it is the reason of the failure. Returns whether it did."""
        ...

    def secrets(self) -> tuple[Secret, ...]:
        """Return the secrets that are known now, for redaction."""
        ...


@frozen(kw_only=True)
class Dialect:
    """How a platform writes its responses. It holds no secret: every result refers to one."""

    #: Media type of a stream of events.
    event_stream: str = "text/event-stream"
    #: Makes the decoder of such a stream, with the interface of `EventDecoder`; None for server-sent events.
    decoder: Callable[[], Any] | None = None
    #: Response headers with the request id; the first that is there counts.
    request_id_headers: tuple[str, ...] = ("request-id",)
    #: Reads an error: status, headers, JSON value or text of the body, the `PreparedRequest`. None: it is the form of the Claude API.
    read_error: Callable[[int, Mapping[str, str], Any, Any], ErrorReading | None] | None = None
    #: Operation id, JSON value of a result → the value in the form of the Claude API.
    read_result: Callable[[str, Any], Any] | None = None
    #: Response headers → figures that the platform measured.
    read_metrics: Callable[[Mapping[str, str]], Mapping[str, Any]] | None = None


#: The dialect of the Claude API.
DIRECT_DIALECT = Dialect()


@define(kw_only=True)
class Draft:
    """A request before it becomes bytes. `Platform.rewrite` may change every field but the call."""

    call: Call[Any]
    api_version: str
    base_url: str
    path: str
    query: tuple[tuple[str, str], ...]
    #: By lower-case name.
    headers: RedactedHeaders
    #: Fields of a JSON body, `extra_body` included; None for a request without one, or with a form.
    body: dict[str, Any] | None
    #: All beta values in the order of their header, and those of them that no caller has named: they were derived.
    betas: tuple[str, ...]
    derived_betas: frozenset[str]
    #: Limit for the body, in bytes.
    limit: int | None


@frozen(kw_only=True)
class Platform:
    """The direct API, and the base class of all platforms."""

    #: Short name, as in `connect("bedrock://…")`, and the name for sentences.
    name: ClassVar[str] = "direct"
    title: ClassVar[str] = "the Claude API"
    dialect: ClassVar[Dialect] = DIRECT_DIALECT

    def authorizer(self, *, is_async: bool) -> Authorizer | None:  # noqa: ARG002
        """Return what adds the credential; None for the key of the configuration."""
        return None

    def rewrite(self, draft: Draft) -> None:
        """Change a request to the form of this platform.

        Raises:
            RequestInvalid: the platform does not have what the request uses.
        """

    def supports(self, feature: str) -> bool:  # noqa: ARG002
        """Return whether the platform has an operation (`"messages.create"`), a resource (`"batches"`), a beta or a feature."""
        return True

    def model_id(self, model: str) -> str:
        """Return the platform's id of a model. Names that are not in its table are returned as they are."""
        return model

    def first_party(self, model: str) -> str:
        """Return the name in the Claude API of a model of this platform: the reverse of `model_id`."""
        return model


DIRECT = Platform()
