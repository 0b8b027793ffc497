# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Notes: models, endpoint functions and resources, generated from one OpenAPI document.

Small enough to use by itself (`claudewire_api.client.Client`); `claudewire` puts retries, streaming helpers and errors
around it.
"""

from __future__ import annotations

#: The version of the API that the document describes: the value of the `anthropic-version` header.
API_VERSION = "2020-02-02"
#: Where the API lives.
SERVER = "https://notes.example"
#: The version of the document.
DOCUMENT_VERSION = "1.2.3"
