# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""`client.messages.batches`: Many message requests in one call, answered within a day at half the price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .._call import AsyncStream, Omit, Options, Stream, omit
from .._page import AsyncPage, AsyncPages, Page
from .._resource import AsyncResource, Resource
from ..endpoints import messages_batches as endpoints

if TYPE_CHECKING:
    import httpx

    from .. import models, params


class MessagesBatches(Resource):
    """Many message requests in one call, answered within a day at half the price."""

    __slots__ = ()

    def list(
        self,
        *,
        after_id: str | Omit = omit,
        before_id: str | Omit = omit,
        limit: int | Omit = omit,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> Page[models.MessageBatch]:
        """List message batches

        All batches of the workspace, newest first. Batches whose results are no longer kept are listed as well.

        Args:
            after_id: ID of the item that the page starts after. To get the next page, send `last_id` of this one.
            before_id: ID of the item that the page ends before. To get the previous page, send `first_id` of this one.
            limit: How many items a page holds at most, from 1 to 1,000.
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

        See `GET /v1/messages/batches`.
        """
        call = endpoints.list(
            after_id=after_id,
            before_id=before_id,
            limit=limit,
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

    def create(
        self,
        *,
        requests: Sequence[params.BatchRequestParam],
        workspace_id: str | Omit = omit,
        user_profile_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.MessageBatch:
        """Create a message batch

        Takes many message requests in one call and answers them in the background, at half the price. Work begins at
        once. Batches have rate limits of their own, for calls and for waiting requests.

        The requests are checked later, each when its turn comes: a request that is wrong gets an `errored` result
        and does not fail this call.

        Args:
            requests: The requests. They are independent of each other and may even name different models.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            user_profile_id: ID of the user profile for whose customer the request is made, for organizations that serve
                customers of their own.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 402, 403, 413, 429, 500,
                503, 504, 529). This package by itself raises `ApiError`.

        See `POST /v1/messages/batches`.
        """
        call = endpoints.create(
            requests=requests,
            workspace_id=workspace_id,
            user_profile_id=user_profile_id,
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

    def retrieve(
        self,
        message_batch_id: str,
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
    ) -> models.MessageBatch:
        """Get a message batch

        The state of a batch. Repeat the call until `processing_status` is `ended`; while the batch is in progress,
        the header `retry-after` says how many seconds to wait before the next call.

        Args:
            message_batch_id: ID of a message batch, as `messages.batches.create` returned it.
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

        See `GET /v1/messages/batches/{message_batch_id}`.
        """
        call = endpoints.retrieve(
            message_batch_id,
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

    def delete(
        self,
        message_batch_id: str,
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
    ) -> models.DeletedMessageBatch:
        """Delete a message batch

        Removes a batch and its results. Only a batch that has ended can be deleted; cancel a running one first.

        Args:
            message_batch_id: ID of a message batch, as `messages.batches.create` returned it.
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
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 409, 429, 500,
                503, 504, 529). This package by itself raises `ApiError`.

        See `DELETE /v1/messages/batches/{message_batch_id}`.
        """
        call = endpoints.delete(
            message_batch_id,
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

    def cancel(
        self,
        message_batch_id: str,
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
    ) -> models.MessageBatch:
        """Cancel a message batch

        Ends a batch before all its requests are answered. The batch is `canceling` while requests that have begun
        are finished, and then `ended`. It keeps the results that it has, so some requests of a canceled batch may
        have succeeded.

        Args:
            message_batch_id: ID of a message batch, as `messages.batches.create` returned it.
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
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 409, 429, 500,
                503, 504, 529). This package by itself raises `ApiError`.

        See `POST /v1/messages/batches/{message_batch_id}/cancel`.
        """
        call = endpoints.cancel(
            message_batch_id,
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

    def results(
        self,
        message_batch_id: str,
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
        stall_timeout: float | None = None,
    ) -> Stream[models.MessageBatchIndividualResponse]:
        """Get the results of a message batch

        The results of a batch that has ended, one JSON object per line, in any order; `custom_id` says which request
        a line belongs to. The address is `results_url` of the batch. The response can have hundreds of megabytes, so
        read it line by line. A batch that has not ended, or whose results were removed, gives a 404.

        Args:
            message_batch_id: ID of a message batch, as `messages.batches.create` returned it.
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
            stall_timeout: Seconds that a stream may bring nothing but pings; `math.inf` for no limit.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 429, 500, 503,
                504, 529). This package by itself raises `ApiError`.

        See `GET /v1/messages/batches/{message_batch_id}/results`.
        """
        call = endpoints.results(
            message_batch_id,
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
            stall_timeout=stall_timeout,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return self._caller.stream(call, options)


class AsyncMessagesBatches(AsyncResource):
    """Many message requests in one call, answered within a day at half the price."""

    __slots__ = ()

    def list(
        self,
        *,
        after_id: str | Omit = omit,
        before_id: str | Omit = omit,
        limit: int | Omit = omit,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> AsyncPages[models.MessageBatch]:
        """List message batches

        All batches of the workspace, newest first. Batches whose results are no longer kept are listed as well.

        Args:
            after_id: ID of the item that the page starts after. To get the next page, send `last_id` of this one.
            before_id: ID of the item that the page ends before. To get the previous page, send `first_id` of this one.
            limit: How many items a page holds at most, from 1 to 1,000.
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

        See `GET /v1/messages/batches`.
        """
        call = endpoints.list(
            after_id=after_id,
            before_id=before_id,
            limit=limit,
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

    async def create(
        self,
        *,
        requests: Sequence[params.BatchRequestParam],
        workspace_id: str | Omit = omit,
        user_profile_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.MessageBatch:
        """Create a message batch

        Takes many message requests in one call and answers them in the background, at half the price. Work begins at
        once. Batches have rate limits of their own, for calls and for waiting requests.

        The requests are checked later, each when its turn comes: a request that is wrong gets an `errored` result
        and does not fail this call.

        Args:
            requests: The requests. They are independent of each other and may even name different models.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            user_profile_id: ID of the user profile for whose customer the request is made, for organizations that serve
                customers of their own.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 402, 403, 413, 429, 500,
                503, 504, 529). This package by itself raises `ApiError`.

        See `POST /v1/messages/batches`.
        """
        call = endpoints.create(
            requests=requests,
            workspace_id=workspace_id,
            user_profile_id=user_profile_id,
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

    async def retrieve(
        self,
        message_batch_id: str,
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
    ) -> models.MessageBatch:
        """Get a message batch

        The state of a batch. Repeat the call until `processing_status` is `ended`; while the batch is in progress,
        the header `retry-after` says how many seconds to wait before the next call.

        Args:
            message_batch_id: ID of a message batch, as `messages.batches.create` returned it.
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

        See `GET /v1/messages/batches/{message_batch_id}`.
        """
        call = endpoints.retrieve(
            message_batch_id,
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

    async def delete(
        self,
        message_batch_id: str,
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
    ) -> models.DeletedMessageBatch:
        """Delete a message batch

        Removes a batch and its results. Only a batch that has ended can be deleted; cancel a running one first.

        Args:
            message_batch_id: ID of a message batch, as `messages.batches.create` returned it.
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
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 409, 429, 500,
                503, 504, 529). This package by itself raises `ApiError`.

        See `DELETE /v1/messages/batches/{message_batch_id}`.
        """
        call = endpoints.delete(
            message_batch_id,
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

    async def cancel(
        self,
        message_batch_id: str,
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
    ) -> models.MessageBatch:
        """Cancel a message batch

        Ends a batch before all its requests are answered. The batch is `canceling` while requests that have begun
        are finished, and then `ended`. It keeps the results that it has, so some requests of a canceled batch may
        have succeeded.

        Args:
            message_batch_id: ID of a message batch, as `messages.batches.create` returned it.
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
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 409, 429, 500,
                503, 504, 529). This package by itself raises `ApiError`.

        See `POST /v1/messages/batches/{message_batch_id}/cancel`.
        """
        call = endpoints.cancel(
            message_batch_id,
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

    async def results(
        self,
        message_batch_id: str,
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
        stall_timeout: float | None = None,
    ) -> AsyncStream[models.MessageBatchIndividualResponse]:
        """Get the results of a message batch

        The results of a batch that has ended, one JSON object per line, in any order; `custom_id` says which request
        a line belongs to. The address is `results_url` of the batch. The response can have hundreds of megabytes, so
        read it line by line. A batch that has not ended, or whose results were removed, gives a 404.

        Args:
            message_batch_id: ID of a message batch, as `messages.batches.create` returned it.
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
            stall_timeout: Seconds that a stream may bring nothing but pings; `math.inf` for no limit.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 429, 500, 503,
                504, 529). This package by itself raises `ApiError`.

        See `GET /v1/messages/batches/{message_batch_id}/results`.
        """
        call = endpoints.results(
            message_batch_id,
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
            stall_timeout=stall_timeout,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return await self._caller.stream(call, options)
