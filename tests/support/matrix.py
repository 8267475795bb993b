"""Who is asked at which address, for the test of all permissions.

The world is what ``matchmaker seed accept`` makes, and beside it what only scouts, one-time
questions and inboxes have. Every address of the site is filled from one table; an address with a
part that the table does not know fails loudly, so that a new kind of object is not left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matchmaker.accounts.models import Notice, User
from matchmaker.catalog.models import Achievement, AchievementState, Attachment, Need, NeedState
from matchmaker.challenges.models import (
    Bid,
    BidSupplement,
    ChallengeQuestion,
)
from matchmaker.challenges.queries.openings import SUPPLEMENT
from matchmaker.challenges.queries.outcomes import REPORT
from matchmaker.cli.seed import accept
from matchmaker.core import clock
from matchmaker.core.authz import ANONYMOUS, Actor, Role, Scope
from matchmaker.core.jobs import Job, JobStatus
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.contracts.models import Instalment
from matchmaker.deals.models import Deal
from matchmaker.deals.pricing.models import PricingObjection
from matchmaker.deals.work.models import DealFollowUp, DealTask
from matchmaker.matching.models import DuplicatePair, Suggestion
from matchmaker.matching.tuning.models import TuningState
from matchmaker.organizations.models import Deputy, Organization, RoleGrant
from matchmaker.organizations.queries import actor_of_user
from matchmaker.scouting.models import Assignment, RoutingState
from matchmaker.sheets.models import SheetStage
from matchmaker.statistics.models import Kpi
from matchmaker.statistics.reports.models import ReportState
from matchmaker.web.policy import Policy, declared
from tests.factories.accounts import make_officer, make_user
from tests.factories.catalog import make_achievement, make_need, make_refinement
from tests.factories.contracts import contracts
from tests.factories.deals import make_deal
from tests.factories.organizations import make_infringement, make_integrity_notice
from tests.factories.pricing import add_file
from tests.factories.reports import make_report
from tests.factories.scouting import (
    make_assignment,
    make_confirmation,
    make_contact,
    make_lead,
    make_profile,
    make_routing,
)
from tests.factories.searches import make_saved_search
from tests.factories.sheets import make_sheet
from tests.factories.tuning import make_tuning
from tests.support import checkpoints
from tests.support.challenge_rows import challenges, judgings
from tests.support.deal_rows import dossiers, subsidies, work
from tests.support.page_client import PageClient
from tests.support.preparing import preparing
from tests.support.rows import added, attach

MISSING = 987_654_321
KPI_PLACES = ("340300", "340400")
# Of each role there are two, of the one that five kinds of units share three.
LEFT_OUT = ("university-office-institute", "university-office-agency", "university-office-platform-b")
PART = re.compile(r"<(?:(?P<converter>\w+)(?:\((?P<choices>[^)]*)\))?:)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Person:
    """Somebody who asks: a browser and the rights its user has."""

    name: str
    actor: Actor
    client: PageClient
    token: str


@dataclass(frozen=True)
class Named:
    """Something that an address calls by a name; it belongs to nobody."""

    id: str
    scope: Scope = field(default_factory=Scope)


@dataclass
class World:
    """The database's inhabitants and objects. ``rows`` are keyed as in the addresses."""

    people: list[Person] = field(default_factory=list)
    rows: dict[str, list[Any]] = field(default_factory=dict)
    others: dict[str, Callable[[Any], object]] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """One address for one kind of person to ask; ``row`` is the object it is about, if any."""

    endpoint: str
    method: str
    path: str
    policy: Policy
    row: Any = None
    is_missing: bool = False
    is_first: bool = True


