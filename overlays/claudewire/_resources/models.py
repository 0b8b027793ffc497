"""`client.models`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from claudewire._model_names import on as model_names_on
from claudewire_api.resources.models import AsyncModels as _AsyncModels
from claudewire_api.resources.models import Models as _Models

from .views import RawViews

if TYPE_CHECKING:
    from .raw_methods import (  # noqa: F401  # in strings: nothing loads it
        AsyncModelsWithRawResponse,
        AsyncModelsWithStreamingResponse,
        ModelsWithRawResponse,
        ModelsWithStreamingResponse,
    )


class Models(RawViews["ModelsWithRawResponse", "ModelsWithStreamingResponse"], _Models):
    """`client.models`"""

    _IS_ASYNC: ClassVar[bool] = False
    _GENERATED: ClassVar[type[Any]] = _Models

    @staticmethod
    def on(platform: str, *, region: str = "us-east-1") -> dict[str, str]:
        """Return the known models of a platform: name in the Claude API → id there.

        Args:
            platform: `bedrock`, `bedrock-messages`, `bedrock-mantle`, `vertex`, or another one.
            region: Region of AWS; it chooses the inference profile.

        Raises:
            RequestInvalid: there is no such platform.
        """
        return model_names_on(platform, region=region)


class AsyncModels(RawViews["AsyncModelsWithRawResponse", "AsyncModelsWithStreamingResponse"], _AsyncModels):
    """`client.models`"""

    _IS_ASYNC: ClassVar[bool] = True
    _GENERATED: ClassVar[type[Any]] = _Models

    @staticmethod
    def on(platform: str, *, region: str = "us-east-1") -> dict[str, str]:
        """Return the known models of a platform: name in the Claude API → id there.

        Args:
            platform: `bedrock`, `bedrock-messages`, `bedrock-mantle`, `vertex`, or another one.
            region: Region of AWS; it chooses the inference profile.

        Raises:
            RequestInvalid: there is no such platform.
        """
        return model_names_on(platform, region=region)
