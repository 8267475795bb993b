"""Every module that decides something has a test of its own name in the same package."""

from pathlib import Path

from tests.support import tree

TEST_KINDS = ("unit", "functional")
# A function that only passes on what it was given needs no test of its own.
TRIVIAL_STATEMENTS = 3


def _has_logic(module: Path) -> bool:
    return any(each.branches or each.statements > TRIVIAL_STATEMENTS for each in tree.functions(module))


def _is_tested(module: Path, tests: set[tuple[str, str]]) -> bool:
    package = module.parts[1] if len(module.parts) > 2 else ""
    return (package, f"test_{module.name}") in tests


def test_every_module_with_logic_has_a_mirrored_test() -> None:
    tests = {
        (file.parts[2] if len(file.parts) > 3 else "", file.name)
        for kind in TEST_KINDS
        for file in tree.files(f"tests/{kind}/*.py")
    }
    modules = [file for file in tree.files("matchmaker/*.py") if file.name != "__init__.py"]
    bare = [str(module) for module in modules if _has_logic(module) and not _is_tested(module, tests)]
    assert not bare, tree.listed(bare)
