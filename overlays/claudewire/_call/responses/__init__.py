"""Responses of a call: what is known of one, its rate limits, its result or its error."""
