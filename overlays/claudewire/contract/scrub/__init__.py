"""Recordings without secrets: what they hold is searched in every encoding that is in use, and replaced by placeholders.

`files` cleans a file of any format, `scrubber` cleans texts and bytes, `command` is `claudewire contract scrub`.
"""
