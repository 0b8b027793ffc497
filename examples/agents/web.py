"""An endpoint that pauses for a person and goes on, also after a restart: the runs are in SQLite.

    pip install fastapi uvicorn
    uvicorn examples.agents.web:app

`POST /runs` with a question starts a run. If a call needs a verdict, the response lists it; `POST /runs/{id}/verdicts` answers, and the
run goes on.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from claudewire import Allow, AsyncClaude, Deny, Run, ToolContext, tool
from claudewire.tools import AsyncToolRunner, RunInvalid

DATABASE = os.environ.get("RUNS_DATABASE", "runs.sqlite")


@tool
def balance(account: str) -> dict[str, int]:
    """Returns the balance of an account in cents."""
    return {account: 12_000}


@tool(approve=True)
def transfer(ctx: ToolContext[None], account: str, cents: int) -> str:
    """Transfers money to an account."""
    # The id of the call makes the transfer repeatable: after a crash it may be executed again.
    return f"transferred {cents} cents to {account}, reference {ctx.call_id}"


TOOLS = [balance, transfer]


class Question(BaseModel):
    """What a user asks."""

    text: str


class Verdict(BaseModel):
    """The answer to one call."""

    call_id: str
    allow: bool
    reason: str = "The user does not want that."


@contextmanager
def database() -> Iterator[sqlite3.Connection]:
    """Opens the database of the runs, and commits at the end."""
    with closing(sqlite3.connect(DATABASE)) as connection, connection:
        connection.execute("create table if not exists runs (id text primary key, run text not null)")
        yield connection


def save(run: Run) -> None:
    """Stores a run."""
    with database() as connection:
        connection.execute("insert or replace into runs values (?, ?)", (run.id, run.to_json()))


def load(run_id: str) -> Run:
    """Returns a stored run."""
    with database() as connection:
        row = connection.execute("select run from runs where id = ?", (run_id,)).fetchone()
    if row is None:
        raise HTTPException(404, f"there is no run {run_id}")
    return Run.from_json(row[0])


async def work(runner: AsyncToolRunner) -> dict[str, Any]:
    """Runs until the end, or until a person has to answer; stores the run after each message."""
    async with runner:
        async for _ in runner:
            save(runner.run)
    run = runner.run
    save(run)
    waiting = [{"call_id": c.id, "tool": c.name, "input": c.input} for c in run.pending if c.status == "ask"]
    texts = [block["text"] for block in (run.last_message or {}).get("content", ()) if block["type"] == "text"]
    return {"id": run.id, "status": run.status, "text": "".join(texts), "approve": waiting, "usage": run.usage}


app = FastAPI()


@app.post("/runs")
async def start(question: Question) -> dict[str, Any]:
    """Starts a run."""
    async with AsyncClaude() as client:
        return await work(
            client.messages.tool_runner(
                model="claude-sonnet-5-5",
                max_tokens=1024,
                max_turns=10,
                max_output_tokens=10_000,
                messages=[{"role": "user", "content": question.text}],
                tools=TOOLS,
            )
        )


@app.post("/runs/{run_id}/verdicts")
async def answer(run_id: str, verdict: Verdict) -> dict[str, Any]:
    """Answers a call, and goes on."""
    run = load(run_id)
    try:
        run.feed_verdict(verdict.call_id, Allow() if verdict.allow else Deny(verdict.reason))
    except RunInvalid as error:  # answered already, or not a call of this run
        raise HTTPException(409, str(error)) from error
    async with AsyncClaude() as client:
        return await work(client.messages.resume(run, tools=TOOLS))
