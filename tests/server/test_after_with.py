"""After the `with` block of a local server nothing of it is left; and `claudewire serve` says by its status that it could not begin."""

from __future__ import annotations

import socket
import sqlite3
import threading
from pathlib import Path

import pytest

from claudewire import Claude
from claudewire.cli import main
from claudewire.testing import LocalServer


@pytest.mark.parametrize("on_disk", [False, True], ids=["in memory", "on disk"])
def test_no_thread_no_port_and_no_open_store_are_left_after_the_block(on_disk: bool, tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with LocalServer(data=tmp_path if on_disk else None) as server:
        port = int(server.url.rpartition(":")[2])
        with Claude(base_url=server.url, api_key="sk-ant-local") as client:
            client.models.list()
        assert set(threading.enumerate()) > before

    assert set(threading.enumerate()) == before
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        server.state.store.clear()


def test_nothing_is_left_after_an_exception_in_the_block() -> None:
    before = set(threading.enumerate())
    with pytest.raises(LookupError, match="mine"), LocalServer() as server:
        raise LookupError("mine")

    assert set(threading.enumerate()) == before
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        server.state.store.clear()


def test_serve_on_a_port_that_is_taken_ends_with_a_negative_status(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert main(["serve", "--port", str(port)]) == 1

    printed = capsys.readouterr()
    assert "claudewire serve:" in printed.err
    assert str(port) in printed.err
    assert "http://" not in printed.out


def test_serve_with_a_document_that_cannot_be_read_ends_with_the_status_of_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--port", "0", "--document", str(tmp_path / "missing.json")]) == 2

    assert "missing.json" in capsys.readouterr().err
