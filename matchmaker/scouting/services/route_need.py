"""分流: a need without a match is sent to somebody, or closed with a reason."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.catalog.models import Need, NeedState
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role, system_actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import RoleGrant
from matchmaker.organizations.queries import members, officers_for
from matchmaker.scouting.models import ROUTE_LABELS, RouteKind, RoutingTask
from matchmaker.scouting.workflow import ROUTING

PLATFORM = system_actor("scouting")
HOLDERS = {RouteKind.FOUR_SEARCH: Role.SCOUT, RouteKind.EXPERT: Role.EXPERT}
NOBODY = {
    RouteKind.FOUR_SEARCH: N_("请选择承办的科技情报员。"),
    RouteKind.EXPERT: N_("请选择承办的专家。"),
}
NO_LONGER_PUBLISHED = N_("需求已不再发布，不需要分流。")
PROVIDED_FOR = N_("已有较强匹配或正在对接，不需要分流。")


def begin_routing(session: Session, need_id: int) -> None:
    """Ask the officers of the region where to send a need; once until that is settled."""
    need = session.get(Need, need_id)
    if need is None or need.state != NeedState.PUBLISHED:
        return
    task = RoutingTask(need_id=need.id, organization_id=need.organization_id, region_code=need.region_code)
    try:
        with session.begin_nested():
            ROUTING.begin(session, task, actor=PLATFORM, need=need.id)
    except IntegrityError:  # somebody else began it at this moment
        return
    message = Message(
        "routing.waiting",
        N_("需求没有合适的匹配，请分流：{title}").format(title=need.title),
        N_("发布以来没有较强以上的匹配，也没有进行中的对接。请决定转给谁办理，或说明理由后办结。"),
        _page(task),
    )
    notify(session, officers_for(session, need.region_code), message, dedup_key=f"routing:{task.id}:waiting")


def end_obsolete(session: Session, task_id: int, *, provided: bool) -> None:
    """Close a task that waits though the need was matched meanwhile or is gone."""
    task = session.get(RoutingTask, task_id)
    if task is None or task.state != "waiting":
        return
    reason = PROVIDED_FOR if provided else NO_LONGER_PUBLISHED
    values = {"route": RouteKind.CLOSED, "outcome": reason}
    ROUTING.apply(session, task, "close", actor=PLATFORM, reason=reason, values=values)


def route_need(
    session: Session,
    task: RoutingTask,
    route: RouteKind,
    *,
    actor: Actor,
    due_on: date,
    assignee_id: int | None = None,
    department: str = "",
    note: str = "",
    version: int | None = None,
) -> None:
    """Send the need to a scout (四找), an expert, or a place named in ``department``; those concerned are told.

    Raises Invalid at the fields assignee_id, department, due_on.
    """
    _check(session, route, assignee_id, department, due_on)
    values = {
        "route": route.value,
        "assignee_id": assignee_id,
        "department": department.strip(),
        "note": note.strip(),
        "due_at": clock.end_of_day(due_on),
    }
    ROUTING.apply(session, task, "assign", actor=actor, version=version, values=values, detail={"route": route.value})
    need = session.get_one(Need, task.need_id)
    if assignee_id is not None:
        body = N_("请在{day}前报告结果。{note}").format(day=f"{due_on.month}月{due_on.day}日", note=note.strip())
        title = f"{ROUTE_LABELS[route]}：{task_title(need, HOLDERS.get(route))}"
        message = Message("routing.assigned", title, body, _page(task))
        notify(session, [assignee_id], message, dedup_key=f"routing:{task.id}:{task.version}:assigned")
    _tell_owner(session, task, need, "routed", N_("您的需求已转办：{title}"), ROUTE_LABELS[route])


def report_task(session: Session, task: RoutingTask, outcome: str, *, actor: Actor, version: int | None = None) -> None:
    """Say what came of it; the officers and the enterprise are told."""
    values = {"outcome": outcome.strip()[:1000]}
    ROUTING.apply(session, task, "report", actor=actor, reason=outcome, version=version, values=values)
    need = session.get_one(Need, task.need_id)
    message = Message("routing.reported", N_("分流结果：{title}").format(title=need.title), task.outcome, _page(task))
    people = [person for person in officers_for(session, task.region_code) if person != actor.user_id]
    notify(session, people, message, dedup_key=f"routing:{task.id}:{task.version}:reported")
    _tell_owner(session, task, need, "done", N_("您的需求有了办理结果：{title}"), task.outcome)


def close_task(session: Session, task: RoutingTask, reason: str, *, actor: Actor, version: int | None = None) -> None:
    """办结 with a reason that the enterprise gets to read."""
    values = {"route": task.route or RouteKind.CLOSED, "outcome": reason.strip()[:1000]}
    ROUTING.apply(session, task, "close", actor=actor, reason=reason, version=version, values=values)
    need = session.get_one(Need, task.need_id)
    _tell_owner(session, task, need, "done", N_("您的需求有了办理结果：{title}"), task.outcome)


def task_title(need: Need, holder: Role | None) -> str:
    """The need's name in a notice; to those who only search, not more than the public may read."""
    return need.title if holder is None or need.disclosure == "public" else N_("（脱敏需求）")


def _check(session: Session, route: RouteKind, assignee_id: int | None, department: str, due_on: date) -> None:
    problems: dict[str, list[str]] = {}
    if route in HOLDERS and not _holds(session, assignee_id, HOLDERS[route]):
        problems["assignee_id"] = [NOBODY[route]]
    if route not in HOLDERS and not department.strip():
        problems["department"] = [N_("请填写承办部门或机构。")]
    if due_on < clock.today():
        problems["due_on"] = [N_("完成期限不能早于今天。")]
    if problems:
        raise Invalid(fields=problems)


def _holds(session: Session, user_id: int | None, role: Role) -> bool:
    query = select(RoleGrant.id).where(RoleGrant.user_id == user_id, RoleGrant.role == role)
    return user_id is not None and session.scalar(query.limit(1)) is not None


def _tell_owner(session: Session, task: RoutingTask, need: Need, event: str, title: str, body: str) -> None:
    message = Message(f"routing.{event}", title.format(title=need.title), body, f"/my/needs/{need.id}")
    people = members(session, need.organization_id)
    notify(session, people, message, dedup_key=f"routing:{task.id}:{task.version}:{event}:owner")


def _page(task: RoutingTask) -> str:
    return f"/routing/{task.id}"
