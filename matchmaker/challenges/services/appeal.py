"""申诉: a team or an issuer against a decision; the city finds, and says what follows."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.challenges.models import Appeal, Bid, BidState, Challenge, ChallengeState
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.workflow import APPEAL
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.deals.queries import speakers
from matchmaker.organizations.queries import officers_for, setting

AGAINST_CHALLENGE = {ChallengeState.VETOED: "veto", ChallengeState.TERMINATED: "terminate"}
AGAINST_BID = {
    BidState.REFUSED: "refuse",
    BidState.ELIMINATED: "eliminate",
    BidState.FAILED_DILIGENT: "fail_diligent",
    BidState.FAILED_NEGLIGENT: "fail_negligent",
    BidState.STOPPED: "stop",
}
LONGEST = 4000
PAGE = "/appeals/{id}"


def against(subject: Challenge | Bid) -> str:
    """The decision that may be appealed against, as an action of the workflow; "" while there is none."""
    if isinstance(subject, Bid):
        return AGAINST_BID.get(BidState(subject.state), "")
    return AGAINST_CHALLENGE.get(ChallengeState(subject.state), "")


def last_moment(session: Session, subject: Challenge | Bid) -> datetime:
    """Until when an appeal may be raised: the setting's days after the decision, the last day whole."""
    region = subject.challenge.region_code if isinstance(subject, Bid) else subject.region_code
    days = int(setting(session, "challenge.appeal_days", region))
    return clock.end_of_day(clock.china_date(subject.state_at) + timedelta(days=days))


def raise_appeal(session: Session, subject: Challenge | Bid, reason: str, *, actor: Actor) -> Appeal:
    """Appeal for the issuer (a challenge) or for the team (an opened bid).

    Raises Invalid without reasons, Conflict where there is no such decision,
    too late, or while an appeal against it is open.
    """
    PERMISSIONS.require(actor, Permission.APPEAL, subject)
    if not 0 < len(reason.strip()) <= LONGEST:
        raise Invalid(fields={"reason": [N_("请写明申诉的事实和理由，最多 4000 字。")]})
    decision = against(subject)
    if not decision:
        raise Conflict(N_("现在没有可以申诉的决定。"))
    if clock.now() >= last_moment(session, subject):
        raise Conflict(N_("申诉期已过。"))
    bid = subject if isinstance(subject, Bid) else None
    challenge = session.get_one(Challenge, subject.challenge_id if isinstance(subject, Bid) else subject.id)
    row = Appeal(
        challenge_id=challenge.id,
        organization_id=subject.organization_id,
        bid_id=bid.id if bid else None,
        decision=decision,
        reason=reason.strip(),
        raised_by=actor.user_id,
    )
    try:
        with session.begin_nested():
            APPEAL.begin(session, row, actor=actor, decision=decision)
    except IntegrityError as error:
        raise Conflict(N_("对这项决定的申诉正在处理。")) from error
    message = Message("appeal.raised", N_("有申诉待处理"), challenge.title, PAGE.format(id=row.id))
    notify(session, officers_for(session, challenge.city_code), message, dedup_key=f"appeal:{row.id}:raised")
    return row


def find(
    session: Session,
    appeal: Appeal,
    action: str,
    *,
    finding: str,
    consequences: str,
    actor: Actor,
    version: int | None = None,
) -> None:
    """``uphold`` or ``dismiss``, with the reasons and what follows; Invalid without either."""
    PERMISSIONS.require(actor, Permission.FIND_ON_APPEAL, appeal)
    wanted = {
        "finding": (finding, N_("请写明查明的事实和理由。")),
        "consequences": (consequences, N_("请写明处理结果。")),
    }
    if missing := {name: [words] for name, (text, words) in wanted.items() if not text.strip()}:
        raise Invalid(fields=missing)
    said = {"finding": finding.strip(), "consequences": consequences.strip()}
    values = {**said, "found_by": actor.user_id, "found_at": clock.now()}
    APPEAL.apply(session, appeal, action, actor=actor, version=version, values=values, detail=said)
    title = N_("申诉处理结果：%(outcome)s") % {"outcome": APPEAL.labels[appeal.state]}
    message = Message(f"appeal.{action}", title, appeal.consequences, PAGE.format(id=appeal.id))
    notify(session, speakers(session, appeal.organization_id), message, dedup_key=f"appeal:{appeal.id}:{action}")


def withdraw_appeal(session: Session, appeal: Appeal, *, actor: Actor, version: int | None = None) -> None:
    """Whoever appealed takes it back."""
    APPEAL.apply(session, appeal, "withdraw", actor=actor, version=version)
