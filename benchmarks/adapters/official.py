"""The official SDK, whichever version is installed: its ordinary public calls are the same as ours."""

import os
import sys
from pathlib import Path

TITLE = "anthropic"
VENV = "anthropic"
REQUIREMENTS = ["anthropic"]
ROLE = "sdk"
IMPORT = "import anthropic"

sys.path.append(os.path.dirname(sys._getframe().f_code.co_filename))  # runners may give no __file__
import anthropic
from _calls import *  # noqa: F403


def make(base, max_retries=0):
    return anthropic.Anthropic(api_key="k", base_url=base, max_retries=max_retries)


def amake(base, max_retries=0):
    return anthropic.AsyncAnthropic(api_key="k", base_url=base, max_retries=max_retries)


def upload(client, path):
    return (client.files if hasattr(client, "files") else client.beta.files).upload(file=Path(path))


def download(client, file, path):
    files = client.files if hasattr(client, "files") else client.beta.files
    with files.with_streaming_response.download(file) as response:
        response.stream_to_file(path)
