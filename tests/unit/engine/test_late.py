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


@pytest.mark.parametrize(
    ("may_write", "said", "kept"),
    [(True, None, None), (False, None, "data"), (False, "elsewhere", "elsewhere")],
)
def test_where_machine_code_is_kept(
    monkeypatch: pytest.MonkeyPatch, *, may_write: bool, said: str | None, kept: str | None
) -> None:
    environment = {"NUMBA_CACHE_DIR": said} if said else {}
    monkeypatch.setattr(os, "environ", environment)
    monkeypatch.setattr(os, "access", lambda *_question: may_write)
    keep_machine_code_in(Path("data"))
    assert environment.get("NUMBA_CACHE_DIR") == kept


def test_starting_imports_neither_the_compiler_nor_what_only_measures() -> None:
    program = "import sys, matchmaker.app.factory, matchmaker.app.command; print({'numba', 'sklearn'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
