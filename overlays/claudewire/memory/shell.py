"""`BashTool` and `LocalShell`: a shell of this machine for the model. Nothing here protects the machine from the model."""

from __future__ import annotations

import os
import secrets
import selectors
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final, Protocol

from attrs import frozen

from claudewire._errors.base import ConfigurationError
from claudewire._secrets import is_sensitive
from claudewire.tools.errors import ToolError
from claudewire.tools.functions.base import BaseTool

DEFAULT_TIMEOUT: Final = 120.0
DEFAULT_OUTPUT: Final = 30_000
_READ: Final = 64 * 1024


@frozen
class ShellResult:
    """What a command ended with.

    Attributes:
        output: What it wrote, standard error among it; cut in the middle if it is long.
        exit_code: Its exit code; None if it was killed.
        timed_out: Whether it took too long. The shell was started anew.
    """

    output: str
    exit_code: int | None
    timed_out: bool = False


class Shell(Protocol):
    """Where commands run: on this machine, in a container, on another machine."""

    def run(self, command: str) -> ShellResult:
        """Runs a command in a session that keeps its directory and variables, and waits for its end.

        Args:
            command: The command, in the language of the shell.
        """
        ...

    def restart(self) -> None:
        """Ends the session; the next command begins a new one."""
        ...

    def close(self) -> None:
        """Ends the session and everything that it started."""
        ...


