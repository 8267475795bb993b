"""What speaks for and against a pair beyond its words: maturity, money, place, time.

Each fact is {"kind", "fits": true | false | null, "text"}; null says that it
neither helps nor hinders. Which maturity a kind of need asks for, and what a
low maturity means for a short deadline, is this product's own choice.
"""

from __future__ import annotations

from typing import Any

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import regions
from matchmaker.core.i18n import N_
from matchmaker.core.money import FEN_PER_WAN, to_wan

PILOT_TRL = 4
READY_TRL = 7
WANTED_TRL = {
    "introduce_achievement": READY_TRL,
    "equipment_upgrade": READY_TRL,
    "testing": READY_TRL,
    "process_improvement": 6,
    "new_product": 5,
    "breakthrough": 3,
}
BAND_UPPER = {"under_10": 10, "10_50": 50, "50_100": 100, "100_500": 500}
MONTHS_TO_NEXT = 6  # what one level of maturity takes at least
SHOWN_WHEN_MASKED = frozenset({"maturity", "field", "region"})

Fact = dict[str, Any]
FITS, CONFLICTS, OPEN = True, False, None


def facts(need: Need, achievement: Achievement) -> list[Fact]:
    """All facts that the two records give grounds for, in a fixed order."""
    found = (
        _maturity(need, achievement),
        _field(need, achievement),
        _money(need, achievement),
        _deadline(need, achievement),
        _modes(need, achievement),
        _region(need, achievement),
        _ownership(achievement),
    )
    return [fact for fact in found if fact is not None]


def one_line(listed: list[Fact]) -> str:
    """The first objection, else the first thing that fits; for the queue's rows."""
    against = next((fact["text"] for fact in listed if fact["fits"] is False), None)
    fits = next((fact["text"] for fact in listed if fact["fits"]), "")
    return str(against or fits)


def _fact(kind: str, fits: bool | None, text: str) -> Fact:  # noqa: FBT001 - one of FITS, CONFLICTS, OPEN
    return {"kind": kind, "fits": fits, "text": text}


def _maturity(need: Need, achievement: Achievement) -> Fact | None:
    trl, wanted = achievement.trl, WANTED_TRL.get(need.need_type or "")
    if trl is None:
        return None
    if wanted is None:
        return _fact("maturity", OPEN, N_("成果成熟度 {} 级").format(trl))
    if trl >= wanted:
        return _fact("maturity", FITS, N_("成熟度 {} 级，够得上需求（不低于 {} 级）").format(trl, wanted))
    return _fact("maturity", CONFLICTS, N_("成熟度 {} 级，需求要 {} 级，差 {} 级").format(trl, wanted, wanted - trl))


def _field(need: Need, achievement: Achievement) -> Fact | None:
    if not need.field_code or not achievement.field_code:
        return None
    same = need.field_code == achievement.field_code
    return _fact("field", FITS if same else OPEN, N_("高新领域一致") if same else N_("高新领域不同"))


def budget_ceiling(need: Need) -> int | None:
    """The most the need may cost, in 分: its budget or the upper edge of its band; None if open."""
    if need.budget is not None:
        return need.budget
    upper = BAND_UPPER.get(need.budget_band or "")
    return None if upper is None else upper * FEN_PER_WAN


def _money(need: Need, achievement: Achievement) -> Fact | None:
    ceiling, asked = budget_ceiling(need), achievement.price_min
    if ceiling is None or asked is None:
        return None
    words = N_("预算至多 {} 万元，成果要价 {} 万元起").format(to_wan(ceiling), to_wan(asked))
    return _fact("money", asked <= ceiling, words)


def _deadline(need: Need, achievement: Achievement) -> Fact | None:
    if need.deadline_months is None or achievement.trl is None:
        return None
    needed = max(0, READY_TRL - achievement.trl) * MONTHS_TO_NEXT
    if needed <= need.deadline_months:
        return None
    words = N_("期限 {} 个月，以现有成熟度估计至少还要 {} 个月").format(need.deadline_months, needed)
    return _fact("deadline", CONFLICTS, words)


def _modes(need: Need, achievement: Achievement) -> Fact | None:
    wanted = {mode.split("_")[0] for mode in need.cooperation_modes}
    offered = {mode.split("_")[0] for mode in achievement.transfer_modes}
    if not wanted or not offered or "negotiable" in offered:
        return None
    fits = not wanted.isdisjoint(offered)
    return _fact("modes", FITS if fits else OPEN, N_("合作方式有交集") if fits else N_("合作方式没有交集，需商量"))


def _region(need: Need, achievement: Achievement) -> Fact | None:
    here, there = need.region_code, achievement.region_code
    if here == there:
        return _fact("region", FITS, N_("同在一个县区"))
    if regions.city_of(here) == regions.city_of(there):
        return _fact("region", FITS, N_("同在一个市"))
    return _fact("region", OPEN, N_("不在同一个市"))


def _ownership(achievement: Achievement) -> Fact | None:
    if achievement.ownership != "disputed":
        return None
    return _fact("ownership", CONFLICTS, N_("权属存在争议"))
