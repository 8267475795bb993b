"""The demo city's organisations and the people who act for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.accounts.services import create_user
from matchmaker.catalog.models import Need
from matchmaker.cli.seed.source import Row, rows
from matchmaker.core.authz import Actor, Role, system_actor
from matchmaker.core.pinyin import pinyin_key
from matchmaker.organizations.models import Organization, OrganizationKind
from matchmaker.organizations.queries import actor_of_user, officers_for
from matchmaker.organizations.services import grant_role, verify
from matchmaker.organizations.workflow import ORGANIZATION
from matchmaker.scouting.models import Assignment, ScoutKind, ScoutProfile

SEEDER = system_actor("seed")
COPIED = (
    "kind",
    "name",
    "short_name",
    "credit_code",
    "region_code",
    "address",
    "introduction",
    "contact_name",
    "contact_phone",
    "contact_email",
)
STATE_HELD = frozenset({OrganizationKind.UNIVERSITY, OrganizationKind.INSTITUTE, OrganizationKind.BUREAU})


@dataclass
class City:
    """Ids of what has been made, by the data's keys; actors by login or organisation."""

    organizations: dict[str, int] = field(default_factory=dict)
    users: dict[str, int] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)

    def actor(self, session: Session, login: str) -> Actor:
        """The person with ``login`` as an actor."""
        return actor_of_user(session, session.get_one(User, self.users[login]))

    def member(self, session: Session, organization: str) -> Actor:
        """Somebody who acts for the organisation."""
        return actor_of_user(session, session.get_one(User, self.members[organization]))


def officer_of(session: Session, region_code: str) -> Actor:
    """An officer whose rights cover the region; the platform itself where there is none."""
    found = officers_for(session, region_code)
    return actor_of_user(session, session.get_one(User, found[0])) if found else SEEDER


def accounts() -> list[Row]:
    """Every account of the city: those named in the data, and one for each further organisation."""
    named = rows("people")
    have = {row["organization"] for row in named if row["role"] in {"enterprise", "university_office"}}
    more = [
        {
            "login": f"{row['key'].replace('_', '-')}",
            "name": f"{row['short_name'] or row['name']}联络人"[:40],
            "role": "enterprise" if row["kind"] == "enterprise" else "university_office",
            "organization": row["key"],
            "region_code": None,
            "email": row["contact_email"],
            "primary": False,
        }
        for row in [*rows("organizations_enterprise"), *rows("organizations_research")]
        if row["key"] not in have and row["kind"] != "bureau"
    ]
    return [*named, *more]


def make_organizations(session: Session, city: City) -> None:
    """Organisations as the data tells, verified where it says so."""
    for row in [*rows("organizations_enterprise"), *rows("organizations_research")]:
        values = {name: row.get(name) or ("" if name != "credit_code" else None) for name in COPIED}
        organization = Organization(
            **values,
            name_key=pinyin_key(row["name"]),
            scale=row.get("scale"),
            qualifications=row.get("qualifications") or [],
            state_held=row["kind"] in STATE_HELD,
        )
        ORGANIZATION.begin(session, organization, actor=SEEDER)
        if row["verified"]:
            verify(session, organization, actor=SEEDER)
        city.organizations[row["key"]] = organization.id


def make_people(session: Session, city: City, hashes: dict[str, str]) -> None:
    """Accounts with their roles; ``hashes`` holds a password hash for each login."""
    for row in accounts():
        user = create_user(
            session,
            login=row["login"],
            name=row["name"],
            password_hash=hashes[row["login"]],
            actor=SEEDER,
            email=row["email"],
            consent_version="2026-01",
        )
        city.users[row["login"]] = user.id
        organization = city.organizations.get(row["organization"] or "")
        role = Role(row["role"])
        belongs = role in {Role.ENTERPRISE, Role.UNIVERSITY_OFFICE, Role.RESEARCHER}
        grant_role(
            session,
            user,
            role,
            actor=SEEDER,
            organization_id=organization if belongs else None,
            region_code=row["region_code"] if not belongs else None,
        )
        if role in {Role.ENTERPRISE, Role.UNIVERSITY_OFFICE}:
            city.members.setdefault(row["organization"], user.id)
        if role is Role.SCOUT:
            _enrol(session, city, user.id, row)


def _enrol(session: Session, city: City, user_id: int, row: Row) -> None:
    """A line of the roster, and the platforms this scout looks after."""
    start = date.fromisoformat(row["term_start"])
    end = date.fromisoformat(row["term_end"]) if row["term_end"] else None
    session.add(
        ScoutProfile(
            user_id=user_id,
            kind=row.get("kind", ScoutKind.SCOUT),
            unit=row["unit"],
            host=row.get("host", ""),
            region_code=row["region_code"],
            term_start=start,
            term_end=end,
        )
    )
    for key in row["platforms"]:
        session.add(Assignment(scout_id=user_id, organization_id=city.organizations[key], starts_on=start))
    session.flush()


def is_seeded(session: Session) -> bool:
    """Whether the demo city stands already."""
    return session.scalar(select(Need.id).where(Need.external_id.startswith("demo:")).limit(1)) is not None
