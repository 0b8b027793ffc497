"""One fault: its name, its options, and when it applies. The other modules of this package register what each name does."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, Final, TypeAlias

from attrs import fields_dict, frozen

from claudewire.testing.errors import InvalidScript
from claudewire.testing.responses.steps import Steps

#: The request header that asks for a fault for this one request.
HEADER: Final = "x-claudewire-fault"


@frozen(kw_only=True)
class Fault:
    """One fault, and the requests to which it applies.

    Raises:
        InvalidScript: there is no fault of this name, or an option has a value that it cannot have.
    """

    #: Name of the fault, one that `claudewire serve --faults` lists.
    name: str
    #: Requests to which it applies; None for all of them.
    times: int | None = None
    #: Requests that it lets pass first.
    after: int = 0
    #: Only this operation, by `operationId`.
    operation: str | None = None
    #: For faults in the middle of a stream: events that are sent before it.
    after_events: int = 3
    #: For faults that take time.
    seconds: float = 1.0
    #: For `status`: the status code, 400 to 599.
    status: int = 500
    #: For errors: `error.type` and `error.message`, if not the usual ones.
    type: str | None = None
    #: Message of the error; None for that of the fault.
    message: str | None = None
    #: For errors: seconds in the `retry-after` header.
    retry_after: float | None = None
    #: For errors: the value of the `x-should-retry` header.
    should_retry: bool | None = None
    #: Tells two faults of a header apart.
    id: str = ""

    def __attrs_post_init__(self) -> None:
        name: Any = self.name  # from JSON it can be anything
        if not isinstance(name, str) or name not in FAULTS:
            raise InvalidScript(f"there is no fault {self.name!r}; there are {', '.join(sorted(FAULTS))}")
        for option, (accepts, expected) in _CHECKS.items():
            value = getattr(self, option)
            if value is None and fields_dict(Fault)[option].default is None:
                continue
            if not accepts(value):
                raise InvalidScript(f"fault {self.name!r}: {option} must be {expected}, not {value!r}")

    @classmethod
    def of_options(cls, options: Mapping[str, Any]) -> Fault:
        """A fault from a JSON object.

        Args:
            options: Name and options of the fault, as the constructor takes them.

        Raises:
            ValueError: an unknown name or option, or a value that an option cannot have.
        """
        if "name" not in options:
            raise InvalidScript("a fault needs a name")
        for option in options:
            if option != "name" and option not in _PARSERS:
                raise InvalidScript(f"a fault has no option {option!r}; it has {', '.join(_PARSERS)}")
        return cls(**options)

    @classmethod
    def parse(cls, text: str) -> Fault:
        """Parse `overloaded;times=1;operation=models.list`, the form of the command line and of the request header.

        Args:
            text: The name, then `;option=value` for each option.

        Raises:
            ValueError: an unknown name or option, or a value that an option cannot have.
        """
        name, *options = (part.strip() for part in text.split(";"))
        values: dict[str, Any] = {}
        for option in options:
            key, _, value = option.partition("=")
            if key not in _PARSERS:
                raise InvalidScript(f"a fault has no option {key!r}; it has {', '.join(_PARSERS)}")
            try:
                values[key] = _PARSERS[key](value)
            except ValueError:
                expected = _CHECKS[key][1] if key in _CHECKS else "true or false"
                raise InvalidScript(f"fault {name!r}: {key} must be {expected}, not {value!r}") from None
        return cls(name=name, **values)

    def __str__(self) -> str:
        """The form that `parse` reads: the name, and the options that are not as usual."""
        usual = Fault(name=self.name)
        options = [
            f"{key}={str(value).lower() if isinstance(value, bool) else value}"
            for key in _PARSERS
            if (value := getattr(self, key)) != getattr(usual, key)
        ]
        return ";".join([self.name, *options])

    def apply(self, steps: Steps, request_id: str) -> Steps:
        """Return the response as the client receives it.

        Args:
            steps: The response that was meant.
            request_id: ID of the request, for a body of the fault.
        """
        return FAULTS[self.name](self, steps, request_id)


#: What a fault does with the steps of a response; the last argument is the request ID.
Transform: TypeAlias = Callable[[Fault, Steps, str], Steps]
#: Every fault by name.
FAULTS: Final[dict[str, Transform]] = {}


def fault_named(name: str) -> Callable[[Transform], Transform]:
    """Register a function as the fault of this name."""

    def register(transform: Transform) -> Transform:
        FAULTS[name] = transform
        return transform

    return register


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_duration(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and value >= 0


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


_PARSERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "times": int,
    "after": int,
    "operation": str,
    "after_events": int,
    "seconds": float,
    "status": int,
    "type": str,
    "message": str,
    "retry_after": float,
    "should_retry": _flag,
    "id": str,
}
_CHECKS: Final[Mapping[str, tuple[Callable[[Any], bool], str]]] = {
    "times": (_is_count, "a whole number of requests, or nothing for all"),
    "after": (_is_count, "a whole number of requests"),
    "operation": (_is_text, "the name of an operation"),
    "after_events": (_is_count, "a whole number of events"),
    "seconds": (_is_duration, "a number of seconds, not negative"),
    "status": (lambda value: _is_count(value) and 400 <= value <= 599, "a status from 400 to 599"),
    "type": (_is_text, "text"),
    "message": (_is_text, "text"),
    "retry_after": (_is_duration, "a number of seconds, not negative"),
    "should_retry": (lambda value: isinstance(value, bool), "true or false"),
    "id": (_is_text, "text"),
}


class Faults:
    """The faults that are set, each with the number of requests that it has seen."""

    def __init__(self) -> None:
        self._lock = Lock()
        #: Pairs of a fault and its count: two equal faults are two.
        self._set: list[tuple[Fault, list[int]]] = []
        #: Counts of faults that request headers ask for.
        self._asked: dict[Fault, list[int]] = {}

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._set.append((fault, [0]))

    def remove(self, fault: Fault) -> None:
        """Remove the first fault that is equal to this one, if there is one."""
        with self._lock:
            for entry in self._set:
                if entry[0] == fault:
                    self._set.remove(entry)
                    return

    def clear(self) -> None:
        with self._lock:
            self._set.clear()
            self._asked.clear()

    def next(self, operation: str | None, header: str | None) -> Fault | None:
        """Return the fault that applies to this request: that of its own header, or the first that is due.

        Raises:
            ValueError: the header is not a valid fault.
        """
        with self._lock:
            candidates = list(self._set)
            if header:
                asked = Fault.parse(header)
                candidates.insert(0, (asked, self._asked.setdefault(asked, [0])))
            for fault, seen in candidates:
                if fault.operation not in (None, operation):
                    continue
                seen[0] += 1
                if seen[0] > fault.after and (fault.times is None or seen[0] <= fault.after + fault.times):
                    return fault
        return None

    def active(self) -> list[Fault]:
        """Return the faults that still apply to some later request, in their order."""
        with self._lock:
            return [fault for fault, seen in self._set if fault.times is None or seen[0] < fault.after + fault.times]


def describe_faults() -> dict[str, str]:
    """Return what every fault does, by name."""
    return {name: " ".join((transform.__doc__ or "").split()) for name, transform in FAULTS.items()}
