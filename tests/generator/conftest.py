"""The real document and what is made of it, once for all tests: generating takes seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import build, load, versions

SPEC = Path(__file__).parents[2] / "spec"


@pytest.fixture(scope="session")
def real_bundle() -> load.Bundle:
    """Not to be changed."""
    return load.bundle(SPEC)


@pytest.fixture(scope="session")
def real_files(real_bundle: load.Bundle) -> dict[str, bytes]:
    """Not to be changed."""
    return build.generate(real_bundle, versions.unsupported_fields(SPEC, real_bundle))
