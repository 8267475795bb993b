"""``matchmaker seed demo`` and ``matchmaker seed accept``."""

from __future__ import annotations

import json
import os
import secrets
from datetime import timedelta
from functools import partial
from pathlib import Path

import click
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from matchmaker.accounts.services.passwords import hash_password
from matchmaker.challenges import keys as house_keys
from matchmaker.cli.context import Console, emit, fail, pass_console, plain_errors
from matchmaker.cli.seed import accept as one_of_everything
from matchmaker.cli.seed import claims, figures, lexicon, people, pricing, records, reports, source, stories
from matchmaker.cli.seed.challenge_steps import tell_challenge
from matchmaker.cli.seed.challenges import Tale, passphrases
from matchmaker.cli.seed.people import City
from matchmaker.core import clock
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.matching.keeper import keeper_for
from matchmaker.matching.services import refresh_all

DEMO_ACCOUNTS = "demo-accounts.json"
PASSWORD_BYTES = 9
NEWS = timedelta(days=5)


@click.group("seed")
def seed() -> None:
    """演示数据；生产环境拒绝运行。"""


@seed.command("demo")
@pass_console
@plain_errors
def demo(console: Console) -> None:
    """建一座可信的演示城市；重复运行不改变已有数据。"""
    _refuse_in_production(console)
    with console.session() as session:
        if people.is_seeded(session):
            click.echo("演示数据已经在了。", err=True)
            return
        passwords = _passwords(console.settings.data_dir / DEMO_ACCOUNTS)
        _build(console, session, _hashes(passwords))
    click.echo("演示数据已建好。", err=True)


@seed.command("accept")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@pass_console
@plain_errors
def accept(console: Console, *, as_json: bool) -> None:
    """每种单位两个、每种角色一人、每种状态一条，供逐项核对。"""
    _refuse_in_production(console)
    with console.session() as session:
        document = one_of_everything.build(session)
    lines = [f"{user['role']:18} {user['login']:28} {user['password']}" for user in document["users"]]
    emit(document, as_json=as_json, text="\n".join(lines))


def _refuse_in_production(console: Console) -> None:
    if console.settings.is_production:
        fail("生产环境不能写入演示数据。")


def _passwords(file: Path) -> dict[str, str]:
    """Login → password; made once, kept in ``file`` with mode 0600.

    The one account shown for each role has a password of its own, the others
    of the city share one, so that hashing takes seconds and not minutes.
    """
    if file.exists():
        listed = json.loads(file.read_text(encoding="utf-8"))["users"]
        return {user["login"]: user["password"] for user in listed}
    shared, names = secrets.token_urlsafe(PASSWORD_BYTES), _organization_names()
    users = [
        {
            "role": row["role"],
            "login": row["login"],
            "password": secrets.token_urlsafe(PASSWORD_BYTES) if row["primary"] else shared,
            "organization": names.get(row["organization"] or "", row.get("unit") or ""),
        }
        for row in sorted(people.accounts(), key=lambda row: not row["primary"])
    ]
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump({"users": users}, stream, ensure_ascii=False, indent=1)
    return {user["login"]: user["password"] for user in users}


def _organization_names() -> dict[str, str]:
    listed = [*source.rows("organizations_enterprise"), *source.rows("organizations_research")]
    return {row["key"]: row["name"] for row in listed}


def _hashes(passwords: dict[str, str]) -> dict[str, str]:
    made: dict[str, str] = {password: hash_password(password) for password in set(passwords.values())}
    return {login: made[password] for login, password in passwords.items()}


def _build(console: Console, session: Session, hashes: dict[str, str]) -> None:
    """The city in one transaction, then its matching, then what came of it."""
    city = City()

    def found(inner: Session) -> None:
        people.make_organizations(inner, city)
        people.make_people(inner, city, hashes)
        for row in source.rows("achievements"):
            records.make_achievement(inner, city, row)
        for row in source.rows("needs"):
            records.make_need(inner, city, row)
        _file_notices(inner)

    transact(session, found)
    keeper = keeper_for(console.settings)
    effects = console.read(lambda inner: lexicon.compared(inner, keeper))
    transact(session, lambda inner: lexicon.put_into_use(inner, city, effects))
    refresh_all(console.read, console.write, keeper)
    evidence = [claims.paper(console.settings.blob_dir) for _claim in source.stories()["claims"]]
    transact(session, partial(_tell_stories, city=city, evidence=evidence))
    _tell_challenges(console, session, city)


def _tell_stories(session: Session, city: City, evidence: list[StoredBlob]) -> None:
    told = source.stories()
    for row in told["contact_logs"]:
        stories.tell_contact(session, city, row)
    for row in told["leads"]:
        stories.tell_lead(session, city, row)
    stories.date_suggestions(session, told["decisions"])
    for row in told["decisions"]:
        stories.decide(session, row)
    for row in told["deals"]:
        stories.carry_on(session, row)
        pricing.price(session, row)
    claims.put_policies_into_use(session)
    for row, paper in zip(told["claims"], evidence, strict=True):
        claims.tell_claim(session, city, row, paper)
    reports.enter_contracts(session, city)  # before the year is closed: it is closed once, with one correction after
    figures.tell_figures(session)
    reports.tell_reports(session, city)


def _tell_challenges(console: Console, session: Session, city: City) -> None:
    """One transaction for each, for each has keys and files of its own."""
    settings = console.settings
    keys, words = house_keys.load(settings.key_dir), passphrases(settings.key_dir)
    holders = {city.users[login]: word for login, word in words.items()}
    before = session.scalar(select(func.max(OutboxMessage.id))) or 0
    session.rollback()

    def tell(inner: Session, row: source.Row) -> None:
        tell_challenge(Tale(inner, city, settings, row, keys, holders))

    for row in source.rows("challenges"):
        transact(session, partial(tell, row=row))
    transact(session, partial(_file_old_notices, after=before))


def _file_notices(session: Session) -> None:
    """What was told while the records were entered has long been read."""
    session.execute(update(OutboxMessage).values(sent_at=clock.now()))


def _file_old_notices(session: Session, after: int) -> None:
    """Of what was told since message ``after``, only the last days' is still news."""
    old = (OutboxMessage.id > after, OutboxMessage.created_at < clock.now() - NEWS)
    session.execute(update(OutboxMessage).where(*old).values(sent_at=clock.now()))
