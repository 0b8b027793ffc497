"""Folders and archives of skills from strangers: links, loops, secrets, broken archives."""

import os
import struct
import zipfile

import pytest

from claudewire._resources.folders.skill_folder import skill_files
from claudewire._resources.folders.skill_md import SkillInvalid, check_skill_md

SKILL_MD = "---\nname: probe\ndescription: A probe.\n---\n"
needs_links = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "probe"
    (folder / "sub").mkdir(parents=True)
    (folder / "SKILL.md").write_text(SKILL_MD)
    (folder / "sub" / "a.txt").write_text("a")
    return folder


def names(folder):
    return [name for name, _ in skill_files(folder)]


@needs_links
@pytest.mark.parametrize("target", ["/etc/passwd", "/etc", "../..", "../outside.txt"])
def test_a_link_out_of_the_folder_is_refused_with_its_name(folder, target):
    (folder.parent / "outside.txt").write_text("x")
    (folder / "link").symlink_to(target)
    with pytest.raises(SkillInvalid, match="probe/link"):
        skill_files(folder)


@needs_links
@pytest.mark.parametrize("target", [".", "..", "sub/../sub/.."])
def test_a_link_to_a_folder_on_the_way_is_refused(folder, target):
    (folder / "sub" / "loop").symlink_to(target)
    with pytest.raises(SkillInvalid, match="loop"):
        skill_files(folder)


@needs_links
def test_a_link_inside_the_folder_is_followed(folder):
    (folder / "b.txt").symlink_to("sub/a.txt")
    assert "probe/b.txt" in names(folder)


@pytest.mark.parametrize(
    "name",
    [
        ".env",
        ".env.local",
        "prod.env",
        "id_rsa",
        "server.key",
        "cert.pem",
        ".netrc",
        "x.pyc",
        ".npmrc",
        "credentials.json",
    ],
)
def test_files_that_usually_hold_secrets_stay_out(folder, name):
    (folder / name).write_text("x")
    assert names(folder) == ["probe/SKILL.md", "probe/sub/a.txt"]


@pytest.mark.parametrize("name", [".git", ".ssh", ".aws", "__pycache__", "node_modules", ".venv", ".pytest_cache"])
def test_folders_of_secrets_and_caches_stay_out(folder, name):
    (folder / name).mkdir()
    (folder / name / "x").write_text("x")
    assert names(folder) == ["probe/SKILL.md", "probe/sub/a.txt"]


def test_a_description_of_blanks_is_read_in_linear_time():
    text = "---\nname: probe\ndescription: a" + " " * 600_000 + "b\n---\n"
    with pytest.raises(SkillInvalid, match="description"):
        check_skill_md(text.encode(), folder="probe")


def archive(path, *, method=zipfile.ZIP_DEFLATED, content=SKILL_MD):
    with zipfile.ZipFile(path, "w", method) as out:
        out.writestr("probe/SKILL.md", content)
    return path


def patched(path, offset_local, offset_central, value):
    data = bytearray(path.read_bytes())
    struct.pack_into("<H", data, offset_local, value)
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + offset_central, value)
    path.write_bytes(data)
    return path


def broken_archives(tmp_path):
    yield "encrypted", patched(archive(tmp_path / "1.zip"), 6, 8, 1)
    yield "of another method", patched(archive(tmp_path / "2.zip"), 8, 10, 99)
    yield "not UTF-8", archive(tmp_path / "3.zip", content=b"\xff\xfe")
    whole = archive(tmp_path / "4.zip").read_bytes()
    damaged = bytearray(whole)
    damaged[45:50] = b"\xff" * 5
    (tmp_path / "5.zip").write_bytes(damaged)
    yield "damaged", tmp_path / "5.zip"
    (tmp_path / "6.zip").write_bytes(whole[:40])
    yield "cut", tmp_path / "6.zip"
    (tmp_path / "7.zip").write_bytes(b"")
    yield "empty", tmp_path / "7.zip"


def test_every_broken_archive_is_our_error(tmp_path):
    for _, path in broken_archives(tmp_path):
        with pytest.raises(SkillInvalid):
            skill_files(path)
