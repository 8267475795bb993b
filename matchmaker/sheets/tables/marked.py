"""A copy of somebody's own table with what has to be mended marked in its cells.

It is written from the rows that were read, never from the file that was sent:
the same cells at the same places, but as plain text, so that nothing in it
computes. Wrong cells are coloured and carry a comment; the last column says
in words what is wrong with the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from matchmaker.sheets.tables.layout import Row
from matchmaker.sheets.tables.rows import Problem

MOST_ROWS = 5_000
"""A longer table comes back with its heading and the rows to be mended only."""
_WRONG = PatternFill("solid", fgColor="FFFFD9D0")
_BOLD = Font(bold=True)
_AUTHOR = "校验"
_WIDTH, _WORDS_WIDTH = 18, 60


def write_marked(
    target: Path, rows: Iterable[Row], problems: Iterable[Problem], *, head: Sequence[int], is_whole: bool, title: str
) -> None:
    """Write the copy; ``head`` are the numbers of the header's rows, ``title`` heads the column of remarks."""
    wrong: dict[int, list[Problem]] = {}
    for problem in problems:
        wrong.setdefault(problem.row, []).append(problem)
    kept = [row for row in rows if is_whole or row[0] <= head[-1] or row[0] in wrong]
    width = max((len(cells) for _number, cells in kept), default=1)
    book = Workbook(write_only=True)
    page = book.create_sheet("数据")
    for index in range(width):
        page.column_dimensions[get_column_letter(index + 1)].width = _WIDTH
    page.column_dimensions[get_column_letter(width + 1)].width = _WORDS_WIDTH
    for cells in _placed(kept, is_whole=is_whole):
        number, texts = cells
        page.append(list(_cells(page, number, texts, wrong.get(number, []), width, head, title)))
    book.save(target)


def _placed(rows: Iterable[Row], *, is_whole: bool) -> Iterator[Row]:
    """The rows with the blank ones between them, so that each keeps its number where all are written."""
    last = 0
    for number, cells in rows:
        while is_whole and last + 1 < number:
            last += 1
            yield last, []
        last = number
        yield number, cells


def _cells(
    page: WriteOnlyWorksheet,
    number: int,
    texts: Sequence[str],
    problems: Sequence[Problem],
    width: int,
    head: Sequence[int],
    title: str,
) -> Iterator[Cell | None]:
    comments: Mapping[int, str] = _comments(problems)
    for index in range(width):
        text = texts[index] if index < len(texts) else ""
        yield _cell(page, text, comments.get(index, ""), is_bold=number in head) if text or index in comments else None
    if number == head[-1]:
        yield _cell(page, title, "", is_bold=True)
    elif problems:
        said = "；".join(f"{each.heading}：{each.message}" if each.heading else each.message for each in problems)
        yield _cell(page, said, "", is_wrong=True)


def _comments(problems: Sequence[Problem]) -> dict[int, str]:
    found: dict[int, str] = {}
    for problem in problems:
        if problem.column is not None:
            found[problem.column] = "\n".join(filter(None, (found.get(problem.column), problem.message)))
    return found


def _cell(page: WriteOnlyWorksheet, text: str, comment: str, *, is_bold: bool = False, is_wrong: bool = False) -> Cell:
    cell: Cell = WriteOnlyCell(page, value=ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"  # never a formula, whatever the text begins with
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_bold:
        cell.font = _BOLD
    if comment:
        cell.comment = Comment(comment, _AUTHOR, width=260, height=90)
    if comment or is_wrong:
        cell.fill = _WRONG
    return cell
