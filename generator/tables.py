"""Tables: operations, event unions with their grammar, and the fields that need a beta header."""

from __future__ import annotations

from collections.abc import Mapping
from pprint import pformat
from typing import Any

from . import retirement
from . import schemas as S
from .beta_nodes import BetaNodes, known_betas
from .index import Index
from .named import NamedSchema
from .names import constant, module_of_schema
from .openapi_client import Parsed
from .operation import Operation

Json = Any


class Tables:
    """Emits `operations.py`, `events.py`, `betas.py`, `platforms.py`, `versions.py` and the package's `__init__.py`.

    `refused` says what other API versions refuse: version → operation → places of the body.
    """

    def __init__(self, index: Index, parsed: Parsed, refused: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
        self.index, self.parsed, self.refused = index, parsed, refused
        self.betas = BetaNodes(index)

    def files(self) -> dict[str, str]:
        nodes, about = self.betas.nodes(), self.about()
        versions = (about["api_version"], *self.refused)
        refused = {version: dict(places) for version, places in self.refused.items()}
        out = {
            "__init__.py": self.parsed.render("package_init.py.jinja", **about),
            "operations.py": self.parsed.render(
                "operations.py.jinja",
                operations=[self.operation(op) for op in self.index.operations],
                retires=retirement.table(self.betas.schemas),
            ),
            "events.py": self.parsed.render(
                "events.py.jinja", events=[self.events(n) for n in self.index.event_unions()]
            ),
            "betas.py": self.parsed.render(
                "betas.py.jinja",
                nodes=pformat(nodes, sort_dicts=False),
                known=pformat(sorted(known_betas(self.index.document))),
            ),
            "versions.py": self.parsed.render(
                "versions.py.jinja", versions=versions, refused=pformat(refused, sort_dicts=False)
            ),
        }
        platforms = S.mapping(self.index.document, "x-platforms")
        if platforms:
            out["platforms.py"] = self.platforms(platforms)
        # Without betas and versions of the API there is nothing to look up.
        unused = {"betas.py": not self.index.knows_betas, "versions.py": not about["api_version"]}
        return {path: text for path, text in out.items() if not unused.get(path)}

    def platforms(self, table: Json) -> str:
        """What other platforms lack, their beta values, and the names of their models."""
        parts = ("features", "platforms", "models", "aliases", "regions")
        shown = {part: pformat(dict(S.mapping(table, part)), sort_dicts=False) for part in parts}
        return self.parsed.render("platforms.py.jinja", table=table, **shown)

    def about(self) -> dict[str, Json]:
        """What the document says of itself."""
        document = self.index.document
        parameters = S.mapping(S.mapping(document, "components"), "parameters")
        servers = S.sequence(document, "servers")
        return {
            "title": document["info"]["title"],
            "version": document["info"]["version"],
            "api_version": str(S.mapping(parameters, "AnthropicVersion").get("example", "")),
            "server": servers[0]["url"] if servers else "",
            "auth": self._auth(),
        }

    def _auth(self) -> tuple[str, str] | None:
        """Header and prefix of the first credential that the document asks for."""
        schemes = S.mapping(S.mapping(self.index.document, "components"), "securitySchemes")
        for requirement in S.sequence(self.index.document, "security"):
            for name in requirement:
                scheme = S.mapping(schemes, name)
                if scheme.get("type") == "apiKey" and scheme.get("in") == "header":
                    return str(scheme["name"]).lower(), ""
                if scheme.get("type") == "http" and str(scheme.get("scheme")).lower() == "bearer":
                    return "authorization", "Bearer "
        return None

    def operation(self, op: Operation) -> dict[str, str]:
        beta = op.raw.get("x-beta")
        values: dict[str, Json] = {
            "id": op.id,
            "method": op.http,
            "path": op.path,
            "kind": op.kind,
            "accept": op.accept,
            "body": op.body_kind,
            "content_type": self._content_type(op),
            "result": self._result(op),
            "may_be_empty": op.response.may_be_empty and op.kind != "empty",
            "betas": (beta,) if beta else (),
            "beta_view": op.raw.get("x-beta-view"),
            "pagination": op.pagination,
            "stream_field": op.stream_field,
            "max_request_bytes": op.raw.get("x-max-request-bytes"),
            "retry_safe": bool(op.raw.get("x-retry-safe")),
            "beta_fields": self.betas.root(op),
        }
        skipped = {"kind": "json", "accept": "application/json", "result": "object"}
        arguments = [f"{k}={v!r}" for k, v in values.items() if v not in (None, (), False, skipped.get(k))]
        return {"constant": op.constant, "arguments": ", ".join(arguments)}

    @staticmethod
    def _content_type(op: Operation) -> str | None:
        """The media type of the body, where its kind does not say it."""
        if op.body is None or op.body.kind in ("multipart", "form") or op.body.media_type == "application/json":
            return None
        return op.body.media_type

    def _result(self, op: Operation) -> str:
        """Whether the response is a JSON object, as it nearly always is."""
        types = S.json_types(self.index.document, op.response.schema) if op.kind == "json" else {"object"}
        return "object" if types == {"object"} else "value"

    @staticmethod
    def events(named: NamedSchema) -> dict[str, str]:
        grammar = named.schema.get("x-event-grammar")
        base = constant(named.name.removesuffix("Event"))
        return {
            "name": named.name,
            "module": module_of_schema(named.name),
            "constant": constant(named.name),
            "tag": named.tag,
            "grammar": pformat(grammar, sort_dicts=False) if grammar else "",
            "grammar_name": f"{base}_GRAMMAR",
            "decoders": f"{base}_EVENTS",
        }