def build(app: Flask, session: Session) -> World:
    """Fill the database and let everybody sign in."""
    data_dir = app.extensions["matchmaker_settings"].data_dir
    filled = checkpoints.once(session, data_dir, "the matrix", lambda: _filled_database(session, data_dir))
    # No worker runs here, and asking takes longer than one may be late.
    transact(session, lambda inner: inner.execute(update(Job).values(run_at=clock.now() + timedelta(hours=6))))
    world = World(rows=filled["rows"])
    world.others = _others(session)
    for name, user in filled["people"].items():
        client = PageClient(app).sign_in(user)
        world.people.append(Person(name, actor_of_user(session, user), client, client.csrf_token()))
    visitor = PageClient(app)
    world.people.append(Person("anonymous", ANONYMOUS, visitor, visitor.csrf_token()))
    session.rollback()
    return world


def _filled_database(session: Session, data_dir: Path) -> dict[str, dict[str, Any]]:
    """The ``rows`` of the world, and of its ``people`` those who ask."""
    document = accept.build(session)
    people = {user["login"].rsplit("-", 1)[0]: session.get_one(User, user["id"]) for user in document["users"]}
    rows = _rows(session, document["objects"], people)
    listed = [*rows["needs/need_id"], *rows["achievements/achievement_id"]]
    folder = data_dir / "blobs"
    for claim in rows["claims/claim_id"]:
        attach(session, claim, folder)
    rows["attachments/attachment_id"] = [attach(session, each, folder) for each in listed][1:2]
    rows["imports/sheet_id"] = _sheets(session, folder, people)
    issuer, team = rows["organizations/organization_id"]
    rows |= challenges(session, data_dir, issuer, team, people["officer-a"])
    rows |= judgings(session, data_dir, issuer, team, expert=people["expert-a"])
    rows["challenges/challenge_id"].append(rows["objections/objection_id"][0].publicity.challenge)
    more = preparing(session, data_dir, people["expert-a"], issuer)
    rows["challenges/challenge_id"] += more.pop("challenges")
    rows |= more
    for challenge in rows["challenges/challenge_id"]:
        added(session, ChallengeQuestion(challenge_id=challenge.id, body="接受联合体吗？"))
    for deal in rows["deals/deal_id"]:
        work(session, deal, folder)
    for dossier in rows["pricing-dossiers/dossier_id"]:
        add_file(session, dossier, folder)
    somebody = make_user(session, login="no-role-at-all")
    asking = {name: user for name, user in people.items() if not name.startswith(LEFT_OUT)}
    return {"rows": rows, "people": {**asking, "nobody": somebody}}


