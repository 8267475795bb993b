from pathlib import Path
from typing import Any

import numba
import pytest

from matchmaker.engine import machine


def twice(number: int) -> int:
    return 2 * number


def test_a_kernel_is_the_function() -> None:
    assert machine.kernel(twice)(4) == 8
    assert machine.kernel_of_maxima(twice)(4) == 8


def test_compiled_kernels_lie_in_a_folder_named_after_their_sources(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "data"))
    assert machine.kept_in().parent == tmp_path / "data"
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    before = machine.kept_in()
    assert before == machine.kept_in()
    (tmp_path / "kernel_new.py").write_text("pass")
    (tmp_path / "lists.py").write_text("pass")
    monkeypatch.setattr(machine, "_HERE", tmp_path)
    assert machine.kept_in().name != before.name


def test_where_nothing_can_be_kept_a_kernel_works_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = numba.njit

    def without_folder(*, cache: bool = False, **options: Any) -> object:
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return whole(**options)

    monkeypatch.setattr(numba, "njit", without_folder)
    assert machine.kernel(twice)(4) == 8
