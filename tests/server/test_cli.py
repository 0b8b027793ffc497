"""`claudewire serve`, and the tour against it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from claudewire.cli import main

REPOSITORY = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("ANTHROPIC_")},
    "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "overlays"), str(REPOSITORY / "generated")]),
}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "claudewire", "serve", "--port", "0", "--data", str(tmp_path)]
    with subprocess.Popen(
        [*command, "--fault", "overloaded;times=1;operation=models.list"],
        stdout=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    ) as process:
        assert process.stdout
        line = process.stdout.readline()
        assert "without a model" in line
        found = re.search(r"http://\S+", line)
        assert found
        yield found[0]
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def test_it_serves_with_the_faults_that_were_asked_for(served: str, tmp_path: Path) -> None:
    headers = {"x-api-key": "k", "anthropic-version": "2023-06-01"}
    assert [httpx.get(f"{served}/v1/models", headers=headers).status_code for _ in range(2)] == [529, 200]
    assert list(tmp_path.glob("*.sqlite3"))


def test_the_tour_goes_through_against_it(served: str) -> None:
    done = tour("--base-url", served)
    assert done.returncode == 0, done.stderr
    assert "answered at attempt 2" in done.stdout


def test_the_tour_starts_a_server_of_its_own() -> None:
    done = tour()
    assert done.returncode == 0, done.stderr
    for chapter in (
        "1. A message",
        "2. A stream",
        "3. A tool",
        "4. A token count",
        "5. The models",
        "6. A failure",
        "7. A trace",
        "invoke_agent tour",
    ):
        assert chapter in done.stdout
    assert done.stdout.count("req_011C") >= 5


def tour(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(REPOSITORY / "examples" / "tour.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, timeout=60, check=False)


def test_the_faults_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--faults"]) == 0
    assert "stream_error" in capsys.readouterr().out


@pytest.mark.parametrize("fault", ["earthquake", "cut;colour=red"])
def test_a_fault_that_is_none_is_a_usage_error(capsys: pytest.CaptureFixture[str], fault: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["serve", "--fault", fault])
    assert caught.value.code == 2
    assert "fault" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[]"], ids=["cut", "not UTF-8", "array"])
def test_document_that_cannot_be_read_ends_the_command_with_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    document = tmp_path / "openapi.json"
    document.write_bytes(content)

    assert main(["serve", "--port", "0", "--document", str(document)]) == 2
    assert "openapi.json" in capsys.readouterr().err
