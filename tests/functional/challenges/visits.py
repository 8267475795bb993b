"""Visiting the pages of one challenge."""

from __future__ import annotations

from typing import Any

from flask import Flask

from matchmaker.challenges.models import Bid
from matchmaker.challenges.services.sealed_acts import submit_bid
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way

FILE = ("工艺路线.xlsx", [b"PK\x03\x04", b"x" * 200_000, b"end"])


def visit(app: Flask, who: Any) -> PageClient:
    """Somebody, signed in."""
    return PageClient(app).sign_in(who)


def here(way: Way, noun: str) -> str:
    """The address of a part of the challenge."""
    return f"/challenges/{way.challenge_id}/{noun}"


def opened(way: Way) -> list[Bid]:
    """Two bids; that of the first team has FILE."""
    way.receiving()
    package = way.package(files=[FILE])
    given: dict[str, Any] = {"organization_id": way.teams[0].id, "keys": way.keys, "actor": way.actor(way.members[0])}
    way.do(submit_bid, way.challenge_id, package, **given)
    way.bid(1)
    way.close()
    return way.open()
