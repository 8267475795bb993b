"""Page by page, for every role: nothing tells that somebody bid, or how many did."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.challenges.services.sealed_acts import replace_bid
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.authz import Role
from tests.factories.accounts import CITY, make_user
from tests.support.matrix import PART
from tests.support.page_client import PageClient
from tests.support.pages import lasting
from tests.unit.challenges.stage import Way, make_way

ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


def people(way: Way) -> list[User]:
    """Those with most to see: officer, leader, issuer, one who holds a key, the three administrators."""
    administrators = [make_user(way.session, role) for role in ADMINISTRATORS]
    return [
        way.officer,
        make_user(way.session, Role.LEADER, region_code=CITY),
        way.member,
        way.holders[0],
        *administrators,
    ]


def addresses(app: Flask, challenge_id: int) -> list[str]:
    """Every page that needs no more than its address or the challenge; a download would leave an entry of its own."""
    known = {"challenge_id": str(challenge_id), "number": "1"}
    found = []
    for rule in app.url_map.iter_rules():
        is_ours = not rule.arguments or (rule.endpoint.startswith("challenges.") and rule.arguments <= known.keys())
        if "GET" in (rule.methods or set()) and is_ours and rule.endpoint != "static" and "." not in rule.rule:
            found.append(PART.sub(lambda part: known[part["name"]], rule.rule))
    return found


def look(visitor: PageClient, paths: Iterable[str]) -> dict[str, tuple[int, str]]:
    """What a visitor reads at each of ``paths``, refusals and what leads on to another page included; no files."""
    answers = {path: visitor.answer(path) for path in paths}
    pages = {path: each for path, each in answers.items() if each.mimetype == "text/html"}
    return {path: (each.status_code, lasting(each.text, each.headers)) for path, each in pages.items()}


def test_every_page_of_every_role_is_the_same_with_bids_and_without(
    app: Flask, session: Session, settings: Settings
) -> None:
    way = make_way(session, settings.data_dir).receiving()
    visitors = [PageClient(app), *(PageClient(app).sign_in(person) for person in people(way))]
    session.rollback()  # looking takes longer than the database lets a transaction idle
    with clock.frozen(clock.now()):
        before = [look(visitor, addresses(app, way.challenge_id)) for visitor in visitors]
        for team in range(3):
            way.bid(team)
        way.bid(0, act=replace_bid)
        way.withdraw(1)
        session.rollback()
        after = [look(visitor, pages) for visitor, pages in zip(visitors, before, strict=True)]
    shown = [{path for path, (status, _text) in seen.items() if status == 200} for seen in before]
    assert sum(map(len, shown)) > 60
    public = f"/challenges/{way.challenge_id}"
    assert {"/challenges", public, f"{public}/poster"} <= shown[0]
    assert f"{public}/extension" in shown[1]
    assert {f"{public}/{noun}" for noun in ("bid", "bids", "opening")} <= set().union(*shown)
    for seen, again in zip(before, after, strict=True):
        assert [path for path in seen if seen[path] != again.get(path)] == []
