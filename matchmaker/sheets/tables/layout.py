"""Finding the header of a table: under merged titles, over one or two rows, between blank columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.sheets.tables.fields import bare, plain

Row = tuple[int, list[str]]
LOOKED_AT = 40
SAMPLES = 3
LONGEST_HEAD = 60
FEWEST_HEADS = 2  # a title stands alone
LONGEST_SAMPLE = 60
FOOT_CELLS = 2
_FOOT = (
    "注:",
    "注：",
    "备注",
    "说明",
    "填表人",
    "填报人",
    "审核人",
    "制表",
    "合计",
    "总计",
    "联系人",
    "联系电话",
    "负责人签",
    "单位盖章",
    "（盖章",
    "(盖章",
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column with something in it: its index from 0, its heading and the first cells below."""

    index: int
    heading: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """``head`` holds the numbers of the header's rows, ``columns`` what stands below it.

    ``above``: how many rows with content there are down to the header, itself included.
    """

    head: tuple[int, ...]
    above: int
    columns: tuple[Column, ...]

    def body(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows that hold records: below the header, no repeated header, no notes at the foot."""
        heads = {column.index: plain(column.heading) for column in self.columns}
        for number, cells in rows:
            if number > self.head[-1] and not _repeats(cells, heads) and not is_foot(cells):
                yield number, cells


def find_layout(rows: Sequence[Row], known: Mapping[str, str]) -> Layout | None:
    """Where the header is among the first ``rows``; ``known`` maps plain headings to fields.

    The row with the most known headings is the header; a table whose headings
    are all strange is taken to begin with its first row of several short texts.
    None when there is no such row or nothing below it.
    """
    shown = list(rows[:LOOKED_AT])
    if not shown:
        return None
    at = max(range(len(shown)), key=lambda place: (_known(shown[place][1], known), -place))
    if _known(shown[at][1], known) == 0:
        at = next((place for place, row in enumerate(shown) if _looks_like_head(row[1])), -1)
    if at < 0 or at + 1 >= len(shown):
        return None
    places = _with_neighbour(shown, at, known)
    headings = _headings([shown[place][1] for place in places], known)
    below = [row for row in rows if row[0] > shown[places[-1]][0] and not is_foot(row[1])]
    if not below:
        return None
    return Layout(tuple(shown[place][0] for place in places), places[-1] + 1, tuple(_columns(headings, below)))


def is_foot(cells: Sequence[str]) -> bool:
    """Whether a row is a remark under the table rather than a record."""
    filled = [cell for cell in cells if cell]
    return 0 < len(filled) <= FOOT_CELLS and filled[0].replace(" ", "").startswith(_FOOT)


def _known(cells: Sequence[str], known: Mapping[str, str]) -> int:
    return len({known[name] for cell in cells if len(cell) <= LONGEST_HEAD and (name := bare(cell)) in known})


def _looks_like_head(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) >= FEWEST_HEADS and all(len(cell) <= LONGEST_HEAD for cell in filled)


def _with_neighbour(rows: Sequence[Row], at: int, known: Mapping[str, str]) -> list[int]:
    """The header's rows: a second one holds further known headings where the first has groups or gaps."""
    for other in (at - 1, at + 1):
        if 0 <= other < len(rows) and abs(rows[other][0] - rows[at][0]) == 1:
            cells, main = rows[other][1], rows[at][1]
            extra = [c for i, c in enumerate(cells) if bare(c) in known and bare(_cell(main, i)) not in known]
            if extra and all(len(cell) <= LONGEST_HEAD for cell in cells):
                return sorted([at, other])
    return [at]


def _headings(rows: Sequence[Sequence[str]], known: Mapping[str, str]) -> dict[int, str]:
    """Index → heading; of two rows the lower one, with its group before it where it says nothing by itself."""
    found: dict[int, str] = {}
    group = ""
    for index in range(max(len(row) for row in rows)):
        upper, lower = _cell(rows[0], index), _cell(rows[-1], index)
        group = upper or group
        if len(rows) == 1 or not lower:
            found[index] = upper
        elif bare(lower) in known or not group:
            found[index] = lower
        else:
            found[index] = group + lower
    return {index: heading.replace("\n", " ")[:LONGEST_HEAD] for index, heading in found.items()}


def _columns(headings: Mapping[int, str], below: Sequence[Row]) -> Iterator[Column]:
    width = max([*headings, *(len(cells) - 1 for _number, cells in below)])
    for index in range(width + 1):
        filled = [cells[index] for _number, cells in below if index < len(cells) and cells[index]]
        heading = headings.get(index, "")
        if filled or heading:
            samples = tuple(text.replace("\n", " ")[:LONGEST_SAMPLE] for text in dict.fromkeys(filled))
            yield Column(index, heading, samples[:SAMPLES])


def _repeats(cells: Sequence[str], heads: Mapping[int, str]) -> bool:
    filled = [(index, cell) for index, cell in enumerate(cells) if cell]
    return len(filled) > 1 and all(heads.get(index) == plain(cell) for index, cell in filled)


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""
