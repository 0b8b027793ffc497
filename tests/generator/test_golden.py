"""Each construct of the document, once, and what becomes of it: as text, and run."""

from __future__ import annotations

import difflib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator import build, load, rules
from tests.generator import small

COMMAND = "if it is meant, run `python -m tests.generator.small` and commit golden/"


def test_the_small_document_is_clean():
    joined = load.bundle(small.SPEC)
    assert rules.lint(joined) == rules.lint_unused(joined) == []
    assert rules.structure(joined) == []


def test_the_output_is_the_golden_one():
    expected, found = build.on_disk(small.GOLDEN), small.files()
    assert sorted(expected) == sorted(found), COMMAND
    for path, content in found.items():
        before, after = expected[path].decode().splitlines(), content.decode().splitlines()
        difference = "\n".join(difflib.unified_diff(before, after, f"golden/{path}", "generated now", n=1, lineterm=""))
        assert not difference, f"{COMMAND}\n{difference}"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole package of the small document, in a folder of its own."""
    folder = tmp_path_factory.mktemp("generated")
    build.write(build.generate(load.bundle(small.SPEC)), folder)
    return folder


def run(package: Path, code: str) -> str:
    """What a fresh process prints that imports this package and no other of its name."""
    script = f"import sys; sys.path.insert(0, {str(package)!r})\n{code}"
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


NOTE = """
from claudewire_api import models
def note(**fields):
    value = {"id": "1", "type": "note", "from": "me", "blocks": [], **fields}
    found = models.Note.from_dict(value)
    assert found.to_dict() == value, found.to_dict()
    return found
