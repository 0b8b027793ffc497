"""The event grammar of the document: is it sound, and do the document's own streams follow it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import schemas as S
from .load import Pointer

Json = Any
Found = Iterator[tuple[Pointer, str]]


def check_grammar(document: Json) -> Found:
    """States lead to states that exist, and events, blocks and deltas are those that the schemas know."""
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        grammar = schema.get("x-event-grammar")
        if grammar is None:
            continue
        here = ("components", "schemas", name, "x-event-grammar")
        states = grammar.get("states", {})
        for state in [grammar.get("start"), *grammar.get("end", [])]:
            if state not in states:
                yield here, f"the state {state!r} does not exist"
        for state, steps in states.items():
            for event, target in steps.items():
                for following in _targets(target):
                    if following not in states:
                        yield (
                            (*here, "states", state, event),
                            f"{event!r} leads to the state {following!r}, which does not exist",
                        )
        for event, following in grammar.get("anywhere", {}).items():
            if following != "stay" and following not in states:
                yield (*here, "anywhere", event), f"{event!r} leads to the state {following!r}, which does not exist"
        named = {*grammar.get("anywhere", {}), *(event for steps in states.values() for event in steps)}
        yield from _same(here, "event", named, set(_mapping(schema)))
        blocks = _member(document, _member(document, schema, "content_block_start"), "content_block")
        deltas = _member(document, _member(document, schema, "content_block_delta"), "delta")
        rules = grammar.get("deltas", {})
        yield from _same((*here, "deltas"), "block", set(rules), set(_mapping(blocks)))
        used = {kind for rule in rules.values() for kind in [*rule.get("any", []), rule.get("last")] if kind}
        yield from _same((*here, "deltas"), "delta", used, set(_mapping(deltas)))


def examples(document: Json) -> Iterator[tuple[Pointer, Json, Json, Json]]:
    """The streams that operations show: place, union of the payloads, payloads, the message they add up to or None."""
    for path, method, _, operation in S.operations(document):
        stream = S.mapping(operation, "x-stream")
        union = S.mapping(S.named_schemas(document), S.string(stream, "events") or "")
        for name, example in S.mapping(stream, "examples").items():
            place = ("paths", path, method, "x-stream", "examples", name)
            yield place, union, example.get("stream"), example.get("message")


def check_examples(document: Json) -> Found:
    """The document's own streams are legal, and end as they say: in a message, or in an error."""
    if any(check_grammar(document)):
        return
    for pointer, union, events, message in examples(document):
        if "x-event-grammar" not in union:
            yield pointer, "the events of this stream have no grammar to follow"
            continue
        walk = GrammarWalker(union["x-event-grammar"])
        for number, event in enumerate(events):
            if problem := walk.step(event):
                yield pointer, f"event {number} of the stream: {problem}"
                break
        else:
            if walk.state != ("failed" if message is None else "done"):
                yield pointer, f"the stream ends in the state {walk.state!r}"


class GrammarWalker:
    def __init__(self, grammar: Json) -> None:
        self.grammar, self.state, self.index = grammar, grammar["start"], grammar["index"]["first"]
        self.open, self.closed = "", False

    def step(self, event: Json) -> str | None:
        """Take one event; say what is wrong with it."""
        kind = event.get("type")
        target = self.grammar["states"][self.state].get(kind)
        if target is None:
            if kind not in self.grammar["anywhere"] or self.state in self.grammar["end"]:
                return f"{kind!r} may not come in the state {self.state!r}"
            following = self.grammar["anywhere"][kind]
        else:
            following = (
                target if isinstance(target, str) else next((c["then"] for c in target if _holds(c, event)), self.state)
            )
        if event.get("index", self.index) != self.index:
            return f"{kind!r} has the index {event['index']}, and the open block has {self.index}"
        problem = self.delta(event.get("delta", {}).get("type")) if kind == "content_block_delta" else None
        if kind == "content_block_start":
            self.open, self.closed = event.get("content_block", {}).get("type"), False
        elif kind == "content_block_stop":
            self.index += self.grammar["index"]["step"]
        self.state = self.state if following == "stay" else following
        return problem

    def delta(self, kind: str) -> str | None:
        rule = self.grammar["deltas"].get(self.open, {})
        if self.closed or kind not in [*rule.get("any", []), rule.get("last")]:
            return f"a block of type {self.open!r} can not have {kind!r} here"
        self.closed = kind == rule.get("last")
        return None


def _holds(choice: Json, event: Json) -> bool:
    value: Json = event
    for key in choice.get("if_null", "").split(".") if "if_null" in choice else ():
        value = value.get(key) if S.is_object(value) else None
    return "if_null" not in choice or value is None


def _targets(target: Json) -> list[Json]:
    return [target] if isinstance(target, str) else [choice.get("then") for choice in target]


def _mapping(schema: Json) -> dict[str, str]:
    return S.mapping(S.mapping(schema, "discriminator"), "mapping")


def _member(document: Json, schema: Json, key: str) -> Json:
    """The member of a union, or the property of an object, by its name."""
    ref = _mapping(schema).get(key)
    return S.resolve(document, {"$ref": ref} if ref else S.mapping(S.mapping(schema, "properties"), key))


def _same(pointer: Pointer, what: str, in_grammar: set[str], in_schemas: set[str]) -> Found:
    for name in sorted(in_grammar - in_schemas):
        yield pointer, f"the grammar names the {what} {name!r}, which no schema has"
    for name in sorted(in_schemas - in_grammar):
        yield pointer, f"the grammar says nothing of the {what} {name!r}"
