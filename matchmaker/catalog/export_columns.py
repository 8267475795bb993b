"""What a list of achievements or needs says as a file, column by column.

A row is a ``Line``: the record and how much of it its reader may see. Of a
masked listing the columns hold what its public page shows and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from matchmaker.catalog import disclosure, public_cards, vocabulary
from matchmaker.catalog.contents import Record
from matchmaker.catalog.models import Achievement, AchievementIndicator, Need, NeedIndicator
from matchmaker.catalog.public_details import Files, maturity
from matchmaker.catalog.workflow import ACHIEVEMENT, NEED
from matchmaker.core.i18n import N_
from matchmaker.web.columns import Column, Kind

LONG, SHORT = 48, 12


@dataclass(frozen=True, slots=True)
class Line:
    """A record for one reader; ``whole``: all of it may be read. ``names`` are those of regions."""

    row: Any
    whole: bool
    evidenced: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


def public_line(row: Record, *, evidenced: bool, names: Mapping[str, str]) -> Line:
    """A record as everybody may read it."""
    return Line(row, disclosure.is_open(row), evidenced, names)


def _if_whole(value: Callable[[Any], Any]) -> Callable[[Line], Any]:
    return lambda line: value(line.row) if line.whole else None


def own(name: str) -> Callable[[Line], Any]:
    """The column ``name`` of a record that may be read in whole."""
    return _if_whole(lambda row: getattr(row, name))


def labelled(name: str) -> Callable[[Line], Any]:
    """The Chinese word, or words, for the code or codes in the column ``name``."""
    labels = vocabulary.CHOICES[name]

    def words(row: Any) -> str:
        code = getattr(row, name)
        codes = code if isinstance(code, list) else [code]
        return "、".join(public_cards.labelled(labels, codes))

    return _if_whole(words)


def title(line: Line) -> str:
    """The record's name, or the public one."""
    return line.row.title if line.whole else public_cards.title(line.row, line.names)


def unit(line: Line) -> str:
    """The unit's name, or what kind of unit it is and where."""
    return line.row.organization.name if line.whole else public_cards.organization(line.row, line.names)


def region(line: Line) -> str:
    """City and county, of a masked listing the city."""
    code = line.row.region_code
    if not line.whole:
        return public_cards.region(line.row, line.names)
    return line.names.get(code, code)


def indicators(row: Record) -> str:
    """The indicators, one a line: 收率：82 → ≥96 %（液相色谱）."""
    return "\n".join(_indicator(part) for part in row.indicators)


def _indicator(part: AchievementIndicator | NeedIndicator) -> str:
    if isinstance(part, NeedIndicator):
        before, after, how = part.present, part.target, part.method
    else:
        before, after, how = part.baseline, part.value, part.condition
    values = f"{before} → {after}" if before and after else before or after
    return f"{part.name}：{values} {part.unit}".strip() + (f"（{how}）" if how else "")


def maturity_of(line: Line) -> str | None:
    """The TRL in words; 自评 without a file that proves it."""
    return maturity(line.row, Files(line.evidenced, certified=False, public=())) if line.whole else None


def _masked(line: Line) -> str:
    return line.row.masked_text if line.whole else disclosure.masked_text(line.row)


def _budget(row: Need) -> str:
    return "" if row.budget is not None else public_cards.budget(row)


_IDENTITY: tuple[Column[Line], ...] = (
    Column(N_("编号"), lambda line: line.row.id, Kind.NUMBER),
    Column(N_("名称"), title, width=36),
    Column(N_("单位"), unit),
    Column(N_("地区"), region, width=SHORT),
    Column(N_("高新领域"), lambda line: public_cards.field_label(line.row), width=SHORT + 4),
    Column(N_("一句话简介"), own("one_liner"), width=LONG),
)
_DISCLOSURE: tuple[Column[Line], ...] = (
    Column(N_("公开范围"), lambda line: _(vocabulary.DISCLOSURES[line.row.disclosure]), width=SHORT),
    Column(N_("脱敏公开的文字"), _masked, width=LONG),
)
_DATES: tuple[Column[Line], ...] = (
    Column(N_("发布日期"), lambda line: line.row.published_at, Kind.DATE),
    Column(N_("最近确认"), lambda line: line.row.confirmed_at, Kind.DATE),
)
ACHIEVEMENTS: tuple[Column[Line], ...] = (
    *_IDENTITY,
    Column(N_("解决什么问题"), own("problem_solved"), width=LONG),
    Column(N_("比现有方案好多少"), own("advantage"), width=LONG),
    Column(N_("主要技术指标"), _if_whole(indicators), width=LONG),
    Column(N_("技术成熟度"), maturity_of),
    Column(N_("知识产权状态"), labelled("ip_status"), width=16),
    Column(N_("转化方式"), labelled("transfer_modes")),
    Column(N_("期望价格下限（万元）"), own("price_min"), Kind.MONEY),
    Column(N_("期望价格上限（万元）"), own("price_max"), Kind.MONEY),
    Column(N_("权属"), labelled("ownership"), width=SHORT),
    Column(N_("完成单位"), own("completed_by")),
    Column(N_("关键词"), _if_whole(lambda row: "、".join([*row.keywords, *row.tags]))),
    *_DISCLOSURE,
    *_DATES,
)
NEEDS: tuple[Column[Line], ...] = (
    *_IDENTITY,
    Column(N_("需求类型"), labelled("need_type"), width=SHORT),
    Column(N_("主要技术问题"), own("problem"), width=LONG),
    Column(N_("技术指标"), _if_whole(indicators), width=LONG),
    Column(N_("背景与现状"), own("background"), width=LONG),
    Column(N_("已试过的办法"), own("tried_before"), width=LONG),
    Column(N_("期望完成时限（月）"), own("deadline_months"), Kind.NUMBER),
    Column(N_("拟投入资金（万元）"), own("budget"), Kind.MONEY),
    Column(N_("预算档"), _if_whole(_budget), width=16),
    Column(N_("合作方式"), labelled("cooperation_modes")),
    Column(N_("对承接方的要求"), own("solver_requirements"), width=LONG),
    *_DISCLOSURE,
    *_DATES,
)
_WORK: tuple[Column[Line], ...] = (
    Column(N_("状态"), lambda line: _(_labels(line.row)[line.row.state]), width=SHORT),
    Column(N_("填写质量"), lambda line: line.row.quality, Kind.NUMBER),
    Column(N_("来源"), labelled("source"), width=SHORT),
    Column(N_("提交日期"), lambda line: line.row.submitted_at, Kind.DATE),
    Column(N_("审核期限"), lambda line: line.row.review_due_at, Kind.DATE),
    Column(N_("有效期至"), lambda line: line.row.expires_at, Kind.DATE),
    Column(N_("最近更新"), lambda line: line.row.updated_at, Kind.DATE),
    Column(N_("办理说明"), lambda line: line.row.state_reason, width=LONG),
)
PUBLIC: Mapping[type[Record], Sequence[Column[Line]]] = {Achievement: ACHIEVEMENTS, Need: NEEDS}
WORKING: Mapping[type[Record], Sequence[Column[Line]]] = {
    Achievement: (*ACHIEVEMENTS, *_WORK),
    Need: (*NEEDS, *_WORK),
}


def _labels(row: Record) -> Mapping[str, str]:
    return (NEED if isinstance(row, Need) else ACHIEVEMENT).labels
