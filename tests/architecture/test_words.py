"""The project speaks of itself only, and knows no machine and no network address but its users'."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support import tree

# A letter in brackets keeps a pattern from finding itself.
FORBIDDEN = {
    "path of one machine": re.compile(r"/(?:work|root|[h]ome)/[a-z]"),
    "address of a package registry or content network": re.compile(
        r"pypi\.[o]rg|python[h]osted\.org|npm[j]s\.|un[p]kg\.com|js[d]elivr|cdn[j]s|google[a]pis"
    ),
    "note of unfinished work": re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X])\b"),
    "number of a ticket": re.compile(r"\b[iI]ssue\s+#?\d|(?<![&\w])#\d{1,4}\b(?!['\";])"),
    "how the text came about": re.compile(r"\bA[I]\b|\bLL[M]s?\b|(?i:chat[g]pt|clau[d]e|copi[l]ot|open[a]i)"),
}
NOT_OURS = re.compile(r"^static/vendor/|\.(?:png|jpg|ico|woff2?|otf|gz|br|xlsx|mo)$")
# Style sheets write colours the way others write ticket numbers.
COLOURS = re.compile(r"\.(?:css|svg|js)$")


def _found(name: str, content: str) -> Iterator[str]:
    for kind, pattern in FORBIDDEN.items():
        if kind == "number of a ticket" and COLOURS.search(name):
            continue
        for match in pattern.finditer(content):
            number = content.count("\n", 0, match.start()) + 1
            yield f"{name}:{number} {kind}: {match.group()}"


def test_no_file_holds_a_forbidden_word() -> None:
    names = (file.as_posix() for file in tree.files())
    ours = (name for name in names if not NOT_OURS.search(name))
    found = [line for name in ours for line in _found(name, tree.text(Path(name)))]
    assert not found, tree.listed(found)


def test_requirements_are_pinned_with_hashes_and_name_no_address() -> None:
    bad = []
    for file in tree.files("requirements/*.txt"):
        for line in tree.text(file).splitlines():
            starts_a_requirement = line and not line.startswith((" ", "#"))
            if "://" in line or (starts_a_requirement and "==" not in line):
                bad.append(f"{file}: {line}")
        pinned = tree.text(file).count("==")
        assert tree.text(file).count("--hash=sha256:") >= pinned
    assert not bad, tree.listed(bad)
