"""What pydantic's models have, for code that was written for the official SDK. pydantic is not needed, nor loaded."""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from ._errors import ModelInvalid, Problem

if TYPE_CHECKING:
    from ._pydantic import FieldInfo


class _Fields:
    """`Message.model_fields`: the fields by Python name."""

    def __get__(self, model: Any, owner: Any) -> dict[str, FieldInfo]:
        from ._pydantic import model_fields

        return dict(model_fields(owner))


class ModelType(type):
    """The class of model classes. It lets `json.dumps(message)` be an error that says what to do.

    The encoder of the standard library asks nothing else of a value that it does not know than the name of its class.
    """

    if not TYPE_CHECKING:

        def _asked(cls) -> str:
            if sys._getframe(1).f_code is _REFUSES:
                from ._hints import json_hint

                raise TypeError(json_hint(cls))
            return _name_of(cls)

        __name__ = property(_asked, vars(type)["__name__"].__set__)


#: What raises the error of `json.dumps`.
_REFUSES = json.JSONEncoder.default.__code__
_name_of = vars(type)["__name__"].__get__


class PydanticMethods(metaclass=ModelType):
    """Methods of models under their names in pydantic."""

    __slots__ = ()

    if TYPE_CHECKING:
        _extra: dict[str, Any] | None

        @classmethod
        def _names(cls) -> dict[str, str]: ...
        @classmethod
        def _decode(cls, data: Mapping[str, Any]) -> Self: ...
        @property
        def extra_fields(self) -> dict[str, Any]: ...

    #: The fields of the model by Python name: annotation, default, name on the wire, whether it is required.
    model_fields: ClassVar[Any] = _Fields()

    def model_dump(
        self,
        *,
        mode: str = "python",
        include: Any = None,
        exclude: Any = None,
        by_alias: bool | None = None,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        **_: Any,
    ) -> dict[str, Any]:
        """All fields by Python name, also those that did not arrive, which are None. `to_dict()` is what arrived.

        Args:
            mode: "json" for JSON values; with "python", a time stays a datetime.
            include: The fields that are kept: a set of names, or a mapping of names to selections.
            exclude: The fields that are left out, in the same form.
            by_alias: Whether keys are the names of the API. They differ where Python reserves the name.
            exclude_unset: Leave out what did not arrive.
            exclude_defaults: Leave out what has its default.
            exclude_none: Leave out what is None.
            _: Other arguments of pydantic's method, which change nothing here.
        """
        from ._dump import DumpOptions, dump

        options = DumpOptions(mode, bool(by_alias), exclude_unset, exclude_defaults, exclude_none)
        return dump(self, options, include, exclude)

    def model_dump_json(
        self, *, indent: int | None = None, include: Any = None, exclude: Any = None, **options: Any
    ) -> str:
        """The same as JSON text; `indent` is in spaces, None for one line. Takes the arguments of `model_dump`.

        Args:
            indent: Spaces for each level; None for one line.
            include: The fields that are kept, as for `model_dump`.
            exclude: The fields that are left out, as for `model_dump`.
            options: The other arguments of `model_dump`.
        """
        values = self.model_dump(**{**options, "mode": "json", "include": include, "exclude": exclude})
        return json.dumps(values, indent=indent, ensure_ascii=False, separators=None if indent else (",", ":"))

    @classmethod
    def model_validate(cls, obj: Any, *, from_attributes: bool | None = None, **_: Any) -> Self:
        """The model of a mapping, or the model itself. Stricter than `from_dict`: it must fit the document.

        What is new fits: unknown fields, blocks and enum values are kept. No value is converted.

        Args:
            obj: A mapping, or the model itself.
            from_attributes: Whether the attributes of any other object are read.

        Raises:
            ModelInvalid: it does not fit: a field is missing, or has another type; the error lists the places.
        """
        from ._pydantic import validate

        return validate(cls, obj, from_attributes)  # type: ignore[no-any-return]

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **_: Any) -> Self:
        """The same from JSON text.

        Args:
            json_data: The JSON text.

        Raises:
            ModelInvalid: the text is no JSON, or no such model.
        """
        try:
            value = json.loads(json_data)
        except (ValueError, RecursionError) as error:
            invalid = Problem((), f"this is not JSON: {error}", "json_invalid", json_data)
            raise ModelInvalid.of(cls.__name__, [invalid]) from error
        return cls.model_validate(value)

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:  # as officially
        """A model of values that are not checked. Nested mappings become models; a field that is left out is missing.

        Args:
            _fields_set: Names of the fields that count as set: those in `values` by default.
            values: Values of the fields, by Python name.
        """
        from ._pydantic import construct

        return construct(cls, _fields_set, values)  # type: ignore[no-any-return]

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, with some fields replaced. `deep` copies what the fields hold, too.

        Args:
            update: Fields by Python name, with their new values.
            deep: Whether what the fields hold is copied, too.
        """
        model = copy.deepcopy(self) if deep else copy.copy(self)
        names = self._names().values()
        if more := {name: value for name, value in (update or {}).items() if name not in names}:
            model._extra = {**(model._extra or {}), **more}
        for name in names & (update or {}).keys():
            setattr(model, name, (update or {})[name])
        return model

    @classmethod
    def model_json_schema(cls, **_: Any) -> dict[str, Any]:
        """The JSON Schema of the model, from the API description; what it holds stands in `$defs`."""
        from ._pydantic import json_schema

        return json_schema(cls.__name__)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Python names and values of the fields, as `dict(message)` wants them. What did not arrive is None."""
        names = [name for name in self._names().values() if hasattr(self, name)]
        return iter([*((name, getattr(self, name)) for name in names), *self.extra_fields.items()])

    @property
    def model_fields_set(self) -> set[str]:
        """Names of the fields that arrived, or were set."""
        from ._dump import set_fields

        return {*set_fields(self), *self.extra_fields}

    @property
    def model_extra(self) -> dict[str, Any]:
        """`extra_fields`, under its name in pydantic."""
        return self.extra_fields

    if not TYPE_CHECKING:

        def __getitem__(self, key: Any) -> Any:
            if isinstance(key, str):
                raise TypeError(f"a {type(self).__name__} is not a dict: read `.{key}`, or `.to_dict()[{key!r}]`")
            raise TypeError(f"a {type(self).__name__} is not a list or a dict: read its fields, or `.to_dict()`")

    dict = model_dump
    json = model_dump_json
    copy = model_copy
    construct = model_construct
    parse_obj = model_validate
    parse_raw = model_validate_json

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:  # pydantic passes them
        from ._pydantic import core_schema

        return core_schema(cls, cls.model_validate)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        from ._pydantic import inline_schema

        return inline_schema(cls.__name__)
