"""Calls of endpoints that the generated methods do not have: what `Verbs.request` sends, and what it returns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast, get_args, get_origin, is_typeddict

from attrs import evolve

from claudewire._call.requests.paths import check_method, check_path
from claudewire._call.responses.http_errors import conceal_received
from claudewire._call.responses.results import cast_body
from claudewire._checks import shown
from claudewire._errors.base import APIError
from claudewire._http.network.sync_stream import run_blocking
from claudewire._secrets import Concealed
from claudewire_api._call import Call, Kind, Operation, Options, omit, query_pairs
from claudewire_api._errors import RequestInvalid
from claudewire_api._page import AsyncPage, Page

if TYPE_CHECKING:
    import httpx

    from claudewire._call.responses.response import ResponseInfo

#: Options that the official SDK takes as one mapping, and what they are called here.
_OPTIONS: Final = {
    "headers": "extra_headers", "extra_headers": "extra_headers", "params": "query", "query": "query", "extra_query": "query",
    "timeout": "timeout", "max_retries": "max_retries", "betas": "betas", "deadline": "deadline",
    "extra_json": "extra_body", "extra_body": "extra_body",
}  # fmt: skip


def _make_call(
    base_url: str, method: str, path: str, *, query: Mapping[str, Any], body: Any, stream: bool, cast_to: Any
) -> Call[Any]:
    """Return the call of a raw verb.

    Raises:
        RequestInvalid: the path leads to another host, the body is no object, or `cast_to` is no type.
    """
    method = check_method(method)
    if not (cast_to is None or isinstance(cast_to, type) or is_typeddict(cast_to) or get_origin(cast_to) is not None):
        raise RequestInvalid(
            f"cast_to must be a type, such as dict, list, a model or bytes, or None, not {shown(cast_to)}"
        )
    if not (body is None or isinstance(body, Mapping)):
        raise RequestInvalid(f"body must be a mapping, not a {type(body).__name__}")
    path = check_path(base_url, path)
    as_bytes = cast_to in (bytes, str, None) or _is_httpx_response(cast_to)
    kind: Kind = "events" if stream else "bytes" if as_bytes else "json"
    operation = Operation(
        id=f"{method} {path}",
        method=method,
        path=path,
        kind=kind,
        accept="*/*" if as_bytes else "application/json",
        body=None if body is None else "json",
        retry_safe=method in ("GET", "PUT", "DELETE"),
    )
    return Call(
        operation=operation,
        path=path,
        decode=lambda value: value,
        kind=kind,
        query=query_pairs(query),
        body=cast("Mapping[str, Any] | None", body),
    )


def _split_options(
    given: Mapping[str, Any] | None, query: Mapping[str, Any] | None, known: Any
) -> tuple[Options, dict[str, Any]]:
    """Return the options of a call and its query, from keyword arguments and from `options={…}` of the official SDK.

    Raises:
        TypeError: there is no such option.
    """
    options = Concealed({name: value for name, value in known.items() if value is not None and value is not omit})
    merged = Concealed(query or {})
    for name, value in (given or {}).items():
        target = _OPTIONS.get(name)
        if target is None:
            raise TypeError(f"there is no option {name!r}; options are {', '.join(sorted(_OPTIONS))}")
        if target == "query":
            merged.update(value or {})
        elif value is not None:
            options[target] = value
    return Options(**options), merged


def _is_httpx_response(cast_to: Any) -> bool:
    return (
        isinstance(cast_to, type) and cast_to.__name__ == "Response" and cast_to.__module__.partition(".")[0] == "httpx"
    )


def _cast(info: ResponseInfo, body: bytes, cast_to: Any) -> Any:
    """Return a body as `cast_to`. Raises ResponseInvalid if it is not JSON, or not of this type."""
    if cast_to is None:
        return None
    if _is_httpx_response(cast_to):
        response: httpx.Response = cast_to(info.status_code, headers=[*info.headers.multi_items()], content=body)
        return response
    if is_typeddict(cast_to) or get_origin(cast_to) is not None or cast_to in (dict, list, object, Mapping):
        cast_to = object
    return cast_body(info, body, cast_to)


class RawPage:
    """One page of a list that the generated methods do not have: a JSON object with `data`."""

    def __init__(self, item: Any, fields: Mapping[str, Any]) -> None:
        self._fields = fields
        from_dict: Any = getattr(item, "from_dict", None)
        items: list[Any] = fields.get("data") or []
        self.data: list[Any] = [from_dict(value) if from_dict else value for value in items]
        self.has_more, self.next_page = fields.get("has_more"), fields.get("next_page")
        self.first_id, self.last_id = fields.get("first_id"), fields.get("last_id")

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return dict(self._fields)


async def _fetch(pipeline: Any, cast_to: Any, call: Call[Any], options: Options) -> Any:
    body, info = await pipeline.fetch(call, options)
    try:
        return _cast(info, body, cast_to)
    except APIError as error:
        body = b""
        conceal_received(error)
        raise


def send_request(
    pipeline: Any,
    method: str,
    path: str,
    *,
    cast_to: Any,
    body: Any,
    query: Mapping[str, Any] | None,
    stream: bool,
    options: Mapping[str, Any] | None,
    more: Any,
) -> Any:
    """Send a raw request; see `Verbs.request`. Over an async pipeline, the result is awaitable."""
    call_options, merged_query = _split_options(options, query, more)
    base_url: str = pipeline.config.base_url
    call = _make_call(base_url, method, path, query=merged_query, body=body, stream=stream, cast_to=cast_to)
    if stream:
        return pipeline.stream(call, call_options)
    page: Any = get_origin(cast_to) or cast_to
    if page in (Page, AsyncPage):
        (item,) = get_args(cast_to) or (None,)
        call = evolve(call, decode=partial(RawPage, item))
        pages: Any = AsyncPage if pipeline.IS_ASYNC else Page
        return pages.fetch(pipeline, call, call_options)
    send = pipeline.with_middleware(partial(_fetch, pipeline, cast_to))
    return send(call, call_options) if pipeline.IS_ASYNC else run_blocking(send(call, call_options))
