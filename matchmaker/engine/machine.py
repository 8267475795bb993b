"""The decorators of the kernels: compiled by numba at the first call, kept on disk for the next process."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, cast

import numba

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
