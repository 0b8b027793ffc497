# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""`client.messages.batches`: Many messages at once, within a day and at half the price."""

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
    """Many messages at once, within a day and at half the price."""

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

        All batches of the workspace, newest first, also those whose results are no longer kept.

        Args:
            after_id: ID of the item that the page starts after; `last_id` of one page gives the next one.
            before_id: ID of the item that the page ends before; `first_id` of one page gives the previous one.
            limit: How many items a page holds at most.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `GET /v1/messages/batches`.
        """
        call = endpoints.list(
            after_id=after_id,
            before_id=before_id,
            limit=limit,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        Takes many message requests at once and works through them in the background, at half the price. Work begins
        at once. Batches have rate limits of their own, for calls and for requests that wait.

        The answer comes before the requests are checked: what is wrong with one of them is told by its result.

        Args:
            requests: The requests, each on its own; they may differ in everything, the model included.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            user_profile_id: User profile on whose behalf the request is made, for organizations that serve end users of
                their own.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `POST /v1/messages/batches`.
        """
        call = endpoints.create(
            requests=requests,
            workspace_id=workspace_id,
            user_profile_id=user_profile_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        How far a batch is. Call it from time to time until `processing_status` is `ended`; while a batch is at work,
        `retry-after` says how many seconds to let pass.

        Args:
            message_batch_id: ID of a message batch.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `GET /v1/messages/batches/{message_batch_id}`.
        """
        call = endpoints.retrieve(
            message_batch_id,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        Removes a batch and its results. Only a batch that has ended can be deleted; cancel it before.

        Args:
            message_batch_id: ID of a message batch.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `DELETE /v1/messages/batches/{message_batch_id}`.
        """
        call = endpoints.delete(
            message_batch_id,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        Asks for an end before the last request is done. The batch is `canceling` at first, while requests that
        cannot be interrupted are finished, and then `ended`. It keeps the results that it has, so some requests of a
        canceled batch can still have succeeded.

        Args:
            message_batch_id: ID of a message batch.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `POST /v1/messages/batches/{message_batch_id}/cancel`.
        """
        call = endpoints.cancel(
            message_batch_id,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        The results of a batch that has ended, one JSON object a line, in any order. It is the address that
        `results_url` of the batch gives, and can be hundreds of megabytes: read it line by line. A batch that has
        not ended, or whose results were removed, is a 404.

        Args:
            message_batch_id: ID of a message batch.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.
            stall_timeout: Seconds that a stream may bring nothing but pings; `math.inf` for no limit.

        See `GET /v1/messages/batches/{message_batch_id}/results`.
        """
        call = endpoints.results(
            message_batch_id,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            stall_timeout=stall_timeout,
        )
        return self._caller.stream(call, options)


class AsyncMessagesBatches(AsyncResource):
    """Many messages at once, within a day and at half the price."""

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

        All batches of the workspace, newest first, also those whose results are no longer kept.

        Args:
            after_id: ID of the item that the page starts after; `last_id` of one page gives the next one.
            before_id: ID of the item that the page ends before; `first_id` of one page gives the previous one.
            limit: How many items a page holds at most.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `GET /v1/messages/batches`.
        """
        call = endpoints.list(
            after_id=after_id,
            before_id=before_id,
            limit=limit,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        Takes many message requests at once and works through them in the background, at half the price. Work begins
        at once. Batches have rate limits of their own, for calls and for requests that wait.

        The answer comes before the requests are checked: what is wrong with one of them is told by its result.

        Args:
            requests: The requests, each on its own; they may differ in everything, the model included.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            user_profile_id: User profile on whose behalf the request is made, for organizations that serve end users of
                their own.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `POST /v1/messages/batches`.
        """
        call = endpoints.create(
            requests=requests,
            workspace_id=workspace_id,
            user_profile_id=user_profile_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        How far a batch is. Call it from time to time until `processing_status` is `ended`; while a batch is at work,
        `retry-after` says how many seconds to let pass.

        Args:
            message_batch_id: ID of a message batch.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `GET /v1/messages/batches/{message_batch_id}`.
        """
        call = endpoints.retrieve(
            message_batch_id,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        Removes a batch and its results. Only a batch that has ended can be deleted; cancel it before.

        Args:
            message_batch_id: ID of a message batch.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `DELETE /v1/messages/batches/{message_batch_id}`.
        """
        call = endpoints.delete(
            message_batch_id,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        Asks for an end before the last request is done. The batch is `canceling` at first, while requests that
        cannot be interrupted are finished, and then `ended`. It keeps the results that it has, so some requests of a
        canceled batch can still have succeeded.

        Args:
            message_batch_id: ID of a message batch.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `POST /v1/messages/batches/{message_batch_id}/cancel`.
        """
        call = endpoints.cancel(
            message_batch_id,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        The results of a batch that has ended, one JSON object a line, in any order. It is the address that
        `results_url` of the batch gives, and can be hundreds of megabytes: read it line by line. A batch that has
        not ended, or whose results were removed, is a 404.

        Args:
            message_batch_id: ID of a message batch.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.
            stall_timeout: Seconds that a stream may bring nothing but pings; `math.inf` for no limit.

        See `GET /v1/messages/batches/{message_batch_id}/results`.
        """
        call = endpoints.results(
            message_batch_id,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            stall_timeout=stall_timeout,
        )
        return await self._caller.stream(call, options)
