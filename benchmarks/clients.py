"""Clients of the Claude API side by side, on this machine: `make compare-clients` writes the table of docs/comparison.md.

Each client is installed in an environment of its own and runs in a process of its own, against the local server. Measured are what a program
notices: the time of an import, the modules it loads, the CPU time of a call, and what becomes of three responses that go wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

from claudewire.testing import LocalServer

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "comparison.md"
ENVIRONMENTS = ROOT / ".venv-compare"
#: Client → what to install, and the package whose version is shown.
CLIENTS = {
    "claudewire": ([str(ROOT)], "claudewire"),
    "claudewire[fast]": ([f"{ROOT}[fast]"], "claudewire"),
    "anthropic": (["anthropic"], "anthropic"),
    "langchain-anthropic": (["langchain-anthropic"], "langchain-anthropic"),
    "litellm": (["litellm"], "litellm"),
    "httpx, no SDK": (["httpx"], "httpx"),
}
MODEL = "claude-sonnet-5-5"
#: Client → Python that defines `ask()` and `stream()`, which returns the text.
PROGRAMS = {
    "claudewire": """
from claudewire import Claude
client = Claude(max_retries=0)
REQUEST = dict(model=MODEL, max_tokens=200, messages=[{"role": "user", "content": "Hello, hello, hello, hello!"}])
def ask(): return client.messages.create(**REQUEST).content[0].text
def stream():
    with client.messages.stream(**REQUEST) as s: return "".join(s.text_stream)
""",
    "anthropic": """
from anthropic import Anthropic
client = Anthropic(max_retries=0)
REQUEST = dict(model=MODEL, max_tokens=200, messages=[{"role": "user", "content": "Hello, hello, hello, hello!"}])
def ask(): return client.messages.create(**REQUEST).content[0].text
def stream():
    with client.messages.stream(**REQUEST) as s: return "".join(s.text_stream)
""",
    "langchain-anthropic": """
from langchain_anthropic import ChatAnthropic
model = ChatAnthropic(model=MODEL, max_tokens=200, max_retries=0, anthropic_api_url=BASE)
def ask(): return model.invoke("Hello, hello, hello, hello!").text
def stream(): return "".join(str(c.text) for c in model.stream("Hello, hello, hello, hello!"))
""",
    "litellm": """
import litellm
litellm.telemetry = False
REQUEST = dict(model="anthropic/" + MODEL, max_tokens=200, messages=[{"role": "user", "content": "Hello, hello, hello, hello!"}], api_base=BASE, num_retries=0, max_retries=0)
def ask(): return litellm.completion(**REQUEST).choices[0].message.content
def stream(): return "".join(c.choices[0].delta.content or "" for c in litellm.completion(**REQUEST, stream=True))
""",
    "httpx, no SDK": """
import json, httpx
client = httpx.Client(base_url=BASE, timeout=60, headers={"x-api-key": "sk-ant-local", "anthropic-version": "2023-06-01"})
REQUEST = dict(model=MODEL, max_tokens=200, messages=[{"role": "user", "content": "Hello, hello, hello, hello!"}])
def ask(): return client.post("/v1/messages", json=REQUEST).raise_for_status().json()["content"][0]["text"]
def stream():
    out = ""
    with client.stream("POST", "/v1/messages", json={**REQUEST, "stream": True}) as r:
        for line in r.iter_lines():
            if line.startswith("data: "):
                out += json.loads(line[6:]).get("delta", {}).get("text", "")
    return out
""",
}
PROGRAMS["claudewire[fast]"] = PROGRAMS["claudewire"]
HARNESS = """
import json, os, sys, time
MODEL, BASE, WHAT = {model!r}, os.environ["ANTHROPIC_BASE_URL"], sys.argv[1]
before = len(sys.modules); began = time.perf_counter()
{program}
imported = time.perf_counter() - began
if WHAT == "import":
    ask()
    print(json.dumps({{"import": imported * 1000, "modules": len(sys.modules) - before, "first": (time.perf_counter() - began) * 1000}}))
elif WHAT == "calls":
    for _ in range(20): ask()
    began = time.process_time()
    for _ in range(200): ask()
    print(json.dumps({{"call": (time.process_time() - began) / 200 * 1e6}}))
else:
    try: text = stream()
    except BaseException as error: print(json.dumps({{"outcome": type(error).__name__}}))
    else: print(json.dumps({{"outcome": f"no error, {{len(text)}} characters of text"}}))
"""
FAULTS = {
    "the connection ends in the middle": "truncate",
    "an `error` event in the middle": "stream_error",
    "an unknown event type": "unknown_event",
}


def python(name: str) -> Path:
    """Return the interpreter of a client, which is installed the first time."""
    folder = ENVIRONMENTS / re.sub(r"\W+", "-", name).strip("-")
    if not (folder / "ready").exists():
        subprocess.run([sys.executable, "-m", "uv", "venv", "--quiet", "--clear", str(folder)], check=True)
        command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", str(folder / "bin" / "python")]
        subprocess.run([*command, *CLIENTS[name][0]], check=True)
        (folder / "ready").touch()
    return folder / "bin" / "python"


def run(name: str, what: str, server: LocalServer) -> dict[str, float | str]:
    """Run one measurement in a process of its own."""
    program = HARNESS.format(model=MODEL, program=PROGRAMS[name])
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "ANTHROPIC_BASE_URL": server.url,
        "ANTHROPIC_API_KEY": "sk-ant-local",
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    }
    command = [str(python(name)), "-W", "ignore", "-c", program, what]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=environment)
    if done.returncode:
        raise SystemExit(f"{name}: {what} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def version(name: str) -> str:
    code = f"from importlib.metadata import version; print(version({CLIENTS[name][1]!r}))"
    return subprocess.run([str(python(name)), "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def measure(name: str, rounds: int) -> list[str]:
    """Return the cells of a client."""
    with LocalServer() as server:
        imports = [run(name, "import", server) for _ in range(rounds)]
        calls = [run(name, "calls", server) for _ in range(rounds)]
        cells = [
            f"{statistics.median(float(i['import']) for i in imports):,.0f}",
            f"{statistics.median(float(i['modules']) for i in imports):,.0f}",
            f"{statistics.median(float(i['first']) for i in imports):,.0f}",
            f"{statistics.median(float(c['call']) for c in calls):,.0f}",
        ]
        for fault in FAULTS.values():
            server.reset()
            server.fault(fault, times=None)
            cells.append(str(run(name, "stream", server)["outcome"]))
    return cells


def main() -> int:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    titles = ["client", "version", "import, ms", "modules", "import to first answer, ms", "CPU of a call, µs", *FAULTS]
    rows = ["| " + " | ".join(titles) + " |", "|---|---" + "|--:" * 4 + "|---" * len(FAULTS) + "|"]
    for name in CLIENTS:
        rows.append("| " + " | ".join([name, version(name), *measure(name, rounds)]) + " |")
        print(rows[-1], flush=True)
    text = PAGE.read_text(encoding="utf-8")
    start, end = "<!-- table: make compare-clients -->\n", "<!-- end -->"
    head, rest = text.split(start)
    PAGE.write_text(f"{head}{start}{chr(10).join(rows)}\n{end}{rest.split(end, 1)[1]}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
