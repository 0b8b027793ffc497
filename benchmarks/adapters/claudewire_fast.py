"""With the extra: a faster JSON codec and a faster transport."""

import os
import sys

TITLE = "claudewire[fast]"
VENV = "claudewire_fast"
REQUIREMENTS = ["claudewire[fast]"]
ROLE = "sdk"
IMPORT = "import claudewire"
ENV = {"CLAUDEWIRE_FAST": "1"}

sys.path.append(os.path.dirname(sys._getframe().f_code.co_filename))  # runners may give no __file__
from _claudewire import *  # noqa: F403
