"""The edits: each is a function that changes a cell."""

from __future__ import annotations

from collections.abc import Callable

from .cell import AT, MEDIA, METHODS, NAMES, RESOURCES, SCHEMA_NAMES, TEXTS, Cell, Json

# Edits: each is a function that changes a cell.
EDITS: dict[str, Callable[[Cell], None]] = {}


def edit(function: Callable[[Cell], None]) -> Callable[[Cell], None]:
    EDITS[function.__name__] = function
    return function


@edit
def add_a_property(cell: Cell) -> None:
    cell.properties()[cell.name()] = cell.shape()


@edit
def add_several_names(cell: Cell) -> None:
    cell.properties().update({name: {"type": "string"} for name in cell.rng.sample(NAMES, 4)})


@edit
def rename_a_property(cell: Cell) -> None:
    properties = cell.properties()
    properties[cell.name()] = properties.pop(cell.pick(properties))


@edit
def retype_a_property(cell: Cell) -> None:
    properties = cell.properties()
    properties[cell.pick(properties)] = cell.shape()


@edit
def remove_a_property(cell: Cell) -> None:
    properties = cell.properties()
    properties.pop(cell.pick(properties))


@edit
def require(cell: Cell) -> None:
    schema = cell.pick([s for s in cell.schemas.values() if s.get("properties")])
    schema["required"] = cell.rng.sample(list(schema["properties"]), cell.rng.randint(0, len(schema["properties"])))


@edit
def hold_itself(cell: Cell) -> None:
    name = cell.pick([n for n, s in cell.schemas.items() if s.get("properties")])
    ref = cell.ref(name)
    cell.schemas[name]["properties"][cell.name()] = cell.pick(
        [ref, {"type": "array", "items": ref}, {"anyOf": [ref, {"type": "null"}]}]
    )


@edit
def describe(cell: Cell) -> None:
    cell.pick([*cell.schemas.values(), *cell.properties().values(), cell.operation])["description"] = cell.pick(TEXTS)


@edit
def deprecate(cell: Cell) -> None:
    cell.pick(cell.properties().values()).update({"deprecated": True, "x-deprecated-reason": cell.pick(TEXTS)})


@edit
def add_an_alias(cell: Cell) -> None:
    name = f"More{cell.number}"
    cell.schemas[name] = cell.shape()
    cell.properties()[cell.name()] = cell.ref(name)


@edit
def change_the_alias(cell: Cell) -> None:
    if cell.alias in cell.schemas:
        cell.schemas[cell.alias] = cell.shape()


@edit
def recursive_alias(cell: Cell) -> None:
    name = f"Tree{cell.number}"
    cell.schemas[name] = {"anyOf": [{"type": "string"}, {"type": "array", "items": cell.ref(name)}]}
    cell.properties()["tree"] = cell.ref(name)


@edit
def rename_a_schema(cell: Cell) -> None:
    name = cell.pick(SCHEMA_NAMES)
    cell.rename(cell.pick(cell.schemas), f"{name}{cell.number}" if cell.rng.random() < 0.7 else name)


@edit
def add_a_union_member(cell: Cell) -> None:
    for schema in cell.schemas.values():
        if "discriminator" in schema:
            name, value = f"Three{cell.number}", cell.name()
            member = {"type": "object", "properties": {"kind": {"const": value}, cell.name(): cell.shape()}}
            if cell.rng.random() < 0.7:
                member["required"] = ["kind"]
            schema["oneOf"] = [*schema["oneOf"], cell.ref(name)]
            schema["discriminator"]["mapping"][value] = AT + name
            cell.schemas[name] = member
            return


@edit
def change_a_tag(cell: Cell) -> None:
    tag = cell.name()
    for schema in cell.schemas.values():
        if "discriminator" in schema:
            schema["discriminator"]["propertyName"] = tag
        elif "kind" in schema.get("properties", {}):
            schema["properties"] = {tag if k == "kind" else k: v for k, v in schema["properties"].items()}
            schema["required"] = [tag if name == "kind" else name for name in schema.get("required", [])]


