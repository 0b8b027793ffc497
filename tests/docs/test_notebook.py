"""The notebook of the cookbook runs offline, and its stored outputs are what it prints. `make notebook` stores them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "examples" / "notebooks" / "first_steps.ipynb"


def executed() -> Any:
    """Execute the notebook in a kernel of its own."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    return notebook


def outputs(notebook: Any) -> list[str]:
    return [
        "".join("".join(output.get("text", "")) for output in cell["outputs"])
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]


@pytest.mark.filterwarnings("ignore")  # of Jupyter
def test_the_notebook_runs_offline_and_prints_what_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    stored = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert outputs(executed()) == outputs(stored)


if __name__ == "__main__":
    done = executed()
    for cell in done["cells"]:
        cell.pop("id", None)
        if cell["cell_type"] == "code":
            cell["metadata"], cell["execution_count"] = {}, None
            merged = "".join(output.get("text", "") for output in cell["outputs"])
            stream = {"name": "stdout", "output_type": "stream", "text": merged.splitlines(keepends=True)}
            for line in cell["outputs"]:
                if line["output_type"] == "error":
                    sys.exit(str(line))
            cell["outputs"] = [stream] if merged else []
        cell["source"] = cell["source"].splitlines(keepends=True)
    done["metadata"] = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    done["nbformat_minor"] = 4
    NOTEBOOK.write_text(json.dumps(done, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
