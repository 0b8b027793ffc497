# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ or generator/ and run it again.
"""Endpoint functions, by resource."""
