"""Names: from the wire to Python, with what the generated code needs for itself kept free.

Two wire names never become one Python name: the later one gets a suffix, and the wire name is kept beside it. Names that the
author of the document chooses for Python itself (schemas, resources, methods) are not changed; `rules/names.py` refuses them.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from .options import OPTIONS

RUNTIME = Path(__file__).parent / "runtime"
#: Schema names become file names, and most file systems end at 255 bytes.
MAX_SCHEMA_NAME = 100
SCHEMA_NAME = re.compile(r"[A-Z][A-Za-z0-9_]*")
#: One part of a resource path, or the name of a method.
PART_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


# Words, to be split.
_IN_CLASSES = """
    Any ClassVar Literal Mapping Self Sequence Required TypedDict TypeAlias Union classmethod datetime models
    property bool bytes dict float int list str tuple
"""
_IN_FUNCTIONS = """
    self call options endpoints models params decoders builtins httpx datetime omit overload isinstance Any
    Call Options Omit FileInput FileContent Mapping Sequence Literal Content AsyncContent Stream AsyncStream
    Page AsyncPage AsyncPages Resource AsyncResource TYPE_CHECKING bool bytes dict float int list str tuple
"""
_OF_CLIENTS = """
    api_key auth_token base_url beta close aclose copy configure credentials default_headers default_query
    http_client is_closed max_retries options timeout webhooks with_options with_raw_response
    with_streaming_response platform limits hooks use get post put patch delete request messages_stream bulk
    usage
"""
_RESOURCE_CLASSES = """
    Resources Beta Resource Page Pages Call Caller Content Stream Options Omit Mapping Sequence Any Literal
    MappedCaller
"""
_IN_MODULES = """
    Any Callable ClassVar ClientNote Final Generic Iterable Literal MODULES Mapping Never Protocol Required
    Self Sequence TYPE_CHECKING TaggedUnion Timestamp TypeAlias TypedDict Union Unknown NotRequired
"""


def _public_names(module: str, classes: Iterable[str]) -> frozenset[str]:
    """The public attributes of these classes of the runtime."""
    tree = ast.parse((RUNTIME / module).read_text(encoding="utf-8"))
    bodies = [node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name in classes]
    found = {
        node.name
        for body in bodies
        for statement in body
        for node in ast.walk(statement)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    return frozenset(name for name in found if not name.startswith("_"))


#: Names in annotations and decorators of generated classes: a field of this name would change what they mean.
_ANNOTATIONS = frozenset(_IN_CLASSES.split())
#: Arguments of the methods that attrs writes.
_ATTRS = frozenset({"self", "cls", "NOTHING", "attr_dict"})
#: What every model has, and what its class body uses.
RESERVED_NAMES = (
    _public_names("_model.py", {"Model", "Unknown"})
    | _public_names("_pydantic_methods.py", {"PydanticMethods"})
    | _ANNOTATIONS
    | _ATTRS
)
#: What the body of an endpoint function or of a method uses, and the options of every call.
RESERVED_ARGUMENTS = (
    frozenset(_IN_FUNCTIONS.split())
    | {option.name for option in OPTIONS}
    | {
        node.name
        for node in ast.parse((RUNTIME / "_call.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
)
#: Names of methods and resources that would hide what the code beside them uses. `list` does not: it is `builtins.list` there.
RESERVED_METHODS = (RESERVED_ARGUMENTS - {"list"}) | {"property", "annotations"}
#: Attributes of clients; a resource of this name would hide one.
RESERVED_RESOURCES = (
    _public_names("client.py", {"Client", "AsyncClient"}) | frozenset(_OF_CLIENTS.split()) | {"property", "annotations"}
)
#: Classes beside those of resources.
RESERVED_RESOURCE_CLASSES = frozenset(_RESOURCE_CLASSES.split())
#: Names that modules of models, of params or their tables use themselves, and Python's own.
RESERVED_SCHEMAS = frozenset(name for name in dir(builtins) if name[0].isupper()) | frozenset(_IN_MODULES.split())
#: Names that only an alias may have: the class of a model would hide its base class.
RESERVED_CLASSES = frozenset({"Model"})


def python_name(wire: str) -> str:
    """`files[]` → `files`, `from` → `from_`, `created_at[gte]` → `created_at_gte`, `anthropic-workspace-id` → `workspace_id`."""
    name = unicodedata.normalize("NFKC", wire.removesuffix("[]").removeprefix("anthropic-"))
    name = "".join(char if f"_{char}".isidentifier() else "_" for char in re.sub(r"\W+", "_", name)).strip("_")
    if keyword.iskeyword(name):
        return f"{name}_"
    return name if name.isidentifier() else f"field_{name}"


def python_names(wires: Iterable[str], reserved: frozenset[str] = RESERVED_NAMES) -> dict[str, str]:
    """Wire name → Python name, all different. A name that is the same in Python goes before one that has to change."""
    order = list(dict.fromkeys(wires))
    taken: set[str] = set()
    out: dict[str, str] = {}
    for wire in sorted(order, key=lambda wire: python_name(wire) != wire):
        out[wire] = free_name(python_name(wire), taken, reserved)
        taken.add(out[wire])
    return {wire: out[wire] for wire in order}


def free_name(name: str, taken: set[str], reserved: frozenset[str], suffix: str = "") -> str:
    """The name, or the name with an underscore if it is reserved, or with a suffix or a number if it is taken."""
    base = name = f"{name}_" if name in reserved else name
    if name in taken and suffix:
        base = name = f"{base.removesuffix('_')}_{suffix}"
    number = 2
    while name in taken or name in reserved:
        name = f"{base.removesuffix('_')}_{number}"
        number += 1
    return name


def snake(name: str) -> str:
    """`MessageBatch` → `message_batch`, `Base64PDFSource` → `base64_pdf_source`, `Tool20250124` → `tool_20250124`."""
    name = re.sub(r"([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])", r"\1\3_\2\4", name)
    return re.sub(r"([a-z])(\d{8})", r"\1_\2", name).lower()


def module_of_schema(name: str) -> str:
    """The module of a model: `class` is no module name, so `Class` is in `class_`."""
    module = snake(name)
    return f"{module}_" if keyword.iskeyword(module) else module


def constant(name: str) -> str:
    """The table of a union: `ContentBlock` → `CONTENT_BLOCK`."""
    return snake(name).upper()


def module_of_resource(resource: str) -> str:
    """`messages.batches` → `messages_batches`."""
    return resource.replace(".", "_")


def class_of_resource(resource: str) -> str:
    """`skills.versions` → `SkillsVersions`."""
    return "".join(part.capitalize() for part in resource.split("."))
