"""Visitors of the pages about deals."""

from __future__ import annotations

import pytest
from flask import Flask

from matchmaker.deals.models import Deal, Side
from tests.factories.catalog import make_achievement
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage, stage

__all__ = ["stage"]


@pytest.fixture
def officer(app: Flask, stage: Stage) -> PageClient:
    return PageClient(app).sign_in(stage.officer)


@pytest.fixture
def enterprise(app: Flask, stage: Stage) -> PageClient:
    return PageClient(app).sign_in(stage.members[Side.NEED])


@pytest.fixture
def university(app: Flask, stage: Stage) -> PageClient:
    return PageClient(app).sign_in(stage.members[Side.ACHIEVEMENT])


@pytest.fixture
def asked(stage: Stage) -> Deal:
    """A deal whose achievement's unit has no account and was asked by mail."""
    return stage.open(achievement=make_achievement(stage.session))


def link(stage: Stage) -> str:
    """The path that was mailed."""
    return str(next(payload["href"] for payload in stage.told("deal.invited") if "to" in payload))


def state(stage: Stage, deal: Deal) -> str:
    """Where the deal stands in the database."""
    stage.session.rollback()
    stage.session.refresh(deal)
    return deal.state
