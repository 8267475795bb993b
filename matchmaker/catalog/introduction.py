"""A research group's introduction as the achievements it tells of.

Nothing is lost and nothing made up: each piece that a field gets is a stretch
of the text itself, and what no field got is the rest, which the reader keeps
beside the form. Headings tell results from people and equipment; where there
are none, the sentences that say something was developed do. What comes from
directions of research, or from such a sentence alone, is offered as unsure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from itertools import groupby, pairwise

from matchmaker.catalog.introduced_result import Piece, Result, read_result
from matchmaker.catalog.introduced_rights import Right, rights_in
from matchmaker.web.forms import clean

HEADINGS: dict[str, list[str]] = json.loads(
    files("matchmaker.catalog").joinpath("data/introduction_headings.json").read_text(encoding="utf-8")
)
"""Section → what groups write above it."""

MOST_RESULTS = 12
LONGEST_TITLE = 40
UNTITLED = frozenset({"", "about"})
CLEAR = 2
"""So many telling pairs of characters a patent shares with the result it belongs to."""

_SECTION = {heading: section for section, headings in HEADINGS.items() for heading in headings}
_NUMBER = (
    r"(?:[（(【\[]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)】\]、．]|\d{1,2}[.:：](?!\d)|[①-⑳]|[•·●▪◆■※]"
    r"|成果[一二三四五六七八九十\d]{1,2}[:：、])"
)
_ITEM = re.compile(rf"[ \t\u3000]*{_NUMBER}[ \t\u3000]*")
_WITHIN = re.compile(r"(?<=[。；;：:])[ \t\u3000]*(?=[（(]\d{1,2}[）)]|[①-⑳])")
_NAMES = "|".join(sorted(_SECTION, key=len, reverse=True))
_HEADING = re.compile(
    rf"[ \t\u3000#]*(?:{_NUMBER})?[ \t\u3000]*(?:【({_NAMES})】[:：]?|({_NAMES})[ \t\u3000]*(?:[:：]|$))[ \t\u3000]*"
)
_MADE = re.compile(
    r"研制|研发(?:了|出|的|成功)|开发(?:了|出|的|成功)|形成了?.{0,20}(?:技术|工艺|装备)|突破了|发明了|首创"
)
_UNIT = re.compile(r"[\u4e00-\u9fa5]{2,14}?(?:大学|学院|研究院|研究所)(?![\u4e00-\u9fa5]{0,3}(?:教授|院长|所长))")
_GROUP = re.compile(r"[\u4e00-\u9fa5A-Za-z]{2,20}?(?:课题组|团队|实验室|研究中心|工程中心|研究室)")
_BEFORE_NAME = re.compile(r"^.*(?:来自|依托|隶属于|所在|欢迎来到|我们|是)")
_SENTENCE_END = re.compile(r"[。！？!?；;，,]")


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a text tells of: results to be confirmed, and all of the text that none of them took."""

    results: tuple[Result, ...]
    rest: tuple[Piece, ...]
    unit: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    section: str
    is_item: bool = False


@dataclass
class _Taken:
    """Which stretches of the text are in a result already."""

    spans: list[tuple[int, int]] = field(default_factory=list)

    def take(self, pieces: Iterable[Piece]) -> None:
        self.spans += [(piece.start, piece.start + len(piece.text)) for piece in pieces]

    def left_of(self, line: _Line) -> Iterator[Piece]:
        """The stretches of a line that nothing has taken."""
        at, end = line.start, line.start + len(line.text)
        for start, stop in sorted(span for span in self.spans if span[0] < end and span[1] > line.start):
            if start > at:
                yield Piece(at, line.text[at - line.start : start - line.start])
            at = max(at, stop)
        if at < end:
            yield Piece(at, line.text[at - line.start :])


