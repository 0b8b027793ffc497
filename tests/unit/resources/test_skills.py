"""Skills: the rules for SKILL.md, the files of a folder or zip archive, and their upload."""

from __future__ import annotations

import zipfile

import httpx
import pytest

from claudewire import APIStatusError, SkillInvalid
from claudewire._resources.folders.skill_folder import skill_files
from claudewire._resources.folders.skill_md import MAX_SKILL_BYTES, SkillFacts, check_skill_md, check_skill_size
from claudewire.testing.api.skill_folder import unpack_skill
from claudewire.testing.responses.errors import APIErrorResponse
from claudewire.testing.state.log import Upload
from tests.support.clients import mocked_client

SKILL_MD = "---\nname: my-skill\ndescription: 'Does things'\nlicense: MIT # yes\n---\n# My skill\n"

#: Content of SKILL.md, the folder it is in, and what is wrong with it.
INVALID = [
    (b"# no front matter", "my-skill", "SKILL.md must start with YAML frontmatter (---)"),
    (b"---\nname: my-skill\n", "my-skill", "SKILL.md: the YAML frontmatter does not end"),
    (b"---\nname: my-skill\ndescription: \xff\n---\n", "my-skill", "SKILL.md is not valid UTF-8"),
    (
        b"---\nname: other\ndescription: x\n---\n",
        "my-skill",
        "folder name 'my-skill' must match the skill name 'other'",
    ),
    (b"---\nname: My Skill\ndescription: x\n---\n", "My Skill", "SKILL.md: name must have 1 to 64 lowercase letters"),
    (b"---\nname: " + b"a" * 65 + b"\ndescription: x\n---\n", "a" * 65, "SKILL.md: name must have 1 to 64"),
    (b"---\ndescription: x\n---\n", "my-skill", "SKILL.md: name must have"),
    (b"---\nname: claude-x\ndescription: x\n---\n", "claude-x", "SKILL.md: name must not contain anthropic or claude"),
    (b"---\nname: my-skill\n---\n", "my-skill", "SKILL.md: description must have 1 to 1024 characters, not 0"),
    (b"---\nname: my-skill\ndescription: ''\n---\n", "my-skill", "SKILL.md: description must have 1 to 1024"),
    (b"---\nname: my-skill\ndescription: " + b"x" * 1025 + b"\n---\n", "my-skill", "characters, not 1025"),
    (b"---\nname: my-skill\ndescription: <b>x</b>\n---\n", "my-skill", "description must not contain XML tags"),
    (b"---\nname: my-skill\ndescription: a <<b> c\n---\n", "my-skill", "description must not contain XML tags"),
    (b"---\nname: my-skill\ndescription: <<>\n---\n", "my-skill", "description must not contain XML tags"),
    (b"---\nname: my-skill\ndescription: >+\n  <b>\n---\n", "my-skill", "description must not contain XML tags"),
]
#: A value of `description:` in YAML, and its text.
DESCRIPTIONS = [
    ("plain", "plain"),
    ("'single quotes'", "single quotes"),
    ('"double quotes"', "double quotes"),
    ("with a # comment", "with a"),
    ("first line\n  second line", "first line second line"),
    *[
        (f"{style}\n  first line\n\n  second line", "first line second line")
        for style in (">", "|", ">-", "|-", ">+", "|+")
    ],
]


@pytest.fixture
def skill(tmp_path):
    folder = tmp_path / "my-skill"
    folder.mkdir()
    (folder / "SKILL.md").write_text(SKILL_MD)
    (folder / "scripts").mkdir()
    (folder / "scripts/run.py").write_text("print(1)")
    for ignored in (".git/HEAD", "scripts/__pycache__/run.cpython-313.pyc", ".DS_Store"):
        path = folder / ignored
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    return folder


