"""Rows in, results out: what a bulk run reads and writes.

`sources` reads rows, `template` makes prompts of them; `sinks` writes results, `tables` gives them columns. Nothing here sends anything.
"""
