"""Rows of a table becoming the roster; who has no account yet is invited to open one.

A person is known by the sign-in name, else by the mail address. No password
stands in any file: the invitation lets each person set their own. What people
have said of themselves in their account is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.accounts.services import create_user
from matchmaker.accounts.services.change_password import invite
from matchmaker.accounts.services.create_user import LOGIN, UNUSABLE
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import RoleGrant
from matchmaker.organizations.queries.region_names import RegionNames
from matchmaker.organizations.services.roles import grant_role
from matchmaker.scouting.models import ScoutKind, ScoutProfile
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.services.roster import COLUMNS, change_profile, enrol
from matchmaker.sheets.outcome import Outcome
from matchmaker.sheets.tables.rows import Incoming

MOST_INVITED = 200
"""So many people one table may invite: each gets a mail."""
INVITER = N_("本地科技管理部门")
LEFT_ALONE = {"name": N_("姓名"), "phone": N_("电话"), "email": N_("邮箱")}


@dataclass(frozen=True)
class _Person:
    """An account that goes by a row's sign-in name, with its line of the roster and where it may scout."""

    user: User
    profile: ScoutProfile | None
    regions: frozenset[str]


@dataclass
class TakingScouts:
    """What holds for every row of one table."""

    actor: Actor
    _regions: RegionNames | None = None
    _rows_seen: dict[str, int] = field(default_factory=dict)
    _invited: set[str] = field(default_factory=set)

    def judge(self, session: Session, rows: Sequence[Incoming]) -> Outcome:
        """What ``take`` would do with ``rows``; changes nothing."""
        outcome = Outcome()
        for row, person in self._placed(session, rows, outcome):
            is_new = person is None or person.profile is None
            changed = bool(person and person.profile and _changed(person.profile, row.values))
            outcome.created += is_new
            outcome.updated += changed
            outcome.unchanged += not is_new and not changed
        return outcome

    def take(self, session: Session, rows: Sequence[Incoming]) -> Outcome:
        """Invite, enrol and change, within the caller's transaction."""
        PERMISSIONS.require(self.actor, Permission.ROSTER_EDIT)
        outcome = Outcome()
        for row, person in list(self._placed(session, rows, outcome)):
            if person is None or person.profile is None:
                user = person.user if person else self._invite(session, row.values)
                enrol(session, user.id, {**_blank(), **_line(row.values)}, actor=self.actor)
                outcome.created += 1
            elif _changed(person.profile, row.values):
                held = {name: getattr(person.profile, name) for name in COLUMNS}
                change_profile(session, person.profile, {**held, **_line(row.values)}, actor=self.actor)
                outcome.updated += 1
            else:
                outcome.unchanged += 1
        return outcome

    def _placed(
        self, session: Session, rows: Sequence[Incoming], outcome: Outcome
    ) -> Iterator[tuple[Incoming, _Person | None]]:
        """Each row that can be taken, and whom it speaks of."""
        self._regions = self._regions or RegionNames(session, self.actor.region_codes)
        for row in rows:
            self._read(row, self._regions)
        people = _people(session, {str(row.values.get("login")) for row in rows})
        for row in rows:
            person = people.get(str(row.values.get("login")))
            if not row.problems:
                self._check(row, person)
            if row.problems:
                outcome.reject(row)
            else:
                outcome.notice(row)
                yield row, person

    def _read(self, row: Incoming, regions: RegionNames) -> None:
        values = row.values
        login = str(values.get("login") or values.get("email") or "").strip().lower()
        if login and not LOGIN.fullmatch(login):
            at = "login" if values.get("login") else "email"
            row.refuse_field(at, N_("不能用作登录名：3 至 64 个字符，只用英文字母、数字和 . _ @ + -。"))
        if not login:
            row.refuse_field("email", N_("没有邮箱，也没有登录名。"))
        values["login"] = login
        if "region_code" in values:
            code = regions.find(values["region_code"])
            if code is None or code not in regions.names:
                said = values["region_code"][:20]
                row.refuse_field("region_code", N_("“{}”看不出是哪个地区，请写到县区，或写行政区划代码。").format(said))
            elif not self.actor.covers(code):
                row.refuse_field("region_code", N_("不在您负责的地区。"))
            values["region_code"] = code
        first = self._rows_seen.setdefault(login or f"row {row.row}", row.row)
        if first != row.row:
            row.refuse(N_("与第 {} 行重复。").format(first))

    def _check(self, row: Incoming, person: _Person | None) -> None:
        held = person.profile if person else None
        start = row.values.get("term_start", held.term_start if held else clock.today())
        end = row.values.get("term_end", held.term_end if held else None)
        if end is not None and end < start:
            row.refuse_field("term_end", N_("任期结束不能早于开始。"))
        if held is None and not row.values.get("region_code"):
            row.refuse_field("region_code", N_("列入名册要写负责地区。"))
        if person is None:
            self._check_new(row)
        else:
            self._check_known(row, person)

    def _check_new(self, row: Incoming) -> None:
        if not row.values.get("email"):
            row.refuse_field("email", N_("开通账号要写邮箱，邀请发到那里。"))
        if not row.problems:
            self._invited.add(row.values["login"])
            if len(self._invited) > MOST_INVITED:
                row.refuse(N_("一份表最多邀请 {} 人，请分成几份。").format(MOST_INVITED))

    def _check_known(self, row: Incoming, person: _Person) -> None:
        may = person.regions if person.profile is None else {person.profile.region_code}
        if person.user.state != UserState.ACTIVE or not any(self.actor.covers(code) for code in may):
            row.refuse_field("login", N_("这个登录名已被其他账号使用；如要任命为情报员，请联系安全管理员授予角色。"))
            return
        for name, label in LEFT_ALONE.items():
            if row.values.get(name) and row.values[name] != getattr(person.user, name):
                row.remark(name, N_("与本人账号中的{}不同，以账号为准，没有改动。").format(label))

    def _invite(self, session: Session, values: Mapping[str, Any]) -> User:
        user = create_user(
            session,
            login=values["login"],
            name=values["name"],
            password_hash=UNUSABLE,
            actor=self.actor,
            email=values["email"],
            phone=values.get("phone"),
        )
        grant_role(session, user, Role.SCOUT, region_code=values["region_code"], actor=self.actor)
        invite(session, user, inviter=self.actor.organization_name or INVITER)
        return user


def _blank() -> dict[str, Any]:
    return {
        "kind": ScoutKind.SCOUT,
        "unit": "",
        "host": "",
        "field_codes": [],
        "term_start": clock.today(),
        "term_end": None,
    }


def _line(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in COLUMNS if name in values}


def _changed(profile: ScoutProfile, values: Mapping[str, Any]) -> bool:
    return any(getattr(profile, name) != value for name, value in _line(values).items())


def _people(session: Session, logins: set[str]) -> dict[str, _Person]:
    """Accounts by sign-in name, with their lines of the roster and scouts' regions. Two statements."""
    query = select(User, ScoutProfile).outerjoin(ScoutProfile, ScoutProfile.user_id == User.id)
    rows = session.execute(query.where(User.login.in_(logins))).all()
    grants = select(RoleGrant.user_id, RoleGrant.region_code).where(RoleGrant.role == Role.SCOUT)
    places: dict[int, set[str]] = {}
    for grant in session.execute(grants.where(RoleGrant.user_id.in_([row.User.id for row in rows]))):
        places.setdefault(grant.user_id, set()).add(grant.region_code or "")
    return {row.User.login: _Person(row.User, row.ScoutProfile, frozenset(places.get(row.User.id, ()))) for row in rows}
