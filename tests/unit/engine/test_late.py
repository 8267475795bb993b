import os
import subprocess
import sys
from pathlib import Path

import pytest

from matchmaker.engine.late import LateModule, keep_machine_code_in


def test_a_module_is_imported_when_something_of_it_is_used() -> None:
    assert LateModule("json").dumps([1]) == "[1]"
    with pytest.raises(ModuleNotFoundError):
        LateModule("no_such_module_anywhere").anything  # noqa: B018 - reading it is the act


def test_the_environment_decides_where_machine_code_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "elsewhere")
    keep_machine_code_in(tmp_path)
    assert os.environ["NUMBA_CACHE_DIR"] == "elsewhere"
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    keep_machine_code_in(tmp_path)
    assert os.environ["NUMBA_CACHE_DIR"] == str(tmp_path)
    monkeypatch.delenv("NUMBA_CACHE_DIR")


def test_importing_the_engine_does_not_import_the_compiler() -> None:
    program = "import sys, matchmaker.engine.index, matchmaker.app.command; print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
