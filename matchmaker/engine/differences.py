"""Where two texts differ, word by word, in the order of reading.

Words are compared as the engine reads them (one spelling, no case), and shown as they were written.
A word that only stands elsewhere in the other text is told apart from one that the other text lacks:
a title reworded is mostly a title shuffled.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from matchmaker.engine.text import align, segment, word_runs

Kind = Literal["same", "moved", "left", "right"]
Word = tuple[str, str]
"""In its one spelling, and as it was written."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that both texts have in its place (same) or one has elsewhere (moved), or that only one has.

    Of a common stretch `left` and `right` may be spelled differently (锂, 鋰); otherwise one is empty.
    """

    kind: Kind
    left: str
    right: str


def differences(left: str, right: str) -> list[Piece]:
    """The pieces of two texts; all `left` joined give the left text, all `right` the right one."""
    ours, theirs = _words(left), _words(right)
    matcher = SequenceMatcher(None, [word for word, _raw in ours], [word for word, _raw in theirs])
    blocks = [(kind == "equal", ours[a:b], theirs[c:d]) for kind, a, b, c, d in matcher.get_opcodes()]
    elsewhere = _counted(some for same, some, _other in blocks if not same)
    elsewhere &= _counted(other for same, _some, other in blocks if not same)
    left_over, pieces = elsewhere.copy(), list[Piece]()
    for same, some, other in blocks:
        if same:
            pieces.append(Piece("same", _raw(some), _raw(other)))
        else:
            pieces += [Piece(kind, text, "") for kind, text in _taken("left", some, elsewhere)]
            pieces += [Piece(kind, "", text) for kind, text in _taken("right", other, left_over)]
    return pieces


def _counted(stretches: Iterable[Sequence[Word]]) -> Counter[str]:
    return Counter(word for some in stretches for word, _raw in some)


def _taken(own: Kind, words: Sequence[Word], elsewhere: Counter[str]) -> list[tuple[Kind, str]]:
    """The words of one side as stretches; `elsewhere` loses each word that is taken for a moved one."""
    tagged: list[tuple[Kind, Word]] = []
    for word in words:
        is_moved = elsewhere[word[0]] > 0
        elsewhere[word[0]] -= is_moved
        tagged.append(("moved" if is_moved else own, word))
    return [(kind, _raw(word for _kind, word in some)) for kind, some in groupby(tagged, key=lambda each: each[0])]


def common_share(pieces: Sequence[Piece]) -> float:
    """The share of letters and digits that stand in common pieces, in [0, 1]; 1 for two empty texts."""
    common = sum(_letters(piece.left) + _letters(piece.right) for piece in pieces if piece.kind == "same")
    total = sum(_letters(piece.left) + _letters(piece.right) for piece in pieces)
    return common / total if total else 1.0


def marked(pieces: Iterable[Piece], side: Literal["left", "right"]) -> list[tuple[str, bool]]:
    """One of the texts in stretches: (text, whether the other text lacks these words).

    Punctuation alone is no difference.
    """
    told = ((getattr(piece, side), piece.kind == side) for piece in pieces)
    judged = ((text, lacks and bool(word_runs(text))) for text, lacks in told if text)
    stretches = groupby(judged, key=lambda each: each[1])
    return [("".join(text for text, _lacks in some), lacks) for lacks, some in stretches]


def _words(text: str) -> list[Word]:
    """The words of a text; none ends within a character."""
    characters, offsets = align(text)
    ends = [*offsets[1:], len(text)]
    words: list[Word] = []
    begun, at = "", 0
    for word in segment(characters):
        begun, at = begun + word, at + len(word)
        if ends[at - 1] != offsets[at - 1]:
            words.append((begun, text[offsets[at - len(begun)] : ends[at - 1]]))
            begun = ""
    return words


def _raw(words: Iterable[Word]) -> str:
    return "".join(raw for _word, raw in words)


def _letters(text: str) -> int:
    return len(word_runs(text).replace(" ", ""))
