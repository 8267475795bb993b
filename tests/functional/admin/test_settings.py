"""Business settings on the pages."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.organizations.defaults import RULES
from matchmaker.organizations.queries import setting
from tests.factories.accounts import CITY, make_user
from tests.support.page_client import PageClient

PAGE = "/admin/settings"


@pytest.fixture
def system(client: PageClient, session: Session) -> PageClient:
    return client.sign_in(make_user(session, Role.SYSTEM_ADMIN, name="甲管"))


def test_every_setting_is_listed_with_what_holds(system: PageClient) -> None:
    page = system.get(PAGE, max_statements=8)
    assert {f"{PAGE}/{key}" for key in RULES} <= set(page.links.values())
    assert "2 个工作日" in page.text


def test_a_city_gets_its_own_value_and_the_page_says_from_where(system: PageClient, session: Session) -> None:
    fields = {"value": "4", "region_code": CITY, "source": "市科技局通知第 3 条"}
    system.post(f"{PAGE}/clock.review_days", fields)
    assert setting(session, "clock.review_days", CITY) == 4
    page = system.get(f"{PAGE}/clock.review_days", max_statements=8)
    assert "市科技局通知第 3 条" in page.text
    assert "甲管" in page.text
    assert "蚌埠市：4 个工作日" in system.get(PAGE).text


def test_a_choice_is_a_choice(system: PageClient, session: Session) -> None:
    system.post(f"{PAGE}/review.lane", {"value": "all_reviewed", "source": "局长办公会纪要"})
    assert setting(session, "review.lane") == "all_reviewed"


def test_the_sites_name_stands_on_every_page(system: PageClient) -> None:
    system.post(f"{PAGE}/site.site_name", {"value": "淮滨科技成果对接", "source": "主办单位确定"})
    assert "淮滨科技成果对接" in system.get("/account").title


def test_what_begins_later_is_marked(system: PageClient, session: Session) -> None:
    later = (clock.today() + timedelta(days=9)).isoformat()
    system.post(f"{PAGE}/clock.review_days", {"value": "4", "valid_from": later, "source": "通知"})
    assert "未生效" in system.follow().text
    assert setting(session, "clock.review_days") == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"value": "many", "source": "通知"}, "整数"),
        ({"value": "4", "source": ""}, "请写明依据"),
        ({"value": "4", "source": "通知", "valid_from": "soon"}, "生效日期"),
    ],
)
def test_what_will_not_do_is_said(system: PageClient, session: Session, fields: dict[str, str], said: str) -> None:
    assert said in system.post(f"{PAGE}/clock.review_days", fields, status=422).error_summary
    assert setting(session, "clock.review_days") == 2


def test_an_unknown_setting_is_missing(system: PageClient) -> None:
    system.get(f"{PAGE}/no.such", status=404)


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.OFFICER])
def test_others_are_refused(client: PageClient, session: Session, role: Role) -> None:
    client.sign_in(make_user(session, role)).get(PAGE, status=403)
