"""One pasted text as the fields of a need: by its headings where it has some, else all is the problem."""

from __future__ import annotations

import json
import re
from importlib.resources import files

from matchmaker.catalog.contents import Contents
from matchmaker.web.forms import clean

LONGEST_TITLE = 40
HEADINGS: dict[str, list[str]] = json.loads(
    files("matchmaker.catalog").joinpath("data/need_headings.json").read_text(encoding="utf-8")
)
"""Field → what offices write above it."""

_FIELD = {heading: field for field, headings in HEADINGS.items() for heading in headings}
_NUMBER = r"(?:[（(]?[一二三四五六七八九十0-9]{1,2}[）)、.．:：]?[ \t]*)?"
_NAMES = "|".join(sorted(_FIELD, key=len, reverse=True))
_HEADING = re.compile(rf"(?:^|(?<=[\n。；;]))[ \t]*{_NUMBER}(?:【({_NAMES})】[:：]?|({_NAMES})[ \t]*(?:[:：]|(?=\n)))")
_SENTENCE = re.compile(r"[。；！？\n]")


def need_contents(text: str) -> Contents:
    """The text by field; nothing of it is lost. A first line of its own, or a short first part, is the title."""
    found: dict[str, list[str]] = {}
    field, last, whole = "problem", 0, clean(text)
    for heading in _HEADING.finditer(whole):
        found.setdefault(field, []).append(whole[last : heading.start()])
        field, last = _FIELD[heading[1] or heading[2]], heading.end()
    found.setdefault(field, []).append(whole[last:])
    said = {name: "\n".join(part.strip() for part in parts if part.strip()) for name, parts in found.items()}
    title, problem = _titled(said.get("title", ""), said.get("problem", ""))
    return {name: value for name, value in {**said, "title": title, "problem": problem}.items() if value}


def _titled(title: str, problem: str) -> tuple[str, str]:
    """A title of one line; what it says too much goes to the problem."""
    if title:
        first, _line, rest = title.partition("\n")
        return first.strip(), "\n".join(part for part in (rest.strip(), problem) if part)
    first, line, rest = problem.partition("\n")
    if line and len(first.strip()) <= LONGEST_TITLE and not _SENTENCE.search(first):
        return first.strip(), rest.strip()
    return "", problem
