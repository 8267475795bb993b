"""Achievements and needs in any state, complete enough to be published."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.catalog.models import (
    Achievement,
    AchievementIndicator,
    AchievementState,
    IpRight,
    Need,
    NeedIndicator,
    NeedState,
    Refinement,
)
from matchmaker.catalog.workflow import ACHIEVEMENT, NEED, REFINEMENT
from matchmaker.core import clock
from matchmaker.core.workflow import Transition
from matchmaker.organizations.models import Organization
from tests.factories.base import MAKER, made, number, walk
from tests.factories.organizations import make_enterprise, make_university

YEAR = timedelta(days=365)


def make_achievement(
    session: Session,
    state: AchievementState = AchievementState.PUBLISHED,
    *,
    organization: Organization | None = None,
    **values: Any,
) -> Achievement:
    """An achievement of ``organization`` (default: a new university) in ``state``."""

    def build(inner: Session) -> Achievement:
        owner = organization or make_university(inner)
        given = {**_achievement_values(owner), **values}
        given.setdefault("indicators", [_achievement_indicator(owner)])
        given.setdefault("ip_rights", [_ip_right(owner)])
        row = ACHIEVEMENT.begin(inner, Achievement(organization_id=owner.id, **given), actor=MAKER)
        walk(inner, ACHIEVEMENT, row, state, _dated)
        return row

    return made(session, build)


def make_need(
    session: Session,
    state: NeedState = NeedState.PUBLISHED,
    *,
    organization: Organization | None = None,
    **values: Any,
) -> Need:
    """A need of ``organization`` (default: a new enterprise) in ``state``."""

    def build(inner: Session) -> Need:
        owner = organization or make_enterprise(inner)
        given = {**_need_values(owner), **values}
        given.setdefault("indicators", [_need_indicator(owner)])
        row = NEED.begin(inner, Need(organization_id=owner.id, **given), actor=MAKER)
        walk(inner, NEED, row, state, _dated)
        return row

    return made(session, build)


def make_refinement(session: Session, need: Need, **values: Any) -> Refinement:
    """A refined text of ``need`` that waits for its enterprise."""

    def build(inner: Session) -> Refinement:
        original = {"title": need.title, "one_liner": need.one_liner, "problem": need.problem, "indicators": []}
        given = {"original": original, "proposed": {**original, "title": f"{need.title}（凝练）"}, **values}
        row = Refinement(need_id=need.id, organization_id=need.organization_id, region_code=need.region_code, **given)
        return REFINEMENT.begin(inner, row, actor=MAKER)

    return made(session, build)


def _dated(step: Transition) -> dict[str, Any]:
    now = clock.now()
    if step.target == "submitted":
        return {"submitted_at": now, "review_due_at": now + timedelta(days=2)}
    if step.target == "published":
        return {"published_at": now, "confirmed_at": now, "expires_at": now + YEAR}
    return {}


def _achievement_values(owner: Organization) -> dict[str, Any]:
    mine = number()
    return {
        "title": f"微孔陶瓷膜连续浓缩工艺{mine}",
        "one_liner": "用0.1微米陶瓷膜连续浓缩发酵液，收率提高到97%。",
        "summary": "以0.1微米多通道陶瓷膜替代板框压滤，发酵液连续浓缩，膜通量稳定在每平方米每小时85升。",
        "problem_solved": "板框压滤收率低、滤渣含水高，换布停机频繁。",
        "advantage": "收率由91%提高到97%，每吨产品节水1.8吨。",
        "keywords": ["陶瓷膜", "连续浓缩", "发酵液"],
        "field_code": "new_materials",
        "industry_code": "26",
        "region_code": owner.region_code,
        "disclosure": "public",
        "trl": 7,
        "ip_status": "granted",
        "ownership": "unit",
        "completed_by": "膜过程课题组",
        "transfer_modes": ["license_ordinary"],
        "price_min": 80_000_000,
        "price_max": 120_000_000,
        "secrecy_cleared": True,
        "quality": 80,
    }


def _achievement_indicator(owner: Organization) -> AchievementIndicator:
    return AchievementIndicator(
        organization_id=owner.id,
        position=0,
        name="浓缩收率",
        value="97",
        unit="%",
        condition="30立方米发酵罐连续72小时",
        baseline="91",
    )


def _ip_right(owner: Organization) -> IpRight:
    return IpRight(
        organization_id=owner.id,
        position=0,
        kind="invention",
        number="ZL2022 1 0000001.X",
        status="valid",
        holder=owner.name,
    )


def _need_values(owner: Organization) -> dict[str, Any]:
    mine = number()
    return {
        "title": f"发酵液高效浓缩与滤渣减量{mine}",
        "one_liner": "发酵液浓缩收率要到96%以上，滤渣含水降到60%以下。",
        "background": "现用板框压滤，每班换布两次。",
        "problem": "发酵液黏度高，板框压滤后收率只有91%，滤渣含水75%以上，每天换布停机约三小时，后续提取工序无法连续。",
        "tried_before": "试过加助滤剂，成本升高而收率不变。",
        "need_type": "breakthrough",
        "deadline_months": 12,
        "budget_band": "100_500",
        "budget": 120_000_000,
        "field_code": "new_materials",
        "industry_code": "26",
        "region_code": owner.region_code,
        "disclosure": "public",
        "quality": 80,
    }


def _need_indicator(owner: Organization) -> NeedIndicator:
    return NeedIndicator(
        organization_id=owner.id,
        position=0,
        name="浓缩收率",
        present="91",
        target="≥96",
        unit="%",
        method="连续三批取平均",
    )
