"""`bundle`: join the files of the document into one."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from generator import load

NAME = "bundle"
HELP = "join the files into one document"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--file", type=Path, help="file to write (default: standard output)")


def run(options: argparse.Namespace) -> int:
    text = json.dumps(load.bundle(options.spec).document, indent=1, ensure_ascii=False) + "\n"
    if options.file:
        options.file.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0
