"""Where two texts differ, word by word, in the order of reading.

Words are compared as the engine reads them (one spelling, no case), and shown as they were written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from matchmaker.engine.text import align, segment, word_runs

Kind = Literal["same", "left", "right"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that both texts have, or only the one on the left or on the right.

    Of a common stretch `left` and `right` may be spelled differently (锂, 鋰); otherwise one is empty.
    """

    left: str
    right: str

    @property
    def kind(self) -> Kind:
        """Which of the texts it stands in."""
        if self.left and self.right:
            return "same"
        return "left" if self.left else "right"


def differences(left: str, right: str) -> list[Piece]:
    """The pieces of two texts; all `left` joined give the left text, all `right` the right one."""
    ours, theirs = _words(left), _words(right)
    matcher = SequenceMatcher(None, [word for word, _raw in ours], [word for word, _raw in theirs])
    pieces = []
    for kind, a, b, c, d in matcher.get_opcodes():
        one, other = "".join(raw for _word, raw in ours[a:b]), "".join(raw for _word, raw in theirs[c:d])
        pieces += [Piece(one, other)] if kind == "equal" else [Piece(one, ""), Piece("", other)]
    return [piece for piece in pieces if piece.left or piece.right]


def common_share(pieces: Sequence[Piece]) -> float:
    """The share of letters and digits that stand in common pieces, in [0, 1]; 1 for two empty texts."""
    common = sum(_letters(piece.left) + _letters(piece.right) for piece in pieces if piece.kind == "same")
    total = sum(_letters(piece.left) + _letters(piece.right) for piece in pieces)
    return common / total if total else 1.0


def _words(text: str) -> list[tuple[str, str]]:
    """Each word in its one spelling and as it was written; none ends within a character."""
    characters, offsets = align(text)
    ends = [*offsets[1:], len(text)]
    words: list[tuple[str, str]] = []
    begun, at = "", 0
    for word in segment(characters):
        begun, at = begun + word, at + len(word)
        if ends[at - 1] != offsets[at - 1]:
            first = at - len(begun)
            words.append((begun, text[offsets[first] : ends[at - 1]]))
            begun = ""
    return words


def _letters(text: str) -> int:
    return len(word_runs(text).replace(" ", ""))
