"""The program in a process of its own: pipes, terminals, colours."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from claudewire.testing import LocalServer


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "claudewire", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, **environment},
    )


def test_the_version_is_shown() -> None:
    done = process("--version")
    assert (done.returncode, bool(re.fullmatch(r"claudewire \d+\.\d+\.\d+\S*\n", done.stdout))) == (0, True)


def test_a_reader_that_leaves_ends_the_command_quietly(server: LocalServer) -> None:
    command = f"{sys.executable} -m claudewire models list; echo $? >&2"
    done = subprocess.run(
        ["bash", "-c", f"({command}) | head -c 1"], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr in ("0\n", "141\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX is needed")
def test_a_closed_standard_output_is_no_traceback(server: LocalServer) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m claudewire models list >&-"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_help_is_written_to_a_terminal_that_knows_only_ascii() -> None:
    done = process("--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert (done.returncode, "exit status:" in done.stdout) == (0, True)


def test_force_color_colours_what_is_no_terminal(server: LocalServer) -> None:
    done = process("models", "list", "--format", "text", FORCE_COLOR="1", NO_COLOR="")
    assert "\x1b[1m" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX is needed")
@pytest.mark.parametrize("without_rich", [False, True])
def test_a_terminal_gets_a_table(server: LocalServer, without_rich: bool) -> None:
    import pty

    block = "import sys; sys.modules['rich'] = None; " if without_rich else ""
    program = f"{block}from claudewire.cli import main; raise SystemExit(main(['models', 'list']))"
    leader, follower = pty.openpty()
    try:
        with subprocess.Popen(
            [sys.executable, "-c", program], stdout=follower, stdin=follower, stderr=follower
        ) as child:
            os.close(follower)
            shown = b""
            try:
                while chunk := os.read(leader, 65536):
                    shown += chunk
            except OSError:  # Linux says so at the end
                pass
            assert child.wait(30) == 0
    finally:
        os.close(leader)
    text = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode())
    assert text.split()[:3] == ["id", "released", "stage"]
    assert "claude-sonnet-5-5" in text
    assert "{" not in text
    assert (b"\x1b[1m" in shown) is not without_rich


def test_serve_says_that_a_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = process("serve", "--port", "0", "--data", str(tmp_path / "file" / "data"))

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
