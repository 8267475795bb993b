"""Regions as people write them: a code, a name, a name under its city or province."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import regions
from matchmaker.organizations.models import Region

CODE = re.compile(r"[1-9]\d{5}(?:-[0-9A-Z]{1,5})?")
ENDINGS = ("", "市", "县", "区", "省")
SHORTEST = 2
_BLANKS = re.compile(r"[\s·,，/、>-]+")


class RegionNames:
    """Finds the code that a text means; read once for many rows.

    Names of several regions are told apart by the city or province written
    before them, else by ``near``: codes whose regions come first.
    """

    def __init__(self, session: Session, near: Iterable[str] = ()) -> None:
        rows = session.execute(select(Region.code, Region.name).order_by(Region.code)).all()
        self.names = {row.code: str(row.name) for row in rows}
        self._near = tuple(near)
        self._codes: dict[str, list[str]] = {}
        for code, name in self.names.items():
            self._codes.setdefault(name, []).append(code)

    def find(self, text: str) -> str | None:
        """A code that the platform knows, or any six digits of a known province; None when unclear."""
        said = _BLANKS.sub("", text) if not CODE.fullmatch(text.strip()) else text.strip()
        if said in self.names:
            return said
        if CODE.fullmatch(said):
            return said if f"{said[:2]}0000" in self.names else None
        found = self._named(said)
        if len(found) > 1:
            found = [code for code in found if any(regions.covers(root, code) for root in self._near)] or found
        return found[0] if len(found) == 1 else self._province(said)

    def _named(self, said: str) -> list[str]:
        whole = [code for ending in ENDINGS for code in self._codes.get(said + ending, [])]
        if whole:
            return whole
        ends = [name for name in self._codes if len(name) > SHORTEST and said.endswith(name)]
        longest = max(ends, key=len, default="")
        before = said.removesuffix(longest)
        return [code for code in self._codes.get(longest, []) if self._lies_in(code, before)]

    def _lies_in(self, code: str, before: str) -> bool:
        above = [self.names[each] for each in regions.lineage(code)[1:] if each in self.names]
        return any(name in before or name[:-1] in before for name in above)

    def _province(self, said: str) -> str | None:
        """The province of a place that the platform does not list."""
        found = [code for code, name in self.names.items() if code.endswith("0000") and said.startswith(name)]
        return found[0] if len(found) == 1 else None
