"""The API reference: pages made from `spec/` while the site is built. Nothing of them is stored."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from python_reference import RESOURCES

from generator import load
from generator import schemas as S

Json = Any
ROOT = Path(__file__).resolve().parents[2]
FOLDER = "reference"
#: Families of schemas that are read under another name than that of their file.
TITLES = {"mcp": "MCP", "config": "settings"}
SIZES = {33554432: "32 MB", 268435456: "256 MB", 524288000: "500 MB"}
METHODS = {"get": "GET", "post": "POST", "delete": "DELETE"}
HEADERS = "headers.md"
ERRORS = "errors.md"
BETAS = "betas.md"
EVENTS = "events.md"


class Reference:
    """The pages by their path, and where they stand in the navigation."""

    def __init__(self, bundle: load.Bundle) -> None:
        self.bundle, self.document = bundle, bundle.document
        self.schemas: dict[str, Json] = bundle.document["components"]["schemas"]

    @cached_property
    def families(self) -> dict[str, list[str]]:
        """The schemas by the file that they are written in, in its order."""
        out: dict[str, list[tuple[int, str]]] = {}
        for name in self.schemas:
            file, line = self.bundle.source_map["components", "schemas", name]
            out.setdefault(Path(file).stem, []).append((line, name))
        return {family: [name for _, name in sorted(names)] for family, names in sorted(out.items())}

    def link(self, name: str) -> str:
        """The section of a schema, from any page of the reference: all lie in one folder."""
        return f"../schemas-{Path(self.bundle.source_map['components', 'schemas', name][0]).stem}/#{name}"

    def described(self, schema: Json) -> str:
        return str(S.resolve(self.document, schema).get("description", "")) if "$ref" in schema else ""

    # ------------------------------------------------------------------------------------------- pages

    def pages(self) -> dict[str, str]:
        out = {
            "index.md": self.index(),
            HEADERS: self.headers(),
            ERRORS: self.errors(),
            BETAS: self.betas(),
            EVENTS: self.events(),
        }
        for path, method, item, operation in S.operations(self.document):
            out[f"{operation['operationId']}.md"] = "\n\n".join(self.operation(path, method, item, operation))
        for _, method, hook in S.webhooks(self.document):
            out[f"{hook['operationId']}.md"] = "\n\n".join(self.webhook(method, hook))
        for family, names in self.families.items():
            out[f"schemas-{family}.md"] = self.family(family, names)
        return out

    def navigation(self) -> list[Json]:
        groups: dict[str, list[Json]] = {tag["name"]: [] for tag in self.document["tags"]}
        for _, _, _, operation in S.operations(self.document):
            groups[operation["tags"][0]].append({operation["summary"]: f"{FOLDER}/{operation['operationId']}.md"})
        for _, _, hook in S.webhooks(self.document):
            groups[hook["tags"][0]].append({hook["summary"]: f"{FOLDER}/{hook['operationId']}.md"})
        shared = [{"Events of a stream": EVENTS}, {"Errors": ERRORS}, {"Headers": HEADERS}, {"Beta values": BETAS}]
        return [
            f"{FOLDER}/index.md",
            *({name: pages} for name, pages in groups.items()),
            *({title: f"{FOLDER}/{page}"} for entry in shared for title, page in entry.items()),
            {"Schemas": [{_title(family): f"{FOLDER}/schemas-{family}.md"} for family in self.families]},
        ]

    def index(self) -> str:
        info = self.document["info"]
        out = ["# API reference", info["description"]]
        for tag in self.document["tags"]:
            out.append(f"## {tag['name']}\n\n{tag['description']}")
            rows = [
                f'- {_method(method)} <a href="{operation["operationId"]}/">{_path(path)}</a> {operation["summary"]}'
                for path, method, _, operation in S.operations(self.document)
                if operation["tags"][0] == tag["name"]
            ]
            rows += [
                f'- {_method(method)} <a href="{hook["operationId"]}/">{_path("your URL")}</a> {hook["summary"]}'
                for _, method, hook in S.webhooks(self.document)
                if hook["tags"][0] == tag["name"]
            ]
            out.append("\n".join(rows))
        return "\n\n".join(out)

    def operation(self, path: str, method: str, item: Json, operation: Json) -> Iterator[str]:
        yield f"# {operation['summary']}"
        yield f'<p class="endpoint">{_method(method)} {_path(path)}</p>'
        yield operation["description"]
        if facts := self.facts(operation):
            yield "\n".join(f"- {fact}" for fact in facts)
        parameters = S.parameters(self.document, item, operation)
        body = S.resolve(self.document, operation.get("requestBody", {})).get("content", {})
        yield "## In Python"
        yield self.python(operation, parameters, body)
        resource, _, method = operation["operationId"].rpartition(".")
        if resource in RESOURCES:
            yield f"Signature, arguments and errors: [`client.{operation['operationId']}`][{RESOURCES[resource][0]}.{method}]."
        for place, title in (("path", "Path"), ("query", "Query")):
            chosen = [p for p in parameters if p["in"] == place]
            if chosen:
                yield f"## {title} parameters"
                yield "\n".join(self.parameter(p) for p in chosen)
        for kind, media in body.items():
            name = markup.ref_name(media["schema"])
            yield f"## Request body\n\n`{kind}`: [{name}]({self.link(name)}). {self.described(media['schema'])}"
            yield from self.object(S.resolve(self.document, media["schema"]))
            if kind.endswith("json"):
                yield "### Examples\n\n" + markup.tabs(_examples(media))
        names = [f"[`{p['name']}`](../headers/#{p['name']})" for p in parameters if p["in"] == "header"]
        yield f"## Request headers\n\n{', '.join(names)}"
        for status, response in operation["responses"].items():
            if status.startswith("2"):
                yield from self.answer(status, S.resolve(self.document, response))
        yield "## Errors\n\n" + ", ".join(
            f"[{status}](../errors/#{S.resolve(self.document, {'$ref': r['$ref']}) and markup.ref_name(r)})"
            for status, r in operation["responses"].items()
            if not status.startswith("2")
        )

    def webhook(self, method: str, hook: Json) -> Iterator[str]:
        """The page of a request that the API sends."""
        yield f"# {hook['summary']}"
        yield f'<p class="endpoint">{_method(method)} {_path("your URL")}</p>'
        yield hook["description"]
        yield "How to receive it in Python: the page *Webhooks* of the guide."
        yield "## Headers"
        yield "\n".join(self.parameter(p) for p in S.parameters(self.document, {}, hook))
        for kind, media in S.request_media(self.document, hook).items():
            name = markup.ref_name(media["schema"])
            yield f"## Body\n\n`{kind}`: [{name}]({self.link(name)}). {self.described(media['schema'])}"
            yield from self.object(S.resolve(self.document, media["schema"]))
            yield "### Examples\n\n" + markup.tabs(_examples(media))
        yield "## Your response\n\n" + "\n".join(
            f"- `{status}`: {response['description']}" for status, response in hook["responses"].items()
        )

    def facts(self, operation: Json) -> Iterator[str]:
        if size := operation.get("x-max-request-bytes"):
            yield f"A request may have {SIZES[size]} at most."
        if operation.get("x-retry-safe"):
            yield "It is safe to repeat: a second call changes nothing more."
        if view := operation.get("x-beta-view"):
            yield f"A call through `client.beta` sends the beta value `{view}`."
        if beta := operation.get("x-beta"):
            yield f"Needs the beta value `{beta}`."
        if style := operation.get("x-pagination"):
            way = "position" if style == "cursor" else "ID"
            yield f"The list has pages, by {way}; a `for` loop over the response fetches all of them."

    def parameter(self, parameter: Json) -> str:
        schema = {**parameter["schema"], "description": parameter["description"]}
        if "x-beta" in parameter:
            schema["x-beta"] = parameter["x-beta"]
        return markup.field(parameter["name"], schema, self.link, required=parameter.get("required", False))

    def object(self, schema: Json) -> Iterator[str]:
        if schema.get("properties"):
            yield "\n".join(markup.fields(schema, self.link, self.described))
        if "discriminator" in schema:
            yield "\n".join(markup.members(schema, self.link))

    def answer(self, status: str, response: Json) -> Iterator[str]:
        yield f"## Response {status}\n\n{response['description']}"
        for kind, media in response.get("content", {}).items():
            schema = media["schema"]
            name = markup.ref_name(schema)
            yield f"### `{kind}`"
            if name:
                yield f"[{name}]({self.link(name)}). {self.described(schema)}"
            if kind == "text/event-stream":
                yield "The payloads, their order and whole streams: [events of a stream](events.md)."
                continue
            yield from self.object(S.resolve(self.document, schema))
            if "json" in kind:
                yield "#### Examples\n\n" + markup.tabs(_examples(media))
        names = [f"[`{name}`](../headers/#{name})" for name in response.get("headers", {})]
        yield f"### Response headers\n\n{', '.join(names)}"

    def python(self, operation: Json, parameters: list[Json], body: Json) -> str:
        """A call with the operation's first example."""
        call = f"client.{operation['operationId']}"
        given = [markup.python_value(_example(p)) for p in parameters if p["in"] == "path"]
        if len(given) > 1:  # as in the SDK: what the resource is about by position, what it belongs to by name
            first, last = given[0], given[-1]
            names = [p["name"] for p in parameters if p["in"] == "path"]
            given = [last, f"{names[0]}={first}"]
        for kind, media in body.items():
            example: Json = next(iter(_values(media)))
            if kind.endswith("json"):
                given += [f"{key}={markup.python_value(value, 4)}" for key, value in example.items()]
            else:
                given += [_form(key) for key in example]
        flat = f"{call}({', '.join(given)})"
        if len(flat) > 80 or "\n" in flat:
            flat = f"{call}(\n" + "".join(f"    {argument},\n" for argument in given) + ")"
        loop = "x-pagination" in operation or "results" in operation["operationId"]
        shown = f"for item in {flat}:\n    print(item)" if loop else f"response = {flat}"
        path = "from pathlib import Path\n\n" if "Path(" in shown else ""
        return f"```python\n{path}from claudewire import Claude\n\nclient = Claude()\n{shown}\n```"

    def family(self, family: str, names: list[str]) -> str:
        out = [f"# {_title(family)}"]
        for name in names:
            schema = self.schemas[name]
            out.append(f"## {name} {{#{name}}}\n\n{schema['description']}")
            out += self.object(schema)
            found = list(markup.values(schema))
            if found:
                is_open = "anyOf" in schema
                out.append(f"{'Known values' if is_open else 'Values'}: {', '.join(found)}.")
            elif not schema.get("properties") and "discriminator" not in schema:
                out.append(f'<span class="type">{markup.kind_of(schema, self.link)}</span>')
            for example in schema.get("examples", []):
                out.append(markup.json_block(example))
            if days := schema.get("x-retires"):
                rows = [f"| `{value}` | {day} |" for value, day in sorted(days.items(), key=lambda item: item[1])]
                lead = "Days on which values stop working, as announced. A call that uses one warns once per process."
                out.append("\n".join([f"{lead}\n", "| value | stops working on |", "|---|---|", *rows]))
        return "\n\n".join(out)

    def headers(self) -> str:
        out = ["# Headers", "## Of a request"]
        for parameter in self.document["components"]["parameters"].values():
            if parameter["in"] == "header":
                need = markup.chip("required", "required") if parameter.get("required") else ""
                out.append(f"### `{parameter['name']}` {need} {{#{parameter['name']}}}\n\n{parameter['description']}")
                if "example" in parameter:
                    out.append(f"For instance `{parameter['example']}`.")
        out.append("## Of a response\n\nA proxy may remove any of them.")
        seen: dict[str, Json] = {}
        for _, _, _, operation in S.operations(self.document):
            for response in operation["responses"].values():
                for name, header in S.resolve(self.document, response).get("headers", {}).items():
                    seen.setdefault(name, S.resolve(self.document, header))
        for name, header in seen.items():
            out.append(f"### `{name}` {{#{name}}}\n\n{header['description']} For instance `{header['example']}`.")
        return "\n\n".join(out)

    def errors(self) -> str:
        link = self.link("ErrorResponse")
        out = [
            "# Errors",
            f"Every error is an [ErrorResponse]({link}), unless a proxy in front of the API answered.",
        ]
        used: dict[str, list[str]] = {}
        for _, _, _, operation in S.operations(self.document):
            for status, response in operation["responses"].items():
                if "$ref" in response and status not in used.setdefault(markup.ref_name(response), []):
                    used[markup.ref_name(response)].append(status)
        responses = self.document["components"]["responses"]
        for name, response in sorted(responses.items(), key=lambda item: used.get(item[0], [])):
            status = ", ".join(used.get(name, [])).capitalize()
            out.append(f"## {status} {_words(name)} {{#{name}}}\n\n{response['description']}")
            examples = _examples(response["content"].get("application/json", {}))
            if examples:
                out.append(markup.tabs(examples))
        return "\n\n".join(out)

    def betas(self) -> str:
        """Where each beta value is needed."""
        places: dict[str, dict[str, str]] = {}

        def note(value: Json, where: str, link: str) -> None:
            if isinstance(value, str):
                places.setdefault(value, {})[where] = link

        for _, _, item, operation in S.operations(self.document):
            name = operation["operationId"]
            note(operation.get("x-beta"), f"`{name}`", f"{name}.md")
            for parameter in S.parameters(self.document, item, operation):
                note(parameter.get("x-beta"), f"`{parameter['name']}` of `{name}`", f"{name}.md")
        for name, schema in self.schemas.items():
            for field, sub in schema.get("properties", {}).items():
                note(sub.get("x-beta"), f"`{name}.{field}`", self.link(name))
            for member in schema.get("oneOf", []):
                note(member.get("x-beta"), f"`{markup.ref_name(member)}`", self.link(markup.ref_name(member)))
            for part in [schema, *schema.get("anyOf", []), *schema.get("properties", {}).values()]:
                betas = part.get("x-beta")
                for literal, value in betas.items() if isinstance(betas, dict) else ():
                    note(value, f"`{literal}` of `{name}`", self.link(name))
        about = (
            "What needs which value in the `anthropic-beta` header. claudewire sends the value with every call that "
            "uses one of these: see [beta features](../betas.md). Values without a field of their own are in the "
            "description of [`anthropic-beta`](headers.md#anthropic-beta)."
        )
        out = ["# Beta values", about]
        for value in sorted(places):
            found = ", ".join(f"[{where}]({link})" for where, link in sorted(places[value].items()))
            out.append(f"## {value}\n\n{found}")
        return "\n\n".join(out)

    def events(self) -> str:
        union = self.schemas["MessageStreamEvent"]
        grammar = union["x-event-grammar"]
        out = ["# Events of a stream", union["description"], "\n".join(markup.members(union, self.link)), "## Order"]
        out.append(
            "The events of a stream follow each other as in this table. "
            + ", ".join(f"`{kind}`" for kind in grammar["anywhere"])
            + " may come in every state but the last ones."
        )
        rows = [
            f"| {_words(state)} | `{event}` | {_next(target)} |"
            for state, steps in grammar["states"].items()
            for event, target in steps.items()
        ]
        out.append("\n".join(["| state | event | next state |", "|---|---|---|", *rows]))
        out.append(
            f"A stream begins in the state *{_words(grammar['start'])}* and is complete in the state *done*. One that stops "
            "in another state was cut off. Blocks are numbered from 0, and one is open at a time."
        )
        rows = [f"| `{block}` | {_deltas(rule)} |" for block, rule in grammar["deltas"].items() if rule]
        out.append("## Deltas by block\n\n" + "\n".join(["| block | deltas |", "|---|---|", *rows]))
        out.append("All other blocks are complete when they start.")
        out.append("## Whole streams")
        for _, _, _, operation in S.operations(self.document):
            for example in operation.get("x-stream", {}).get("examples", {}).values():
                shown = {"Events": markup.events_text(example["stream"])}
                if "message" in example:
                    shown["The message they add up to"] = markup.json_block(example["message"])
                out.append(f"### {example['summary']}\n\n{markup.tabs(shown)}")
        return "\n\n".join(out)


