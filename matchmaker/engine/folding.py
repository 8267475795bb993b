"""Many texts as code points of their words: `word_runs(normalise(text))`, but by a table.

Normalising text by text costs 100 µs for 460 characters, most of it for Unicode's compatibility
forms. Nearly every character's form depends on itself alone, so a table holds it, made from the
very functions it stands in for; a text with any other character goes through those functions.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.late import LateModule
from matchmaker.engine.text import legible, normalise, simplify, word_runs

if TYPE_CHECKING:
    from matchmaker.engine import kernel_text
else:
    kernel_text = LateModule("matchmaker.engine.kernel_text")

Points = NDArray[np.uint32]

LONGEST = 4
"""A character that folds to more (one of them is a whole sentence) is read slowly."""

_TABLE_SIZE = 0x10000
_FINAL_SIGMA = "Σ"
"""Its lower case depends on whether a letter follows."""

_IDEOGRAPHS = 0x2E80
"""Above it a form that is not the character itself may take part in a phrase of 繁→简."""

_JAMO = ((0x1100, 0x11FF), (0xA960, 0xA97F), (0xD7B0, 0xD7FF))


def fold_texts(texts: Sequence[str]) -> tuple[Points, NDArray[np.int64]]:
    """Code points of the texts' words, each break 32, and where each text ends in them."""
    # Phrases decide about some characters of 繁→简, so that step reads the text, not a table.
    joined = simplify("".join(f"{legible(text)}\n" for text in texts))
    points = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
    table, pieces = _table()
    folded = np.empty(len(points) * LONGEST, dtype=np.uint32)
    ends = np.zeros(len(texts), dtype=np.int64)
    slow = np.zeros(len(texts), dtype=np.bool_)
    kernel_text.fold(points, table, pieces, folded, ends, slow)
    return _with_slow_ones(folded, ends, texts, np.flatnonzero(slow).tolist())


def _with_slow_ones(
    folded: Points, ends: NDArray[np.int64], texts: Sequence[str], slow: Sequence[int]
) -> tuple[Points, NDArray[np.int64]]:
    """Put the texts that the table could not fold in their places."""
    starts = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
    lengths = ends - starts
    parts, at = [], 0
    for text in slow:
        words = np.frombuffer(word_runs(normalise(texts[text])).encode("utf-32-le"), dtype=np.uint32)
        parts += [folded[at : starts[text]], words]
        at, lengths[text] = ends[text], len(words)
    last = int(ends[-1]) if len(ends) else 0
    return np.concatenate([*parts, folded[at:last]]), np.cumsum(lengths)


@cache
def _table() -> tuple[Points, Points]:
    """What each character of the first plane folds to, and the pieces it names."""
    table = np.full(_TABLE_SIZE, kernel_text.SLOW, dtype=np.uint32)
    pieces: list[int] = []
    for point in range(_TABLE_SIZE):
        form = _form(chr(point))
        if form is None:
            continue
        if len(form) == 1:
            table[point] = ord(form)
        else:
            table[point] = kernel_text.LIST + len(pieces)
            pieces += [len(form), *map(ord, form)]
    return table, np.array(pieces, dtype=np.uint32)


def _form(character: str) -> str | None:
    """What a character folds to wherever it stands; None where its neighbours have a say."""
    whole = "" if _is_half(character) else unicodedata.normalize("NFKC", character)
    if not whole or _FINAL_SIGMA in whole or any(map(_joins, character + whole.lower())):
        return None
    if whole != character and any(ord(each) >= _IDEOGRAPHS and each.isalpha() for each in whole):
        return None
    form = "".join(each if word_runs(each) else " " for each in whole.lower())
    return form if len(form) <= LONGEST else None


def _is_half(character: str) -> bool:
    return unicodedata.category(character) == "Cs"


def _joins(character: str) -> bool:
    """Whether it may melt into one with its neighbours: marks, and parts of Korean syllables."""
    return unicodedata.category(character)[0] == "M" or any(first <= ord(character) <= last for first, last in _JAMO)
