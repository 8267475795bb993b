"""Chinese text as the engine reads it: one spelling, words, and character grams."""

import re
import unicodedata
from itertools import pairwise

import opencc
import rjieba

_SIMPLIFY = opencc.OpenCC("t2s")
_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff]+")
_BLANK = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """One spelling for what reads the same.

    NFKC (full-width forms, ligatures), traditional characters to simplified, lower case, control
    and invisible characters and runs of white space to one space.
    """
    readable = unicodedata.normalize("NFKC", legible(text))
    return _BLANK.sub(" ", simplify(readable).lower()).strip()


def legible(text: str) -> str:
    """Control characters and invisible ones, halves of characters too, as spaces."""
    return _UNREADABLE.sub(" ", text)


def simplify(text: str) -> str:
    """Traditional characters to simplified."""
    return str(_SIMPLIFY.convert(text))


def segment(normalised: str) -> list[str]:
    """Words in reading order; joined they give the text again, blanks and punctuation included."""
    return list(rjieba.cut(normalised))


def word_runs(normalised: str) -> str:
    """Letters and digits only, each break between them one space."""
    return _NOT_WORD.sub(" ", normalised).strip()


def character_grams(normalised: str) -> list[str]:
    """Every character and every pair of neighbours; none spans blanks or punctuation.

    This is the definition of a term. Single characters carry signal for ranking (锂, 酶); pairs
    stand in for words without depending on where a segmenter cuts.
    """
    runs = word_runs(normalised).split()
    singles = [character for run in runs for character in run]
    pairs = [run[i : i + 2] for run in runs for i in range(len(run) - 1)]
    return singles + pairs


def align(text: str) -> tuple[str, list[int]]:
    """The normalised characters of a text and, for each, where it comes from.

    Unlike `normalise` it keeps every blank, so that a place found in the result can be shown in
    the original. Returns the characters and their offsets in `text`, of equal length.
    """
    characters: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(_UNREADABLE.sub(lambda m: " " * len(m[0]), text)):
        piece = unicodedata.normalize("NFKC", cluster).lower()
        characters.extend(piece)
        offsets.extend([start] * len(piece))
    return _simplify_in_place("".join(characters)), offsets


def _clusters(text: str) -> list[tuple[int, str]]:
    """Each character with the combining marks that follow it, and its offset."""
    starts = [i for i, character in enumerate(text) if i == 0 or not unicodedata.combining(character)]
    return [(start, text[start:end]) for start, end in pairwise([*starts, len(text)])]


def _simplify_in_place(text: str) -> str:
    """Simplified characters, as many as before (phrases of other length go by character)."""
    whole = str(_SIMPLIFY.convert(text))
    if len(whole) == len(text):
        return whole
    return "".join(str(_SIMPLIFY.convert(character))[:1] or character for character in text)
