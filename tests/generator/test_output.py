"""What the generator writes: the same bytes everywhere, and after a change of the document only what the change touches."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import build, load
from generator.__main__ import main
from generator.commands import REPOSITORY
from tests.generator import small


def cli(*arguments: object, seed: str = "0", folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The generator as a user starts it, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=folder or Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A copy of the small document, to be changed."""
    return Path(shutil.copytree(small.SPEC, tmp_path / "spec"))


@pytest.fixture(scope="module")
def unchanged() -> dict[str, bytes]:
    return build.generate(load.bundle(small.SPEC))


@pytest.fixture
def output(tmp_path: Path, unchanged: dict[str, bytes]) -> Path:
    """What was made of it before the change."""
    build.write(unchanged, tmp_path / "generated")
    return tmp_path / "generated"


def replace(spec: Path, file: str, before: str, after: str) -> None:
    text = (spec / file).read_text(encoding="utf-8")
    assert before in text
    (spec / file).write_text(text.replace(before, after), encoding="utf-8")


def changed(spec: Path, output: Path) -> set[str]:
    """Which files a new run changes, without the package's name and without those that change with every document."""
    before = build.on_disk(output)
    main(["--spec", str(spec), "--output", str(output), "generate"])
    after = build.on_disk(output)
    names = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    assert {build.MANIFEST, f"{build.PACKAGE}/openapi.json"} <= names
    return {n.removeprefix(f"{build.PACKAGE}/") for n in names} - {build.MANIFEST, "openapi.json"}


class TestSameBytes:
    def test_on_every_hash_seed_and_in_every_folder(self, tmp_path: Path):
        outputs = []
        for seed in ("0", "424242"):
            folder = tmp_path / seed
            done = cli("--spec", small.SPEC, "--output", folder, "generate", seed=seed)
            assert done.returncode == 0, done.stderr
            outputs.append(build.on_disk(folder))
        assert outputs[0] == outputs[1]
        assert list(json.loads(outputs[0][build.MANIFEST])["files"]) == sorted(set(outputs[0]) - {build.MANIFEST})

    def test_whatever_the_order_in_which_the_system_lists_files(self, monkeypatch: pytest.MonkeyPatch):
        expected = small.files()
        glob = Path.glob
        monkeypatch.setattr(Path, "glob", lambda self, pattern: reversed(list(glob(self, pattern))))
        assert small.files() == expected

    def test_a_second_run_writes_nothing(self, spec: Path, output: Path, capsys: pytest.CaptureFixture[str]):
        times = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
        main(["--spec", str(spec), "--output", str(output), "generate"])
        assert capsys.readouterr().out.endswith("files, 0 changed\n")
        assert times == {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}

    def test_every_hash_in_the_manifest_is_right_and_every_tool_named(self, output: Path):
        import hashlib

        manifest = json.loads((output / build.MANIFEST).read_text())
        assert set(manifest["tools"]) == set(build.TOOLS)
        for path, digest in manifest["files"].items():
            assert hashlib.sha256((output / path).read_bytes()).hexdigest() == digest

    def test_the_real_output_is_what_the_real_document_gives(self, real_files: dict[str, bytes]):
        found = build.on_disk(REPOSITORY / "generated")
        stale = [path for path in sorted({*found, *real_files}) if found.get(path) != real_files.get(path)]
        assert stale == [], "make generate"


