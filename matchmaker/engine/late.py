"""Machine code that is loaded when it is first needed.

The kernels are compiled by numba, whose import alone costs half a second; a command that searches
nothing must not pay it. So the kernel modules are named here and imported at the first call.
"""

import os
from importlib import import_module
from pathlib import Path
from typing import Any


class LateModule:
    """Stands for a module and imports it when something of it is first used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        value = getattr(import_module(self._name), name)
        setattr(self, name, value)
        return value


def keep_machine_code_in(folder: Path) -> None:
    """Where compiled kernels are kept between processes, unless the environment says otherwise.

    Without a call they lie beside the modules or, where that folder may not be written, in the
    user's cache; with neither, each process compiles for itself. To be called before the first
    search. The folder must be as trusted as the program: what lies in it is run.
    """
    os.environ.setdefault("NUMBA_CACHE_DIR", str(folder))
