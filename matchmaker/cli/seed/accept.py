"""Two organisations of each kind, every role, and one object in every state.

Objects are brought to their states by the workflow's own steps, so they are
what a user would have made. Running it again makes a second, separate set.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from matchmaker.accounts.services import create_user
from matchmaker.accounts.services.passwords import hash_password
from matchmaker.catalog.models import Achievement, Need, RecordKind
from matchmaker.catalog.search import index_record
from matchmaker.catalog.services import create_draft
from matchmaker.catalog.workflow import ACHIEVEMENT, NEED
from matchmaker.cli.seed import accept_challenges, accept_papers, accept_scouting, accept_subsidies
from matchmaker.core import clock
from matchmaker.core.authz import Role, system_actor
from matchmaker.core.jobs import Job, JobStatus
from matchmaker.core.unit_of_work import transact
from matchmaker.core.workflow import Transition, Workflow
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.services import advance, close, reply
from matchmaker.deals.workflow import DEAL
from matchmaker.engine.sketch import sketch
from matchmaker.matching.documents import achievement_document
from matchmaker.matching.models import DuplicatePair, Suggestion
from matchmaker.matching.services import approve
from matchmaker.matching.workflow import DUPLICATE, SUGGESTION
from matchmaker.organizations.credit_code import check_character
from matchmaker.organizations.models import KIND_LABELS, Organization, OrganizationKind
from matchmaker.organizations.services import ensure_unit, grant_role, verify

SEEDER = system_actor("seed-accept")
REGIONS = ("340302", "340404")
CITIES = ("340300", "340400")
MEMBER_ROLE = {OrganizationKind.ENTERPRISE: Role.ENTERPRISE}
REGIONAL = (Role.SCOUT, Role.OFFICER, Role.EXPERT, Role.LEADER)
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
YEAR = timedelta(days=365)
PROBLEM = (
    "套圈磨削后靠人工酸洗抽检烧伤，每班抽检二十件，漏检的烧伤件装机后早期剥落，客户一年退货十一批，需要在线无损检测。"
)
DEAL_STEPS: dict[str, tuple[str, ...]] = {
    "invited": (),
    "introduced": (),
    "negotiating": ("start_talks",),
    "about_to_sign": ("start_talks", "prepare_signing"),
    "signed": ("start_talks", "prepare_signing", "sign"),
    "closed": ("start_talks",),
}


@dataclass
class Made:
    """What is printed in the end."""

    mark: str
    users: list[dict[str, Any]] = field(default_factory=list)
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    organizations: dict[str, list[Organization]] = field(default_factory=dict)


def build(session: Session) -> dict[str, Any]:
    """Make the set; returns the document that ``seed accept --json`` prints."""
    password = secrets.token_urlsafe(12)
    hashed = hash_password(password)

    def make(inner: Session) -> dict[str, Any]:
        made = Made(secrets.token_hex(3))
        _organizations(inner, made)
        _people(inner, made, password, hashed)
        _records(inner, made)
        made.objects["organization"] = {kind: [each.id for each in pair] for kind, pair in made.organizations.items()}
        _wait_from_now(inner)
        return {"users": made.users, "objects": made.objects}

    return transact(session, make)


def _wait_from_now(session: Session) -> None:
    """No worker is late with what was asked in a past that is only made up."""
    session.flush()
    overdue = update(Job).where(Job.status == JobStatus.QUEUED, Job.run_at < clock.now())
    session.execute(overdue.values(run_at=clock.now()).execution_options(synchronize_session=False))


def _organizations(session: Session, made: Made) -> None:
    serial = int(made.mark, 16)
    for place, kind in enumerate(OrganizationKind):
        for number, region in enumerate(REGIONS):
            organization = ensure_unit(
                session,
                name=f"核对{KIND_LABELS[kind]}{'甲乙'[number]}{made.mark}",
                kind=kind,
                region_code=region,
                actor=SEEDER,
                credit_code=_credit_code(region, serial * 16 + place * 2 + number),
            )
            verify(session, organization, actor=SEEDER)
            made.organizations.setdefault(kind.value, []).append(organization)


def _credit_code(region: str, serial: int) -> str:
    """A valid code that no real unit bears: its organisation part is a running number."""
    first = f"91{region}{serial % 10**9:09d}"
    return first + check_character(first)


def _people(session: Session, made: Made, password: str, hashed: str) -> None:
    def person(role: Role, suffix: str, organization: Organization | None, region: str | None) -> None:
        login = f"{role.value}-{suffix}-{made.mark}".replace("_", "-")
        user = create_user(
            session, login=login, name=f"核对{suffix}", password_hash=hashed, actor=SEEDER, consent_version="2026-01"
        )
        organization_id = organization.id if organization else None
        grant_role(session, user, role, actor=SEEDER, organization_id=organization_id, region_code=region)
        made.users.append(
            {
                "id": user.id,
                "login": login,
                "password": password,
                "role": role.value,
                "organization": organization.name if organization else None,
                "organization_id": organization_id,
                "region_code": region,
            }
        )

    for kind in OrganizationKind:
        if kind is OrganizationKind.BUREAU:
            continue
        for number, organization in enumerate(made.organizations[kind.value]):
            role = MEMBER_ROLE.get(kind, Role.UNIVERSITY_OFFICE)
            person(role, f"{kind.value}-{'ab'[number]}", organization, None)
            if kind is OrganizationKind.UNIVERSITY:
                person(Role.RESEARCHER, "ab"[number], organization, None)
    for role in REGIONAL:
        for number, city in enumerate(CITIES):
            person(role, "ab"[number], None, city)
    for role in ADMINISTRATORS:
        person(role, "a", None, None)


def _records(session: Session, made: Made) -> None:
    made.objects |= {
        "need": {state.value: _need(session, made, state.value).id for state in NEED.states},
        "achievement": {state.value: _achievement(session, made, state.value).id for state in ACHIEVEMENT.states},
        "suggestion": {state.value: _suggestion(session, made, state.value).id for state in SUGGESTION.states},
        "duplicate_pair": {state.value: _duplicate(session, made, state.value).id for state in DUPLICATE.states},
        "deal": {state.value: _deal(session, made, state.value).id for state in DEAL.states},
    }
    made.objects |= _papers(session, made)
    made.objects |= accept_subsidies.objects(
        session, made.organizations["enterprise"][0], CITIES[0], made.mark, actor=SEEDER, walk=_walk
    )
    made.objects |= accept_scouting.objects(
        session,
        made.users,
        made.organizations["university"][0],
        achievement=lambda: _achievement(session, made, "draft"),
        need=lambda: _need(session, made, "published"),
    )


def _papers(session: Session, made: Made) -> dict[str, dict[str, Any]]:
    """What is challenged, agreed, reported, and held against a unit that nobody acts for."""
    issuer, university = made.organizations["enterprise"][0], made.organizations["university"][0]
    reporting = [*made.organizations["university"], *made.organizations["institute"]]
    held = ensure_unit(
        session,
        name=f"核对失信企业{made.mark}",
        kind=OrganizationKind.ENTERPRISE,
        region_code=REGIONS[0],
        actor=SEEDER,
        credit_code=_credit_code(REGIONS[0], int(made.mark, 16) * 16 + 15),
    )
    return {
        "challenge": accept_challenges.objects(session, issuer, made.mark, actor=SEEDER, walk=_walk),
        "contract": accept_papers.contracts(session, issuer, university, made.mark),
        "pricing_dossier": accept_papers.dossiers(
            session, deal=lambda: _deal(session, made, "negotiating"), actor=SEEDER
        ),
        "annual_report": accept_papers.reports(session, made.users, reporting, actor=SEEDER),
        **accept_papers.held_against(session, held, actor=SEEDER),
    }


def _need(session: Session, made: Made, state: str) -> Need:
    """A need of the first enterprise in ``state``."""
    values = {
        "title": f"核对用需求（{NEED.labels[state]}）{secrets.token_hex(2)}",
        "one_liner": "轴承套圈磨削烧伤要能在线发现，漏检率低于千分之一。",
        "problem": PROBLEM,
        "background": "现有磨床十二台，节拍九秒一件。",
        "need_type": "testing",
        "field_code": "advanced_manufacturing",
        "industry_code": "34",
        "deadline_months": 12,
        "budget_band": "50_100",
        "disclosure": "public",
        "indicators": [{"name": "漏检率", "present": "3", "target": "≤0.1", "unit": "%", "method": "盲样五百件"}],
    }
    row: Need = _record(session, made, RecordKind.NEED, "enterprise", values, state)
    return row


def _achievement(session: Session, made: Made, state: str) -> Achievement:
    """An achievement of the first university in ``state``."""
    values = {
        "title": f"核对用成果（{ACHIEVEMENT.labels[state]}）{secrets.token_hex(2)}",
        "one_liner": "巴克豪森噪声在线检出套圈磨削烧伤，节拍八秒。",
        "summary": "用巴克豪森噪声探头贴合滚道扫描，判据由酸洗样件标定，八秒一件，连续运行三个月漏检率万分之六。",
        "problem_solved": "磨削烧伤只能抽检酸洗，发现晚。",
        "advantage": "由抽检改为全检，漏检率由百分之三降到万分之六。",
        "field_code": "advanced_manufacturing",
        "industry_code": "40",
        "trl": 7,
        "ip_status": "granted",
        "ownership": "unit",
        "completed_by": "无损检测课题组",
        "transfer_modes": ["license_ordinary"],
        "secrecy_cleared": True,
        "disclosure": "public",
    }
    row: Achievement = _record(session, made, RecordKind.ACHIEVEMENT, "university", values, state)
    return row


def _record(session: Session, made: Made, kind: RecordKind, owner: str, values: dict[str, Any], state: str) -> Any:
    workflow: Workflow[Any] = NEED if kind is RecordKind.NEED else ACHIEVEMENT
    organization = made.organizations[owner][0]
    row = create_draft(session, kind, actor=SEEDER, organization_id=organization.id, values=values)
    if state == "proposed":
        accept_scouting.ask_unit(session, made.users, row)
        return row
    _walk(session, workflow, row, state, _dated)
    if state == "published":
        index_record(session, row)
    return row


def _suggestion(session: Session, made: Made, state: str) -> Suggestion:
    """A pair of published records in ``state``; an approved one has its deal."""
    need, achievement = _need(session, made, "published"), _achievement(session, made, "published")
    row = Suggestion(
        need_id=need.id,
        need_organization_id=need.organization_id,
        achievement_id=achievement.id,
        achievement_organization_id=achievement.organization_id,
        region_code=need.region_code,
        score=0.41,
        level="strong",
        rank=1,
        parts=[{"term": "烧伤", "weight": 0.3, "half": "title"}, {"term": "磨削", "weight": 0.1, "half": "body"}],
        rest=0.01,
        facts=[{"kind": "maturity", "fits": True, "text": "成熟度 7 级，够得上需求（不低于 7 级）"}],
        engine_version="seed",
    )
    SUGGESTION.begin(session, row, actor=SEEDER)
    if state == "approved":
        approve(session, row, actor=SEEDER)
    else:
        _walk(session, SUGGESTION, row, state, _decided)
    return row


def _duplicate(session: Session, made: Made, state: str) -> DuplicatePair:
    """Two published achievements that read alike, in ``state``."""
    lower, higher = (_achievement(session, made, "published") for _each in range(2))
    row = DuplicatePair(
        record_kind=RecordKind.ACHIEVEMENT.value,
        lower_id=lower.id,
        higher_id=higher.id,
        lower_region_code=lower.region_code,
        higher_region_code=higher.region_code,
        group_key=lower.id,
        likeness=0.93,
        engine_version="seed",
        lower_sketch=sketch(achievement_document(lower)),
        higher_sketch=sketch(achievement_document(higher)),
    )
    DUPLICATE.begin(session, row, actor=SEEDER)
    decided = {"dismiss", "confirm"}
    _walk(session, DUPLICATE, row, state, lambda step: {"decided_at": clock.now()} if step.action in decided else {})
    return row


def _deal(session: Session, made: Made, state: str) -> Deal:
    """A deal in ``state``, with the answers that brought it there."""
    suggestion = _suggestion(session, made, "proposed")
    deal = approve(session, suggestion, actor=SEEDER)
    if state != "invited":
        for side in Side:
            reply(session, deal, side, True, actor=SEEDER, channel="account")  # noqa: FBT003 - the answer itself
    for action in DEAL_STEPS[state]:
        terms: dict[str, Any] = {"signed_on": clock.today(), "amount": 60_000_000} if action == "sign" else {}
        advance(session, deal, action, actor=SEEDER, **terms)
    if state == "closed":
        close(session, deal, actor=SEEDER, reason="no_agreement", note="价格没有谈拢。")
    return deal


def _walk(
    session: Session,
    workflow: Workflow[Any],
    row: Any,
    target: str,
    values: Callable[[Transition], Mapping[str, Any]],
) -> None:
    """Take a new row by the shortest way to ``target``."""
    ways: deque[tuple[str, list[Transition]]] = deque([(workflow.initial, [])])
    seen = {workflow.initial}
    while ways:
        state, way = ways.popleft()
        if state == target:
            for step in way:
                workflow.apply(session, row, step.action, actor=SEEDER, reason="核对", values=values(step))
            return
        onward = [step for step in workflow.transitions if state in step.sources and step.target not in seen]
        for step in onward:
            seen.add(step.target)
            ways.append((step.target, [*way, step]))
    raise ValueError(f"{workflow.name} never gets to {target}")


def _dated(step: Transition) -> dict[str, Any]:
    """The dates that a listing's step sets."""
    now = clock.now()
    if step.target == "submitted":
        return {"submitted_at": now, "review_due_at": now + timedelta(days=2)}
    if step.target == "published":
        return {"published_at": now, "confirmed_at": now, "expires_at": now + YEAR}
    return {}


def _decided(step: Transition) -> dict[str, Any]:
    """What a decision sets."""
    if step.action == "hold":
        return {"decided_at": clock.now(), "hold_until": clock.now() + timedelta(days=14)}
    return {"decided_at": clock.now(), "reasons": ["wrong_field"]} if step.action == "reject" else {}