def _rows(session: Session, objects: Mapping[str, Any], people: Mapping[str, User]) -> dict[str, list[Any]]:
    """Segment and name of an address's first part → objects to ask about."""
    scout, researcher = people["scout-a"], people["researcher-a"]
    enterprise, university = organizations = _units(session, objects)
    needs, achievements = _records(session, objects, scout, researcher)
    refining = session.get_one(Need, objects["need"]["refining"])
    make_assignment(session, scout, university)
    return {
        "needs/need_id": needs,
        "needs/record_id": needs,
        "achievements/achievement_id": achievements,
        "achievements/record_id": achievements,
        "suggestions/suggestion_id": _some(session, Suggestion, objects["suggestion"], "proposed", "approved"),
        "duplicates/pair_id": _some(session, DuplicatePair, objects["duplicate_pair"], "open", "confirmed"),
        "deals/deal_id": [
            *_some(session, Deal, objects["deal"], "invited", "introduced", "signed", "closed"),
            make_deal(session),
        ],
        **dossiers(session, session.get_one(Deal, objects["deal"]["signed"])),
        "organizations/organization_id": organizations,
        "integrity/entry_id": [make_integrity_notice(session, enterprise), make_integrity_notice(session, university)],
        "infringement/entry_id": [make_infringement(session, "测试名录单位")],
        "contracts/contract_id": contracts(session, enterprise, university),
        **subsidies(session, enterprise),
        "annual-reports/report_id": [
            make_report(session, unit=university),
            make_report(session, ReportState.SUBMITTED, unit=enterprise),
            make_report(session, ReportState.ACCEPTED, unit=university, year=clock.today().year - 2),
        ],
        "notices/notice_id": [_notice(session, scout)],
        "searches/search_id": [make_saved_search(session, scout), make_saved_search(session, researcher)],
        "refinements/refinement_id": [make_refinement(session, refining)],
        "confirmations/confirmation_id": [make_confirmation(session, needs[2], scout)],
        "leads/lead_id": [make_lead(session, scout)],
        "contacts/contact_id": [make_contact(session, scout, university)],
        "scouts/profile_id": [make_profile(session, scout)],
        "routing/task_id": [
            make_routing(session, needs[1]),
            make_routing(session, make_need(session, organization=enterprise), RoutingState.ASSIGNED, assignee=scout),
        ],
        "deputies/deputy_id": [_deputy(session, people["officer-a"], make_officer(session))],
        "users/user_id": [make_user(session, Role.EXPERT, login="somebody-looked-after", region_code="340300")],
        "jobs/job_id": [added(session, Job(kind="test.parked", payload={}, status=JobStatus.PARKED))],
        "messages/message_id": [added(session, _undelivered())],
        "settings/key": [Named("review.lane")],
        "open-data/name": [Named("needs"), Named("counties"), Named("codes")],
        "targets/kpi_id": [session.scalars(select(Kpi).where(Kpi.region_code == code)).first() for code in KPI_PLACES],
        "tunings/tuning_id": [make_tuning(session), make_tuning(session), make_tuning(session, TuningState.CANDIDATE)],
    }


def _records(
    session: Session, objects: Mapping[str, Any], scout: User, researcher: User
) -> tuple[list[Any], list[Any]]:
    """Needs and achievements: drafted, published, and proposed by ``scout`` or drafted by ``researcher``."""
    enterprise, university = _units(session, objects)
    needs = [
        *(session.get_one(Need, objects["need"][state]) for state in ("draft", "published")),
        make_need(session, NeedState.PROPOSED, organization=enterprise, scout_id=scout.id, entered_by=scout.id),
    ]
    achievements = [
        *(session.get_one(Achievement, objects["achievement"][state]) for state in ("draft", "published")),
        make_achievement(session, AchievementState.PROPOSED, organization=university, scout_id=scout.id),
        make_achievement(session, AchievementState.DRAFT, organization=university, entered_by=researcher.id),
    ]
    return needs, achievements


def _units(session: Session, objects: Mapping[str, Any]) -> list[Organization]:
    """An enterprise and a university."""
    return [session.get_one(Organization, objects["organization"][kind][0]) for kind in ("enterprise", "university")]


def _some(session: Session, model: type[Any], ids: Mapping[str, int], *states: str) -> list[Any]:
    return [session.get_one(model, ids[state]) for state in states]


def _notice(session: Session, user: User) -> Any:
    return added(session, Notice(user_id=user.id, dedup_key=f"matrix:{user.id}", kind="test", title="消息"))


def _undelivered() -> OutboxMessage:
    payload = {"to": "nobody@unit.example", "kind": "test", "title": "邮件"}
    return OutboxMessage(channel="mail", dedup_key="matrix", payload=payload, parked=True, error="550")


def _deputy(session: Session, officer: User, deputy: User) -> Any:
    from_today = clock.today()
    row = Deputy(officer_id=officer.id, deputy_id=deputy.id, starts_on=from_today, ends_on=from_today)
    return added(session, row)


def _sheets(session: Session, folder: Path, people: Mapping[str, User]) -> list[Any]:
    """A university's table of achievements that waits for its columns, and an officer's that was tried."""
    office, officer = people["university-office-university-a"], people["officer-a"]
    return [make_sheet(session, folder, office), make_sheet(session, folder, officer, stage=SheetStage.CHECKED)]