"""


MODELS = [
    # a discriminated union, one member with two tags, and what it does not know
    ("note(blocks=[{'type': 'text', 'text': 'a'}]).blocks", "[TextBlock(type='text', text='a')]"),
    ("type(note(blocks=[{'type': 'drawing_20200202', 'lines': []}]).blocks[0]).__name__", "DrawingBlock"),
    ("note(blocks=[{'type': 'song'}]).blocks[0]", "UnknownBlock(raw={'type': 'song'})"),
    # a union that holds itself, through a member
    (
        "note(blocks=[{'type': 'quote', 'blocks': [{'type': 'quote', 'blocks': []}]}]).blocks[0].blocks[0].blocks",
        "[]",
    ),
    # a member that may come without its tag; a tag that is not `type`
    ("type(note(source={'name': 'Rome'}).source).__name__", "PlaceSource"),
    ("type(note(source={'kind': 'person', 'name': 'Eve'}).source).__name__", "PersonSource"),
    ("note(source={'kind': 'dream'}).source.kind", "dream"),
    ("note(source=[]).source", "UnknownSource(raw=[])"),
    ("note(source=None).source", "None"),
    # an alias that holds itself, through a list
    ("note(outline=['a', ['b', [{'type': 'text', 'text': 'c'}]]]).outline[1][1][0].text", "c"),
    # an object that holds itself
    ("note(replies=[{'id': '2', 'type': 'note', 'from': 'you', 'blocks': []}]).replies[0].from_", "you"),
    ("note(author={'friends': [{'friends': []}]}).author.friends[0].friends", "[]"),
    # names that Python has taken
    ("note(input={'a': 1}).input", "{'a': 1}"),
    ("note().from_", "me"),
    ("note(response='r').response_, note(response='r').response, note(**{'2x': 'y'}).field_2x", "('r', None, 'y')"),
    # maps, of objects and of numbers
    ("note(authors={'a': {'name': 'Eve'}}).authors['a'].name", "Eve"),
    ("note(counts={'a': 1}).counts", "{'a': 1}"),
    # a list of objects, or one object
    ("note(found=[{'name': 'Eve'}]).found[0].name", "Eve"),
    ("note(found={'id': '1', 'type': 'note_deleted'}).found.id", "1"),
    ("note(found='nothing').found", "nothing"),
    # an open enum
    ("note(status='lost').status", "lost"),
]
ENDPOINTS = [
    ("notes.create(from_='me', blocks=[]).body", "{'from': 'me', 'blocks': []}"),
    ("notes.create(from_='me', blocks=[], timeout_=3).body['timeout']", "3"),
    ("notes.create(from_='me', blocks=[], desk_id='d').headers", "{'anthropic-desk-id': 'd'}"),
    ("notes.create(from_='me', blocks=[], stream=True).kind", "events"),
    ("notes.list(ids=['a', 'b'], status='done').query", "(('ids[]', 'a'), ('ids[]', 'b'), ('status', 'done'))"),
    ("notes.list(scope='s').betas, notes.list().betas", "(('scopes-2020-02-02',), ())"),
    ("pages.retrieve('p', note_id='n/1').path", "/v1/notes/n%2F1/pages/p"),
    ("pages.retrieve('p', note_id='n').decode({'type': 'text', 'text': 'a'}).text", "a"),
    ("pages.create('n', cover=b'c', images=[b'i']).files", "(('cover', b'c'), ('images[]', b'i'))"),
    (
        "pages.create('n', cover=b'', images=[], back=b'b', drafts=[b'd']).files[1:]",
        "(('back', b'b'), ('drafts[]', b'd'))",
    ),
    ("notes.download('n').kind, notes.lines('n').kind", "('bytes', 'lines')"),
    ("notes.delete('n').operation.betas", "('deletion-2020-02-02',)"),
]


def evaluated(package: Path, preamble: str, expressions: list[tuple[str, str]]) -> dict[str, str]:
    """What each expression is, as text; all in one process."""
    lines = "".join(f"out[{expression!r}] = str(({expression}))\n" for expression, _ in expressions)
    return json.loads(run(package, f"import json\n{preamble}\nout = {{}}\n{lines}print(json.dumps(out))"))


@pytest.fixture(scope="module")
def models(package: Path) -> dict[str, str]:
    return evaluated(package, NOTE, MODELS)


@pytest.fixture(scope="module")
def endpoints(package: Path) -> dict[str, str]:
    return evaluated(package, "from claudewire_api.endpoints import notes, notes_pages as pages", ENDPOINTS)


@pytest.mark.parametrize(("expression", "text"), MODELS)
def test_models_decode(models: dict[str, str], expression: str, text: str):
    assert models[expression] == text


@pytest.mark.parametrize(("expression", "text"), ENDPOINTS)
def test_endpoints_make_calls(endpoints: dict[str, str], expression: str, text: str):
    assert endpoints[expression] == text


def test_every_hint_of_models_and_params_resolves(package: Path):
    code = """
from typing import get_type_hints, is_typeddict
from claudewire_api import models, params
named = [*((models, name) for name in models.__all__), *((params, name) for name in vars(params) if name[0].isupper())]
types = [value for module, name in named if isinstance(value := getattr(module, name), type)]
print(sum(len(get_type_hints(each)) for each in types if each.__module__.startswith("claudewire_api")) > 50)
"""
    assert run(package, code) == "True"


def test_type_checkers_find_nothing_wrong(package: Path):
    """Neither with the package nor with code that uses it."""
    (package / "use.py").write_text(
        """
from claudewire_api import models
from claudewire_api.endpoints import notes
from typing_extensions import assert_type

def use(note: models.Note) -> None:
    for block in note.blocks:
        if block.type == "text":
            assert_type(block, models.TextBlock)
        elif block.type == "quote":
            assert_type(block, models.QuoteBlock)
    if note.source is not None and note.source.kind == "person":
        assert_type(note.source, models.PersonSource)
    texts = [block for block in note.blocks if isinstance(block, models.TextBlock)]
    notes.create(from_="me", blocks=[*texts, {"type": "quote", "blocks": texts}], lead=texts, author=note.author)
""",
        encoding="utf-8",
    )
    (package / "pyrightconfig.json").write_text('{"pythonVersion": "3.11"}')
    python = ["--pythonpath", sys.executable]
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "-p", str(package), *python], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
