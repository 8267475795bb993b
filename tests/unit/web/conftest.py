"""The site with the probe's views on it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.factories.accounts import make_officer, make_user
from tests.support import probe
from tests.support.page_client import PageClient


@pytest.fixture
def failure(app: Flask) -> probe.Failure:
    return probe.install(app)


@pytest.fixture
def visitor(failure: probe.Failure, client: PageClient) -> PageClient:  # noqa: ARG001 - puts the views there
    """Somebody who has not signed in."""
    return client


@pytest.fixture
def officer(visitor: PageClient, session: Session) -> PageClient:
    return PageClient(visitor.app).sign_in(make_officer(session))


@pytest.fixture
def somebody(visitor: PageClient, session: Session) -> PageClient:
    """Signed in, without any role."""
    return PageClient(visitor.app).sign_in(make_user(session))
