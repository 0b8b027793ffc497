"""`claudewire files upload | list | download | delete`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

from claudewire._errors import RequestInvalid
from claudewire._wording import whole_number

from .connection import add_connection, make_client
from .console import Columns, add_format, note, progress, write_records
from .exit_status import DONE

_EXAMPLES: Final = """\
examples:
  claudewire files upload report.pdf photo.png
  claudewire files list --format json | jq -r .id
  claudewire files download file_011… --output chart.png
"""
_COLUMNS: Final[Columns] = {
    "id": lambda file: file.id,
    "name": lambda file: file.filename,
    "type": lambda file: file.mime_type,
    "bytes": lambda file: f"{file.size_bytes:,}",
    "created": lambda file: f"{file.created_at:%Y-%m-%d %H:%M}",
}


def add_commands(commands: Any) -> None:
    """Add `files` to the subcommands of a parser."""
    files = commands.add_parser(
        "files",
        help="upload, list, download and delete files",
        description="Files that messages refer to by their id.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = files.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str, run: Any, about: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = actions.add_parser(name, help=about, description=f"{about.capitalize()}.")
        parser.set_defaults(run=run)
        return parser

    parser = action("upload", upload, "upload files")
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="a file of this machine")
    _add_shared(parser)
    parser = action("list", list_files, "list files, the newest first")
    parser.add_argument("--limit", type=whole_number, default=100, metavar="N", help="how many (default: 100)")
    _add_shared(parser)
    parser = action("download", download, "download a file that a tool has made")
    parser.add_argument("id", metavar="FILE_ID", help="id of the file")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to write it (default: its own name)")
    parser.add_argument("--force", action="store_true", help="write over a file that is there")
    add_connection(parser)
    parser = action("delete", delete, "delete files")
    parser.add_argument("ids", nargs="+", metavar="FILE_ID", help="id of a file")
    add_connection(parser)


def _add_shared(parser: argparse.ArgumentParser) -> None:
    add_format(parser)
    add_connection(parser)


def upload(options: argparse.Namespace) -> int:
    """Upload files. Returns the exit status."""
    for path in options.paths:
        path.open("rb").close()  # all can be read, before the first is sent
    uploaded: list[Any] = []
    with make_client(options) as client:
        try:
            for path in options.paths:
                with progress(path.name) as show:
                    uploaded.append(client.files.upload(file=path, progress=show))
        finally:
            write_records(options, uploaded, _COLUMNS)  # also those before a failure: they are there
    return DONE


def list_files(options: argparse.Namespace) -> int:
    """List files. Returns the exit status."""
    with make_client(options) as client:
        page = client.files.list(limit=max(1, min(options.limit, 1000)))
        write_records(options, (file for file, _ in zip(page, range(options.limit), strict=False)), _COLUMNS)
    return DONE


def download(options: argparse.Namespace) -> int:
    """Download a file. Returns the exit status."""
    with make_client(options) as client:
        # The name of a server is a name, not a path.
        path: Path = options.output or Path(
            Path(client.files.retrieve_metadata(options.id).filename).name or options.id
        )
        if path.exists() and not options.force:
            raise RequestInvalid(f"{path} is there already: --force writes over it, --output names another file")
        client.files.download_to(options.id, path)
    note(f"{path}: {path.stat().st_size:,} bytes")
    print(path)
    return DONE


def delete(options: argparse.Namespace) -> int:
    """Delete files. Returns the exit status."""
    with make_client(options) as client:
        for file_id in options.ids:
            client.files.delete(file_id)
            print(file_id)
    return DONE
