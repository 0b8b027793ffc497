"""The help, the loading of commands, and completion."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from claudewire.cli import main
from claudewire.cli.commands import all_commands, build_parser
from claudewire.cli.exit_status import MEANINGS

CASSETTE = Path(__file__).parents[2] / "cassettes/recorded/errors_of_the_request.yaml"
NAMES = [command.name for command in all_commands()]


def parsers(parser: argparse.ArgumentParser, path: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """The parser of every command, by its words."""
    yield path, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                yield from parsers(sub, f"{path} {name}".strip())


def parser_of(name: str) -> argparse.ArgumentParser:
    whole = build_parser([name])
    return next(sub for path, sub in parsers(whole) if path == name)


def test_the_help_lists_every_command_group_and_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    text = capsys.readouterr().out
    assert caught.value.code == 0
    assert [name for name in NAMES if f"\n  {name} " not in text] == []
    assert [meaning for meaning in MEANINGS.values() if meaning not in text] == []
    assert "examples:" in text


def test_no_command_shows_the_help_and_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "examples:" in capsys.readouterr().out


@pytest.mark.parametrize("name", NAMES)
def test_the_help_of_every_command_has_examples(name: str) -> None:
    text = parser_of(name).format_help()
    assert f"claudewire {name}" in text.partition("\n")[2]


@pytest.mark.parametrize("name", NAMES)
def test_every_option_of_a_command_is_described(name: str) -> None:
    bare = [
        (path, action.dest)
        for path, parser in parsers(parser_of(name), name)
        for action in parser._actions
        if not action.help and not isinstance(action, argparse._SubParsersAction)
    ]
    assert bare == []


@pytest.mark.parametrize(
    "words", [["nothing"], ["models", "none"], ["models", "list", "--colour"], ["chat", "--max-tokens", "x"]]
)
def test_wrong_usage_has_status_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "claudewire" in capsys.readouterr().err


def python(program: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_version_loads_no_command_and_no_client() -> None:
    loaded = python(
        "import sys\nfrom claudewire.cli import main\n"
        "try: main(['--version'])\nexcept SystemExit: pass\n"
        "print(sorted(n for n in sys.modules if n.startswith(('claudewire._call', 'claudewire.testing', 'claudewire.contract', 'rich'))))"
    )
    assert loaded.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("command", "library", "extra"),
    [
        (f"contract check {CASSETTE}", "yaml", "contract"),
        ("serve --port 0", "uvicorn", "testing"),
        ("completion bash", "argcomplete", "cli"),
    ],
)
def test_a_missing_library_names_its_extra(command: str, library: str, extra: str) -> None:
    text = python(
        f"import sys, contextlib, io\nsys.modules[{library!r}] = None\nfrom claudewire.cli import main\n"
        "out = io.StringIO()\n"
        "with contextlib.redirect_stderr(out), contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):\n"
        f"    main({command.split()!r})\nprint(out.getvalue())"
    )
    assert f"claudewire[{extra}]" in text


def completions(line: str) -> list[str]:
    read, write = os.pipe()
    environment = {
        **os.environ,
        "_ARGCOMPLETE": "1",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "_ARGCOMPLETE_IFS": "\n",
    }
    program = f"import os; os.dup2({write}, 8); from claudewire.cli import main; main()"
    with subprocess.Popen([sys.executable, "-c", program], env=environment, pass_fds=[write]) as child:
        os.close(write)
        with os.fdopen(read) as pipe:
            out = pipe.read()
        child.wait(60)
    return [word.strip() for word in out.splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="argcomplete answers over a file descriptor of POSIX")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("claudewire mod", ["models"]),
        ("claudewire models l", ["list"]),
        ("claudewire models list --for", ["--format"]),
        ("claudewire serve --tokens-p", ["--tokens-per-second"]),
        ("claudewire messages create 'open quote --ma", []),
    ],
)
def test_a_shell_gets_completions(line: str, expected: list[str]) -> None:
    found = completions(line)
    assert found == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_completion_script_of_a_shell_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert "claudewire" in capsys.readouterr().out


def test_generator_help_and_version_have_the_same_manners(capsys: pytest.CaptureFixture[str]) -> None:
    from generator.__main__ import main as generator

    def shown(*words: str) -> str:
        with pytest.raises(SystemExit) as caught:
            generator(list(words))
        assert caught.value.code == 0
        return capsys.readouterr().out

    assert shown("--version").startswith("claudewire generator ")
    assert "exit status:" in shown("--help")
    for name in ("lint", "bundle", "generate", "check", "watch", "diff", "migration", "release-check"):
        assert f"python -m generator {name}" in shown(name, "--help").partition("examples:")[2]
