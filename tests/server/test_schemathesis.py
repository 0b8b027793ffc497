"""A stranger's fuzzer, over the whole document: every answer is one that the document describes, and none is a 5xx.

`CLAUDEWIRE_FUZZ=600` (`make fuzz`) lets it run for so many seconds, with every phase that it has, on every operation. Without it,
the operations that take a message request are left out: the first such body takes the fuzzer a minute. They meet thousands of
recorded requests in `test_traffic`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from claudewire.testing import Limits, LocalServer

DOCUMENT = Path(__file__).resolve().parents[2] / "generated" / "claudewire_api" / "openapi.json"
SECONDS = int(os.environ.get("CLAUDEWIRE_FUZZ", "0"))
#: What "no schema violation" means. That the server accepts all that the document allows is not asked: the API has rules
#: that no schema can say. Nor that it refuses all else: a batch is taken before its requests are looked at.
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
#: Operations whose bodies take too long to make in the ordinary suite.
LEFT_OUT = () if SECONDS else ("messages.create", "messages.count_tokens", "messages.batches.create")
OPTIONS = {
    "checks": ",".join(CHECKS),
    "phases": "examples,coverage,fuzzing,stateful" if SECONDS else "examples,fuzzing",
    "max-examples": "1000" if SECONDS else "4",
    "request-timeout": "10",
    "warnings": "off",
    **({"max-time": str(SECONDS), "generation-database": "none"} if SECONDS else {}),
}


def test_every_answer_is_one_that_the_document_describes(tmp_path: Path) -> None:
    endless = Limits(requests=10**9, input_tokens=10**12, output_tokens=10**12)
    with LocalServer(seed=1, batch_seconds=0.05, limits=endless) as server:
        command = [sys.executable, "-m", "schemathesis.cli", "run", str(DOCUMENT), "--url", server.url]
        command += ["--no-color", "--no-shrink", "--continue-on-failure"]
        command += [f"--{name}={value}" for name, value in OPTIONS.items()]
        # Left to chance, the beta header would be unknown to the server, and all that came of it a 400.
        command += ["-H", "x-api-key: sk-ant-local", "-H", "anthropic-version: 2023-06-01"]
        command += ["-H", "anthropic-beta: prompt-caching-2024-07-31"]
        command += [f"--exclude-operation-id={name}" for name in LEFT_OUT]
        if not SECONDS:
            command.append("--generation-deterministic")
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-10_000:] + done.stderr[-2_000:]
        count = len(server.state.document.operations)
        assert f"{count - len(LEFT_OUT)} selected / {count} total" in done.stdout
        succeeded = {request.operation for request in server.requests if request.status == 200}
        assert len(succeeded) >= 9, succeeded  # a fuzzer that only ever sees errors has seen little