def read_introduction(text: str, known_units: Sequence[str] = ()) -> Introduction:
    """The achievements that ``text`` tells of, at most MOST_RESULTS; ``known_units``: names to look for first."""
    whole = clean(text)
    lines = list(_lines(whole))
    unit, group = _names(whole, known_units)
    results = [read_result(item, is_sure=is_sure) for item, is_sure in _items(lines)][:MOST_RESULTS]
    patents = [right for line in lines if line.section == "patents" for right in rights_in(line.start, line.text)]
    results = _with_rights(results, patents)
    taken = _Taken()
    for result in results:
        taken.take(result.pieces)
    rest = [piece for line in lines for piece in taken.left_of(line) if _says_something(piece.text)]
    return Introduction(tuple(results), tuple(rest), unit, group)


def _lines(whole: str) -> Iterator[_Line]:
    """The lines of the text, an item that stands within a line cut off as one, each with its section."""
    at, section = 0, ""
    for line in whole.split("\n"):
        heading = _HEADING.match(line)
        start = at
        if heading is not None:
            section = _SECTION[heading[1] or heading[2]]
            if section in ("results", "directions"):
                start += heading.end()
            elif not line[heading.end() :].strip():
                yield _Line(at, line, "heading")
                start += len(line)
        body = line[start - at :]
        cuts = [0, *(found.start() for found in _WITHIN.finditer(body)), len(body)]
        for first, last in pairwise(cuts):
            part = body[first:last]
            if part.strip():
                mark = _ITEM.match(part)
                yield _Line(start + first, part, section, mark is not None and mark.end() < len(part))
        at += len(line) + 1


def _items(lines: Sequence[_Line]) -> Iterator[tuple[list[Piece], bool]]:
    """The pieces of each result with whether the text itself calls it one."""
    told = [line for line in lines if line.section == "results"]
    if told or not any(line.section for line in lines):
        yield from ((item, True) for item in _grouped(told or lines))
        return
    made = [[_piece(line)] for line in lines if line.section in UNTITLED and _MADE.search(line.text)]
    directions = [line for line in lines if line.section == "directions"]
    yield from ((item, False) for item in made or _grouped(directions))


def _grouped(lines: Sequence[_Line]) -> Iterator[list[Piece]]:
    """Numbered lines with what follows them; else lines like titles with theirs; else the lines themselves."""
    if any(line.is_item for line in lines):
        begins = [line.is_item for line in lines]
    else:
        titles = [len(line.text.strip()) <= LONGEST_TITLE and not _SENTENCE_END.search(line.text) for line in lines]
        begins = titles if any(titles) and not all(titles) else [True] * len(lines)
    number, numbers = 0, []
    for begin in begins:
        number += begin
        numbers.append(number)
    for key, group in groupby(zip(numbers, lines, strict=True), key=lambda pair: pair[0]):
        if key:  # what stands before the first belongs to none
            yield [_piece(line) for _number, line in group]


def _piece(line: _Line) -> Piece:
    """The line without its number."""
    mark = _ITEM.match(line.text) if line.is_item else None
    cut = mark.end() if mark is not None else len(line.text) - len(line.text.lstrip())
    return Piece(line.start + cut, line.text[cut:].rstrip())


def _with_rights(results: list[Result], patents: Sequence[Right]) -> list[Result]:
    """Each patent of the list to the result it shares most words with; to none when that is not clear."""
    found = list(results)
    for right in patents:
        scores = [result.likeness(right.piece.text) for result in found]
        best = max(scores, default=0)
        clear = len(found) == 1 or (best >= CLEAR and scores.count(best) == 1)
        if found and clear:
            place = scores.index(best)
            found[place] = replace(found[place], rights=(*found[place].rights, right))
    return found


def _names(whole: str, known_units: Sequence[str]) -> tuple[str, str]:
    """The unit and the group that the text is about, as it names them; empty when it does not."""
    known = max((name for name in known_units if name in whole), key=len, default="")
    typed = _UNIT.search(whole)
    group = next((found for line in whole.split("\n") if (found := _group_in(line))), "")
    unit = known or (_BEFORE_NAME.sub("", typed[0]) if typed else "")
    return unit, group.removeprefix(unit)


def _group_in(line: str) -> str:
    found = _GROUP.search(line)
    return _BEFORE_NAME.sub("", found[0]) if found else ""


def _says_something(text: str) -> bool:
    return bool(re.sub(r"[\W_]", "", text)) and not _ITEM.fullmatch(text)
