# pyright: basic
"""Runs the uses of a framework, whose module is named, and prints what became of each as JSON lines."""

import json
import sys
import traceback
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "frameworks"))

for name, use in import_module(sys.argv[1]).USES.items():
    error = None
    try:
        assert use(), "the framework gives nothing back"
    except Exception as failure:
        error = "".join(traceback.format_exception_only(failure)).strip()[-300:]
    print(json.dumps({"use": name, "ok": error is None, "error": error}), flush=True)
