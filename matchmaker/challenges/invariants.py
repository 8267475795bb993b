"""What must hold of challenges beyond what constraints can say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, exists, func, or_, select

from matchmaker.challenges.models import (
    Bid,
    BidState,
    Challenge,
    ChallengeCriterion,
    ChallengeState,
    ChallengeTie,
    Mode,
    Objection,
    PanelSeat,
    Payment,
    Pledge,
    PledgeConfirmation,
    PledgeMilestone,
    Profile,
    Publicity,
    RaceResult,
    RaceRule,
    ScoreSheet,
    Settlement,
    Spending,
    Tie,
)
from matchmaker.core.i18n import N_
from matchmaker.core.invariants import Invariant

WHOLE = 100
S = ChallengeState
UNWEIGHTED = (S.DRAFT, S.COLLECTING, S.PRESCREENED, S.ARGUED, S.VETOED, S.WITHDRAWN, S.TERMINATED)


def weights_not_whole() -> Select[Any]:
    """Approved challenges whose weights do not sum to 100."""
    total: Any = func.coalesce(func.sum(ChallengeCriterion.weight), 0)
    joined = select(Challenge.id, total).outerjoin(ChallengeCriterion, ChallengeCriterion.challenge_id == Challenge.id)
    return joined.where(Challenge.state.not_in(UNWEIGHTED)).group_by(Challenge.id).having(total != WHOLE)


def shares_not_whole() -> Select[Any]:
    """Pledges whose milestones do not make up the money, in percent or in 分."""
    share: Any = func.sum(PledgeMilestone.share)
    money: Any = func.sum(PledgeMilestone.amount)
    joined = select(Pledge.id, share, money).join(PledgeMilestone, PledgeMilestone.pledge_id == Pledge.id)
    return joined.group_by(Pledge.id, Pledge.amount).having(or_(share != WHOLE, money != Pledge.amount))


def overpaid() -> Select[Any]:
    """Contracts of which more was paid than agreed."""
    paid: Any = func.sum(Payment.amount)
    joined = (
        select(Pledge.id, paid)
        .join(PledgeMilestone, PledgeMilestone.pledge_id == Pledge.id)
        .join(Payment, Payment.milestone_id == PledgeMilestone.id)
    )
    return joined.group_by(Pledge.id, Pledge.amount).having(paid > Pledge.amount)


def settled_above_contract() -> Select[Any]:
    """Teams that left and whose payments and settlement exceed what they signed for."""
    paid = (
        select(func.coalesce(func.sum(Payment.amount), 0))
        .join(PledgeMilestone, PledgeMilestone.id == Payment.milestone_id)
        .where(PledgeMilestone.pledge_id == Pledge.id)
        .scalar_subquery()
    )
    joined = select(Settlement.bid_id).join(Pledge, Pledge.id == Settlement.pledge_id)
    return joined.where(or_(Settlement.bid_id != Pledge.bid_id, Settlement.value + paid > Pledge.amount))


def race_without_rule() -> Select[Any]:
    """Races under way though nobody fixed by what they are won."""
    ruled = exists().where(RaceRule.challenge_id == Challenge.id)
    begun = Challenge.state.in_([S.WORKING, S.ACCEPTING, S.CONCLUDED, S.SETTLED])
    return select(Challenge.id).where(Challenge.mode == Mode.RACE, begun, ~ruled)


def signed_without_publicity() -> Select[Any]:
    """Signed though no publicity ended before, where the profile asks for one."""
    ended = exists().where(Publicity.challenge_id == Challenge.id, Publicity.ended_at.is_not(None))
    signed = select(Pledge.id).join(Bid, Bid.id == Pledge.bid_id).join(Challenge, Challenge.id == Bid.challenge_id)
    return signed.where(Pledge.signed_on.is_not(None), Challenge.profile != Profile.ENTERPRISE, ~ended)


def signed_over_objection() -> Select[Any]:
    """Signed while an objection is open."""
    waiting = exists().where(
        Publicity.challenge_id == Bid.challenge_id,
        Objection.publicity_id == Publicity.id,
        Objection.handling.is_(None),
    )
    signed = select(Pledge.id).join(Bid, Bid.id == Pledge.bid_id)
    return signed.where(Pledge.signed_on.is_not(None), waiting)


def signed_unconfirmed() -> Select[Any]:
    """Signed though a party has not confirmed the revision that was signed, by its hash."""
    parties = case((Challenge.profile == Profile.ENTERPRISE, 2), else_=3)
    word = PledgeConfirmation
    same = and_(word.pledge_id == Pledge.id, word.revision == Pledge.revision, word.text_hash == Pledge.text_hash)
    joined = select(Pledge.id).join(Bid, Bid.id == Pledge.bid_id).join(Challenge, Challenge.id == Bid.challenge_id)
    query = joined.outerjoin(word, same).where(Pledge.signed_on.is_not(None))
    return query.group_by(Pledge.id, Challenge.profile).having(func.count(word.id) < parties)


def overspent() -> Select[Any]:
    """Lump sums of which the team declared to have spent more than was agreed."""
    spent: Any = func.sum(Spending.amount)
    joined = select(Pledge.id, spent).join(Spending, Spending.pledge_id == Pledge.id)
    counted = joined.where(Spending.withdrawn_at.is_(None))
    return counted.group_by(Pledge.id, Pledge.amount).having(spent > Pledge.amount)


def affiliates_that_solve() -> Select[Any]:
    """Bids of the issuer's declared affiliates."""
    tie = and_(ChallengeTie.challenge_id == Bid.challenge_id, ChallengeTie.organization_id == Bid.organization_id)
    return select(Bid.id).join(ChallengeTie, tie).where(ChallengeTie.kind == Tie.AFFILIATE)


