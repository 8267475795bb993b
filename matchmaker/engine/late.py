"""Machine code that is loaded when it is first needed.

The kernels are compiled by numba, whose import alone costs half a second; a command that searches
nothing must not pay it. So the kernel modules are named here and imported at the first call.
"""

import os
from importlib import import_module
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


class LateModule:
    """Stands for a module and imports it when something of it is first used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        value = getattr(import_module(self._name), name)
        setattr(self, name, value)
        return value


def keep_machine_code_in(folder: Path) -> None:
    """Where compiled kernels are kept between processes if not beside the modules.

    They lie beside them where the program's folder may be written. Call it before the first search;
    what the environment says comes first. The folder must be as trusted as the program itself: what
    lies in it is run.
    """
    if not os.access(_HERE, os.W_OK):
        os.environ.setdefault("NUMBA_CACHE_DIR", str(folder))
