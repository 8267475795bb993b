"""Naming who stands in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.core import clock
from matchmaker.organizations.models import Deputy, OrganizationState
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_organization
from tests.support.mail import Mail
from tests.support.page_client import PageClient

PAGE = "/deputies"
TODAY, DAY = clock.today(), timedelta(days=1)


@pytest.fixture
def officer(session: Session) -> User:
    return make_officer(session, "340321", name="甲某")


@pytest.fixture
def deputy(session: Session) -> User:
    return make_officer(session, "340322", name="乙某", email="yi@bureau.example")


def term(deputy: User, first: int = 0, last: int = 3) -> dict[str, str]:
    return {
        "deputy_id": str(deputy.id),
        "starts_on": (TODAY + first * DAY).isoformat(),
        "ends_on": (TODAY + last * DAY).isoformat(),
    }


def test_the_deputy_is_told_and_sees_the_officers_units(
    client: PageClient,
    visit_as: Callable[..., PageClient],
    officer: User,
    deputy: User,
    mails: Callable[[], list[Mail]],
    session: Session,
) -> None:
    unit = make_organization(session, region_code="340321", state=OrganizationState.UNVERIFIED)
    theirs = visit_as(deputy)
    theirs.get(f"/organizations/{unit.id}/edit", status=404)
    client.sign_in(officer).post(PAGE, term(deputy))
    assert "乙某 代理 甲某" in client.follow().text
    assert "代理 甲某 的工作" in mails()[0].body
    theirs.get(f"/organizations/{unit.id}/edit")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(3, 1, "不能早于"), (-5, -1, "已经过去"), (0, 400, "最长 180 天")],
)
def test_dates_that_make_no_sense_are_refused(
    client: PageClient, officer: User, deputy: User, first: int, last: int, said: str
) -> None:
    page = client.sign_in(officer).post(PAGE, term(deputy, first, last), status=422)
    assert said in page.error_summary


def test_the_same_days_twice_are_refused(client: PageClient, officer: User, deputy: User) -> None:
    client.sign_in(officer).post(PAGE, term(deputy))
    assert "已经指定" in client.post(PAGE, term(deputy, 2, 5), status=422).error_summary


@pytest.mark.usefixtures("deputy")
def test_an_empty_date_is_named(client: PageClient, officer: User, deputy: User) -> None:
    page = client.sign_in(officer).post(PAGE, {**term(deputy), "starts_on": ""}, status=422)
    assert "请填写第一天" in page.error_summary


def test_only_officers_of_the_city_are_offered(
    client: PageClient, officer: User, deputy: User, session: Session
) -> None:
    stranger = make_officer(session, "340400", name="丙某")
    member = make_member(session, make_organization(session))
    client.sign_in(officer)
    for person in (stranger, member, officer):
        client.forge(PAGE, term(person), status=422)
    assert session.scalars(select(Deputy)).all() == []
    assert "丙某" not in client.get(PAGE).text
    assert deputy.name in client.get(PAGE).text


def test_an_arrangement_is_ended_by_whoever_made_it(
    client: PageClient, visit_as: Callable[..., PageClient], officer: User, deputy: User, session: Session
) -> None:
    client.sign_in(officer).post(PAGE, term(deputy))
    row = session.scalars(select(Deputy)).one()
    visit_as(deputy).forge(f"/deputies/{row.id}/end", status=404)
    client.post(f"/deputies/{row.id}/end", form=PAGE)
    assert session.scalars(select(Deputy.id)).all() == []


def test_the_page_is_cheap(client: PageClient, officer: User, deputy: User) -> None:
    client.sign_in(officer).post(PAGE, term(deputy))
    client.get(PAGE, max_statements=8)
