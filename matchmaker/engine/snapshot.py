"""An index as plain arrays, and back."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.base import Base, Names
from matchmaker.engine.delta import Late
from matchmaker.engine.index import Index
from matchmaker.engine.lists import Heads, Lists, blocks_of
from matchmaker.engine.postings import Postings
from matchmaker.engine.salience import Demand
from matchmaker.engine.view import View
from matchmaker.engine.vocabulary import Counts, Vector, Vocabulary

Arrays = Mapping[str, NDArray[Any]]

_VOCABULARY = ("codes", "frequencies")
_NAMES = ("keys", "order", "titles", "title_ends")
_DEMAND = ("demand_codes", "demand_counts", "demand_needs")
_LATE = ("late_keys", "late_titles", "late_title_ends", "late_codes", "late_counts", "late_ends")

ARRAYS = (
    *_VOCABULARY,
    *(f"lists_{name}" for name in Lists._fields),
    *(f"heads_{name}" for name in Heads._fields),
    *_NAMES,
    *_DEMAND,
    *_LATE,
    "gone",
)
"""Vocabulary and postings, which row stands for what, the words of needs, documents added since, and
rows that are gone."""


def disassemble(index: Index) -> dict[str, NDArray[Any]]:
    """Everything, by the names of `ARRAYS`."""
    view = index.view
    late = view.delta.documents[: view.delta.size]
    names = Names.of(range(len(late)), (each.title for each in late))
    arrays = (
        view.base.vocabulary.codes,
        view.base.vocabulary.frequencies,
        *view.base.postings.lists,
        *view.base.postings.heads,
        *(getattr(view.base.names, name) for name in _NAMES),
        view.base.demand.codes,
        view.base.demand.counts,
        np.array([view.base.demand.needs], np.int64),
        np.array([each.key for each in late], np.int64),
        names.titles,
        names.title_ends,
        np.concatenate([np.zeros(0, np.int64), *(each.counts.codes for each in late)]),
        np.concatenate([np.zeros(0, np.int32), *(each.counts.counts for each in late)]),
        np.cumsum([len(each.counts.codes) for each in late], dtype=np.int64),
        view.gone,
    )
    return dict(zip(ARRAYS, arrays, strict=True))


def assemble(arrays: Arrays) -> Index:
    """The index that was taken apart; its large arrays are those given, not copies.

    Raises ValueError when the parts do not fit together.
    """
    lists = Lists(*(arrays[f"lists_{name}"] for name in Lists._fields))
    heads = Heads(*(arrays[f"heads_{name}"] for name in Heads._fields))
    names = Names(*(arrays[name] for name in _NAMES))
    _check(lists, heads, names, arrays)
    vocabulary = Vocabulary(arrays["codes"], arrays["frequencies"], len(heads.norms))
    demand = Demand(arrays["demand_codes"], arrays["demand_counts"], int(arrays["demand_needs"][0]))
    view = View.of(Base(vocabulary, Postings(lists, heads), names, demand))
    gone, late = arrays["gone"], _late(arrays)
    return Index(view.with_late_rows(late, gone))


def _late(arrays: Arrays) -> list[Late]:
    keys, codes, counts = (arrays[name] for name in ("late_keys", "late_codes", "late_counts"))
    nowhere = np.zeros(0, np.int32)
    names = Names(keys, nowhere, arrays["late_titles"], arrays["late_title_ends"])
    ends = arrays["late_ends"].tolist()
    return [
        Late(key, names.title(row), Counts(codes[start:end], counts[start:end]), Vector.nothing())
        for row, (key, (start, end)) in enumerate(zip(keys.tolist(), pairwise([0, *ends]), strict=True))
    ]


def _check(lists: Lists, heads: Heads, names: Names, arrays: Arrays) -> None:
    """Kernels trust the arrays they are given, so no number may lead out of them."""
    rows = len(heads.norms)
    whole = (
        len(arrays["codes"]) == len(arrays["frequencies"]) == len(lists.starts)
        and rows == len(heads.reach) == len(heads.ends) == len(names.keys) == len(names.order) == len(names.title_ends)
        and _lists_hold(lists, rows)
        and _inside(heads.ends, 0, len(heads.places))
        and _inside(heads.terms, 0, len(lists.starts) - 1)
        and _inside(names.order, 0, rows - 1)
        and _inside(arrays["frequencies"], 0, rows)
        and _is_demand(*(arrays[name] for name in _DEMAND))
    )
    if not whole:
        raise ValueError("the arrays of the index do not fit together")


def _is_demand(codes: NDArray[Any], counts: NDArray[Any], needs: NDArray[Any]) -> bool:
    return needs.shape == (1,) and needs[0] >= 0 and codes.shape == counts.shape and _inside(counts, 0, int(needs[0]))


def _lists_hold(lists: Lists, rows: int) -> bool:
    """Whether every list lies within the postings, and every short one where block numbers are."""
    ends = lists.starts + lists.sizes if len(lists.sizes) == len(lists.starts) else lists.starts - 1
    return (
        len(lists.low) >= max(len(lists.high), len(lists.counts))
        and len(lists.lines) == len(lists.starts)
        and lists.blocks.shape == (len(lists.blocks), blocks_of(rows))
        and _inside(lists.starts, 0, len(lists.low))
        and bool((lists.starts <= ends).all())
        and _inside(ends, 0, len(lists.low))
        and _inside(ends[lists.lines < 0], 0, len(lists.high))
        and _inside(lists.lines, -1, len(lists.blocks) - 1)
        and _blocks_hold(lists)
    )


def _blocks_hold(lists: Lists) -> bool:
    """Whether the blocks of every longer list lie within it."""
    long = lists.lines >= 0
    blocks = lists.blocks[lists.lines[long]]
    return not blocks.size or bool((blocks >= 0).all() and (blocks.max(axis=1) <= lists.sizes[long]).all())


def _inside(numbers: NDArray[Any], low: int, high: int) -> bool:
    return not len(numbers) or bool(numbers.min() >= low and numbers.max() <= high)
