"""What stands on the 对接推荐单 about each side, and the whole of it as one text to be sent."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.catalog import disclosure, vocabulary
from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.i18n import N_
from matchmaker.core.money import to_wan
from matchmaker.deals.explanations import LEVELS
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.texts import SIDE_LABELS
from matchmaker.deals.viewpoints import Panel, Viewpoint, explanation, panels

Facts = list[tuple[str, str]]
LONGEST, MOST_LINES = 130, 4


@dataclass(frozen=True, slots=True)
class SheetSide:
    """A side's heading, its panel and its labelled facts (empty ones left out)."""

    label: str
    panel: Panel
    facts: Facts


def sides(deal: Deal, view: Viewpoint) -> list[SheetSide]:
    """The need's side, then the achievement's, as the reader may see them."""
    return [_side(deal, panel, view) for panel in panels(deal, view)]


def letter(deal: Deal, side: Side) -> str:
    """The sheet as a text for ``side``, which may know no more than its own page says; long values are cut."""
    view = Viewpoint(is_officer=False, is_leader=False, mine=(side,))
    parts = [N_("对接推荐单第 %(n)s 号") % {"n": deal.id}, *(_paragraph(each) for each in sides(deal, view))]
    grounds = explanation(deal, view)
    reasons = [
        f"{N_('推荐理由')}：{LEVELS.get(grounds.level, LEVELS['none'])}",
        *(fact["text"] for fact in grounds.facts),
        f"{N_('联络员意见')}：{shortened(deal.message)}" if deal.message else "",
    ]
    return "\n\n".join([*parts, "\n".join(line for line in reasons if line)])


def _paragraph(each: SheetSide) -> str:
    contact = each.panel.contact
    who = [
        (N_("单位"), each.panel.organization),
        (N_("地区"), each.panel.region),
        (N_("联系人"), contact.contact_name if contact else ""),
        (N_("电话"), contact.contact_phone if contact else ""),
    ]
    lines = [f"{label}：{shortened(value)}" for label, value in (*who, *each.facts) if value]
    return "\n".join([f"{each.label}：{each.panel.title}", *lines])


def _side(deal: Deal, panel: Panel, view: Viewpoint) -> SheetSide:
    record = deal.record(panel.side)
    if not (view.oversees or panel.is_mine or disclosure.is_open(record)):
        return SheetSide(SIDE_LABELS[panel.side], panel, [(N_("内容"), panel.summary)])
    facts = need_facts(record) if isinstance(record, Need) else achievement_facts(record)
    return SheetSide(SIDE_LABELS[panel.side], panel, [pair for pair in facts if pair[1]])


def need_facts(need: Need) -> Facts:
    """What the sheet says of a need that may be read in whole; values may be empty."""
    money = f"{to_wan(need.budget):,} 万元" if need.budget is not None else ""
    months = N_("%(n)d 个月内") % {"n": need.deadline_months} if need.deadline_months else ""
    return [
        (N_("领域"), _label(vocabulary.FIELDS, need.field_code)),
        (N_("主要技术问题"), need.problem),
        (N_("技术指标"), "\n".join(_indicator(row.name, row.present, row.target, row.unit) for row in need.indicators)),
        (N_("已试过的办法"), need.tried_before),
        (N_("拟投入资金"), money or _label(vocabulary.BUDGET_BANDS, need.budget_band)),
        (N_("期望完成"), months),
    ]


def achievement_facts(achievement: Achievement) -> Facts:
    """The same of an achievement."""
    trl = N_("%(n)d 级") % {"n": achievement.trl} if achievement.trl else ""
    rows = (_indicator(row.name, row.baseline, row.value, row.unit) for row in achievement.indicators)
    return [
        (N_("领域"), _label(vocabulary.FIELDS, achievement.field_code)),
        (N_("解决什么问题"), achievement.problem_solved),
        (N_("好在哪里"), achievement.advantage),
        (N_("主要技术指标"), "\n".join(rows)),
        (N_("成熟度"), trl),
        (N_("转化方式"), "、".join(_label(vocabulary.TRANSFER_MODES, mode) for mode in achievement.transfer_modes)),
        (N_("期望价格"), _price(achievement)),
    ]


def _price(achievement: Achievement) -> str:
    ends = [f"{to_wan(fen):,}" for fen in (achievement.price_min, achievement.price_max) if fen is not None]
    return f"{'～'.join(dict.fromkeys(ends))} 万元" if ends else ""


def _indicator(name: str, before: str, after: str, unit: str) -> str:
    values = f"{before} → {after}" if before and after else before or after
    return f"{name}：{values} {unit}".strip()


def _label(labels: dict[str, str], code: str | None) -> str:
    return labels.get(code, code) if code else ""


def shortened(text: str) -> str:
    """``text`` in at most four lines of together 130 characters, with … where something is left out."""
    lines = text.strip().splitlines()
    kept = "\n".join(lines[:MOST_LINES])
    if len(kept) > LONGEST:
        return kept[: LONGEST - 1] + "…"
    return kept if len(lines) <= MOST_LINES else kept + "…"