class TestAChange:
    """A changed document changes the files that hold what was changed, and no others."""

    def test_of_a_field_of_an_answer(self, spec: Path, output: Path):
        replace(
            spec, "schemas/notes.yaml", "    title: {type: [string, 'null']", "    heading: {type: [string, 'null']"
        )
        assert changed(spec, output) == {"models/note.py"}
        assert "heading: str | None = None" in (output / build.PACKAGE / "models/note.py").read_text()

    def test_of_a_field_of_a_request(self, spec: Path, output: Path):
        replace(spec, "schemas/requests.yaml", "    level: {", "    loudness: {")
        assert changed(spec, output) == {"params.py", "endpoints/notes.py", "resources/notes.py"}

    def test_of_a_description_of_a_parameter(self, spec: Path, output: Path):
        replace(spec, "common/parameters.yaml", "ID of the note.", "Which note.")
        assert changed(spec, output) == {"resources/notes.py", "resources/notes_pages.py"}

    def test_of_a_new_schema(self, spec: Path, output: Path):
        with (spec / "schemas/notes.yaml").open("a", encoding="utf-8") as file:
            file.write(
                "Place:\n  type: object\n  description: Where.\n  properties: {x: {type: number, description: x}}\n"
            )
        replace(spec, "schemas/notes.yaml", "    pinned:", "    place: {$ref: '#/Place'}\n    pinned:")
        assert changed(spec, output) == {"models/note.py", "models/place.py", "models/__init__.py"}

    def test_of_a_schema_that_goes_away(self, spec: Path, output: Path):
        replace(spec, "schemas/notes.yaml", "        - $ref: '#/DeletedNote'\n", "        - {type: string}\n")
        replace(spec, "paths/notes.yaml", "DeletedNote", "NotePageInfo")
        gone = changed(spec, output)
        assert "models/deleted_note.py" in gone
        assert not (output / build.PACKAGE / "models/deleted_note.py").exists()

    def test_of_a_beta_value(self, spec: Path, output: Path):
        replace(spec, "schemas/requests.yaml", "moods-2020-02-02", "moods-2021-01-01")
        assert changed(spec, output) == {"betas.py", "resources/notes.py"}

    def test_of_an_operation(self, spec: Path, output: Path):
        replace(spec, "paths/notes.yaml", "x-retry-safe: true", "x-retry-safe: false")
        assert changed(spec, output) == {"operations.py"}

    def test_of_the_order_of_events(self, spec: Path, output: Path):
        replace(spec, "schemas/events.yaml", "writing: {stop: done}", "writing: {stop: done, start: writing}")
        assert changed(spec, output) == {"events.py"}


class TestCheck:
    def test_says_that_all_is_well(self, spec: Path, output: Path, capsys: pytest.CaptureFixture[str]):
        capsys.readouterr()
        assert main(["--spec", str(spec), "--output", str(output), "check"]) == 0
        said = capsys.readouterr()
        assert said.out.count("👍") == len(build.PRODUCTS)
        assert said.err == ""

    def test_names_the_products_that_a_new_field_name_touches_and_writes_nothing(
        self, spec: Path, output: Path, capsys: pytest.CaptureFixture[str]
    ):
        replace(
            spec, "schemas/notes.yaml", "    title: {type: [string, 'null']", "    heading: {type: [string, 'null']"
        )
        before = build.on_disk(output)
        capsys.readouterr()
        assert main(["--spec", str(spec), "--output", str(output), "check"]) == 1
        said = capsys.readouterr()
        assert [line for line in said.out.splitlines() if line.startswith("❌")] == ["❌ models", "❌ document"]
        assert said.err == (
            "generated/ is not what spec/ gives: 3 files differ (claudewire_api/models/note.py first); run `make generate`.\n"
        )
        assert build.on_disk(output) == before

    def test_notices_a_file_that_was_edited_by_hand(self, spec: Path, output: Path, capsys: pytest.CaptureFixture[str]):
        file = output / build.PACKAGE / "resources/notes.py"
        file.write_text(file.read_text().replace("Write a note", "Right a note"))
        capsys.readouterr()
        assert main(["--spec", str(spec), "--output", str(output), "check", "--verbose"]) == 1
        said = capsys.readouterr()
        assert [line for line in said.out.splitlines() if line.startswith("❌")] == ["❌ resources"]
        assert '-        """Right a note' in said.out

    def test_notices_a_file_too_many_and_one_too_few(
        self, spec: Path, output: Path, capsys: pytest.CaptureFixture[str]
    ):
        (output / build.PACKAGE / "models/left_over.py").write_text("")
        (output / build.PACKAGE / "events.py").unlink()
        capsys.readouterr()
        assert main(["--spec", str(spec), "--output", str(output), "check"]) == 1
        assert [line for line in capsys.readouterr().out.splitlines() if "❌" in line] == ["❌ models", "❌ events"]

    def test_a_document_that_has_to_be_mended_is_said_in_one_line_each(self, spec: Path, output: Path):
        replace(spec, "schemas/notes.yaml", "{$ref: '#/NoteStatus'}", "{$ref: '#/NoteState'}")
        before = build.on_disk(output)
        done = cli("--spec", spec, "--output", output, "generate")
        assert done.returncode == 1
        assert done.stderr.splitlines()[0] == "spec/schemas/notes.yaml:11: the reference '#/NoteState' leads nowhere"
        assert "Traceback" not in done.stderr
        assert build.on_disk(output) == before
