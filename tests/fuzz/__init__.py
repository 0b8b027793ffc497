"""Streams against random bytes: `make fuzz`."""
