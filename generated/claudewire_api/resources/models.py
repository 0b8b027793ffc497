# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""`client.models`: The models that a key may use, and what each of them can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from .._call import Omit, Options, omit
from .._page import AsyncPage, AsyncPages, Page
from .._resource import AsyncResource, Resource
from ..endpoints import models as endpoints

if TYPE_CHECKING:
    import httpx

    from .. import models


class Models(Resource):
    """The models that a key may use, and what each of them can do."""

    __slots__ = ()

    def list(
        self,
        *,
        after_id: str | Omit = omit,
        before_id: str | Omit = omit,
        limit: int | Omit = omit,
        lifecycle: Sequence[Literal["active", "deprecated", "retired"]] | Omit = omit,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> Page[models.ModelInfo]:
        """List models

        The models that this key may use, newest first. Retired models are left out unless `lifecycle[]` asks for
        them. `lifecycle` and `retires_at` of a model say whether and when it stops working.

        Args:
            after_id: ID of the item that the page starts after. To get the next page, send `last_id` of this one.
            before_id: ID of the item that the page ends before. To get the previous page, send `first_id` of this one.
            limit: How many items a page holds at most, from 1 to 1,000.
            lifecycle: Stages of life to include, such as `lifecycle[]=retired`. When absent, active and deprecated
                models are listed.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 429, 500, 503, 504,
                529). This package by itself raises `ApiError`.

        See `GET /v1/models`.
        """
        call = endpoints.list(
            after_id=after_id,
            before_id=before_id,
            limit=limit,
            lifecycle=lifecycle,
            workspace_id=workspace_id,
        )
        options = Options(
            betas=betas or (),
            without_betas=without_betas or (),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return Page.fetch(self._caller, call, options)

    def retrieve(
        self,
        model_id: str,
        *,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.ModelInfo:
        """Get a model

        One model by its ID. For an alias, the response is the model that the alias stands for.

        Args:
            model_id: ID of a model, or an alias such as `claude-haiku-5-5` for the newest snapshot of that model.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 429, 500, 503,
                504, 529). This package by itself raises `ApiError`.

        See `GET /v1/models/{model_id}`.
        """
        call = endpoints.retrieve(
            model_id,
            workspace_id=workspace_id,
        )
        options = Options(
            betas=betas or (),
            without_betas=without_betas or (),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return self._caller.send(call, options)


class AsyncModels(AsyncResource):
    """The models that a key may use, and what each of them can do."""

    __slots__ = ()

    def list(
        self,
        *,
        after_id: str | Omit = omit,
        before_id: str | Omit = omit,
        limit: int | Omit = omit,
        lifecycle: Sequence[Literal["active", "deprecated", "retired"]] | Omit = omit,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> AsyncPages[models.ModelInfo]:
        """List models

        The models that this key may use, newest first. Retired models are left out unless `lifecycle[]` asks for
        them. `lifecycle` and `retires_at` of a model say whether and when it stops working.

        Args:
            after_id: ID of the item that the page starts after. To get the next page, send `last_id` of this one.
            before_id: ID of the item that the page ends before. To get the previous page, send `first_id` of this one.
            limit: How many items a page holds at most, from 1 to 1,000.
            lifecycle: Stages of life to include, such as `lifecycle[]=retired`. When absent, active and deprecated
                models are listed.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 429, 500, 503, 504,
                529). This package by itself raises `ApiError`.

        See `GET /v1/models`.
        """
        call = endpoints.list(
            after_id=after_id,
            before_id=before_id,
            limit=limit,
            lifecycle=lifecycle,
            workspace_id=workspace_id,
        )
        options = Options(
            betas=betas or (),
            without_betas=without_betas or (),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return AsyncPages(lambda: AsyncPage.fetch(self._caller, call, options))

    async def retrieve(
        self,
        model_id: str,
        *,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.ModelInfo:
        """Get a model

        One model by its ID. For an alias, the response is the model that the alias stands for.

        Args:
            model_id: ID of a model, or an alias such as `claude-haiku-5-5` for the newest snapshot of that model.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 429, 500, 503,
                504, 529). This package by itself raises `ApiError`.

        See `GET /v1/models/{model_id}`.
        """
        call = endpoints.retrieve(
            model_id,
            workspace_id=workspace_id,
        )
        options = Options(
            betas=betas or (),
            without_betas=without_betas or (),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return await self._caller.send(call, options)
