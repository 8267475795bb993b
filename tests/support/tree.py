"""The project's own files, as the architecture tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BRANCHES = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.ExceptHandler,
    ast.match_case,
    ast.comprehension,
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """The project's files, relative to the root, of which one pattern matches (``*`` spans folders)."""
    wanted = [each for each in _all() if not patterns or any(fnmatch(str(each), one) for one in patterns)]
    return tuple(sorted(wanted))


@cache
def _all() -> tuple[Path, ...]:
    """What is under version control or about to be; in a bare copy, what is not of the machine."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 else _found()
    return tuple(Path(name) for name in names if name and (ROOT / name).is_file())


def _found() -> list[str]:
    patterns = [line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()]
    found = (each.relative_to(ROOT) for each in ROOT.rglob("*"))
    ignored = [".git", *patterns]
    return [str(each) for each in found if not any(fnmatch(part, one) for part in each.parts for one in ignored)]


def text(file: Path) -> str:
    """The content of a file named relative to the root."""
    return (ROOT / file).read_text(encoding="utf-8")


@cache
def syntax(file: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(text(file), filename=str(file))


@dataclass(frozen=True)
class Measured:
    """A function with its place, its length in lines and its number of branches."""

    place: str
    lines: int
    branches: int
    statements: int


def functions(file: Path) -> Iterator[Measured]:
    """Every function and method of a module; what is nested counts for both."""
    for node in ast.walk(syntax(file)):
        if isinstance(node, Function):
            yield Measured(
                place=f"{file}:{node.lineno} {node.name}",
                lines=(node.end_lineno or node.lineno) - node.lineno + 1,
                branches=sum(isinstance(part, BRANCHES) for part in ast.walk(node)),
                statements=sum(isinstance(part, ast.stmt) for part in ast.walk(node)) - 1,
            )


def listed(offenders: list[str]) -> str:
    """The offenders as an assertion message, one a line."""
    return "\n" + "\n".join(offenders)