def too_many_runners() -> Select[Any]:
    """Challenges with more teams placed or at work than places."""
    at_work: Any = func.count(Bid.id)
    running = Bid.state.in_([BidState.PLACED, BidState.UNDERTAKING])
    joined = select(Challenge.id, at_work).join(Bid, and_(Bid.challenge_id == Challenge.id, running))
    return joined.group_by(Challenge.id, Challenge.places).having(at_work > Challenge.places)


def running_though_cut() -> Select[Any]:
    """Teams that run on though a round cut them."""
    cut = RaceResult.advanced.is_(False)
    joined = select(Bid.id).join(RaceResult, RaceResult.bid_id == Bid.id)
    return joined.where(cut, Bid.state != BidState.ELIMINATED)


def counted_though_left() -> Select[Any]:
    """Sheets that were unsealed though somebody else took the seat over."""
    joined = select(ScoreSheet.id).join(PanelSeat, PanelSeat.id == ScoreSheet.seat_id)
    return joined.where(PanelSeat.left_at.is_not(None), ScoreSheet.sealed.is_(None))


INVARIANTS = (
    Invariant("challenge_weights_whole", N_("评分权重合计须为 100"), weights_not_whole),
    Invariant("pledge_shares_whole", N_("军令状节点的资金合计须为合同金额"), shares_not_whole),
    Invariant("pledge_not_overpaid", N_("付款不得超过合同金额"), overpaid),
    Invariant("settlement_within_contract", N_("结算加已付不得超过合同金额"), settled_above_contract),
    Invariant("race_has_rule", N_("赛马开赛前须定下胜出规则"), race_without_rule),
    Invariant("pledge_after_publicity", N_("公示期满才能签订"), signed_without_publicity),
    Invariant("pledge_without_objection", N_("有未处理的异议不得签订"), signed_over_objection),
    Invariant("pledge_confirmed", N_("各方确认过的文本才能签订"), signed_unconfirmed),
    Invariant("spending_within_pledge", N_("申报的支出不得超过合同金额"), overspent),
    Invariant("solver_is_no_affiliate", N_("发榜单位的关联单位不得揭榜"), affiliates_that_solve),
    Invariant("runners_within_places", N_("在跑的团队不得多于立项数"), too_many_runners),
    Invariant("left_sheets_sealed", N_("已更换的专家交过的评分表须保持密封"), counted_though_left),
    Invariant("cut_means_out", N_("被淘汰的团队不得继续"), running_though_cut),
)