def _title(family: str) -> str:
    words = [TITLES.get(word, word) for word in family.split("_")]
    text = " ".join(words)
    return text[0].upper() + text[1:]


def _words(name: str) -> str:
    spaced = "".join(f" {c.lower()}" if c.isupper() else c for c in name)
    return spaced.replace("_", " ").strip()


def _method(method: str) -> str:
    return f'<span class="method {method}">{METHODS[method]}</span>'


def _path(path: str) -> str:
    return f"<code>{html.escape(path)}</code>"


def _next(target: Json) -> str:
    if isinstance(target, str):
        return _words(target)
    said = [_words(c["then"]) + (f" if `{c['if_null']}` is null" if "if_null" in c else "") for c in target]
    return ", else ".join(said)


def _deltas(rule: Mapping[str, Json]) -> str:
    parts = [f"any number of {' and '.join(f'`{d}`' for d in rule['any'])}"] if "any" in rule else []
    parts += [f"one `{rule['last']}` at the end"] if "last" in rule else []
    return ", ".join(parts)


def _examples(media: Json) -> dict[str, str]:
    return {e.get("summary", name): markup.json_block(e["value"]) for name, e in media.get("examples", {}).items()}


def _values(media: Json) -> Iterator[Json]:
    for example in media.get("examples", {}).values():
        yield example["value"]


def _example(parameter: Json) -> Json:
    return parameter.get("example", "…")


def _form(key: str) -> str:
    plain = {
        "file": 'file=Path("revenue.csv")',
        "files[]": 'files=[("quarterly-report/SKILL.md", Path("SKILL.md").read_bytes())]',
        "expires_in_seconds": "expires_in_seconds=86400",
    }
    return plain.get(key, f'{key}="Quarterly report"')


# ------------------------------------------------------------------------------------------------ the hook


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Adds the reference to the navigation. A page that `mkdocs.yml` does not place stands under "Development"."""
    reference = Reference(load.bundle(ROOT / "spec"))
    config["reference"] = reference.pages()
    nav = [entry for entry in config.nav or [] if "API reference" not in entry]
    development = next(entry["Development"] for entry in nav if "Development" in entry)
    placed = str(nav)
    development += [page.name for page in sorted((ROOT / "docs").glob("*.md")) if f"'{page.name}'" not in placed]
    config.nav = [*nav, {"API reference": reference.navigation()}]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for path, text in config["reference"].items():
        files.append(File.generated(config, f"{FOLDER}/{path}", content=text))
    return files
