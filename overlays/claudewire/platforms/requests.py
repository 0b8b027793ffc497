"""What platforms do to requests: check them against the tables of the document, place betas, put the model into the path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast
from urllib.parse import quote

from claudewire import _log
from claudewire._call.requests.betas import betas_of_fields
from claudewire._config import API_VERSION
from claudewire._errors.base import NotOnPlatform
from claudewire._platform import Draft
from claudewire_api._errors import RequestInvalid
from claudewire_api.betas import NODES
from claudewire_api.platforms import FEATURES, PLATFORMS

#: Resources and operations below `messages`, by their last name.
_SHORT: Final = {"batches": "messages.batches", "count_tokens": "messages.count_tokens"}


def supports(platform: str, feature: str) -> bool:
    """Return whether a platform has an operation, a resource, a feature or a beta, by the table of the document."""
    table = PLATFORMS[platform]
    betas = table.get("betas", {})
    if feature in FEATURES:
        return feature not in table.get("without", ())
    if re.search(r"-\d{4}-\d\d-\d\d$", feature):
        return feature not in betas.get("refused", ()) and feature not in betas.get("dropped", ())
    return _has_operation(table, _SHORT.get(feature, feature))


def _has_operation(table: Mapping[str, Any], operation: str) -> bool:
    def is_below(entry: str) -> bool:
        return operation == entry or operation.startswith(f"{entry}.")

    known: list[str] | None = table.get("operations")
    if known is not None:
        return operation in known or any(entry.startswith(f"{operation}.") for entry in known)
    return not any(map(is_below, table.get("without_operations", ())))


def places(feature: str) -> str:
    """Return the titles of the platforms that have a feature, as a phrase."""
    return ", ".join(table["title"] for name, table in PLATFORMS.items() if supports(name, feature))


def check_request(platform: str, draft: Draft, *, features: bool) -> None:
    """Check the operation and, if `features`, the features of a request, and filter its derived betas.

    Raises:
        NotOnPlatform: the platform does not have what the request uses.
    """
    table = PLATFORMS[platform]
    operation = draft.call.operation
    if not _has_operation(table, operation.id):
        raise NotOnPlatform(
            f"{operation.id} is not available on {table['title']}; it is on {places(operation.id)}. Nothing was sent"
        )
    named = [beta for beta in draft.betas if beta not in draft.derived_betas]
    if features and draft.body is not None and (without := table.get("without")):
        for feature, place in features_of(draft.body):
            if feature in without and not any(
                beta.startswith(tuple(FEATURES[feature].get("betas", ()))) for beta in named
            ):
                raise NotOnPlatform(
                    f"{place} ({feature}) is not available on {table['title']}; it is on {places(feature)}. Nothing was "
                    "sent; check_features=False turns this check off"
                )
    draft.betas = tuple(dict.fromkeys(_filtered(table, draft)))


def _filtered(table: Mapping[str, Any], draft: Draft) -> Iterator[str]:
    rules: Mapping[str, Any] = table.get("betas", {})
    for beta in draft.betas:
        if beta not in draft.derived_betas:
            yield beta
        elif beta in rules.get("refused", ()):
            raise NotOnPlatform(
                f"{_field_of(draft, beta)} needs the beta {beta}, which {table['title']} refuses. Nothing was sent; "
                f"betas=[{beta!r}] sends it nevertheless"
            )
        elif beta in rules.get("dropped", ()):
            _log.logger().debug("%s is not sent: %s does not know it", beta, table["title"])
        else:
            yield rules.get("renamed", {}).get(beta, beta)


def _field_of(draft: Draft, beta: str) -> str:
    """Return the field of the body that needs a beta, or the operation."""
    root = draft.call.operation.beta_fields
    if root is not None:
        for name, value in (draft.body or {}).items():
            if beta in betas_of_fields(root, {name: value}, NODES):
                return name
    return draft.call.operation.id


def features_of(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the features that a body uses, each with its place."""
    for feature, marks in FEATURES.items():
        for field in marks.get("fields", ()):
            if body.get(field):
                yield feature, field
    for index, tool in enumerate(_items(body.get("tools"))):
        kind = _get(tool, "type")
        for feature, marks in FEATURES.items():
            if isinstance(kind, str) and kind.startswith(tuple(marks.get("tools", ()))):
                yield feature, f"tools.{index}: {kind}"
    for index, message in enumerate(_items(body.get("messages"))):
        yield from _sources(_get(message, "content"), f"messages.{index}.content")


def _sources(content: Any, place: str) -> Iterator[tuple[str, str]]:
    for index, block in enumerate(_items(content)):
        kind = _get(_get(block, "source"), "type")
        if kind is not None:
            for feature, marks in FEATURES.items():
                if kind in marks.get("sources", ()):
                    yield feature, f"{place}.{index}.source: {kind}"
        elif (inner := _get(block, "content")) is not None:
            yield from _sources(inner, f"{place}.{index}.content")


def _items(value: Any) -> list[Any]:
    return list(cast("list[Any]", value)) if isinstance(value, (list, tuple)) else []


def _get(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        return cast("Mapping[str, Any]", value).get(name)
    return None if value is None or isinstance(value, str) else getattr(value, name, None)


def take_model(draft: Draft) -> str:
    """Remove the model from the body and return it.

    Raises:
        RequestInvalid: it is missing, empty, or would change the path that it becomes part of.
    """
    model: Any = (draft.body or {}).pop("model", None)
    if not isinstance(model, str) or not model:
        raise RequestInvalid("model must be a non-empty string: it becomes part of the path")
    if model.partition(";")[0] in ("", ".", "..") or not model.isprintable():
        raise RequestInvalid(f"model {model!r} cannot be part of a path")
    return model


def path_segment(value: str, *, safe: str) -> str:
    """Return a value percent-encoded as one segment of a path."""
    return quote(value, safe=safe)


def version_in_body(draft: Draft, default: str) -> None:
    """Put the API version into the body, where the caller has not set one; `default` stands for 2023-06-01."""
    assert draft.body is not None
    version = default if draft.api_version == API_VERSION else draft.api_version
    draft.body.setdefault("anthropic_version", version)


def drop_headers(draft: Draft, *names: bytes) -> None:
    """Remove headers of the Claude API that the platform does not know."""
    for name in names:
        draft.headers.pop(name, None)


def without_beta_view(draft: Draft) -> None:
    """Remove `?beta=true`."""
    draft.query = tuple(pair for pair in draft.query if pair != ("beta", "true"))


def betas_in_header(draft: Draft) -> None:
    """Write the beta header anew, after the betas were filtered."""
    drop_headers(draft, b"anthropic-beta")
    if draft.betas:
        draft.headers[b"anthropic-beta"] = ",".join(draft.betas).encode()


def user_profile_in_body(draft: Draft) -> None:
    """Move the header `anthropic-user-profile-id` into the body; `user_profile_id` of the body wins."""
    profile = draft.headers.pop(b"anthropic-user-profile-id", None)
    if profile is not None and draft.body is not None:
        draft.body.setdefault("user_profile_id", profile.decode())