def _others(session: Session) -> dict[str, Callable[[Any], object]]:
    """Further parts of an address → what to fill in, given the row of the first part."""

    def attachment(record: Any) -> object:
        kind, key = type(record).__tablename__, record.id
        if isinstance(record, Bid):
            kind, key = SUPPLEMENT, _first(session, BidSupplement, BidSupplement.bid_id == record.id)
        return _first(session, Attachment, Attachment.record_id == key, Attachment.record_kind == kind)

    def grant(owner: Any) -> object:
        column = RoleGrant.user_id if isinstance(owner, User) else RoleGrant.organization_id
        # the newest: one of those who ask here must not be shown out by another
        return session.scalars(select(RoleGrant.id).where(column == owner.id).order_by(RoleGrant.id.desc())).first()

    def child(model: Any, column: Any, of: str = "id") -> Callable[[Any], object]:
        return lambda row: _first(session, model, column == getattr(row, of))

    def own_file(record: Any) -> object:
        kind = type(record).__tablename__
        return _first(session, Attachment, Attachment.record_id == record.id, Attachment.record_kind == kind)

    def report(bid: Any) -> object:
        return _first(session, Attachment, Attachment.record_id == bid.id, Attachment.record_kind == REPORT)

    return {
        "attachment_id": attachment,
        "file_id": own_file,
        "report_id": report,
        "grant_id": grant,
        "assignment_id": child(Assignment, Assignment.scout_id, "user_id"),
        "instalment_id": child(Instalment, Instalment.contract_id),
        "task_id": child(DealTask, DealTask.deal_id),
        "follow_up_id": child(DealFollowUp, DealFollowUp.deal_id),
        "objection_id": child(PricingObjection, PricingObjection.dossier_id),
        "question_id": child(ChallengeQuestion, ChallengeQuestion.challenge_id),
        "bid_id": child(Bid, Bid.challenge_id, "challenge_id"),
        "supplement_id": child(BidSupplement, BidSupplement.bid_id),
        **{name: lambda _row: 1 for name in ("number", "position", "revision")},
        "side_name": lambda _row: "need",
        "outcome": lambda _row: "uphold",
        "action": lambda _row: "enter",
        "form": lambda _row: "csv",
        "code": lambda _row: "transfer_amount",
    }


def _first(session: Session, model: Any, *conditions: Any) -> object:
    """The id of a row that meets ``conditions``, or one that no row has."""
    return session.scalars(select(model.id).where(*conditions)).first() or MISSING


def questions(app: Flask, world: World) -> Iterator[Question]:
    """Every route and method, for every object it may be about and for one that is missing."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda each: (str(each), each.endpoint)):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            policy = declared(app, rule.endpoint, method)
            assert policy is not None
            for number, (path, row, is_missing) in enumerate(_paths(str(rule), world)):
                yield Question(rule.endpoint, method, path, policy, row, is_missing, number == 0)


def _paths(rule: str, world: World) -> Iterator[tuple[str, Any, bool]]:
    parts = list(PART.finditer(rule))
    if not parts:
        yield rule, None, False
    elif parts[0]["name"] == "token":
        yield PART.sub("invented", rule), None, True
    else:
        key = f"{rule[: parts[0].start()].strip('/').split('/')[-1]}/{parts[0]['name']}"
        assert key in world.rows, f"{rule}: say in tests/support/matrix.py what {key} is"
        for row in world.rows[key]:
            yield _filled(rule, row, world, row.id), row, False
        yield _filled(rule, world.rows[key][0], world, MISSING), None, True


def _filled(rule: str, row: Any, world: World, first: object) -> str:
    values = iter([first])

    def value(part: re.Match[str]) -> str:
        made = next(values, None)
        if made is None:
            assert part["name"] in world.others, f"{rule}: say in tests/support/matrix.py what {part['name']} is"
            made = world.others[part["name"]](row)
        return str(made)

    return PART.sub(value, rule)
