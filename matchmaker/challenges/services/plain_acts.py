"""Steps of a challenge that ask for nothing but a reason, if that: one table for pages and tests.

A step that needs particulars (dates, weights, a choice) has a page and a service of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Challenge
from matchmaker.challenges.profiles import walks
from matchmaker.challenges.services import argue, conclude, place, pledge, prepare, qualify, score, stop
from matchmaker.challenges.services.step import NOT_OF_THIS_KIND
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version

Call = Callable[[Session, Challenge, str, Actor], object]

PLAIN_ACTS: dict[str, tuple[Call, str]] = {
    "submit": (
        lambda session, row, _why, actor: prepare.submit_challenge(session, row, actor=actor),
        N_("交给县区科技局初筛。提交后不能再改；需要修改时由科技局退回。"),
    ),
    "return": (
        lambda session, row, why, actor: prepare.return_challenge(session, row, reason=why, actor=actor),
        N_("退回发榜单位修改，理由会告知对方；已有的论证意见不再算数。"),
    ),
    "veto": (
        lambda session, row, why, actor: argue.veto(session, row, reason=why, actor=actor),
        N_("榜题到此结束，不能恢复；理由会告知发榜单位。"),
    ),
    "argue": (
        lambda session, row, _why, actor: argue.conclude_argument(session, row, actor=actor),
        N_("记为论证通过，转市科技局审定。"),
    ),
    "start_review": (
        lambda session, row, _why, actor: score.start_review(session, row, actor=actor),
        N_("资格审核结束，评审专家开始评分；评分在全部交齐前谁也看不到。"),
    ),
    "none_valid": (
        lambda session, row, why, actor: qualify.none_valid(session, row, reason=why, actor=actor),
        N_("记为揭榜未成，可以再次张榜或关闭。"),
    ),
    "publicise": (
        lambda session, row, _why, actor: place.publicise(session, row, actor=actor),
        N_("按排名公示拟立项的团队；公示期内任何单位和个人都可以提出异议。"),
    ),
    "end_publicity": (
        lambda session, row, _why, actor: place.end_publicity(session, row, actor=actor),
        N_("公示结束，入选和未入选的团队都会收到通知，可以签订军令状。"),
    ),
    "start_work": (
        lambda session, row, _why, actor: pledge.start_work(session, row, actor=actor),
        N_("军令状已签订，团队开始攻关。"),
    ),
    "start_work_own": (
        lambda session, row, _why, actor: pledge.start_work(session, row, actor=actor),
        N_("军令状已签订，团队开始攻关。"),
    ),
    "accept": (
        lambda session, row, _why, actor: conclude.start_acceptance(session, row, actor=actor),
        N_("开始现场测试，由用户和第三方参加。"),
    ),
    "conclude": (
        lambda session, row, why, actor: conclude.conclude(session, row, reason=why, actor=actor),
        N_("每支团队都已有结论，榜题作出总的结论。"),
    ),
    "conclude_own": (
        lambda session, row, why, actor: conclude.conclude(session, row, reason=why, actor=actor),
        N_("每支团队都已有结论，榜题作出总的结论。"),
    ),
    "settle": (
        lambda session, row, why, actor: conclude.settle(session, row, reason=why, actor=actor),
        N_("应付的款项都已付清，榜题办结。"),
    ),
    "close_unfilled": (
        lambda session, row, why, actor: stop.close_unfilled(session, row, reason=why, actor=actor),
        N_("没有有效的揭榜，榜题关闭，不能恢复。"),
    ),
    "withdraw": (
        lambda session, row, why, actor: stop.withdraw_challenge(session, row, reason=why, actor=actor),
        N_("撤下榜题，不能恢复；已密封的揭榜书不再启封，相关团队会收到通知。"),
    ),
    "terminate": (
        lambda session, row, why, actor: stop.terminate(session, row, reason=why, actor=actor),
        N_("终止榜题，不能恢复；已付的款项不追回，相关团队会收到通知。"),
    ),
}


def act(session: Session, challenge: Challenge, action: str, *, reason: str, version: int | None, actor: Actor) -> None:
    """Do ``action`` of PLAIN_ACTS, as its own service does.

    Raises StaleVersion when the challenge moved on, Conflict for a step that its profile does not know.
    """
    check_version(challenge, version)
    if not walks(challenge.profile, action):
        raise Conflict(NOT_OF_THIS_KIND)
    call, _consequence = PLAIN_ACTS[action]
    call(session, challenge, reason, actor)
