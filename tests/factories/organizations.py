"""Organisations with names nobody has and credit codes that are valid."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.pinyin import pinyin_key
from matchmaker.core.workflow import Transition
from matchmaker.organizations.infringement.models import InfringementEntry
from matchmaker.organizations.integrity.models import IntegrityEntry
from matchmaker.organizations.models import Organization, OrganizationKind, OrganizationState
from matchmaker.organizations.services import propose_entry
from matchmaker.organizations.workflow import ORGANIZATION
from tests.factories.base import MAKER, made, number, walk

NAMES = {
    OrganizationKind.UNIVERSITY: "测试理工学院",
    OrganizationKind.INSTITUTE: "测试材料研究院",
    OrganizationKind.ENTERPRISE: "测试精工有限公司",
    OrganizationKind.BUREAU: "测试科技局",
    OrganizationKind.AGENCY: "测试技术转移中心",
    OrganizationKind.PLATFORM: "测试创新平台",
}
# GB 32100-2015: the characters of a code and the weight of each of its first 17 places.
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = [3**place % 31 for place in range(17)]


def credit_code(serial: int) -> str:
    """A well-formed 统一社会信用代码 with its check character."""
    body = f"91340300MA{serial:07d}"
    total = sum(CHARACTERS.index(each) * weight for each, weight in zip(body, WEIGHTS, strict=True))
    return body + CHARACTERS[(31 - total % 31) % 31]


def make_organization(
    session: Session,
    kind: OrganizationKind = OrganizationKind.ENTERPRISE,
    *,
    state: OrganizationState = OrganizationState.VERIFIED,
    region_code: str = "340304",
    **values: Any,
) -> Organization:
    """An organisation of ``kind`` in a county of the city, verified unless said otherwise."""

    def build(inner: Session) -> Organization:
        mine = number()
        given = {
            "name": f"{NAMES[kind]}{mine}",
            "credit_code": credit_code(mine),
            "contact_name": "王测试",
            "contact_phone": "13800000000",
            "contact_email": f"unit{mine}@example.org",
            **values,
        }
        row = ORGANIZATION.begin(
            inner,
            Organization(kind=kind, region_code=region_code, **given, name_key=pinyin_key(given["name"])),
            actor=MAKER,
        )
        walk(inner, ORGANIZATION, row, state, _dated)
        return row

    return made(session, build)


def _dated(step: Transition) -> dict[str, Any]:
    return {"verified_at": clock.now()} if step.target == OrganizationState.VERIFIED else {}


def make_university(session: Session, **values: Any) -> Organization:
    """A verified university of the city."""
    return make_organization(session, OrganizationKind.UNIVERSITY, **values)


def make_enterprise(session: Session, **values: Any) -> Organization:
    """A verified enterprise of the city."""
    return make_organization(session, OrganizationKind.ENTERPRISE, **values)


def make_integrity_notice(session: Session, organization: Organization) -> IntegrityEntry:
    """A notice that the organisation may still answer."""
    reason = "揭榜后无故停止攻关，未说明原因。"
    return made(session, lambda inner: propose_entry(inner, organization.id, reason, "bid", number(), MAKER))


def make_infringement(session: Session, name: str, **values: Any) -> InfringementEntry:
    """An entry of the published list, in force since last year."""
    given: dict[str, Any] = {
        "region_code": "340300",
        "name": name,
        "authority": "测试知识产权局",
        "url": "https://example.org/list",
        "listed_on": clock.years_after(clock.today(), -1),
        **values,
    }

    def build(inner: Session) -> InfringementEntry:
        row = InfringementEntry(**given)
        inner.add(row)
        return row

    return made(session, build)
