"""Who may know whom: the contracts hold, name every feature, and are not dodged."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.support import tree

NOT_FEATURES = {"app", "cli", "api", "web", "core", "engine"}


def test_the_import_contracts_hold() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-logo"], cwd=tree.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_feature_keeps_the_same_layers() -> None:
    """Also a part of a feature that has rows of its own."""
    packages = {file.parts[1] for file in tree.files("matchmaker/*/__init__.py") if len(file.parts) > 2}
    parts = {".".join(file.parts[1:-1]) for file in tree.files("matchmaker/*/*/models.py")}
    contracts = tomllib.loads(tree.text(Path("pyproject.toml")))["tool"]["importlinter"]["contracts"]
    layered = next(each for each in contracts if each["name"].startswith("Inside a feature"))
    covered = {container.removeprefix("matchmaker.") for container in layered["containers"]}
    assert covered == packages - NOT_FEATURES | parts


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        f"{file}:{node.lineno} in {function.name}"
        for file in tree.files("matchmaker/*.py", "tests/*.py", "wsgi.py")
        for function in ast.walk(tree.syntax(file))
        if isinstance(function, tree.Function)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not hidden, tree.listed(hidden)
