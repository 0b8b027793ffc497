"""Lets respx, which mocks httpx, mock httpx2: the official suite of 2.x does the same."""

import httpx2

httpx2.alias_httpx()
