"""All exceptions of this package. `ClaudeError` is the base class of all; the names of the official SDK are aliases.

    ClaudeError                           = AnthropicError
    ├── ConfigurationError                (ValueError, TypeError) the client's configuration is invalid; nothing was sent
    │   └── MissingCredentials            no API key, no token, and no header that replaces them
    ├── FieldMissing                      (AttributeError) a field was read that the API promises and the server did not send
    ├── PaginationError                   the pages of a list lead nowhere
    ├── ConcurrentRead                    (RuntimeError) two threads or tasks read one stream at the same moment; the first loses nothing
    ├── RequestInvalid                    (ValueError, TypeError) the request is invalid: a header with a line break; nothing was sent
    │   └── NotOnPlatform                 the platform of the client does not have this; nothing was sent
    └── APIError                          the call failed
        ├── RetryableError                middleware asks for another attempt
        ├── APIConnectionError            no response, or an incomplete one
        │   ├── RedirectRefused           the server redirects to another origin, or redirects a POST; nothing was sent there
        │   └── APITimeoutError           an httpx timeout passed
        │       ├── DeadlineExpired       the `deadline` of the call passed
        │       │   └── RateLimitTimeout  the client's rate limiter has no turn before the deadline; the request was not sent
        │       └── StreamStalled         no event but pings for `stall_timeout` seconds
        ├── ResponseInvalid               a 2xx response that does not fit the API description = APIResponseValidationError
        │   └── ResponseTooLarge          the decoded body is larger than the limit
        ├── StreamError                   the response is not a valid stream
        │   ├── StreamTruncated           the connection was closed normally before the stream was complete
        │   ├── StreamLimitExceeded       a line or an event is larger than the limit
        │   ├── StreamClosed              the program closed the stream, or left its `with` block, before the end
        │   ├── StreamOrderError          an event is not allowed at this point of the stream
        │   └── StreamDataInvalid         an event or line is not a JSON object, or lacks a field
        └── APIStatusError                the API returned an error status or sent an `error` event
            ├── BadRequestError           400 invalid_request_error
            ├── AuthenticationError       401 authentication_error
            ├── BillingError              402 billing_error = PaymentRequiredError
            ├── PermissionDeniedError     403 permission_error
            ├── NotFoundError             404 not_found_error
            ├── RequestTimeoutError       408
            ├── ConflictError             409 conflict_error
            ├── PreconditionFailedError   412
            ├── RequestTooLargeError      413 request_too_large = ContentTooLargeError; also raised before sending
            ├── UnprocessableEntityError  422
            ├── RateLimitError            429 rate_limit_error
            ├── RequestHeaderFieldsTooLargeError  431
            ├── ClientClosedRequestError  499
            └── InternalServerError       5xx api_error
                ├── HTTPNotImplementedError   501
                ├── ServiceUnavailableError   503
                ├── GatewayTimeoutError       504 timeout_error = DeadlineExceededError
                └── OverloadedError           529 overloaded_error

The status chooses the class. For a status with several meanings (400, any 5xx, and statuses that are not in the table),
`error.type` chooses it; on a 400, a type of the 5xx does not. An `error` event in a stream has no status: it gets the class, and the
status, of its type. If the type is missing or unknown, it is an `APIStatusError` without a status. `responses` chooses. An error with
an `error_code` that the API documents has a class of its own below that of its status: `thread_not_found` is a `ThreadNotFoundError`
(`codes`).

`base` has the errors of calls, connections and streams, `statuses` those that have a status, and `bodies` reads what a server says.
The package imports `_secrets` and nothing else of ours.
"""

from claudewire_api._errors import ClaudeError as ClaudeError
from claudewire_api._errors import ConcurrentRead as ConcurrentRead
from claudewire_api._errors import FieldMissing as FieldMissing
from claudewire_api._errors import PaginationError as PaginationError
from claudewire_api._errors import RequestInvalid as RequestInvalid

from .base import AnthropicError as AnthropicError
from .base import APIConnectionError as APIConnectionError
from .base import APIError as APIError
from .base import APIResponseValidationError as APIResponseValidationError
from .base import APITimeoutError as APITimeoutError
from .base import ConfigurationError as ConfigurationError
from .base import DeadlineExpired as DeadlineExpired
from .base import MissingCredentials as MissingCredentials
from .base import NotOnPlatform as NotOnPlatform
from .base import RateLimitTimeout as RateLimitTimeout
from .base import RedirectRefused as RedirectRefused
from .base import ResponseInvalid as ResponseInvalid
from .base import ResponseTooLarge as ResponseTooLarge
from .base import RetryableError as RetryableError
from .base import StreamClosed as StreamClosed
from .base import StreamDataInvalid as StreamDataInvalid
from .base import StreamError as StreamError
from .base import StreamLimitExceeded as StreamLimitExceeded
from .base import StreamOrderError as StreamOrderError
from .base import StreamStalled as StreamStalled
from .base import StreamTruncated as StreamTruncated
from .statuses import BY_STATUS as BY_STATUS
from .statuses import BY_TYPE as BY_TYPE
from .statuses import APIStatusError as APIStatusError
from .statuses import AuthenticationError as AuthenticationError
from .statuses import BadRequestError as BadRequestError
from .statuses import BillingError as BillingError
from .statuses import ClientClosedRequestError as ClientClosedRequestError
from .statuses import ConflictError as ConflictError
from .statuses import ContentTooLargeError as ContentTooLargeError
from .statuses import DeadlineExceededError as DeadlineExceededError
from .statuses import GatewayTimeoutError as GatewayTimeoutError
from .statuses import HTTPNotImplementedError as HTTPNotImplementedError
from .statuses import InternalServerError as InternalServerError
from .statuses import NotFoundError as NotFoundError
from .statuses import OverloadedError as OverloadedError
from .statuses import PaymentRequiredError as PaymentRequiredError
from .statuses import PermissionDeniedError as PermissionDeniedError
from .statuses import PreconditionFailedError as PreconditionFailedError
from .statuses import RateLimitError as RateLimitError
from .statuses import RequestHeaderFieldsTooLargeError as RequestHeaderFieldsTooLargeError
from .statuses import RequestTimeoutError as RequestTimeoutError
from .statuses import RequestTooLargeError as RequestTooLargeError
from .statuses import ServiceUnavailableError as ServiceUnavailableError
from .statuses import UnprocessableEntityError as UnprocessableEntityError
