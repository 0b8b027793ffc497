"""The journal: one final result for each request, one run at a time, and what happens to damaged files."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from claudewire.bulk import DiskFull, JournalBusy, JournalError
from claudewire.bulk.store.journal import Journal
from claudewire.bulk.store.rows import FinalResult

HOLD = """
import sys
from claudewire.bulk.store.journal import Journal
journal = Journal(sys.argv[1])
journal.put("held", True)
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def journal(tmp_path):
    opened = Journal(tmp_path / "run.sqlite")
    yield opened
    opened.close()


def final(position: int, text: bytes = b"{}", status: str = "succeeded") -> FinalResult:
    return FinalResult(position, status, None if status == "succeeded" else "api_error", text, 0.0, 0.1)


def add(journal: Journal, count: int) -> None:
    with journal.transaction():
        journal.add((at, f"r{at}", b"hash") for at in range(count))


def test_request_keeps_its_first_final_result(journal):
    add(journal, 1)
    with journal.transaction():
        first = journal.finish([final(0, b'"first"')])
    with journal.transaction():
        second = journal.finish([final(0, b'"second"')])

    assert (len(first), len(second)) == (1, 0)
    assert [row.result for row in journal.by_completion(0, 10)] == [b'"first"']


def test_second_run_is_refused_in_the_same_process(journal):
    with pytest.raises(JournalBusy, match="another run is using"):
        Journal(journal.path)


def test_second_process_is_refused_until_the_first_one_is_killed(tmp_path):
    path = tmp_path / "run.sqlite"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=-1, stdout=-1, text=True) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(JournalBusy):
            Journal(path)
        other.kill()
        other.wait()

        journal = Journal(path)
        assert journal.get("held") is True
        journal.close()


@pytest.mark.parametrize(
    "content", [b"this is a text and not a database, however long it is" * 50, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_file_that_is_no_database_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "run.sqlite"
    path.write_bytes(content)

    with pytest.raises(JournalError):
        Journal(path)
    assert path.read_bytes() == content


def test_database_of_another_program_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "other.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE mine (x)")
    other.close()

    with pytest.raises(JournalError, match="no journal of claudewire"):
        Journal(path)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE meta SET value = 'no JSON' WHERE name = 'run'",
        """UPDATE meta SET value = '"first"' WHERE name = 'run'""",
        "UPDATE meta SET value = '[]' WHERE name = 'run'",
        "UPDATE meta SET value = x'ff' WHERE name = 'run'",
        "DELETE FROM meta WHERE name = 'token'",
        "DROP TABLE meta",
        "DROP TABLE items",
    ],
)
def test_damaged_journal_is_refused_and_its_file_is_free_again(tmp_path, damage):
    path = tmp_path / "run.sqlite"
    Journal(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(damage)

    with pytest.raises(JournalError, match="damaged") as caught:
        Journal(path)
    assert str(path) in str(caught.value)
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")


def test_journal_of_another_version_is_refused(tmp_path):
    path = tmp_path / "run.sqlite"
    Journal(path).close()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()

    with pytest.raises(JournalError, match="version 99"):
        Journal(path)


def test_missing_folder_is_named(tmp_path):
    with pytest.raises(JournalError, match="no folder"):
        Journal(tmp_path / "missing" / "run.sqlite")


def test_transaction_without_space_writes_nothing_and_the_journal_goes_on_afterwards(journal):
    """SQLite's own limit on pages gives the error of a full disk."""
    add(journal, 200)
    pages = journal.db.execute("PRAGMA page_count").fetchone()[0]
    journal.db.execute(f"PRAGMA max_page_count = {pages + 1}")

    with pytest.raises(DiskFull, match="What is in it is safe"), journal.transaction():
        journal.finish([final(at, b"x" * 4000) for at in range(200)])

    assert journal.by_completion(0, 10) == []
    journal.db.execute("PRAGMA max_page_count = 100000")
    with journal.transaction():
        assert len(journal.finish([final(at, b"x" * 4000) for at in range(200)])) == 200


def test_results_in_the_order_of_the_input_stop_at_the_first_gap(journal):
    add(journal, 4)
    with journal.transaction():
        journal.finish([final(3), final(0), final(1)])

    assert [row.position for row in journal.by_position(-1, 10)] == [0, 1]
    assert [row.position for row in journal.by_completion(0, 10)] == [3, 0, 1]


def test_results_behind_a_gap_are_not_read(journal):
    add(journal, 4)
    with journal.transaction():
        journal.finish([final(1), final(2), final(3)])
    asked: list[str] = []
    journal.db.set_trace_callback(asked.append)

    assert journal.by_position(-1, 10) == []
    assert not [statement for statement in asked if "r.result" in statement]


def test_failed_results_are_forgotten_and_their_cost_stays_counted(journal):
    add(journal, 2)
    with journal.transaction():
        journal.finish([final(0), final(1, status="errored")])

    assert journal.forget_failed() == 1
    assert [row.position for row in journal.by_completion(0, 10)] == [0]
    assert journal.get("replaced")["requests"] == 1


def test_temporary_journal_leaves_nothing():
    journal = Journal()
    path = journal.path
    journal.close()

    assert not path.exists()
    with pytest.raises(JournalError, match="is closed"):
        journal.get("token")
