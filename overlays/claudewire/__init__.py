"""An unofficial Python SDK for the Claude API."""
