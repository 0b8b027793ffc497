"""From a `Call` to what goes over the wire: method, URL, headers and body, made once and used by every attempt."""

from __future__ import annotations

import os
import platform
import warnings
from collections.abc import Iterator, Mapping, Sequence
from sys import intern
from typing import Any, Final, cast
from urllib.parse import quote, urlencode, urlsplit

from claudewire_api import API_VERSION
from claudewire_api._call import Call, Omit, Options, pairs
from claudewire_api.betas import NODES

from . import _betas, _json
from ._config import Config, header_value, headers, timeouts
from ._errors import RequestInvalid
from ._multipart import Multipart, check_size
from ._secrets import HeaderDict
from ._version import __version__

Body = bytes | Multipart | None

#: Headers that stand for a credential.
_AUTH: Final = frozenset({"authorization", "x-api-key"})


def _warn_of_refused(version: str, operation: str, fields: Mapping[str, Any]) -> None:
    from inspect import currentframe

    from claudewire_api.versions import refused

    for place in refused(version, operation, fields):
        level, frame = 1, currentframe()
        while frame and frame.f_globals.get("__name__", "").partition(".")[0] in ("claudewire", "claudewire_api"):
            level, frame = level + 1, frame.f_back
        warnings.warn(f"API version {version} refuses `{place}` of {operation}", UserWarning, stacklevel=level)


class Request:
    """One request, ready to be sent. It holds no credential: that is added when the bytes leave."""

    __slots__ = ("body", "headers", "method", "needs_auth", "operation", "timeouts", "url")

    def __init__(
        self,
        *,
        operation: str,
        method: str,
        url: str,
        headers: dict[bytes, bytes],
        body: Body,
        timeouts: Mapping[str, float | None],
        needs_auth: bool = True,
    ) -> None:
        self.operation = operation
        self.method = method
        self.url = url
        #: By lower-case name.
        self.headers = headers
        self.body = body
        self.timeouts = timeouts
        #: Whether the credential of the client is to be added: not if the caller gave a header for it, or took it away.
        self.needs_auth = needs_auth

    @property
    def repeatable(self) -> bool:
        return not isinstance(self.body, Multipart) or self.body.repeatable

    # Headers that a caller added may be credentials, and a repr ends in tracebacks and logs.
    def __repr__(self) -> str:
        return f"<{self.method} {self.url.partition('?')[0]}>"


