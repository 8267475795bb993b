"""Page by page, for every role: nothing tells that somebody bid, or how many did."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.challenges.services.sealed_acts import replace_bid
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.authz import Role
from tests.factories.accounts import CITY, make_user
from tests.support.page_client import PageClient
from tests.support.pages import lasting
from tests.unit.challenges.stage import Way, make_way

ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


def people(way: Way) -> list[User]:
    """Those with most to see: officers, a key's holder, leader, issuer, a rival team, an expert, administrators."""
    administrators = [make_user(way.session, role) for role in ADMINISTRATORS]
    leader = make_user(way.session, Role.LEADER, region_code=CITY)
    rival, expert = way.members[-1], way.experts[0]
    return [way.officer, way.county, way.holders[0], leader, way.member, rival, expert, *administrators]


def addresses(app: Flask, challenge_id: int) -> list[str]:
    """Every page that needs no more than its address or the challenge; a download would leave an entry of its own."""
    asked = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())]
    pages = [rule for rule in asked if rule.endpoint != "static" and "." not in rule.rule]
    about = [rule.rule for rule in pages if rule.arguments == {"challenge_id"}]
    return [
        *(rule.rule for rule in pages if not rule.arguments),
        *(re.sub("<[^>]*>", str(challenge_id), rule) for rule in about),
    ]


def look(visitor: PageClient, paths: Iterable[str]) -> dict[str, str]:
    """What a visitor reads at each of ``paths`` that is a page for them."""
    answers = {path: visitor.answer(path) for path in paths}
    pages = {path: each for path, each in answers.items() if each.status_code == 200 and each.mimetype == "text/html"}
    return {path: lasting(each.text, each.headers) for path, each in pages.items()}


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
    assert sum(map(len, before)) > 70
    assert {f"/challenges/{way.challenge_id}/{noun}" for noun in ("bid", "bids", "opening")} <= set().union(*before)
    for seen, again in zip(before, after, strict=True):
        assert [path for path in seen if seen[path] != again.get(path)] == []
