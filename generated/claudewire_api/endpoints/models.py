# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Endpoint functions of `models`: keyword arguments in, a `Call` out. They send nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from .. import models
from .._call import (
    Call,
    Omit,
    header_values,
    omit,
    path_segment,
    query_pairs,
)
from ..operations import MODELS_LIST, MODELS_RETRIEVE


def list(
    *,
    after_id: str | Omit = omit,
    before_id: str | Omit = omit,
    limit: int | Omit = omit,
    lifecycle: Sequence[Literal["active", "deprecated", "retired"]] | Omit = omit,
    workspace_id: str | Omit = omit,
) -> Call[models.ModelInfoPage]:
    """List models

    The models that this key may use, newest first. Retired models are left out unless `lifecycle[]` asks for them.
    `lifecycle` and `retires_at` of a model say whether and when it stops working.

    See `GET /v1/models`.
    """
    return Call(
        operation=MODELS_LIST,
        path="/v1/models",
        decode=models.ModelInfoPage.from_dict,
        query=query_pairs(
            {
                "after_id": after_id,
                "before_id": before_id,
                "limit": limit,
                "lifecycle[]": lifecycle,
            }
        ),
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )


def retrieve(
    model_id: str,
    *,
    workspace_id: str | Omit = omit,
) -> Call[models.ModelInfo]:
    """Get a model

    One model by its ID. For an alias, the response is the model that the alias stands for.

    See `GET /v1/models/{model_id}`.
    """
    return Call(
        operation=MODELS_RETRIEVE,
        path="/v1/models/" + path_segment("model_id", model_id),
        decode=models.ModelInfo.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )
