"""`python -m claudewire` is `claudewire`."""

import sys

from .cli import main

sys.exit(main())
