"""咨询委员会: appointing members of a region's council, and ending their terms."""

from __future__ import annotations

from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.challenges.models import Background, CouncilMember
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.council import experts
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version

SEATS = frozenset({Background.ENTERPRISE, Background.RESEARCH, Background.OTHER})


def seat_member(
    session: Session,
    region_code: str,
    user_id: int,
    background: Background,
    starts_on: date,
    ends_on: date | None,
    *,
    actor: Actor,
) -> CouncilMember:
    """Appoint an expert of the region. Raises Invalid (user_id, background, ends_on), Conflict for a member."""
    member = CouncilMember(region_code=region_code, user_id=user_id)
    member.background, member.starts_on, member.ends_on = background, starts_on, ends_on
    PERMISSIONS.require(actor, Permission.KEEP_COUNCIL, member)
    problems = _problems(background, starts_on, ends_on)
    if user_id not in {each.id for each in experts(session, region_code)}:
        problems["user_id"] = [N_("请选择本地区专家库中的专家。")]
    if problems:
        raise Invalid(fields=problems)
    try:
        with session.begin_nested():
            session.add(member)
            session.flush()
    except IntegrityError as error:
        raise Conflict(N_("这位专家已经是委员。")) from error
    audit.record(
        session, actor, "council.seated", "council_member", member.id, region=region_code, background=background
    )
    body = N_("您已受聘为科技创新咨询委员会委员，可在平台查看名单和“卡脖子”清单。")
    notify(
        session,
        [user_id],
        Message("council.seated", N_("受聘咨询委员会委员"), body, "/council"),
        dedup_key=f"council:{member.id}",
    )
    return member


def change_member(
    session: Session,
    member: CouncilMember,
    background: Background,
    starts_on: date,
    ends_on: date | None,
    *,
    actor: Actor,
    version: int | None = None,
) -> None:
    """Change where a member comes from, or the term; an end in the past ends the membership."""
    PERMISSIONS.require(actor, Permission.KEEP_COUNCIL, member)
    check_version(member, version)
    if problems := _problems(background, starts_on, ends_on):
        raise Invalid(fields=problems)
    member.background, member.starts_on, member.ends_on = background, starts_on, ends_on
    session.flush()
    audit.record(session, actor, "council.changed", "council_member", member.id, background=background)


def _problems(background: Background, starts_on: date, ends_on: date | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if background not in SEATS:
        found["background"] = [N_("请选择来自哪里。")]
    if ends_on is not None and ends_on < starts_on:
        found["ends_on"] = [N_("任期的最后一天不能早于第一天。")]
    return found
