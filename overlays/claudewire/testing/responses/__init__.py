"""Responses as values: their steps, the errors of the API, and the player that performs them on a connection."""
