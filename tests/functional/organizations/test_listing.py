"""The officer's list."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.organizations.models import OrganizationKind, OrganizationState
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_organization
from tests.support.page_client import PageClient
from tests.support.pages import Page, words

PAGE = "/organizations"


def names(page: Page) -> list[str]:
    return [words(each) for each in page.all("th", scope="row")]


@pytest.fixture
def officer(client: PageClient, session: Session) -> PageClient:
    return client.sign_in(make_officer(session))


def test_those_to_verify_come_first_the_rest_by_pinyin(officer: PageClient, session: Session) -> None:
    for name in ("中原轴承", "安顺制药", "八里传感"):
        make_organization(session, name=name)
    make_organization(session, name="卓越视觉", state=OrganizationState.UNVERIFIED)
    assert names(officer.get(PAGE)) == ["卓越视觉", "安顺制药", "八里传感", "中原轴承"]


def test_another_citys_units_are_not_there(officer: PageClient, session: Session) -> None:
    make_organization(session, region_code="340400")
    assert names(officer.get(PAGE)) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "institute"}, ["甲院"]),
        ({"region": "340321"}, ["乙厂"]),
        ({"state": "unverified"}, ["丙厂"]),
        ({"q": "乙"}, ["乙厂"]),
        ({"q": "%"}, []),
        ({"kind": "nonsense"}, ["丙厂", "甲院", "乙厂"]),
    ],
)
def test_the_list_is_narrowed(
    officer: PageClient, session: Session, query: dict[str, str], expected: list[str]
) -> None:
    make_organization(session, OrganizationKind.INSTITUTE, name="甲院")
    make_organization(session, name="乙厂", region_code="340321")
    make_organization(session, name="丙厂", state=OrganizationState.UNVERIFIED)
    assert names(officer.get(f"{PAGE}?{urlencode(query)}")) == expected


def test_what_waits_too_long_is_marked(officer: PageClient, session: Session) -> None:
    with clock.frozen(clock.now() - timedelta(days=20)):
        make_organization(session, state=OrganizationState.UNVERIFIED)
    assert "已超时" in officer.get(PAGE).text


def test_pages_keep_the_filter_and_stay_cheap(officer: PageClient, session: Session) -> None:
    for serial in range(27):
        make_organization(session, name=f"测试{serial:02}厂")
    page = officer.get(PAGE, kind="enterprise", max_statements=8)
    assert len(names(page)) == 25
    assert any("kind=enterprise" in href and "page=2" in href for href in page.links.values())


def test_units_do_not_see_it(client: PageClient, session: Session) -> None:
    client.sign_in(make_member(session, make_organization(session))).get(PAGE, status=403)
