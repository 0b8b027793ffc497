"""Folders that become skills: which files are uploaded, and the rules of SKILL.md.

The package reads files. It knows neither resources nor calls.
"""