class Builder:
    """Makes the requests of one configuration. What all of them share is made once."""

    def __init__(self, config: Config, *, client_name: str = "Claude") -> None:
        self.config = config
        base: dict[str, Any] = {
            "host": urlsplit(config.base_url).netloc.rpartition("@")[2],
            "user-agent": f"claudewire/{__version__} ({client_name}; Python {platform.python_version()})",
            "anthropic-version": config.api_version,
        }
        base.update(config.default_headers)
        #: Names that somebody left out or set by hand: these win over what is computed.
        self._fixed = frozenset(config.default_headers) - {"anthropic-beta"}
        by_hand = base.pop("anthropic-beta", "")
        self._betas = (*config.betas, by_hand) if isinstance(by_hand, str) and by_hand else config.betas
        self._base = {name: value for name, value in base.items() if isinstance(value, str)}
        #: The headers of all requests that expect the same.
        self._expecting: dict[tuple[str, str], HeaderDict] = {}
        self._query = pairs(config.default_query)
        self._needs_auth = _AUTH.isdisjoint(self._fixed)
        #: Whether the signatures of this package are those of another API version than the one that is asked for.
        self._other_version = config.api_version != API_VERSION

    def build(self, call: Call[Any], options: Options) -> Request:
        """The request of a call.

        Warns:
            UserWarning: the client's `api_version` refuses a field that is given.

        Raises:
            RequestInvalid: it can not be sent as it is.
            RequestTooLargeError: it is over the size limit of its operation.
        """
        operation = call.operation
        extra = headers(options.extra_headers)
        fields = None if call.body is None else materialized(call.body)
        if self._other_version and fields:
            _warn_of_refused(self.config.api_version, operation.id, fields)
        body, content_type = self._body(call, fields, options)
        computed: dict[str, str] = {}
        if content_type is not None:
            computed["content-type"] = content_type
        if operation.method == "POST":
            # The same for every attempt: a server that knows such keys can tell a retry from a second request.
            computed["idempotency-key"] = os.urandom(16).hex()
        if call.headers:
            computed.update(headers(call.headers))
        # A compressed stream is a delayed stream.
        if call.kind == "events":
            out = self._headers("text/event-stream", "identity")
        else:
            out = self._headers(operation.accept, "gzip, deflate")
        self._add(out, computed)
        if beta := self._beta_header(call, fields, options, extra):
            out[b"anthropic-beta"] = beta.encode()
        for name, value in extra.items():
            if isinstance(value, Omit):
                out.pop(name.encode(), None)
            elif name != "anthropic-beta":
                out[name.encode()] = value.encode()
        if isinstance(body, Multipart) and body.length is None:
            out[b"transfer-encoding"] = b"chunked"
        elif body is not None:
            out[b"content-length"] = b"%d" % ((len(body) if isinstance(body, bytes) else body.length) or 0)
        elif operation.method != "GET":
            out[b"content-length"] = b"0"
        return Request(
            operation=operation.id,
            method=operation.method,
            url=self._url(call, options),
            headers=out,
            body=body,
            timeouts=self.config.timeout if isinstance(options.timeout, Omit) else timeouts(options.timeout),
            needs_auth=self._needs_auth and _AUTH.isdisjoint(extra),
        )

    def _headers(self, accept: str, coding: str) -> HeaderDict:
        """What is the same for all requests that expect this."""
        known = self._expecting.get((accept, coding))
        if known is None:
            known = HeaderDict()
            for name, value in self._base.items():
                known[name.encode()] = value.encode()
            self._add(known, {"accept": accept, "accept-encoding": coding})
            self._expecting[accept, coding] = known
        return HeaderDict(known)

    def _add(self, out: HeaderDict, computed: Mapping[str, str]) -> None:
        for name, value in computed.items():
            if name not in self._fixed:
                out[name.encode()] = value.encode()

    def _url(self, call: Call[Any], options: Options) -> str:
        query = call.query
        if self._query or options.extra_query:
            merged: dict[str, list[str]] = {}
            extra = pairs(options.extra_query or {})
            for group in (self._query, call.query, extra):
                for name in {name for name, _ in group}:
                    merged.pop(name, None)
                for name, value in group:
                    merged.setdefault(name, []).append(value)
            query = tuple((name, value) for name, values in merged.items() for value in values)
        url = self.config.base_url + call.path
        return f"{url}?{urlencode(query, quote_via=quote)}" if query else intern(url)  # one copy for all results

    def _beta_header(
        self, call: Call[Any], fields: Mapping[str, Any] | None, options: Options, extra: Mapping[str, Any]
    ) -> str:
        by_hand = extra.get("anthropic-beta", "")
        if isinstance(by_hand, Omit):
            return ""
        operation = call.operation
        used: list[str] = []
        if operation.beta_fields is not None and fields is not None:
            used = _betas.field_betas(operation.beta_fields, fields, NODES)
        if not (used or operation.betas or call.betas or self._betas or options.betas or by_hand):
            return ""
        for value in (*call.betas, *options.betas):
            header_value("anthropic-beta", value)
        return ",".join(
            _betas.union(
                operation.betas,
                call.betas,
                used,
                self._betas,
                options.betas,
                (by_hand,),
                without=options.without_betas,
            )
        )

    def _body(self, call: Call[Any], fields: Mapping[str, Any] | None, options: Options) -> tuple[Body, str | None]:
        operation = call.operation
        if operation.body is None or (fields is None and not call.files and not options.extra_body):
            return None, None
        values: dict[str, Any] = {**(fields or {}), **(options.extra_body or {})}
        limit = operation.max_request_bytes
        if operation.body == "multipart":
            fields_given = {name: value for name, value in values.items() if value is not None}
            form = Multipart(fields_given, call.files, limit=limit, operation=operation.id)
            return form, form.content_type
        data = encode(values)
        check_size(len(data), limit, operation.id)
        return data, "application/json"


def encode(values: dict[str, Any]) -> bytes:
    """A body as JSON. Values may be models, typed dictionaries and mappings, mixed, and hold `omit` at any depth."""
    try:
        return _json.dumps(values)
    except TypeError as error:
        if "Omit" not in str(error):
            raise RequestInvalid(f"the body can not be written as JSON: {error}") from error
    except (ValueError, RecursionError) as error:
        raise RequestInvalid(f"the body can not be written as JSON: {error}") from error
    return encode(without_omitted(values))


def without_omitted(value: Any) -> Any:
    """The same value without what is `omit`."""
    if isinstance(value, Mapping):
        fields = cast("Mapping[str, Any]", value)
        return {key: without_omitted(item) for key, item in fields.items() if not isinstance(item, Omit)}
    if isinstance(value, (list, tuple)):
        items = cast("Sequence[Any]", value)
        return [without_omitted(item) for item in items if not isinstance(item, Omit)]
    return value


def materialized(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same body with lists where fields are iterators: it is looked into before it is written."""
    if not any(map(_is_stream, body.values())):
        return body
    return {name: list(cast("Iterator[Any]", value)) if _is_stream(value) else value for name, value in body.items()}


def _is_stream(value: Any) -> bool:
    if type(value) in _WHOLE:
        return False
    return not hasattr(value, "read") and isinstance(value, Iterator)  # an open file is one, of lines


#: To ask this first saves the slow question.
_WHOLE: Final = frozenset({str, int, float, bool, list, dict, tuple, type(None)})