class LocalShell:
    """A bash session on this machine, with the rights of this program.

    Args:
        unsafe: Must be true. The model can do everything that the user of this program can: run it in a container, or approve each call.
        cwd: Directory in which the session begins.
        env: Environment. By default, that of this program without variables that hold keys or tokens.
        timeout: Seconds for one command. Then all processes of the session are killed.
        max_output: Characters of output that are kept; the middle is left out.

    Raises:
        ConfigurationError: `unsafe` was not asked for, or the system has no bash.
    """

    def __init__(
        self,
        *,
        unsafe: bool = False,
        cwd: str | os.PathLike[str] | None = None,
        env: Mapping[str, str] | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        max_output: int = DEFAULT_OUTPUT,
    ) -> None:
        if unsafe is not True:
            raise ConfigurationError(
                "LocalShell lets the model run any command on this machine: pass unsafe=True if you mean it"
            )
        if sys.platform == "win32":
            raise ConfigurationError("LocalShell needs a POSIX system; give BashTool a shell of your own")
        if timeout <= 0 or max_output <= 0:
            raise ConfigurationError("timeout is in seconds above 0, max_output a number of characters above 0")
        self._cwd, self._timeout, self._max_output = cwd, timeout, max_output
        self._env = _without_secrets(os.environ) if env is None else dict(env)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._end: Any = None

    @property
    def pid(self) -> int | None:
        """Process id of the session; None while there is none."""
        return None if self._process is None else self._process.pid

    def run(self, command: str) -> ShellResult:
        """Runs a command and waits for its end. Commands wait for each other; their standard input is empty.

        Args:
            command: The command, in the language of the shell.
        """
        with self._lock:
            process = self._process or self._start()
            mark = f"claudewire-{secrets.token_hex(12)}"
            script = f"eval {shlex.quote(command)} </dev/null\nprintf '\\n%s %d\\n' {mark} $?\n"
            output = _Output(self._max_output)
            try:
                process.stdin.write(script.encode("utf-8", "replace"))  # type: ignore[union-attr]
                process.stdin.flush()  # type: ignore[union-attr]
                code = self._read(process, mark.encode(), output)
            except BrokenPipeError:
                code = None
            if code is None:  # it is over: `exit`, a signal, a time-out
                timed_out = process.poll() is None and self._process is process
                self._kill(process)
                exit_code = None if timed_out else process.returncode
                return ShellResult(output.text(), exit_code, timed_out)
            return ShellResult(output.text(), code)

    def _start(self) -> subprocess.Popen[bytes]:
        if (bash := shutil.which("bash")) is None:
            raise ConfigurationError("LocalShell needs bash, which is not in PATH")
        process = subprocess.Popen(  # noqa: S603  # the caller has asked for it: unsafe=True
            [bash, "--noprofile", "--norc"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self._cwd,
            env=self._env,
            start_new_session=True,  # a group of its own: it is killed with everything that it started
        )
        self._process = process
        self._end = weakref.finalize(self, _kill_group, process)
        return process

    def _read(self, process: subprocess.Popen[bytes], mark: bytes, output: _Output) -> int | None:
        """Reads until the mark that follows a command, and returns the exit code; None at the end of the session or of the time."""
        end = time.monotonic() + self._timeout
        tail = b""
        assert process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while (left := end - time.monotonic()) > 0:
                if not selector.select(left):
                    break
                if not (chunk := os.read(process.stdout.fileno(), _READ)):
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(1.0)
                    break
                tail += chunk
                place = tail.find(b"\n" + mark)
                if place != -1 and b"\n" in tail[place + 1 :]:
                    output.add(tail[:place])
                    return int(tail[place + 1 + len(mark) :].split()[0])
                if place == -1:
                    keep = len(mark) + 1
                    output.add(tail[:-keep])
                    tail = tail[-keep:]
        output.add(tail)
        return None

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        if self._process is process:
            self._process = None
        _kill_group(process)

    def restart(self) -> None:
        """Ends the session; the next command begins a new one."""
        self.close()

    def close(self) -> None:
        """Kills the session and everything that it started. The next command begins a new session."""
        process, self._process = self._process, None
        if process is not None:
            self._end.detach()
            _kill_group(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _without_secrets(environ: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in environ.items()
        if not name.upper().startswith(("ANTHROPIC_", "CLAUDE")) and not is_sensitive(name)
    }


class _Output:
    """Output of which the beginning and the end are kept."""

    def __init__(self, limit: int) -> None:
        self._half = max(1, limit // 2)
        self._head, self._tail, self._dropped = bytearray(), bytearray(), 0

    def add(self, data: bytes) -> None:
        room = self._half - len(self._head)
        if room > 0:
            self._head += data[:room]
            data = data[room:]
        self._tail += data
        if (over := len(self._tail) - self._half) > 0:
            del self._tail[:over]
            self._dropped += over

    def text(self) -> str:
        middle = f"\n… ({self._dropped} bytes were left out) …\n".encode() if self._dropped else b""
        return bytes(self._head + middle + self._tail).decode("utf-8", "replace").strip("\n")


class BashTool(BaseTool):
    """The bash tool of the API (`bash_20250124`) over a shell.

        shell = LocalShell(unsafe=True, cwd="/work")
        client.messages.tool_runner(tools=[BashTool(shell, approve=ask)], …)

    Args:
        shell: Where commands run.
        approve: Whether a call needs a verdict, or a function that gives it; as for `tool`.
        fields: Fields of the definition, such as `cache_control`.
    """

    sequential = True
    reopens = True

    def __init__(self, shell: Shell, *, approve: Any = False, **fields: Any) -> None:
        self.shell = shell
        self.approve = approve
        self._fields = {name: value for name, value in fields.items() if value is not None}

    def to_dict(self) -> dict[str, Any]:
        """Returns the definition of the tool as the API takes it."""
        return {"type": "bash_20250124", "name": "bash", **self._fields}

    def call(self, input: Mapping[str, Any]) -> str:
        """Runs a command, or restarts the shell.

        Args:
            input: The input, as the model wrote it: `command`, or `restart`.

        Raises:
            ToolError: there is no command, or it took too long.
        """
        if input.get("restart"):
            self.shell.restart()
            return "The shell was restarted."
        command = input.get("command")
        if not isinstance(command, str) or not command.strip():
            raise ToolError("Error: bash needs a command, a string, or restart")
        result = self.shell.run(command)
        if result.timed_out:
            raise ToolError(
                f"{result.output}\nThe command took too long and was killed. The shell was restarted.".strip()
            )
        if result.exit_code:
            return f"{result.output}\n(exit code {result.exit_code})".strip()
        return result.output or "(no output)"

    def close(self) -> None:
        """Ends the shell. A later call starts a new one."""
        self.shell.close()
