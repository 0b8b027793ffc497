"""Names of models on each platform, by the table of the document. Names that it does not have are returned as they are."""

from __future__ import annotations

import re
from typing import Final

from claudewire_api._errors import RequestInvalid
from claudewire_api.platforms import ALIASES, MODELS, PLATFORMS, REGIONS

_PREFIXES: Final = ("us-gov", "us", "eu", "apac", "jp", "au", "ca", "global")
_PREFIX: Final = re.compile(rf"^(?:{'|'.join(_PREFIXES)})\.(?=anthropic\.)")
_VERSION: Final = re.compile(r"-v\d+(?::\d+)?$")
_DATE: Final = re.compile(r"-\d{8}$")


def without_profile(model: str) -> str:
    """Return the foundation model of a Bedrock profile id: `us.anthropic.x` → `anthropic.x`."""
    return _PREFIX.sub("", model)


def profile_prefix(model: str, region: str) -> str | None:
    """Return the prefix of the inference profile that a model needs in a region of AWS; None if it needs none."""
    profiles: list[str] = MODELS[model].get("profiles", [])
    wanted = next((prefix for start, prefix in REGIONS.items() if region.startswith(start)), "global")
    return wanted if wanted in profiles else "global" if "global" in profiles else None


def translate(model: str, platform: str, *, region: str = "us-east-1") -> str:
    """Return the id of a model on a platform.

    Args:
        model: Name in the Claude API, such as `claude-sonnet-4-5`.
        platform: `bedrock`, `bedrock-messages`, `bedrock-mantle`, `vertex`, or another one, where names are those of the Claude API.
        region: Region of AWS; it chooses the inference profile (`us.`, `eu.`, …).
    """
    name = ALIASES.get(model, model)
    names = MODELS.get(name)
    if names is None or platform not in ("bedrock", "bedrock-messages", "bedrock-mantle", "vertex"):
        return model
    if platform == "vertex":
        return str(names["vertex"])
    if platform == "bedrock-mantle":
        return f"anthropic.{_DATE.sub('', name)}"
    prefix = profile_prefix(name, region)
    return f"{prefix}.{names['bedrock']}" if prefix else str(names["bedrock"])


def first_party(model: str) -> str:
    """Return the name in the Claude API of a model of Bedrock or Vertex AI, the reverse of `translate`."""
    foundation = without_profile(model.rpartition("/")[2] if model.startswith("arn:") else model)
    for name, names in MODELS.items():
        if foundation in (names["bedrock"], names["vertex"]):
            return name
    if foundation.startswith("anthropic."):
        return _VERSION.sub("", foundation.removeprefix("anthropic."))
    return foundation.replace("@", "-") if "@" in foundation else foundation


def on(platform: str, *, region: str = "us-east-1") -> dict[str, str]:
    """Return the known models of a platform: name in the Claude API → id there. Raises RequestInvalid for an unknown platform."""
    if platform not in PLATFORMS:
        raise RequestInvalid(f"no platform is called {platform!r}: there are {', '.join(PLATFORMS)}")
    if not isinstance(region, str) or not region:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise RequestInvalid(f"region must be the name of a region of AWS, not {region!r}")
    return {name: translate(name, platform, region=region) for name in MODELS}
