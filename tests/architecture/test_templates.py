"""Templates parse, import only what they use, and hold nothing the content policy would block."""

import re
from collections import Counter
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from tests.support import tree

TEMPLATES = tree.files("templates/*.html", "templates/*.txt")
PAGES = tree.files("templates/*.html")
INLINE = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
    "foreign resource": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
}
# Data for scripts is no script: the browser does not run it.
DATA = re.compile(r"<script type=\"application/(?:ld\+)?json\"[^>]*>")


@pytest.fixture(scope="module")
def environment() -> jinja2.Environment:
    return jinja2.Environment(
        autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
    )


# The drawings of the icons are literals of that very file.
DRAWINGS = Path("templates/components/icons.html")


def _imported(module: nodes.Template) -> list[str]:
    names: list[str] = []
    for node in module.find_all(nodes.FromImport):
        names += [name if isinstance(name, str) else name[1] for name in node.names]
    names += [node.target for node in module.find_all(nodes.Import)]
    return names


def test_every_template_parses_and_uses_what_it_imports(environment: jinja2.Environment) -> None:
    unused = []
    for file in TEMPLATES:
        module = environment.parse(tree.text(file), filename=str(file))
        used = Counter(node.name for node in module.find_all(nodes.Name))
        unused += [f"{file}: {name}" for name in _imported(module) if not used[name]]
    assert not unused, tree.listed(unused)


def test_templates_share_macros_through_components_only(environment: jinja2.Environment) -> None:
    strange = []
    for file in TEMPLATES:
        module = environment.parse(tree.text(file), filename=str(file))
        imports: list[nodes.Import | nodes.FromImport] = [*module.find_all(nodes.Import)]
        imports += module.find_all(nodes.FromImport)
        for node in imports:
            source = node.template.value if isinstance(node.template, nodes.Const) else "?"
            if not str(source).startswith("components/"):
                strange.append(f"{file}:{node.lineno} imports {source}")
    assert not strange, tree.listed(strange)


# Mail programs drop style sheets; what a mail is to look like stands at its elements, and no policy of ours reads it.
MAILS = Path("templates/mail")


@pytest.mark.parametrize("kind", INLINE)
def test_templates_hold_nothing_inline(kind: str) -> None:
    found = []
    for file in PAGES:
        if kind == "inline style" and MAILS in file.parents:
            continue
        for number, line in enumerate(tree.text(file).splitlines(), start=1):
            if INLINE[kind].search(DATA.sub("", line)):
                found.append(f"{file}:{number} {line.strip()[:80]}")
    assert not found, tree.listed(found)


def test_nothing_is_marked_safe_in_a_template(environment: jinja2.Environment) -> None:
    marked = [
        f"{file}:{node.lineno}"
        for file in TEMPLATES
        if file != DRAWINGS
        for node in environment.parse(tree.text(file)).find_all(nodes.Filter)
        if node.name == "safe"
    ]
    assert not marked, tree.listed(marked)


def test_every_empty_list_offers_a_next_step(environment: jinja2.Environment) -> None:
    """Title, text, address and label: why there is nothing, and what to do about it."""
    silent = []
    for file in PAGES:
        for call in environment.parse(tree.text(file), filename=str(file)).find_all(nodes.Call):
            is_empty_list = isinstance(call.node, nodes.Name) and call.node.name == "empty"
            if is_empty_list and len(call.args) < len(("title", "text", "href", "label")):
                silent.append(f"{file}:{call.lineno}")
    assert not silent, tree.listed(silent)
