"""`client.get`, `post`, `put`, `patch`, `delete`, `request`: endpoints that the generated methods do not have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from claudewire._secrets import Concealed, conceal
from claudewire_api._errors import RequestInvalid

if TYPE_CHECKING:
    from typing import Unpack

    from .arguments import CallOptions


class Verbs:
    """Raw requests of a client. The methods of `AsyncClaude` are awaited."""

    _caller: Any

    def request(
        self,
        method: str,
        path: str,
        *,
        cast_to: Any = dict,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        stream: bool = False,
        options: Mapping[str, Any] | None = None,
        **more: Unpack[CallOptions],
    ) -> Any:
        """Send a request that no method of this version makes, through key, betas, retries, deadline and middleware.

        Args:
            method: GET, POST, PUT, PATCH or DELETE.
            path: Path below the base URL, such as `/v1/models`, percent-encoded.
            cast_to: Type of the result: `dict`, `list`, a model, a TypedDict, `Page`, `bytes`, `str`, `None`, or `httpx.Response`.
            body: Fields of a JSON body.
            query: Query parameters.
            stream: Return a stream of events; each is a dict.
            options: The same options as one mapping, as the official SDK takes them.
            more: Options of every call: `timeout`, `max_retries`, `deadline`, `betas`, `extra_headers`, …

        Raises:
            APIError: the call failed.
            RequestInvalid: the path leads to another host, or an argument has another type; nothing was sent.
            ResponseInvalid: the response cannot become a `cast_to`.
        """
        conceal(more)
        for name, value in (("query", query), ("options", options)):
            if value is not None and not isinstance(value, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise RequestInvalid(f"{name} must be a mapping, not a {type(value).__name__}")
        query, options = query and Concealed(query), options and Concealed(options)
        from .raw_call import send_request

        return send_request(
            self._caller,
            method,
            path,
            cast_to=cast_to,
            body=body,
            query=query,
            stream=stream,
            options=options,
            more=more,
        )

    def get(self, path: str, *, cast_to: Any = dict, **options: Any) -> Any:
        """Send a GET request; arguments as those of `request`."""
        conceal(options)
        return Verbs.request(self, "GET", path, cast_to=cast_to, **options)

    def post(self, path: str, *, cast_to: Any = dict, **options: Any) -> Any:
        """Send a POST request; arguments as those of `request`."""
        conceal(options)
        return Verbs.request(self, "POST", path, cast_to=cast_to, **options)

    def put(self, path: str, *, cast_to: Any = dict, **options: Any) -> Any:
        """Send a PUT request; arguments as those of `request`."""
        conceal(options)
        return Verbs.request(self, "PUT", path, cast_to=cast_to, **options)

    def patch(self, path: str, *, cast_to: Any = dict, **options: Any) -> Any:
        """Send a PATCH request; arguments as those of `request`."""
        conceal(options)
        return Verbs.request(self, "PATCH", path, cast_to=cast_to, **options)

    def delete(self, path: str, *, cast_to: Any = dict, **options: Any) -> Any:
        """Send a DELETE request; arguments as those of `request`."""
        conceal(options)
        return Verbs.request(self, "DELETE", path, cast_to=cast_to, **options)