class TestSkillMd:
    @pytest.mark.parametrize(("content", "folder", "problem"), INVALID)
    def test_an_invalid_skill_md_is_refused_by_the_library_and_by_the_local_server(self, content, folder, problem):
        upload = Upload(field="files[]", filename=f"{folder}/SKILL.md", content=content, media_type="text/markdown")

        with pytest.raises(SkillInvalid) as library:
            check_skill_md(content, folder=folder)
        with pytest.raises(APIErrorResponse) as server:
            unpack_skill([upload])

        assert problem in str(library.value)
        assert server.value.message == str(library.value)
        assert server.value.status == 400

    @pytest.mark.parametrize(("value", "description"), DESCRIPTIONS)
    def test_a_description_may_have_every_form_of_yaml_text(self, value, description):
        content = f"---\nname: my-skill\ndescription: {value}\nlicense: MIT\n---\n".encode()

        assert check_skill_md(content, folder="my-skill") == SkillFacts("my-skill", description)

    def test_a_skill_of_30_mb_is_too_large(self):
        check_skill_size(MAX_SKILL_BYTES - 1)
        with pytest.raises(SkillInvalid, match=r"must be under 30 MB, not 31,457,280 bytes"):
            check_skill_size(MAX_SKILL_BYTES)


class TestSkillFiles:
    def test_files_of_a_folder_are_named_from_the_folder_on(self, skill):
        assert [name for name, _ in skill_files(skill)] == ["my-skill/SKILL.md", "my-skill/scripts/run.py"]
        assert skill_files(str(skill)) == skill_files(skill)

    def test_a_folder_with_an_invalid_skill_md_is_refused(self, skill):
        (skill / "SKILL.md").write_bytes(b"\xff")
        with pytest.raises(SkillInvalid, match="UTF-8"):
            skill_files(skill)

    def test_a_folder_without_skill_md_is_refused(self, skill):
        (skill / "SKILL.md").unlink()
        with pytest.raises(SkillInvalid, match=r"no SKILL\.md"):
            skill_files(skill)

    def test_a_missing_path_is_refused(self, skill):
        with pytest.raises(SkillInvalid, match="neither a folder nor a zip archive"):
            skill_files(skill / "nothing")

    def test_a_zip_archive_is_one_file(self, tmp_path):
        path = zipped(tmp_path, {"my-skill/SKILL.md": SKILL_MD, "my-skill/a.txt": "x"})
        assert skill_files(path) == [("s.zip", path.read_bytes(), "application/zip")]

    @pytest.mark.parametrize(
        ("files", "problem"),
        [
            ({"SKILL.md": SKILL_MD}, r"no SKILL\.md/SKILL\.md"),
            ({"a/SKILL.md": SKILL_MD, "b/x": ""}, "one folder"),
            ({"my-skill/x": ""}, r"no my-skill/SKILL\.md"),
            ({"other/SKILL.md": SKILL_MD}, "must match the skill name"),
            ({}, "one folder"),
        ],
    )
    def test_a_zip_archive_that_violates_a_rule_is_refused(self, tmp_path, files, problem):
        with pytest.raises(SkillInvalid, match=problem):
            skill_files(zipped(tmp_path, files))

    def test_a_file_that_is_not_a_zip_archive_is_refused(self, tmp_path):
        (tmp_path / "s.zip").write_bytes(b"nothing")
        with pytest.raises(SkillInvalid, match="not a zip"):
            skill_files(tmp_path / "s.zip")


def test_create_from_dir_uploads_the_files_of_the_folder(skill):
    bodies = []

    def respond(request):
        bodies.append(request.content)
        return httpx.Response(400, json={"error": {"type": "invalid_request_error", "message": "seen"}})

    with mocked_client(respond) as client:
        with pytest.raises(APIStatusError, match="seen"):
            client.skills.create_from_dir(skill, display_name="Mine")
        with pytest.raises(APIStatusError, match="seen"):
            client.skills.versions.create_from_dir("skill_1", skill)

    assert len(bodies) == 2
    assert b'name="files[]"; filename="my-skill/scripts/run.py"' in bodies[0]
    assert b'name="display_name"\r\n\r\nMine' in bodies[0]
    assert b"HEAD" not in bodies[0]


def zipped(folder, files):
    path = folder / "s.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path
