"""Which column holds which field: by the words people use, and a question where that is not sure.

An exact heading decides. A similar one only proposes: the column is then asked
about. Two columns for one field are asked about too; only the more usual
heading is taken for granted. Money needs its unit: from the heading, from the
cells, or from an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from matchmaker.sheets.tables.fields import MONEY_KINDS, Field, bare, plain
from matchmaker.sheets.tables.layout import Column

LIKELY = 70.0
"""Similarity in percent from which a heading is worth asking about."""
SHORTEST_PART = 2
MOST_CANDIDATES = 3
LEAVE_OUT = ""
APPEND = "+"
"""Goes as a line into the record's longest text: nothing of the table is lost."""
UNITS = ("wan", "yuan", "cells")
_WAN, _YUAN = re.compile(r"万"), re.compile(r"元")
_OTHER_UNITS = re.compile(r"[千亿百]元")
_UNIT_IN_CELL = re.compile(r"[元万亿]|面议|待定|协商|面谈")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to hold: ``field`` a name, LEAVE_OUT or APPEND.

    ``asks``: the person must say; ``candidates`` are the likely answers.
    ``unit`` of money: one of UNITS, or "" where it must be asked for.
    """

    column: Column
    field: str = LEAVE_OUT
    asks: bool = False
    candidates: tuple[str, ...] = ()
    unit: str = ""
    asks_unit: bool = False


def known_headings(fields: Iterable[Field]) -> dict[str, str]:
    """Plain heading → name of the field; the first field to claim a heading keeps it."""
    found: dict[str, str] = {}
    for each in fields:
        for name in (each.label, *each.names):
            found.setdefault(bare(name), each.name)
            found.setdefault(plain(name), each.name)
    return found


def guess(columns: Sequence[Column], fields: Sequence[Field]) -> list[Guess]:
    """A guess for each column, in their order."""
    known, by_name = known_headings(fields), {each.name: each for each in fields}
    found = [_guess(column, fields, known) for column in columns]
    found = [_unless_taken(each, found, by_name) for each in found]
    return [_with_unit(each, by_name) for each in found]


def _guess(column: Column, fields: Sequence[Field], known: Mapping[str, str]) -> Guess:
    for heading in (plain(column.heading), bare(column.heading)):
        if heading in known:
            return Guess(column, known[heading])
    if not column.samples:
        return Guess(column)
    scores = {each.name: similarity(bare(column.heading), each) for each in fields}
    likely = sorted((name for name in scores if scores[name] >= LIKELY), key=lambda name: -scores[name])
    return Guess(column, LEAVE_OUT, asks=bool(likely), candidates=tuple(likely[:MOST_CANDIDATES]))


def similarity(heading: str, field: Field) -> float:
    """0–100: how much a plain heading reads like the names of ``field``."""
    if len(heading) < SHORTEST_PART:
        return 0.0
    return max(_alike(heading, plain(name)) for name in (field.label, *field.names))


def _alike(heading: str, name: str) -> float:
    score = fuzz.ratio(heading, name)
    shorter, longer = sorted((heading, name), key=len)
    if len(shorter) > SHORTEST_PART and shorter in longer:
        score = max(score, 60 + 40 * len(shorter) / len(longer))
    return float(score)


def _unless_taken(guess: Guess, all_guesses: Sequence[Guess], fields: Mapping[str, Field]) -> Guess:
    """Leave a field to the column with the more usual heading, and ask about the other."""
    rivals = [each for each in all_guesses if each.field == guess.field and each.field != LEAVE_OUT]
    if len(rivals) > 1 and guess is not min(rivals, key=lambda each: _rank(each, fields[each.field])):
        return replace(guess, field=LEAVE_OUT, asks=True, candidates=(guess.field,))
    return guess


def _rank(guess: Guess, field: Field) -> int:
    names = [plain(name) for name in (field.label, *field.names)]
    headings = (plain(guess.column.heading), bare(guess.column.heading))
    return min((names.index(each) for each in headings if each in names), default=len(names))


def _with_unit(guess: Guess, fields: Mapping[str, Field]) -> Guess:
    field = fields.get(guess.field)
    if field is None or field.kind not in MONEY_KINDS:
        return guess
    unit = unit_of(guess.column)
    return replace(guess, unit=unit, asks_unit=not unit)


def unit_of(column: Column) -> str:
    """The unit of a column of money: from its heading, else from its cells; "" when neither says."""
    heading = column.heading
    if _WAN.search(heading):
        return "wan"
    if _YUAN.search(heading) and not _OTHER_UNITS.search(heading):
        return "yuan"
    numbers = [text for text in column.samples if any(sign.isdigit() for sign in text)]
    return "cells" if all(_UNIT_IN_CELL.search(text) for text in numbers) else ""


def settled(guess: Guess, field: str, unit: str) -> Guess:
    """The guess as somebody has answered it."""
    return replace(guess, field=field, unit=unit, asks=False, asks_unit=False)
