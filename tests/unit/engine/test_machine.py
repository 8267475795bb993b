from typing import Any

import numba
import pytest

from matchmaker.engine import machine


def twice(number: int) -> int:
    return 2 * number


def test_a_kernel_is_the_function() -> None:
    assert machine.kernel(twice)(4) == 8
    assert machine.kernel_of_maxima(twice)(4) == 8


def test_where_nothing_can_be_kept_a_kernel_works_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = numba.njit

    def without_folder(*, cache: bool = False, **options: Any) -> object:
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return whole(**options)

    monkeypatch.setattr(numba, "njit", without_folder)
    assert machine.kernel(twice)(4) == 8