@edit
def add_a_parameter(cell: Cell) -> None:
    parameter: dict[str, Json] = {"name": cell.name(), "in": cell.pick(["query", "query", "header", "path", "cookie"])}
    parameter["schema"] = cell.shape()
    if cell.rng.random() < 0.4:
        parameter["style"] = cell.pick(["form", "simple", "deepObject", "pipeDelimited", "label"])
    if cell.rng.random() < 0.4:
        parameter["explode"] = cell.pick([True, False])
    if cell.rng.random() < 0.3:
        parameter["required"] = True
    cell.pick([cell.operation, cell.item]).setdefault("parameters", []).append(parameter)


@edit
def retype_a_parameter(cell: Cell) -> None:
    cell.pick(cell.operation["parameters"])["schema"] = cell.shape()


@edit
def add_to_the_path(cell: Cell) -> None:
    name = cell.pick([*NAMES[:60], "probe-id", "a.b"])
    cell.path += f"/{{{name}}}"
    cell.operation["parameters"].append(
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": cell.pick([{"type": "integer"}, {"type": "string"}, cell.shape()]),
        }
    )


@edit
def change_the_path(cell: Cell) -> None:
    cell.path += cell.pick(["/x:y", "/a'b", "/%2F", '/"', "/é", "?x=1", "/{}", "//", "/"])


@edit
def change_the_method(cell: Cell) -> None:
    cell.http = cell.pick(["get", "put", "delete", "patch", "head", "options"])
    if cell.rng.random() < 0.5:
        cell.operation.pop("requestBody", None)


@edit
def rename_the_method(cell: Cell) -> None:
    cell.operation["x-sdk"]["method"] = cell.pick(METHODS)


@edit
def rename_the_resource(cell: Cell) -> None:
    name = cell.pick(RESOURCES)
    cell.operation["x-sdk"]["resource"] = f"{name}{cell.number}" if cell.rng.random() < 0.7 else name


@edit
def drop_x_sdk(cell: Cell) -> None:
    cell.operation.pop("x-sdk")
    cell.operation["operationId"] = f"{cell.pick(['list', 'getIt', 'a.b', 'Do-It', 'x y', 'tags.list'])}{cell.number}"
    cell.operation["tags"] = [f"Tag {cell.number}"]


@edit
def change_the_response(cell: Cell) -> None:
    media = cell.rng.choices(MEDIA, [8, *[1] * (len(MEDIA) - 1)])[0]
    status = cell.pick(["200", "201", "202", "204", "2XX", "400"])
    content = {media: {"schema": cell.shape()}}
    cell.operation["responses"] = {status: {"description": "x", **({"content": content} if status != "204" else {})}}
    if cell.rng.random() < 0.2:
        cell.operation["responses"]["204"] = {"description": "Nothing."}


@edit
def change_the_body(cell: Cell) -> None:
    media = cell.rng.choices(MEDIA, [6, 3, 3, 2, *[1] * (len(MEDIA) - 4)])[0]
    schema = cell.pick([cell.shape(), cell.ref(cell.pick(cell.schemas)), {"type": "string", "format": "binary"}])
    cell.operation["requestBody"] = {"required": cell.pick([True, False]), "content": {media: {"schema": schema}}}


@edit
def paginate(cell: Cell) -> None:
    style, page = cell.pick(["page", "cursor"]), f"Page{cell.number}"
    items = cell.pick([cell.ref(cell.thing), cell.shape()])
    properties = {"data": {"type": "array", "items": items}, "next_page": {"type": "string"}}
    cell.schemas[page] = {"type": "object", "required": ["data"], "properties": properties}
    cell.operation["x-pagination"] = style
    name = {"page": "after_id", "cursor": "page"}[style]
    cell.operation["parameters"].append({"name": name, "in": "query", "schema": {"type": "string"}})
    content = {"application/json": {"schema": cell.ref(page)}}
    cell.operation["responses"] = {"200": {"description": "x", "content": content}}


@edit
def stream(cell: Cell) -> None:
    cell.operation["x-stream"] = {"field": cell.pick(["on", "name"]), "events": cell.union}


@edit
def need_a_beta(cell: Cell) -> None:
    value = cell.pick(["a-2026-01-01", "a-2026-01-01", "nonsense"])
    cell.pick([cell.operation, *cell.properties().values(), *cell.operation["parameters"]])["x-beta"] = value
