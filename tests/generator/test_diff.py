"""`python -m generator diff`: what is said of two documents, to whom, and where they come from."""

from __future__ import annotations

import argparse
import json
import subprocess
import threading
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from generator import __main__ as cli
from generator import build, load
from generator.diff import Bump, Source, command, compare, report
from generator.diff.formats import FORMATS, to_dict
from generator.diff.rules import RULES, Direction, Wire
from generator.diff.version import Version, write_fragment

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def document():
    return load.bundle(ROOT / "spec").document


def edited(document, edit):
    copy = json.loads(json.dumps(document))
    edit(copy["components"]["schemas"], copy["paths"])
    return copy


def compared(document, edit, **options):
    return report(Source("before", document), Source("after", edited(document, edit)), python=False, **options)


def only(found):
    assert len(found.changes) == 1, [change.rule.id for change in found.changes]
    return found.changes[0]


# What is said


def described(of):
    """Change the description of what `of` returns from schemas and paths."""

    def edit(schemas, paths):
        of(schemas, paths)["description"] = "Something else."

    return edit


DESCRIBED = {
    "an operation": lambda _, paths: paths["/v1/messages"]["post"],
    "a parameter of the query": lambda _, paths: next(
        parameter for parameter in paths["/v1/models"]["get"]["parameters"] if parameter.get("in") == "query"
    ),
    "a body": lambda _, paths: paths["/v1/messages"]["post"]["requestBody"],
    "a response": lambda _, paths: paths["/v1/messages"]["post"]["responses"]["200"],
    "a type": lambda schemas, _: schemas["TextBlockParam"],
    "a field": lambda schemas, _: schemas["TextBlockParam"]["properties"]["text"],
}


@pytest.mark.parametrize("of", DESCRIBED.values(), ids=DESCRIBED)
def test_a_changed_description_is_documentation_and_breaks_nobody(document, of):
    found = compared(document, described(of))
    assert {change.rule.id for change in found.changes} == {"documentation"}
    assert {change.impact.wire for change in found.changes} == {Wire.NONE}
    assert all("Something else." in str(change.after) for change in found.changes)


def test_a_change_names_every_operation_and_python_name_it_concerns(document):
    change = only(compared(document, lambda schemas, _: schemas["TextBlockParam"]["properties"].pop("citations")))
    assert change.operations == ("messages.create", "messages.count_tokens", "messages.batches.create")
    assert change.names == ("params.TextBlockParam.citations",)
    assert change.place.path == "system[].citations"
    assert change.directions == (Direction.REQUEST,)


def test_an_argument_of_a_method_is_named_as_users_write_it(document):
    change = only(compared(document, lambda schemas, _: schemas["MessageCreateParams"]["properties"].pop("top_k")))
    assert change.names == ("client.messages.create(top_k=)", "params.MessageCreateParams.top_k")


def test_a_model_is_named_in_answers(document):
    change = only(compared(document, lambda schemas, _: schemas["Usage"]["properties"].pop("output_tokens")))
    assert "models.Usage.output_tokens" in change.names
    assert (change.impact.wire, change.impact.sdk) == (Wire.BREAKING, Bump.MAJOR)


def test_a_member_of_a_union_is_named_by_its_class(document):
    def remove(schemas, _):
        union = schemas["RawContentBlockDelta"]
        reference = union["discriminator"]["mapping"].pop("signature_delta")
        union["oneOf"] = [member for member in union["oneOf"] if member["$ref"] != reference]

    change = only(compared(document, remove))
    assert change.names == ("models.RawContentBlockDelta", "models.SignatureDelta")
    assert (change.impact.wire, change.impact.sdk) == (Wire.COMPATIBLE, Bump.MAJOR)


def test_a_renamed_type_is_named_before_and_after(document):
    def rename(schemas, paths):
        text = json.dumps([schemas, paths]).replace('schemas/ModelInfo"', 'schemas/ModelCard"')
        schemas |= json.loads(text)[0]
        schemas["ModelCard"] = schemas.pop("ModelInfo")
        paths |= json.loads(text)[1]

    found = compared(document, rename)
    assert {change.rule.id for change in found.changes} == {"schema-renamed"}
    assert {"models.ModelInfo", "models.ModelCard"} <= {name for change in found.changes for name in change.names}


def test_a_new_enum_value_in_an_answer_breaks_nobody(document):
    """Where other tools ask for a major version: the enum is open, in the document and in Python."""
    found = compared(document, lambda schemas, _: schemas["StopReason"]["anyOf"][0]["enum"].append("tired"))
    assert only(found).rule.id == "open-enum-value-added"
    assert found.bump is Bump.MINOR
    assert found.wire is Wire.COMPATIBLE


def test_a_renamed_method_is_seen_though_nothing_moves_on_the_wire(document):
    def rename(_, paths):
        operation = paths["/v1/files/{file_id}"]["get"]
        operation["operationId"] = "files.fetch"
        operation["x-sdk"]["method"] = "fetch"

    change = only(compared(document, rename))
    assert (change.rule.id, change.impact.wire, change.impact.sdk) == ("operation-renamed", Wire.NONE, Bump.MAJOR)


