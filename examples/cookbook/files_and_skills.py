"""A file that is uploaded once and used in messages, and a skill from a folder."""

import tempfile
from pathlib import Path

from claudewire import Claude

SKILL = """\
---
name: tide-report
description: Writes a report about tides from a CSV file. Use it for questions about tides.
---
Give the highest and the lowest tide first, in metres.
"""


def main() -> None:
    client = Claude()
    file = client.files.upload(
        file=("tides.csv", b"harbour,metres\nHusum,3.4\nTravemuende,0.1\n", "text/csv"),
        progress=lambda sent, size: print(f"{sent} of {size} bytes"),
    )
    try:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "tide-report").mkdir()
            (Path(folder) / "tide-report" / "SKILL.md").write_text(SKILL, encoding="utf-8")
            skill = client.skills.create_from_dir(Path(folder) / "tide-report", display_title="Tide report")
        try:
            message = client.messages.create(
                model="claude-sonnet-5-5",
                max_tokens=2000,
                container={"skills": [{"type": "custom", "skill_id": skill.id, "version": "latest"}]},
                tools=[{"type": "code_execution_20250825", "name": "code_execution"}],
                messages=[
                    {
                        "role": "user",
                        "content": [
                            {"type": "container_upload", "file_id": file.id},
                            {"type": "text", "text": "Report about the tides."},
                        ],
                    }
                ],
            )
            print("".join(block.text for block in message.content if block.type == "text"))
        finally:
            for version in client.skills.versions.list(skill.id):
                client.skills.versions.delete(version.id, skill_id=skill.id)
            client.skills.delete(skill.id)
    finally:
        client.files.delete(file.id)


if __name__ == "__main__":
    main()
