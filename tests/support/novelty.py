"""Telling which of many pages show something that none before them did.

Looking at a page in a browser is dear, and most pages of one role are those of another. Two
elements are of one kind when tag, classes, role, type, names of attributes and the kinds of
all elements around them are the same: what a browser makes of them then differs in words only.
"""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
VALUES_THAT_MATTER = frozenset({"class", "role", "type", "aria-current", "aria-invalid"})


class _Kinds(HTMLParser):
    """Collects the kinds of elements of a page, each as a number."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: set[int] = set()
        self._open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = frozenset((name, value if name in VALUES_THAT_MATTER else "") for name, value in attrs)
        kind = hash((tag, own, self._open[-1][1] if self._open else 0))
        self.kinds.add(kind)
        if tag not in VOID:
            self._open.append((tag, kind))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == each for each, _kind in self._open):
            while self._open.pop()[0] != tag:
                pass


class Novelty:
    """Remembers the kinds of elements on all pages shown to it."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def has(self, source: str) -> bool:
        """Whether the page has an element of a kind not seen before; it is remembered from now on."""
        parser = _Kinds()
        parser.feed(source)
        new = not parser.kinds <= self._seen
        self._seen |= parser.kinds
        return new
