"""The default installation: attrs, httpx and the standard library. For other runners, the capital names say how to install it."""

import os
import sys

TITLE = "claudewire"
VENV = "claudewire"
REQUIREMENTS = ["claudewire"]
ROLE = "sdk"
IMPORT = "import claudewire"
ENV = {"CLAUDEWIRE_FAST": "0"}

sys.path.append(os.path.dirname(sys._getframe().f_code.co_filename))  # runners may give no __file__
from _claudewire import *  # noqa: F403
