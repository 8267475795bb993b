"""A state changes in one place, so that no change goes without its check and its trace."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support import tree

THE_ONE_WRITER = Path("matchmaker/core/workflow.py")


def _targets(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Assign):
        yield from node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        yield node.target


def _parts(target: ast.expr) -> list[ast.expr]:
    """What is written: of ``a.state, b = …`` both; of ``rows[self.state] = …`` the row only."""
    return target.elts if isinstance(target, ast.Tuple | ast.List) else [target]


def test_only_the_workflow_writes_a_state() -> None:
    writers = [
        f"{file}:{target.lineno}"
        for file in tree.files("matchmaker/*.py")
        if file != THE_ONE_WRITER
        for node in ast.walk(tree.syntax(file))
        for target in _targets(node)
        if any(isinstance(part, ast.Attribute) and part.attr == "state" for part in _parts(target))
    ]
    assert not writers, tree.listed(writers)


def test_no_state_is_set_by_name() -> None:
    setters = [
        f"{file}:{node.lineno}"
        for file in tree.files("matchmaker/*.py")
        if file != THE_ONE_WRITER
        for node in ast.walk(tree.syntax(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "setattr"
        and any(isinstance(argument, ast.Constant) and argument.value == "state" for argument in node.args)
    ]
    assert not setters, tree.listed(setters)
