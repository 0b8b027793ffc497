"""Folders and archives of skills from strangers: links, loops, secrets, broken archives."""

import io
import os
import socket
import stat
import struct
import sys
import zipfile
from pathlib import Path

import pytest

from claudewire._resources.folders import skill_archive, skill_folder
from claudewire._resources.folders.skill_folder import skill_files
from claudewire._resources.folders.skill_md import SkillFacts, SkillInvalid, check_skill_md

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
@pytest.mark.parametrize("target", ["nothing", "link", "sub/nothing/deeper", "two"])
def test_a_link_that_leads_nowhere_is_refused(folder, target):
    (folder / "link").symlink_to(target)
    (folder / "two").symlink_to("link")
    with pytest.raises(SkillInvalid, match="leads nowhere"):
        skill_files(folder)


@needs_links
def test_a_link_inside_the_folder_is_followed(folder):
    (folder / "b.txt").symlink_to("sub/a.txt")
    (folder / "again").symlink_to("sub")
    assert names(folder) == ["probe/SKILL.md", "probe/again/a.txt", "probe/b.txt", "probe/sub/a.txt"]


@needs_links
@pytest.mark.parametrize("hidden", [".env", ".git/config", ".ssh/key.txt", "sub/id_rsa"])
@pytest.mark.parametrize("whole_folder", [False, True])
def test_a_link_to_what_stays_out_is_refused(folder, hidden, whole_folder):
    (folder / hidden).parent.mkdir(exist_ok=True)
    (folder / hidden).write_text("x")
    target = hidden.partition("/")[0] if whole_folder and hidden.startswith(".") else hidden
    (folder / "notes.txt").symlink_to(target)
    with pytest.raises(SkillInvalid, match=r"notes\.txt.* is a link to .*, which is not uploaded"):
        skill_files(folder)


@needs_links
def test_links_that_multiply_the_folder_are_refused(folder, monkeypatch):
    monkeypatch.setattr(skill_folder, "MAX_SKILL_ENTRIES", 500)
    for level in range(40):
        (folder / f"d{level}").mkdir()
        for name in "ab":
            (folder / f"d{level}" / name).symlink_to(f"../d{level + 1}")
    (folder / "d40").mkdir()
    with pytest.raises(SkillInvalid, match="more than 500"):
        skill_files(folder)


def test_a_folder_of_too_many_files_is_refused(folder, monkeypatch):
    monkeypatch.setattr(skill_folder, "MAX_SKILL_ENTRIES", 3)
    skill_files(folder)
    (folder / "sub" / "b").mkdir()
    with pytest.raises(SkillInvalid, match="more than 3"):
        skill_files(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such long paths")
def test_folders_in_folders_are_read_whatever_their_depth(folder, monkeypatch):
    monkeypatch.chdir(folder)
    depth = sys.getrecursionlimit() + 100
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    Path("deep.txt").write_text("x")
    try:
        assert names(folder)[1].endswith("d/d/deep.txt")
    finally:  # pytest removes a folder only if it is not so deep
        Path("deep.txt").unlink()
        for _ in range(depth):
            os.chdir("..")
            os.rmdir("d")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
@pytest.mark.parametrize("linked", [False, True])
def test_what_is_no_file_is_refused(folder, linked):
    os.mkfifo(folder / "sub" / "pipe")
    if linked:
        (folder / "a").symlink_to("sub/pipe")
    with pytest.raises(SkillInvalid, match="neither a file nor a folder"):
        skill_files(folder)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="the platform has no sockets in folders")
def test_a_socket_is_refused(folder, monkeypatch):
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        with pytest.raises(SkillInvalid, match="neither a file nor a folder"):
            skill_files(folder)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the user may read every file")
@pytest.mark.parametrize("name", ["SKILL.md", "sub/a.txt", "sub"])
def test_what_cannot_be_read_is_refused_with_its_name(folder, name):
    (folder / name).chmod(0)
    try:
        with pytest.raises(SkillInvalid, match=name):
            skill_files(folder)
    finally:
        (folder / name).chmod(0o700)


