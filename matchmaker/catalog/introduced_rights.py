"""Patents and software registrations by the numbers that a text gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_PATENT = re.compile(r"(ZL|CN)?[ ]?((?:19|20)\d{2}[ ]?([1238])[ ]?\d{7})(?:[.．]?[\dXx])?(?!\d)")
_SOFTWARE = re.compile(r"(?:19|20)\d{2}SR\d{6,7}")
_KINDS = {"1": "invention", "2": "utility_model", "3": "design", "8": "invention"}
"""By the fifth digit of a Chinese application number; 8 is an international one for an invention."""
_GRANTED = re.compile(r"已?授权|获权")


class Piece(NamedTuple):
    """A stretch of the text: where it begins, and what it says."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Right:
    """One number with the stretch that names it."""

    kind: str
    number: str
    status: str
    piece: Piece

    @property
    def values(self) -> dict[str, str]:
        """As a row of an achievement."""
        return {"kind": self.kind, "number": self.number, "status": self.status, "holder": ""}


def rights_in(start: int, text: str) -> Iterator[Right]:
    """The numbers in ``text``, which begins at ``start``; each takes the words around it up to a full stop."""
    for part in re.finditer(r"[^。；;\n]+[。；;]?", text):
        for number in _PATENT.finditer(part[0]):
            granted = number[1] == "ZL" or _GRANTED.search(part[0])
            said = number[0].strip()
            status = "valid" if granted else "pending"
            yield Right(_KINDS[number[3]], said, status, Piece(start + part.start(), part[0]))
        for registered in _SOFTWARE.finditer(part[0]):
            yield Right("software", registered[0], "valid", Piece(start + part.start(), part[0]))
