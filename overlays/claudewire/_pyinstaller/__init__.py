"""What PyInstaller needs to know, so that frozen programs find the document and the modules that load when they are used."""

from __future__ import annotations

from pathlib import Path


def hook_dirs() -> list[str]:
    """Return the folder of the hooks: the entry point `pyinstaller40`."""
    return [str(Path(__file__).parent)]
