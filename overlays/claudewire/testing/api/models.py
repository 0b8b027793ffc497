"""The Models API, with the models of the document's time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import Any, Final

from attrs import frozen

from claudewire.testing.responses.errors import not_found
from claudewire.testing.responses.steps import Steps, json_response
from claudewire.testing.state import Handler, State, ValidRequest
from claudewire_api.operations import RETIRES

from .pages import by_id


@frozen
class Model:
    """The facts of a model. Dates and sizes that are in no recording are those of its neighbours."""

    id: str
    released: date
    max_input: int
    max_output: int
    #: Names that stand for the same model.
    aliases: tuple[str, ...] = ()
    retired: bool = False
    #: Deprecated without an announced day; a model with a day is deprecated anyhow.
    deprecated: bool = False

    @property
    def retires_at(self) -> date | None:
        """The day that the document has for the model."""
        day = RETIRES["Model"].get(self.id)
        return date.fromisoformat(day) if day else None

    @property
    def lifecycle(self) -> str:
        """A model whose day has passed still answers, until it is retired."""
        return "retired" if self.retired else "deprecated" if self.deprecated or self.retires_at else "active"

    @property
    def line(self) -> str:
        return next((word for word in self.id.split("-")[1:] if word.isalpha()), "sonnet")

    @property
    def display_name(self) -> str:
        words = [word for word in self.id.split("-")[1:] if len(word) < 8 or not word.isdigit()]
        names = [word.capitalize() for word in words if not word.isdigit()]
        return f"Claude {' '.join(names)} {'.'.join(word for word in words if word.isdigit())}".strip()

    @property
    def modern(self) -> bool:
        """Claude 4.6 and later think adaptively."""
        return self.released >= date(2026, 2, 1)


_SMALL, _LARGE = 200_000, 1_000_000
#: Between the days on which a model is deprecated and retired.
_NOTICE: Final = timedelta(days=180)

MODELS: Final = (
    Model("claude-fable-5-2", date(2026, 11, 10), _LARGE, 128_000),
    Model("claude-mythos-5-2", date(2026, 11, 10), _LARGE, 128_000),
    Model("claude-opus-5-5", date(2026, 10, 12), _LARGE, 128_000),
    Model("claude-sonnet-5-5", date(2026, 9, 28), _LARGE, 128_000),
    Model("claude-mythos-5-1", date(2026, 9, 15), _LARGE, 128_000),
    Model("claude-fable-5-1", date(2026, 9, 14), _LARGE, 128_000),
    Model("claude-haiku-5-5", date(2026, 9, 1), _LARGE, 128_000),
    Model("claude-opus-5", date(2026, 7, 24), _LARGE, 128_000),
    Model("claude-sonnet-5", date(2026, 6, 29), _LARGE, 128_000),
    Model("claude-mythos-5", date(2026, 6, 8), _LARGE, 128_000),
    Model("claude-fable-5", date(2026, 6, 7), _LARGE, 128_000),
    Model("claude-opus-4-8", date(2026, 5, 28), _LARGE, 128_000),
    Model("claude-opus-4-7", date(2026, 4, 14), _LARGE, 128_000),
    Model("claude-mythos-preview", date(2026, 4, 7), _LARGE, 128_000),
    Model("claude-sonnet-4-6", date(2026, 2, 17), _LARGE, 128_000),
    Model("claude-opus-4-6", date(2026, 2, 4), _LARGE, 128_000),
    Model("claude-opus-4-5-20251101", date(2025, 11, 24), _SMALL, 64_000, ("claude-opus-4-5",)),
    Model("claude-haiku-4-5-20251001", date(2025, 10, 15), _SMALL, 64_000, ("claude-haiku-4-5",)),
    Model("claude-sonnet-4-5-20250929", date(2025, 9, 29), _LARGE, 64_000, ("claude-sonnet-4-5",)),
    Model("claude-opus-4-1-20250805", date(2025, 8, 5), _SMALL, 32_000, ("claude-opus-4-1",), deprecated=True),
    Model("claude-opus-4-20250514", date(2025, 5, 22), _SMALL, 32_000, ("claude-opus-4-0",), retired=True),
    Model("claude-sonnet-4-20250514", date(2025, 5, 22), _LARGE, 64_000, ("claude-sonnet-4-0",), retired=True),
    Model("claude-3-7-sonnet-20250219", date(2025, 2, 24), _SMALL, 64_000, ("claude-3-7-sonnet-latest",), retired=True),
    Model("claude-3-5-haiku-20241022", date(2024, 10, 22), _SMALL, 8_192, ("claude-3-5-haiku-latest",), retired=True),
    Model("claude-3-haiku-20240307", date(2024, 3, 7), _SMALL, 4_096, (), retired=True),
)

_BY_NAME: Final = {name: model for model in MODELS for name in (model.id, *model.aliases)}


#: Size of a model that the settings add.
_ADDED: Final[Mapping[str, Any]] = {"released": date(2026, 11, 1), "max_input": _LARGE, "max_output": 128_000}


def find(state: State, name: str) -> Model:
    """Return a model that still responds, by ID or alias, or one that the settings add.

    Raises:
        APIErrorResponse: 404, as the API words it.
    """
    model = _known(state, name)
    if model is None or model.retired:
        raise not_found(f"model: {name}")
    return model


def list_models(state: State, request: ValidRequest) -> Steps:
    wanted = request.query.get("lifecycle[]") or ("active", "deprecated")
    added = [Model(name, **_ADDED) for name in state.settings.models if "*" not in name and name not in _BY_NAME]
    listed = [_info(model) for model in (*added, *MODELS) if model.lifecycle in wanted]
    return json_response(by_id(listed, request.query))


def retrieve(state: State, request: ValidRequest) -> Steps:
    model = _known(state, request.path["model_id"])
    if model is None:
        raise not_found(f"model: {request.path['model_id']}")
    return json_response(_info(model))


def _known(state: State, name: str) -> Model | None:
    if name in _BY_NAME:
        return _BY_NAME[name]
    return Model(name, **_ADDED) if any(fnmatchcase(name, pattern) for pattern in state.settings.models) else None


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _info(model: Model) -> dict[str, Any]:
    yes, no = {"supported": True}, {"supported": False}
    new = yes if model.modern else no
    return {
        "type": "model",
        "id": model.id,
        "display_name": model.display_name,
        "created_at": _moment(model.released),
        "max_input_tokens": model.max_input,
        "max_tokens": model.max_output,
        "lifecycle": model.lifecycle,
        "deprecated_at": _moment(model.retires_at - _NOTICE) if model.retires_at else None,
        "retires_at": _moment(model.retires_at) if model.retires_at else None,
        "line": model.line,
        "capabilities": {
            "batch": yes,
            "citations": yes,
            "code_execution": yes,
            "context_management": {
                **yes,
                "clear_tool_uses_20250919": yes,
                "clear_thinking_20251015": yes,
                "compact_20260112": new,
            },
            "effort": {**new, "low": new, "medium": new, "high": new, "xhigh": new, "max": new},
            "image_input": yes,
            "pdf_input": yes,
            "structured_outputs": yes,
            "thinking": {**yes, "types": {"enabled": no if model.modern else yes, "adaptive": new}},
        },
    }


HANDLERS: Final[Mapping[str, Handler]] = {"models.list": list_models, "models.retrieve": retrieve}
