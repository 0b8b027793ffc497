# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Claude API: models, endpoint functions and resources, generated from one OpenAPI document.

Small enough to use by itself: `client.Client` sends requests over httpx.
"""

from __future__ import annotations

#: The version of the API that the document describes: the value of the `anthropic-version` header, if there is one.
API_VERSION = "2023-06-01"
#: Where the API lives.
SERVER = "https://api.anthropic.com"
#: The version of the document.
DOCUMENT_VERSION = "0.1.0"
#: Header of the credential, and what stands before it; None if the API wants none.
AUTH: tuple[str, str] | None = ("x-api-key", "")