def test_a_schema_of_both_directions_is_told_once_with_the_worse_answer(document):
    change = only(compared(document, lambda schemas, _: schemas["CacheControlEphemeral"]["required"].append("ttl")))
    assert change.directions == (Direction.RESPONSE,)
    model = only(compared(document, lambda schemas, _: schemas["Model"]["anyOf"][0]["enum"].append("claude-next")))
    assert model.directions == (Direction.REQUEST, Direction.RESPONSE)


def test_the_worst_comes_first(document):
    def several(schemas, _):
        schemas["Message"]["description"] = "Other words."
        schemas["StopReason"]["anyOf"][0]["enum"].append("tired")
        del schemas["MessageCreateParams"]["properties"]["top_k"]

    found = compared(document, several)
    assert [change.impact.sdk for change in found.changes] == [Bump.MAJOR, Bump.MINOR, Bump.NONE]
    assert found.bump is Bump.MAJOR
    assert len(found.told) == 2
    assert len(found.reworded) == 1


def test_equal_documents_say_the_same(document):
    assert compare(document, json.loads(json.dumps(document))) == ()


def test_what_no_rule_knows_is_not_passed_over(document):
    found = compared(document, lambda _, paths: paths["/v1/files"]["get"].update({"x-unheard-of": 1}))
    assert only(found).rule.id == "unclassified"
    assert found.bump is Bump.MAJOR


def test_every_rule_has_an_answer_for_the_wire_and_for_the_sdk():
    assert len(RULES) > 80
    for rule in RULES.values():
        assert rule.impacts, rule.id
        for impact in rule.impacts.values():
            differs = (impact.wire is Wire.BREAKING) != (impact.sdk is Bump.MAJOR)
            assert rule.why or not differs or impact.sdk in (Bump.MINOR, Bump.PATCH), rule.id


# How it is said


@pytest.fixture(scope="module")
def some(document):
    def several(schemas, paths):
        schemas["StopReason"]["anyOf"][0]["enum"].append("<tired> | asleep")
        del schemas["MessageCreateParams"]["properties"]["top_k"]
        del paths["/v1/files"]["get"]

    return compared(document, several)


def test_the_table_for_a_terminal(some):
    text = FORMATS["terminal"](some)
    assert text.startswith("before → after: 2 major, 1 minor;")
    assert "✖ major messages.create · request · top_k\n" in text
    assert "client.messages.create(top_k=)" in text


def test_the_table_in_markdown_has_a_row_for_each_change(some):
    rows = [line for line in FORMATS["markdown"](some).splitlines() if line.startswith(("| ✖", "| ●"))]
    assert len(rows) == 3
    assert all(row.replace("\\|", "").count("|") == 9 for row in rows)


def test_the_json_holds_everything(some):
    data = json.loads(FORMATS["json"](some))
    assert data == to_dict(some)
    assert data["bump"] == "major"
    assert {change["rule"] for change in data["changes"]} == {
        "field-removed",
        "operation-removed",
        "open-enum-value-added",
    }
    assert all(change["wire"] and change["sdk"] and change["operations"] for change in data["changes"])


def test_the_page_stands_alone_and_escapes_what_it_shows(some):
    page = FORMATS["html"](some)

    tags = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append(tag)
            assert not {name for name, _ in attrs} & {"src", "href"}

    Reader().feed(page)
    assert tags.count("tr") == 4
    assert "<tired>" not in page
    assert "&lt;tired&gt;" in page


# Where documents come from


def run(*arguments):
    return cli.main(["diff", *map(str, arguments), "--no-python"])


def test_a_bundled_document_in_a_file(document, tmp_path, capsys):
    head = edited(document, lambda schemas, _: schemas["MessageCreateParams"]["properties"].pop("top_k"))
    (tmp_path / "a.json").write_text(json.dumps(document))
    (tmp_path / "b.json").write_text(json.dumps(head))
    assert run(tmp_path / "a.json", tmp_path / "b.json") == 0
    assert "top_k" in capsys.readouterr().out
    assert run(tmp_path / "a.json", tmp_path / "b.json", "--fail-on", "breaking") == 1
    assert run(tmp_path / "a.json", tmp_path / "a.json", "--fail-on", "any") == 0
    assert run(tmp_path / "a.json", tmp_path / "b.json", "--fail-on", "none") == 0


def test_words_alone_break_nobody_but_are_a_change(document, tmp_path):
    head = edited(document, lambda schemas, _: schemas["Message"].update(description="Other words."))
    (tmp_path / "a.json").write_text(json.dumps(document))
    (tmp_path / "b.json").write_text(json.dumps(head))
    assert run(tmp_path / "a.json", tmp_path / "b.json", "--fail-on", "breaking") == 0
    assert run(tmp_path / "a.json", tmp_path / "b.json", "--fail-on", "any") == 1


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("no-such-revision", "no file, folder or git revision"),
        ("https://example.com/openapi.json", "only documents on loopback"),
        ("{tmp}/broken.json", "not a bundled document"),
        ("{tmp}/foreign.json", "without operationId and x-sdk"),
    ],
)
def test_what_is_no_document_is_told_in_one_line(name, complaint, tmp_path, capsys):
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "foreign.json").write_text('{"paths": {"/x": {"get": {"responses": {}}}}}')
    assert run(name.format(tmp=tmp_path)) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert complaint in told[0]


