"""陈述: an eliminated or failed team says once what it has to say; whoever decided answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.challenges.models import Bid, BidState, BidStatement
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import lock_bid
from matchmaker.challenges.services.step import require_decider
from matchmaker.challenges.services.telling import tell_team
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.calendar import add_working_days
from matchmaker.core.db import transaction_clock
from matchmaker.core.errors import Conflict, DeadlinePassed, Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.queries import officers_for, setting

HEARD = frozenset({BidState.ELIMINATED, BidState.FAILED_DILIGENT, BidState.FAILED_NEGLIGENT})


def due_at(session: Session, bid: Bid) -> datetime:
    """Until when a team may make its statement: some working days after the decision."""
    days = int(setting(session, "challenge.statement_days", bid.challenge.region_code))
    return add_working_days(bid.state_at, days)


def make_statement(session: Session, bid: Bid, body: str, *, actor: Actor) -> BidStatement:
    """Record a team's statement on the decision about it.

    Raises Conflict for a team that was not decided against or has made its
    statement, DeadlinePassed, Invalid for an empty one.
    """
    bid = lock_bid(session, bid.id)
    PERMISSIONS.require(actor, Permission.BID_ANSWER, bid)
    if bid.state not in HEARD:
        raise Conflict(N_("被淘汰或未通过验收的团队才需要陈述。"))
    if transaction_clock(session) >= due_at(session, bid):
        raise DeadlinePassed(N_("陈述期限已过。"))
    if not body.strip():
        raise Invalid(fields={"body": [N_("请写明陈述的内容和依据。")]})
    row = BidStatement(bid_id=bid.id, body=body.strip(), made_by=actor.user_id, made_at=transaction_clock(session))
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise Conflict(N_("本团队已经陈述，请等候答复。")) from error
    audit.record(session, actor, "bid.statement_made", "bid", bid.id)
    text = N_("榜题“%(title)s”有一支团队对结论作了陈述，请答复。") % {"title": bid.challenge.title}
    message = Message("bid.statement_made", N_("有团队陈述"), text, f"/bids/{bid.id}/statement/answer")
    notify(session, officers_for(session, bid.challenge.region_code), message, dedup_key=f"bid:{bid.id}:statement")
    return row


def answer_statement(session: Session, bid: Bid, answer: str, *, actor: Actor) -> None:
    """Answer a team's statement, once; Invalid for an empty answer."""
    bid = lock_bid(session, bid.id)
    require_decider(bid, actor)
    row = session.get(BidStatement, bid.id, populate_existing=True)
    if row is None or row.answered_at is not None:
        raise Conflict(N_("没有待答复的陈述。"))
    if not answer.strip():
        raise Invalid(fields={"answer": [N_("请写明核实情况和答复。")]})
    row.answer, row.answered_by, row.answered_at = answer.strip(), actor.user_id, transaction_clock(session)
    session.flush()
    audit.record(session, actor, "bid.statement_answered", "bid", bid.id)
    tell_team(session, bid, "bid.statement_answered", N_("陈述已答复"), body=row.answer)
