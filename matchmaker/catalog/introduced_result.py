"""One result of an introduction, its clauses sorted into the fields of an achievement.

A clause goes where its own words send it, and one without such words goes
with the clause before it; so each field holds whole stretches of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from matchmaker.catalog.introduced_rights import Piece, Right, rights_in

__all__ = ["Piece", "Result", "read_result"]

TITLE_LENGTH, LINE_LENGTH, EVIDENCE_LENGTH = 120, 60, 500
LONGEST_NAME, MOST_ROWS = 40, 20
_NAME_THEN = re.compile(r"([^：:。；;\n]{2,40})(?:[：:][ \t]*|[。；;][ \t]*|[ \t]*$)")
_QUOTED = re.compile(r"[《“「]([^》”」]{4,40})[》”」]")
_KINDS_OF_THINGS = (
    "系统|装置|设备|装备|工艺|技术|方法|材料|平台|软件|仪器|机器人|传感器|催化剂|算法|模型|涂层|合金|薄膜|器件"
)
_MADE = re.compile(
    rf"(?:研制|研发|开发|发明|形成|提出|设计)(?:成功|了|出|的)*(?:一种|一套|一类|新型)*([^，,。；;：:]{{2,36}}?(?:{_KINDS_OF_THINGS}))(?=[，,。；;]|$)"
)
_MADE_THIS = re.compile(r"(?:研制|研发|开发|发明)(?:成功|了|出)+(?:一种|一套|一类|新型)*([^，,。；;：:]{2,36})")
_COMMON = re.compile(rf"{_KINDS_OF_THINGS}|一种|面向|基于|用于|研究|新型")
_CLAUSE = re.compile(r"[^，,。；;！？!?\n]+[，,。；;！？!?\n]*")
_ENDS = "，,。；;！？!?\n \t"
_FULL_STOP = re.compile(r"[。；;！？!?\n]")
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("rights", re.compile(r"专利|软件著作权|软著|(?:ZL|CN)\s?\d{9}")),
    (
        "maturity",
        re.compile(
            r"小试|中试|样机|样品|原型|小批量|批量生产|量产|产业化|示范应用|推广应用|定型|已在.{0,30}(?:应用|使用|运行)|TRL"
        ),
    ),
    ("problem_solved", re.compile(r"针对|难题|难以|瓶颈|痛点|卡脖子|传统|目前(?!已)|现有|(?:的|等)问题|解决")),
    (
        "advantage",
        re.compile(
            r"(?:提高|提升|降低|下降|降至|减少|缩短|节约|节省|延长|增加|优于|高于|低于|大于|小于|超过|达到?|[≥≤><＞＜]|由)[^，,。；;]*\d"
            r"|\d[\d.]*\s*(?:%|％|倍)|为\s*[\d≥≤]|领先|先进水平|成本低|效率高"
        ),
    ),
    ("summary", re.compile(r"研制|研发|开发|提出|采用|通过|利用|基于|设计|构建|形成|由.*组成|适用于|可用于|应用于")),
)
# Words that say how far a result is; the highest that a clause names counts, what is only planned does not.
_LEVELS: tuple[tuple[int, str], ...] = (
    (9, "产业化|批量生产|量产|推广应用|规模化应用"),
    (8, "定型"),
    (7, "小批量|示范应用|示范线|已在(?:(?!中试|试验).){0,30}(?:应用|使用|运行)"),
    (6, "中试|样机|原型"),
    (4, "小试|实验室"),
)
_PLANNED = re.compile(r"拟|计划|将|有望|可望|正在|寻求|希望|尚未|未")
_NUMBER = r"[≥≤><＞＜]?\s*\d+(?:\.\d+)?"
_UNIT = (
    r"(?:%|％|‰|℃|[a-zA-Zμµ°Ω/²³·]{1,10}|毫米|微米|纳米|厘米|米|毫秒|秒|分钟|小时|天|年|万次|次|公斤|千克|吨|度"
    r"|万元|元|件|倍)?"
)
_FROM_TO = re.compile(
    rf"(?:使|将|可|且|并|其|平均)*([^，,。\d]{{2,16}}?)由({_NUMBER})\s*{_UNIT}(?:提高|提升|降低|下降|缩短|减少|增加|延长|升|降)(?:到|至|为)?({_NUMBER})\s*({_UNIT})"
)
_REACHES = re.compile(
    rf"(?:使|将|可|且|并|其|平均)*([^，,。\d]{{2,16}}?)(?:达到|可达|达|为)?((?:不低于|不高于|大于|小于)?{_NUMBER})\s*({_UNIT})[，,。；;\s]*$"
)
_NO_NAME = re.compile(r"提高|提升|降低|减少|节约|节省|缩短|增加|延长|超过|已在|比|于|了|共|约|近")


@dataclass(frozen=True, slots=True)
class Result:
    """One achievement as told: field → the stretches it is made of; ``rights`` with theirs.

    ``title`` is a stretch of the text too. ``is_sure``: the text calls it a result.
    """

    title: str
    is_sure: bool
    placed: dict[str, tuple[Piece, ...]]
    rights: tuple[Right, ...] = ()
    indicators: tuple[dict[str, str], ...] = ()
    trl: int | None = None
    heading: tuple[Piece, ...] = field(default=())

    @property
    def pieces(self) -> Iterator[Piece]:
        """Everything that this result took of the text."""
        yield from self.heading
        for pieces in self.placed.values():
            yield from pieces
        for right in self.rights:
            yield right.piece

    @property
    def values(self) -> dict[str, Any]:
        """The fields as an achievement has them."""
        said = {name: self.text(name) for name in self.placed if name not in {"maturity", "rights"}}
        evidence = self.text("maturity")[:EVIDENCE_LENGTH]
        filed = {right.status for right in self.rights}
        found: dict[str, Any] = {**said, "title": self.title, "trl": self.trl, "trl_evidence": evidence}
        found["ip_status"] = "granted" if "valid" in filed else "pending" if filed else None
        found["indicators"] = [dict(row) for row in self.indicators[:MOST_ROWS]]
        found["ip_rights"] = [right.values for right in dict.fromkeys(self.rights)][:MOST_ROWS]
        return found

    def text(self, name: str) -> str:
        """What a field holds: its stretches, one sentence after the other."""
        parts = [piece.text.strip() for piece in self.placed.get(name, ())]
        return "".join(part if part[-1:] in "。；！？" else f"{part.rstrip(_ENDS)}。" for part in parts if part)

    def quotes(self, name: str) -> list[str]:
        """The stretches themselves, for the reader to compare."""
        return [piece.text.strip() for piece in self.placed.get(name, ())]

    def likeness(self, text: str) -> int:
        """How many telling pairs of characters of the title ``text`` has."""
        telling = _COMMON.sub(" ", self.title)
        pairs = {first + second for first, second in pairwise(telling)}
        return sum(pair in text for pair in pairs if " " not in pair)


def read_result(item: Sequence[Piece], *, is_sure: bool) -> Result:
    """Sort the pieces of one result, of which the first begins it."""
    title, heading, body = _titled(item[0])
    placed: dict[str, list[Piece]] = {}
    for piece in (body, *item[1:]):
        for name, stretch in _sorted(piece):
            placed.setdefault(_holding(name, stretch), []).append(stretch)
    rights = tuple(right for piece in placed.get("rights", ()) for right in rights_in(*piece))
    _shorten(placed)
    return Result(
        title=title[:TITLE_LENGTH],
        is_sure=is_sure,
        placed={name: tuple(pieces) for name, pieces in placed.items()},
        rights=rights,
        indicators=tuple(_indicators(placed.get("advantage", ()))),
        trl=_level(placed.get("maturity", ())),
        heading=(heading,) if heading.text else (),
    )


def _titled(first: Piece) -> tuple[str, Piece, Piece]:
    """The title, the stretch that is nothing but it, and what follows."""
    begins = _NAME_THEN.match(first.text)
    if begins is not None and not re.search(r"[，,]", begins[1]):
        cut = begins.end()
        return begins[1].strip(), Piece(first.start, first.text[:cut]), Piece(first.start + cut, first.text[cut:])
    named = _QUOTED.search(first.text) or _MADE.search(first.text) or _MADE_THIS.search(first.text)
    title = named[1] if named is not None else re.split(r"[，,。；;：:]", first.text, maxsplit=1)[0][:LONGEST_NAME]
    return title.strip(), Piece(first.start, ""), first


def _sorted(piece: Piece) -> Iterator[tuple[str, Piece]]:
    """Runs of clauses with the field each goes to."""
    run, start, end = "", 0, 0
    is_first = True
    for clause in _CLAUSE.finditer(piece.text):
        name = _field_of(clause[0]) or ("summary" if is_first or not run else run)
        ends = _FULL_STOP.search(clause[0]) is not None
        if run and name != run:
            yield run, Piece(piece.start + start, piece.text[start:end])
            start = clause.start()
        elif not run:
            start = clause.start()
        run, end, is_first = name, clause.end(), ends
    if run:
        yield run, Piece(piece.start + start, piece.text[start:end])


def _holding(name: str, stretch: Piece) -> str:
    """Where a stretch is kept whole: patents without a number and long evidence are told in the summary."""
    unnumbered = name == "rights" and not any(rights_in(*stretch))
    too_long = name == "maturity" and len(stretch.text) >= EVIDENCE_LENGTH
    return "summary" if unnumbered or too_long else name


def _field_of(clause: str) -> str:
    return next((name for name, cue in _CUES if cue.search(clause)), "")


def _shorten(placed: dict[str, list[Piece]]) -> None:
    """The first sentence of the summary is the one-liner when it is short enough to be one."""
    told = placed.get("summary", [])
    if told and len(told[0].text.strip()) < LINE_LENGTH:
        placed["one_liner"] = [told.pop(0)]
        if not told:
            del placed["summary"]


def _level(pieces: Sequence[Piece]) -> int | None:
    """The TRL that the words speak of (the same as in tables of results); None when they only plan."""
    for level, words in _LEVELS:
        for piece in pieces:
            if any(re.search(words, each[0]) and not _PLANNED.search(each[0]) for each in _CLAUSE.finditer(piece.text)):
                return level
    return None


def _indicators(pieces: Sequence[Piece]) -> Iterator[dict[str, str]]:
    for piece in pieces:
        for clause in _CLAUSE.finditer(piece.text):
            said = clause[0].strip(_ENDS)
            if found := _FROM_TO.search(said):
                yield {
                    "name": found[1].strip(),
                    "value": found[3].strip(),
                    "baseline": found[2].strip(),
                    "unit": found[4],
                }
            elif (found := _REACHES.fullmatch(said)) and not _NO_NAME.search(found[1]):
                yield {"name": found[1].strip(), "value": found[2].strip(), "unit": found[3]}