def test_a_url_on_loopback(document, capsys):
    body = json.dumps(edited(document, lambda schemas, _: schemas["Usage"]["properties"].pop("output_tokens"))).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            assert run(f"http://127.0.0.1:{server.server_port}/openapi.json") == 0
        finally:
            server.shutdown()
            thread.join()
    assert "output_tokens" in capsys.readouterr().out


@pytest.fixture(scope="module")
def repository(document, tmp_path_factory):
    """A repository with a release and a version: only the document of its package, and pyproject.toml."""
    folder = tmp_path_factory.mktemp("repository")

    def git(*arguments):
        names = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.com"]
        subprocess.run(["git", "-C", str(folder), *names, *arguments], check=True, capture_output=True)

    package = folder / "generated" / build.PACKAGE
    package.mkdir(parents=True)
    older = edited(document, lambda schemas, _: schemas["MessageCreateParams"]["properties"].pop("top_k"))
    (package / "openapi.json").write_text(json.dumps(older))
    (folder / "generated" / "MANIFEST.json").write_text("{}")
    (folder / "pyproject.toml").write_text('[project]\nversion = "1.2.3"\n')
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "Release")
    git("tag", "v1.2.3")
    return folder


def test_a_git_revision_is_what_was_committed(repository, document):
    source = command.read("v1.2.3", repository, ROOT / "spec")
    assert "top_k" not in source.document["components"]["schemas"]["MessageCreateParams"]["properties"]
    assert source.committed is not None
    assert [change.rule.id for change in compare(source.document, document)] == ["field-added"]


# Which version follows


@pytest.mark.parametrize(
    ("before", "bump", "after"),
    [
        ("1.2.3", Bump.MAJOR, "2.0.0"),
        ("1.2.3", Bump.MINOR, "1.3.0"),
        ("1.2.3", Bump.PATCH, "1.2.4"),
        ("1.2.3", Bump.NONE, "1.2.3"),
        ("0.4.1", Bump.MAJOR, "0.5.0"),
        ("0.4.1", Bump.MINOR, "0.4.2"),
        ("0.4.1", Bump.PATCH, "0.4.2"),
    ],
)
def test_the_version_that_follows(before, bump, after):
    assert str(Version.parse(before).after(bump)) == after


def test_a_version_is_three_numbers():
    assert Version.parse("v1.2.3rc1") == Version(1, 2, 3)
    with pytest.raises(ValueError, match="not a version"):
        Version.parse("next")


@pytest.mark.parametrize(("stated", "status"), [("1.2.3", 1), ("1.2.9", 1), ("1.3.0", 0), ("2.0.0", 0)])
def test_release_check_fails_where_the_version_is_too_low(repository, stated, status, monkeypatch, capsys):
    """The released document lacks a field that this one has: a minor change."""
    monkeypatch.setattr(command, "project_version", lambda _: Version.parse(stated))
    monkeypatch.setattr(Source, "write_package", lambda _, folder: build.write(PACKAGE, folder))
    options = argparse.Namespace(since=None, released=None, spec=ROOT / "spec")
    assert command.release_check(options, repository) == status
    told = capsys.readouterr()
    assert len((told.err if status else told.out).splitlines()) == 1
    assert ("ask for 1.3.0" in told.err) == bool(status)


#: A package without anything: what differs in Python is not what these tests ask.
PACKAGE = {f"{build.PACKAGE}/__init__.py": b""}


def test_without_a_release_any_version_will_do(tmp_path, capsys):
    options = argparse.Namespace(since=None, released=None, spec=ROOT / "spec")
    assert command.release_check(options, tmp_path) == 0
    assert "no release yet" in capsys.readouterr().out


def test_the_fragment_for_the_changelog_tells_wire_and_python(some, document, tmp_path):
    path = write_fragment(some, tmp_path / "changelog.d")
    assert path is not None
    text = path.read_text()
    assert "### Breaking" in text
    assert "* `client.messages.create(top_k=)`: the field is gone" in text
    unchanged = report(Source("a", document), Source("b", document))
    assert write_fragment(unchanged, tmp_path / "changelog.d") is None
    assert not path.exists()


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        (None, True, "operation-deprecated"),
        (True, None, "operation-undeprecated"),
        (True, False, "operation-undeprecated"),
    ],
)
def test_deprecation_of_an_operation_is_told_in_both_directions(document, before, after, rule):
    def marked(value):
        return edited(
            document, lambda _, paths: paths["/v1/models"]["get"].update({} if value is None else {"deprecated": value})
        )

    found = report(Source("before", marked(before)), Source("after", marked(after)), python=False)

    assert only(found).rule.id == rule
