"""From an HTTP request to one that the document allows, or to the error of the API."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from claudewire.contract.betas import is_open
from claudewire.contract.document import Document, Node, Operation
from claudewire.contract.headers import value_of
from claudewire.testing.checks.validate import first_problem
from claudewire.testing.json_values import parse_json
from claudewire.testing.responses.errors import APIErrorResponse, invalid_request
from claudewire.testing.state import Upload, ValidRequest

#: More parts than any skill has.
_MOST_PARTS: Final = 10_000


async def read(
    document: Document, operation: Operation, request: Request, betas: frozenset[str], request_id: str
) -> ValidRequest:
    """Return the request, checked against its operation.

    Raises:
        APIErrorResponse: 400, 413, or 404 for an operation that needs a beta value.
    """
    if not is_open(operation.betas, betas):
        raise APIErrorResponse(
            404, f"Not found: this operation needs the header anthropic-beta: {', '.join(operation.betas)}"
        )
    query = _query(document, operation, request, betas)
    body, files = await _body(document, operation, request, betas)
    return ValidRequest(
        operation=operation,
        path={name: str(value) for name, value in request.path_params.items()},
        query=query,
        headers=request.headers,
        betas=betas,
        base_url=str(request.base_url).rstrip("/"),
        request_id=request_id,
        body=body,
        files=files,
    )


def _query(document: Document, operation: Operation, request: Request, betas: frozenset[str]) -> dict[str, Any]:
    """Return the query parameters, parsed by their schemas. Unknown ones are ignored, as the API does."""
    values: dict[str, Any] = {}
    for name, node in operation.query.items():
        schema = document.resolve(node)
        # Lists are written `name[]=a&name[]=b`; some clients leave the brackets out.
        texts = request.query_params.getlist(name) or request.query_params.getlist(name.removesuffix("[]"))
        if texts and is_open(operation.parameter_betas[name], betas):
            values[name] = (
                [value_of(text, schema.get("items", {})) for text in texts]
                if _is_list(schema)
                else value_of(texts[-1], schema)
            )
            problem = first_problem(document, schema, values[name])
            if problem:
                raise invalid_request(f"{name}: {problem}")
        elif name in operation.required_query:
            raise invalid_request(f"{name}: Field required")
    return values


def _is_list(schema: Node) -> bool:
    return "array" in schema.get("type", ()) or any(
        "array" in member.get("type", ()) for member in schema.get("anyOf", ())
    )


async def _body(
    document: Document, operation: Operation, request: Request, betas: frozenset[str]
) -> tuple[dict[str, Any], list[Upload]]:
    if not operation.body:
        return {}, []
    if "multipart/form-data" in operation.body:
        return await _form(document, operation, request, betas)
    content = await _limited(request, operation.max_bytes)
    try:
        body: dict[str, Any] = parse_json(content) if content or operation.body_required else {}
    except ValueError as error:
        raise invalid_request(f"The request body is not valid JSON: {error}") from None
    problem = first_problem(document, operation.body["application/json"], body, betas)
    if problem:
        raise invalid_request(problem)
    return body, []


async def _form(
    document: Document, operation: Operation, request: Request, betas: frozenset[str]
) -> tuple[dict[str, Any], list[Upload]]:
    """Return fields and files of a form. For the schema a file is a string, and a field is parsed by its type."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise invalid_request("Content-Type must be multipart/form-data")
    _check_length(request, operation.max_bytes)
    schema = document.resolve(operation.body["multipart/form-data"])
    properties: Mapping[str, Node] = schema.get("properties", {})
    fields: dict[str, Any] = {}
    files: list[Upload] = []
    async with _parts(request) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files.append(
                    Upload(
                        field=name,
                        filename=value.filename or "",
                        content=await value.read(),
                        media_type=value.content_type or "",
                    )
                )
                plain: Any = value.filename or ""
            else:
                plain = value_of(value, document.resolve(properties.get(name, {})))
            if _is_list(document.resolve(properties.get(name, {}))):
                fields.setdefault(name, []).append(plain)
            else:
                fields[name] = plain
    problem = first_problem(document, schema, fields, betas)
    if problem:
        raise invalid_request(problem)
    return {name: value for name, value in fields.items() if not any(file.field == name for file in files)}, files


@asynccontextmanager
async def _parts(request: Request) -> AsyncGenerator[FormData]:
    """Parse a form, and close its files at the end of the block."""
    try:
        form = await request.form(max_files=_MOST_PARTS, max_fields=_MOST_PARTS)
    except HTTPException as error:  # what Starlette makes of a form that it cannot parse
        raise invalid_request(error.detail) from error
    try:
        yield form
    finally:
        await form.close()


async def _limited(request: Request, limit: int | None) -> bytes:
    _check_length(request, limit)
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if limit is not None and len(content) > limit:
            raise _too_large()
    return bytes(content)


def _check_length(request: Request, limit: int | None) -> None:
    length = request.headers.get("content-length", "")
    if limit is not None and length.isdigit() and int(length) > limit:
        raise _too_large()


def _too_large() -> APIErrorResponse:
    return APIErrorResponse(413, "Request exceeds the maximum size")