@pytest.mark.parametrize("failure", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_a_file_that_cannot_be_read_is_our_error(folder, monkeypatch, failure):
    def refuse(path, flags):
        raise failure

    monkeypatch.setattr(skill_folder.os, "open", refuse)
    with pytest.raises(SkillInvalid, match=r"probe/SKILL\.md.* cannot be read: "):
        skill_files(folder)


def test_the_contents_are_those_that_were_checked(folder):
    files = skill_files(folder)
    (folder / "SKILL.md").write_text("changed")
    assert files[0] == ("probe/SKILL.md", SKILL_MD.encode())


@needs_links
@pytest.mark.parametrize("replace", [lambda path: path.symlink_to("/etc/passwd"), os.mkfifo])
def test_a_file_that_is_replaced_meanwhile_is_not_read(folder, monkeypatch, replace):
    walk = skill_folder._walk

    def replacing(root):
        yield from walk(root)
        (folder / "sub" / "a.txt").unlink()
        replace(folder / "sub" / "a.txt")

    monkeypatch.setattr(skill_folder, "_walk", replacing)
    with pytest.raises(SkillInvalid, match=r"probe/sub/a\.txt"):
        skill_files(folder)


def test_a_huge_file_is_refused_before_it_is_read(folder):
    with open(folder / "sub" / "huge", "wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(SkillInvalid, match="under 30 MB"):
        skill_files(folder)


@pytest.mark.parametrize("path", ["a\0b", b"/nowhere", 3, None, "x" * 5000])
def test_a_path_that_is_none_is_our_error(path):
    with pytest.raises(SkillInvalid):
        skill_files(path)


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux only")
@pytest.mark.parametrize("name", [b"a\xff", b"a\nb", b"a\\b", b"..b", b"e\xcc\x81", b" ", b"x" * 255])
def test_odd_names_are_kept_and_can_be_shown(folder, name):
    (folder / os.fsdecode(name)).symlink_to("/etc/passwd")
    with pytest.raises(SkillInvalid) as caught:
        skill_files(folder)
    str(caught.value).encode()
    os.unlink(folder / os.fsdecode(name))
    (folder / os.fsdecode(name)).write_text("x")
    assert f"probe/{os.fsdecode(name)}" in names(folder)


@pytest.mark.parametrize(
    "name",
    [
        *(
            ".env",
            ".env.local",
            "prod.env",
            ".ENV",
            ".env~",
            ".env-old",
            ".envrc",
            ".netrc",
            "_netrc",
            ".npmrc",
            ".pypirc",
        ),
        *("id_rsa", "ID_RSA", "id_ed25519.pub", "server.key", "cert.pem", "CERT.PEM", "cert.pem.bak", "a.p12", "a.ppk"),
        *("credentials.json", "google-credentials.json", "secrets.yaml", "service-account-1.json", ".git-credentials"),
        *("x.pyc", "SKILL.md~", ".SKILL.md.swp", ".#SKILL.md", "Thumbs.db", ".DS_Store", ".bash_history", ".git"),
    ],
)
def test_secrets_and_copies_of_editors_stay_out(folder, name):
    (folder / name).write_text("x")
    assert names(folder) == ["probe/SKILL.md", "probe/sub/a.txt"]


@pytest.mark.parametrize(
    "name", ["secrets.md", "credentials.md", "environment.md", "keys.txt", "history.txt", ".envelope"]
)
def test_ordinary_files_are_uploaded(folder, name):
    (folder / name).write_text("x")
    assert f"probe/{name}" in names(folder)


@pytest.mark.parametrize("name", [".git", ".ssh", ".aws", "__pycache__", "node_modules", ".venv", ".pytest_cache"])
def test_folders_of_secrets_and_caches_stay_out(folder, name):
    (folder / name).mkdir()
    (folder / name / "x").write_text("x")
    assert names(folder) == ["probe/SKILL.md", "probe/sub/a.txt"]


def test_a_description_of_blanks_is_read_in_linear_time():
    text = "---\nname: probe\ndescription: a" + " " * 600_000 + "b\n---\n"
    with pytest.raises(SkillInvalid, match="description"):
        check_skill_md(text.encode(), folder="probe")


@pytest.mark.parametrize(
    ("front_matter", "description"),
    [
        ('description: "A probe." # what it is', "A probe."),
        ("description: 'It''s \"#1\"'  #x", "It''s \"#1\""),
        ('description: "a # b"', "a # b"),
        ("description: &anchor x", "&anchor x"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_front_matter_may_have_any_line_ends_comments_and_a_byte_order_mark(mark, line_end, front_matter, description):
    text = mark + line_end.join(["---", "name: probe", front_matter, "---", "Text"])
    assert check_skill_md(text.encode(), folder="probe") == SkillFacts("probe", description)


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"---", b"---\n", b"---\nname: probe", b"name: probe\n---\n", b"\0" * 9, SKILL_MD.encode("utf-16")),
        *(b"---\n---\n", b"---\nname: [probe]\ndescription: x\n---\n", b"---\nname: *a\ndescription: x\n---\n"),
        b"---\nname: probe\n" + b"description: x\n" * 5 + b"description: <b>\n---\n",
    ],
)
def test_an_invalid_skill_md_is_our_error(content):
    with pytest.raises(SkillInvalid):
        check_skill_md(content, folder="probe")


@pytest.mark.parametrize("piece", ["a: &a [*a, *a]\n", "\n", "'", '"', "\\", " #", "<", "- "], ids=ascii)
def test_a_long_skill_md_is_read_in_linear_time(piece):
    text = f"---\nname: probe\ndescription: x\nmore: {piece * 50_000}\n---\n"
    assert check_skill_md(text.encode(), folder="probe").name == "probe"
    with pytest.raises(SkillInvalid) as caught:
        check_skill_md(f"---\nname: {piece * 50_000}".encode(), folder="probe")
    assert len(str(caught.value)) < 500


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
    bomb = {"probe/SKILL.md": SKILL_MD, "probe/bomb": b"0" * (31 << 20)}
    for number, files in enumerate(
        [
            bomb,
            {"/probe/SKILL.md": SKILL_MD},
            *(
                {"probe/SKILL.md": SKILL_MD, name: "x"}
                for name in ("probe/../x", "../x", "probe/a\\..\\b", "C:/x", "/x", ".")
            ),
            *(
                {"probe/SKILL.md": SKILL_MD, name: "x"}
                for name in ("probe/.env", "probe/.ssh/config", "probe/a/ID_RSA")
            ),
            {"probe/": ""},
            {"probe/SKILL.md/": ""},
            {},
        ]
    ):
        yield f"of odd files {number}", with_files(tmp_path / f"odd{number}.zip", files.items())
    yield "of one file twice", with_files(tmp_path / "8.zip", [("probe/SKILL.md", SKILL_MD)] * 2)
    yield (
        "of a name with NUL",
        with_files(tmp_path / "9.zip", [("probe/SKILL.md", SKILL_MD), ("probe/a?b", "x")], b"?", b"\0"),
    )
    link = zipfile.ZipInfo("probe/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    yield "of a link", with_files(tmp_path / "10.zip", [("probe/SKILL.md", SKILL_MD), (link, "/etc/passwd")])
    yield (
        "damaged behind SKILL.md",
        with_files(tmp_path / "11.zip", [("probe/SKILL.md", SKILL_MD), ("probe/a", "needle")], b"needle", b"noodle"),
    )
    many = [("probe/SKILL.md", SKILL_MD), *((f"probe/{number}", "") for number in range(9))]
    yield "of many files", with_files(tmp_path / "12.zip", many)


def with_files(path, files, old=b"", new=b""):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        for name, content in dict(files).items() if old else files:
            out.writestr(name, content)
    path.write_bytes(buffer.getvalue().replace(old, new) if old else buffer.getvalue())
    return path


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_every_broken_archive_is_our_error(tmp_path, monkeypatch):
    monkeypatch.setattr(skill_archive, "MAX_SKILL_ENTRIES", 9)
    for what, path in broken_archives(tmp_path):
        with pytest.raises(SkillInvalid):
            print(what, skill_files(path))


def nested(tmp_path):
    inner = archive(tmp_path / "inner.zip").read_bytes()
    return with_files(tmp_path / "nested.zip", [("probe/SKILL.md", SKILL_MD), ("probe/inner.zip", inner)]).read_bytes()


@pytest.mark.parametrize("change", ["bytes before", "bytes behind", "a comment", "zip64", "an archive inside"])
def test_an_odd_archive_that_can_be_read_is_uploaded_as_it_is(tmp_path, change):
    whole = archive(tmp_path / "a.zip").read_bytes()
    path = tmp_path / "b.zip"
    if change == "zip64":
        with zipfile.ZipFile(path, "w") as out, out.open("probe/SKILL.md", "w", force_zip64=True) as file:
            file.write(SKILL_MD.encode())
    else:
        path.write_bytes(
            {
                "bytes before": b"#!/bin/sh\n" + whole,
                "bytes behind": whole[:-2] + struct.pack("<H", 9) + b"x" * 9,
                "a comment": whole[:-2] + struct.pack("<H", 7) + b"comment",
                "an archive inside": nested(tmp_path),
            }[change]
        )
    assert skill_files(path) == [("b.zip", path.read_bytes(), "application/zip")]
