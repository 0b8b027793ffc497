"""From a `Call` to method, URL, headers and body: built once, used by every attempt."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from sys import intern
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast
from urllib.parse import quote, urlencode, urlsplit

from claudewire import _json
from claudewire._checks import (
    check_betas,
    check_count,
    check_headers,
    check_parameter_name,
    check_seconds,
    header_value,
    parse_timeout,
)
from claudewire._config import Config
from claudewire._errors.statuses import RequestTooLargeError
from claudewire._platform import DIRECT, Draft
from claudewire._secrets import RedactedHeaders
from claudewire._version import __version__
from claudewire_api import API_VERSION
from claudewire_api._call import DEFAULT_OPTIONS, Call, Omit, Options, query_pairs, read_content
from claudewire_api._errors import RequestInvalid
from claudewire_api.betas import NODES
from claudewire_api.operations import RETIRES

from .betas import betas_of_fields, merge

if TYPE_CHECKING:
    from .multipart import MultipartEncoder

Body: TypeAlias = "bytes | MultipartEncoder | None"

#: Headers that carry a credential.
_AUTH_HEADERS: Final = frozenset({"api-key", "authorization", "x-api-key"})
_JSON: Final = "application/json"
#: Models with an announced end.
_RETIRING: Final = frozenset(RETIRES["Model"])


class PreparedRequest:
    """One request, without its credential: each attempt adds that."""

    __slots__ = (
        "betas",
        "body",
        "credential",
        "deadline",
        "headers",
        "method",
        "needs_auth",
        "operation",
        "timeouts",
        "url",
    )

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
        betas: tuple[str, ...] = (),
    ) -> None:
        self.operation: str = operation
        self.method: str = method
        self.url: str = url
        #: By lower-case name.
        self.headers: dict[bytes, bytes] = headers
        self.body: Body = body
        self.timeouts: Mapping[str, float | None] = timeouts
        #: Whether the credential of the client is added: not if the caller set or removed its header.
        self.needs_auth: bool = needs_auth
        #: The beta values that are sent.
        self.betas: tuple[str, ...] = betas
        #: The token of the last attempt, if it can be renewed.
        self.credential: Any = None
        #: When the call must be over, on the monotonic clock.
        self.deadline: float | None = None

    @property
    def form(self) -> MultipartEncoder | None:
        """The body, if it is a form."""
        return None if self.body is None or isinstance(self.body, bytes) else self.body

    @property
    def rewindable(self) -> bool:
        """Whether the body can be sent again."""
        return self.form is None or self.form.rewindable

    # Headers of the caller may be credentials, and a repr appears in tracebacks and logs.
    def __repr__(self) -> str:
        return f"<{self.method} {self.url.partition('?')[0]}>"


class RequestBuilder:
    """Builds the requests of one configuration. Headers that all of them share are built once."""

    def __init__(self, config: Config, *, client_name: str = "Claude", on_loop: bool = False) -> None:
        self.config = config
        #: Writes bodies. On an event loop it refuses files, which a thread then reads.
        self._dumps = _json.dumps_on_loop if on_loop else _json.dumps
        base: dict[str, Any] = {
            "host": urlsplit(config.base_url).netloc.rpartition("@")[2],
            "user-agent": f"claudewire/{__version__} ({client_name}; Python {platform.python_version()})",
            "anthropic-version": config.api_version,
        }
        signed_in = config.credentials
        if signed_in is not None:
            base.update(signed_in.headers)
        base.update(config.default_headers)
        #: Headers that the caller set or removed: they override computed ones.
        self._overridden = frozenset(config.default_headers) - {"anthropic-beta"}
        explicit = base.pop("anthropic-beta", "")
        self._betas = (*config.betas, explicit) if isinstance(explicit, str) and explicit else config.betas
        if signed_in is not None:
            self._betas = (*self._betas, *signed_in.betas)
        self._base = {name: value for name, value in base.items() if isinstance(value, str)}
        #: Shared headers, by `accept` and `accept-encoding`.
        self._header_cache: dict[tuple[str, str], RedactedHeaders] = {}
        self._query = query_pairs(config.default_query)
        self._needs_auth = _AUTH_HEADERS.isdisjoint(self._overridden)
        #: Whether the client asks for another API version than that of the generated signatures.
        self._other_version = config.api_version != API_VERSION
        self._rewrite = None if config.platform is DIRECT else config.platform.rewrite

    def build(self, call: Call[Any], options: Options) -> PreparedRequest:
        """Return the request of a call.

        Warns:
            UserWarning: the client's `api_version` does not support a field that is given.
            DeprecationWarning: a model has a day of retirement; once per model and process.

        Raises:
            RequestInvalid: the request cannot be sent as it is.
            RequestTooLargeError: the body is over the size limit of the operation.
        """
        operation = call.operation
        if options is not DEFAULT_OPTIONS:
            _check_options(options)
        extra = check_headers(options.extra_headers)
        fields = None if call.body is None else with_lists(call.body)
        if fields:
            self._warn(operation.id, fields)
        values = self._values(call, fields, options)
        # Whether the body is a JSON object of fields, which a platform may change.
        has_fields = values is not None and operation.body == "json" and isinstance(call.content, Omit)
        body: Body = None
        content_type = operation.content_type or _JSON
        if values is not None and not has_fields:
            body, content_type = self._other_body(call, values)
        computed: dict[str, str] = {}
        if values is not None:
            computed["content-type"] = content_type
        if operation.method == "POST":
            # Equal for all attempts: a server that supports such keys can tell a retry from a second request.
            computed["idempotency-key"] = os.urandom(16).hex()
        if call.headers:
            computed.update(check_headers(call.headers))
        # Compression would delay the events of a stream.
        if call.kind == "events":
            out = self._headers("text/event-stream", "identity")
        else:
            out = self._headers(operation.accept, "gzip, deflate")
        self._add(out, computed)
        try:
            derived, betas = self._betas_of(call, fields, options, extra)
        except RecursionError:
            raise RequestInvalid("the body is nested too deeply, or contains itself") from None
        if betas:
            out[b"anthropic-beta"] = ",".join(betas).encode()
        for name, value in extra.items():
            if isinstance(value, Omit):
                out.pop(name.encode(), None)
            elif name != "anthropic-beta":
                out[name.encode()] = value.encode()
        base_url, path, query = self.config.base_url, call.path, self._query_of(call, options)
        limit = operation.max_request_bytes
        if self._rewrite is not None:
            draft = Draft(
                call=call,
                api_version=self.config.api_version,
                base_url=base_url,
                path=path,
                query=query,
                headers=out,
                body=values if has_fields else None,
                betas=betas,
                derived_betas=derived,
                limit=limit,
            )
            self._rewrite(draft)
            base_url, path, query, limit = draft.base_url, draft.path, draft.query, draft.limit
            out, betas = draft.headers, draft.betas
            values = draft.body
        if has_fields:
            try:
                body = encode(values, self._dumps)
            except _json.FileFound as found:
                found.fields = fields
                raise
        if isinstance(body, bytes):
            RequestTooLargeError.check(len(body), limit, operation.id)
        if body is not None and not isinstance(body, bytes) and body.length is None:
            out[b"transfer-encoding"] = b"chunked"
        elif body is not None:
            out[b"content-length"] = b"%d" % ((len(body) if isinstance(body, bytes) else body.length) or 0)
        elif operation.method != "GET":
            out[b"content-length"] = b"0"
        url = base_url + path
        return PreparedRequest(
            operation=operation.id,
            method=operation.method,
            url=f"{url}?{_query_text(query)}" if query else intern(url),  # one copy for all results
            headers=out,
            body=body,
            timeouts=self.config.timeout if isinstance(options.timeout, Omit) else parse_timeout(options.timeout),
            needs_auth=self._needs_auth and _AUTH_HEADERS.isdisjoint(extra),
            betas=betas,
        )

    def _warn(self, operation: str, fields: Mapping[str, Any]) -> None:
        """Load `notices` only for the few requests that may need it."""
        model = fields.get("model")
        if self._other_version or "requests" in fields or (isinstance(model, str) and model in _RETIRING):
            from .notices import warn_retiring, warn_unsupported

            warn_retiring(fields)
            if self._other_version:
                warn_unsupported(self.config.api_version, operation, fields)

    def _headers(self, accept: str, coding: str) -> RedactedHeaders:
        """Return a copy of the headers that requests with this `accept` share."""
        shared = self._header_cache.get((accept, coding))
        if shared is None:
            shared = RedactedHeaders()
            for name, value in self._base.items():
                shared[name.encode()] = value.encode()
            self._add(shared, {"accept": accept, "accept-encoding": coding})
            self._header_cache[accept, coding] = shared
        return RedactedHeaders(shared)

    def _add(self, out: RedactedHeaders, computed: Mapping[str, str]) -> None:
        for name, value in computed.items():
            if name not in self._overridden:
                out[name.encode()] = value.encode()

    def _query_of(self, call: Call[Any], options: Options) -> tuple[tuple[str, str], ...]:
        if not self._query and not options.extra_query:
            return call.query
        merged: dict[str, list[str]] = {}
        extra = query_pairs(options.extra_query or {})
        for group in (self._query, call.query, extra):
            for name in {name for name, _ in group}:
                merged.pop(name, None)
            for name, value in group:
                merged.setdefault(name, []).append(value)
        return tuple((name, value) for name, values in merged.items() for value in values)

    def _betas_of(
        self, call: Call[Any], fields: Mapping[str, Any] | None, options: Options, extra: Mapping[str, Any]
    ) -> tuple[frozenset[str], tuple[str, ...]]:
        """Return the beta values that no caller has named, and all of them in the order of the header."""
        explicit = extra.get("anthropic-beta", "")
        if isinstance(explicit, Omit):
            return frozenset(), ()
        operation = call.operation
        used: list[str] = []
        if operation.beta_fields is not None and fields is not None:
            used = betas_of_fields(operation.beta_fields, fields, NODES)
        if not (used or operation.betas or call.betas or self._betas or options.betas or explicit):
            return frozenset(), ()
        for value in (*call.betas, *options.betas):
            header_value("anthropic-beta", value)
        named = (self._betas, options.betas, (explicit,))
        betas = merge(operation.betas, call.betas, used, *named, without=options.without_betas)
        return frozenset(betas).difference(merge(*named)), betas

    def _values(self, call: Call[Any], fields: Mapping[str, Any] | None, options: Options) -> dict[str, Any] | None:
        """Return the fields of the body; None for a request without a body."""
        given = fields is not None or call.files or options.extra_body or not isinstance(call.content, Omit)
        if call.operation.body is None or not given:
            return None
        return {**(fields or {}), **(options.extra_body or {})}

    def _other_body(self, call: Call[Any], values: dict[str, Any]) -> tuple[Body, str]:
        """Return a body that is not a JSON object of fields, and its media type."""
        operation = call.operation
        if operation.body == "multipart":
            from .multipart import MultipartEncoder

            given = {name: value for name, value in values.items() if value is not None}
            limit = operation.max_request_bytes
            form = MultipartEncoder(given, call.files, limit=limit, operation=operation.id)
            return form, form.content_type
        if not isinstance(call.content, Omit):
            return _encode_content(call, values, self._dumps), operation.content_type or _JSON
        return urlencode(query_pairs(values)).encode(), "application/x-www-form-urlencoded"


def _encode_content(call: Call[Any], extra: dict[str, Any], dumps: Callable[[Any], bytes]) -> bytes:
    """Return a body that has no fields: any JSON value, or bytes. `extra` is what `extra_body` adds to an object."""
    content = call.content
    if call.operation.body == "bytes":
        try:
            return read_content(content)
        except TypeError as error:
            raise RequestInvalid(str(error)) from error
    if isinstance(content, Mapping):
        return encode({**cast("Mapping[str, Any]", content), **extra}, dumps)
    if extra:
        raise RequestInvalid(f"extra_body has fields, and the body of {call.operation.id} has none")
    return encode(content, dumps)


def _query_text(query: tuple[tuple[str, str], ...]) -> str:
    try:
        return urlencode(query, quote_via=quote)
    except UnicodeEncodeError:
        raise RequestInvalid("a query parameter has half of a surrogate pair, which no URL can hold") from None


def _check_options(options: Options) -> None:
    """Refuse options of a call that cannot work. Raises ConfigurationError, RequestInvalid."""
    if options.betas:
        check_betas("betas", options.betas)
    if options.without_betas:
        check_betas("without_betas", options.without_betas)
    if options.max_retries is not None:
        check_count("max_retries", options.max_retries, "; 0 turns retrying off")
    if options.deadline is not None:
        check_seconds("deadline", options.deadline)
    if options.stall_timeout is not None:
        check_seconds("stall_timeout", options.stall_timeout)
    for name in ("extra_query", "extra_body"):
        value: Any = getattr(options, name)
        if value is not None and not isinstance(value, Mapping):
            raise RequestInvalid(f"{name} must be a mapping, not a {type(value).__name__}")
    for key in options.extra_query or ():
        check_parameter_name("extra_query", key)


def encode(values: Any, dumps: Callable[[Any], bytes] = _json.dumps) -> bytes:
    """Return a body as JSON. Values may be models, typed dictionaries and mappings, mixed, and hold `omit` at any depth.

    Raises:
        RequestInvalid: a value has no JSON form.
    """
    try:
        try:
            return dumps(values)
        except TypeError:
            if not _contains(values, Omit):
                raise
            if _contains(values, Iterator):  # it was read above, and would be empty now
                raise RequestInvalid(
                    "a body with `omit` inside cannot hold an iterator or an open file: pass a list, or bytes"
                ) from None
            return dumps(drop_omitted(values))
    except RequestInvalid:
        raise
    except (TypeError, ValueError, RecursionError) as error:
        raise RequestInvalid(f"the body cannot be written as JSON: {error}") from error


def _contains(value: Any, kind: type[Any]) -> bool:
    """Return whether a value of this type is inside a body. Reads no iterator."""
    if isinstance(value, Mapping):
        return any(_contains(item, kind) for item in cast("Mapping[str, Any]", value).values())
    if isinstance(value, (list, tuple, AbstractSet)):
        return any(_contains(item, kind) for item in cast("Iterable[Any]", value))
    return isinstance(value, kind)


def drop_omitted(value: Any) -> Any:
    """Return a value without the fields and items that are `omit`."""
    if isinstance(value, Mapping):
        fields = cast("Mapping[str, Any]", value)
        return {key: drop_omitted(item) for key, item in fields.items() if not isinstance(item, Omit)}
    if isinstance(value, (list, tuple, AbstractSet)):
        items = cast("Iterable[Any]", value)
        return [drop_omitted(item) for item in items if not isinstance(item, Omit)]
    return value


def with_lists(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a body with lists in the place of iterators: it is read for its betas before it is written."""
    if not any(map(_is_one_shot, body.values())):
        return body
    return {name: list(cast("Iterator[Any]", value)) if _is_one_shot(value) else value for name, value in body.items()}


def _is_one_shot(value: Any) -> bool:
    if type(value) in _PLAIN_TYPES:
        return False
    return not hasattr(value, "read") and isinstance(value, Iterator)  # an open file is an iterator over lines


#: Types that are certainly no iterators: a fast answer for most values.
_PLAIN_TYPES: Final = frozenset({str, int, float, bool, list, dict, tuple, type(None)})
