"""Why a judging panel is not whole yet, point by point."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Background, Challenge, PanelSeat
from matchmaker.core.i18n import N_
from matchmaker.organizations.queries import setting


def panel_checks(session: Session, challenge: Challenge, seats: Iterable[PanelSeat]) -> list[tuple[str, bool]]:
    """What a judging panel needs by the city's setting, in words, and whether it holds.

    Counted are those who declared to have no conflict.
    """
    sitting = list(seats)
    able = [seat for seat in sitting if seat.conflict is False]
    silent = sum(seat.conflict is None for seat in sitting)
    least = int(setting(session, "challenge.review_experts", challenge.region_code))
    waits = N_("全部专家已声明是否回避（还有 %(n)s 名没有声明）") % {"n": silent}
    return [
        (waits if silent else N_("全部专家已声明是否回避"), silent == 0),
        (N_("可以评审的不少于 %(least)s 名（现有 %(n)s 名）") % {"least": least, "n": len(able)}, len(able) >= least),
        (N_("可以评审的为奇数"), len(able) % 2 == 1),
        (N_("可以评审的专家中有最终用户"), any(seat.background == Background.FINAL_USER for seat in able)),
    ]


def is_whole(session: Session, challenge: Challenge, seats: Iterable[PanelSeat]) -> bool:
    """Whether the panel may judge."""
    return all(holds for _words, holds in panel_checks(session, challenge, seats))
