"""Nothing grows past what one person reads at a sitting."""

from pathlib import Path

from tests.support import tree

MODULE_LINES = 400
FUNCTION_LINES = 50
FUNCTION_BRANCHES = 10
TEMPLATE_LINES = 200
# Of a hundred modules, functions or templates ninety-five keep to these.
USUAL_MODULE_LINES = 250
USUAL_FUNCTION_LINES = 30
USUAL_FUNCTION_BRANCHES = 5
USUAL_TEMPLATE_LINES = 120

MODULES = tree.files("matchmaker/*.py", "tests/*.py", "wsgi.py")
OWN_MODULES = tree.files("matchmaker/*.py")
TEMPLATES = tree.files("templates/*.html")


def _lines(file: Path) -> int:
    return len(tree.text(file).splitlines())


def _percentile_95(numbers: list[int]) -> int:
    ordered = sorted(numbers)
    return ordered[int(0.95 * (len(ordered) - 1))] if ordered else 0


def test_no_module_is_longer_than_the_limit() -> None:
    long = [f"{file}: {_lines(file)} lines" for file in MODULES if _lines(file) > MODULE_LINES]
    assert not long, tree.listed(long)


def test_no_function_is_longer_than_the_limit() -> None:
    measured = (function for file in MODULES for function in tree.functions(file))
    long = [f"{each.place}: {each.lines} lines" for each in measured if each.lines > FUNCTION_LINES]
    assert not long, tree.listed(long)


def test_no_function_branches_more_than_the_limit() -> None:
    measured = (function for file in OWN_MODULES for function in tree.functions(file))
    tangled = [f"{each.place}: {each.branches} branches" for each in measured if each.branches > FUNCTION_BRANCHES]
    assert not tangled, tree.listed(tangled)


def test_no_template_is_longer_than_the_limit() -> None:
    long = [f"{file}: {_lines(file)} lines" for file in TEMPLATES if _lines(file) > TEMPLATE_LINES]
    assert not long, tree.listed(long)


def test_most_modules_are_short() -> None:
    assert _percentile_95([_lines(file) for file in OWN_MODULES]) <= USUAL_MODULE_LINES


def test_most_functions_are_short_and_straight() -> None:
    measured = [function for file in OWN_MODULES for function in tree.functions(file)]
    assert _percentile_95([each.lines for each in measured]) <= USUAL_FUNCTION_LINES
    assert _percentile_95([each.branches for each in measured]) <= USUAL_FUNCTION_BRANCHES


def test_most_templates_are_short() -> None:
    assert _percentile_95([_lines(file) for file in TEMPLATES]) <= USUAL_TEMPLATE_LINES
