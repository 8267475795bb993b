"""The decorators of the kernels: compiled by numba at the first call, kept on disk for the next process.

numba looks only at the file of a kernel to see whether what it kept is out of date, not at those of
the kernels it calls; so what is kept lies in a folder named after all their sources.
"""

import hashlib
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

_HERE = Path(__file__).parent


def kept_in() -> Path:
    """Folder of the compiled kernels: where the environment says, or beside the modules."""
    sources = [*sorted(_HERE.glob("kernel*.py")), _HERE / "lists.py", Path(__file__)]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()
    return Path(os.environ.get("NUMBA_CACHE_DIR") or _HERE / "__pycache__") / f"kernels-{digest[:16]}"


vars(numba.config)["CACHE_DIR"] = str(kept_in())

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile `function` for the types it is called with; it runs without the interpreter's lock.

    Sums keep their order (no fast maths), so that a score is the same on every call.
    """
    return _compiled(function, fastmath=False)


def kernel_of_maxima(function: F) -> F:
    """The same for a kernel that compares numbers which are never NaN: several at a time."""
    return _compiled(function, fastmath={"nnan", "nsz"})


def _compiled(function: F, fastmath: bool | set[str]) -> F:  # noqa: FBT001 - numba's own argument
    compiler = partial(numba.njit, nogil=True, error_model="numpy", fastmath=fastmath)
    try:
        return cast("F", compiler(cache=True)(function))
    except RuntimeError:  # no folder may be written: every process compiles for itself
        return cast("F", compiler()(function))
