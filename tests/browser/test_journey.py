"""The whole way from a scout's discovery to an introduction, in a browser, on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from tests.browser import journey_steps as steps
from tests.browser.journey_forms import UNKNOWN_UNIT
from tests.browser.journey_steps import People
from tests.browser.walker import Walker
from tests.factories.accounts import PASSWORD, make_member, make_officer, make_scout
from tests.factories.deals import make_deal
from tests.factories.organizations import make_enterprise, make_university
from tests.functional.journey_texts import NEW_UNIT
from tests.support.album import Album
from tests.support.browser import DESK, PHONE, OpenBrowser
from tests.support.mail import Mail

FIRM_PHONE, UNIT_PHONE = "0552-0000101", NEW_UNIT["unit_contact_phone"]
UNIT = {"contact_name": "陈测试", "contact_phone": UNIT_PHONE}
FIRM = {"contact_name": "王测试", "contact_phone": FIRM_PHONE}


@pytest.fixture
def walks(browse: OpenBrowser, album: Album, width: int) -> Callable[..., Walker]:
    """Open a window for somebody, at this test's width."""

    def walk(who: User | None = None) -> Walker:
        walker = Walker(browse(width=width), album)
        if who is not None:
            walker.signs_in(who.login, PASSWORD)
        return walker

    return walk


@pytest.fixture
def people(session: Session, walks: Callable[..., Walker], work: Callable[[], int]) -> People:
    university = make_university(session, name="江畔示例理工学院", **UNIT)
    firm = make_enterprise(session, name="江畔示例发酵有限公司", **FIRM)
    return People(
        visitor=walks(),
        scout=walks(make_scout(session, name="周测试")),
        office=walks(make_member(session, university, name="陈测试")),
        officer=walks(make_officer(session, name="吴测试")),
        firm=walks(make_member(session, firm, name="王测试")),
        work=work,
    )


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_from_a_discovery_to_an_introduction(people: People) -> None:
    scout, office, officer, firm = people.scout, people.office, people.officer, people.firm
    steps.look_around(people.visitor)
    steps.register(scout, {"单位全称": "江畔示例理工学院"}, guide="1-register")
    steps.confirm(office)
    steps.publish_achievement(officer)
    people.work()
    steps.post_need(firm)
    steps.refine(officer, firm)
    steps.publish_need(officer)
    people.work()
    steps.search(people.visitor)
    steps.decide(officer)
    people.work()
    steps.agree(firm, guide="7-answer")
    assert UNIT_PHONE not in firm.page.content()
    steps.agree(office)
    office.sees("已引荐", FIRM_PHONE)
    office.look("8-introduced")
    firm.goes_to("工作台")
    firm.goes_to("对接")
    firm.follows("查看")
    firm.sees("已引荐", UNIT_PHONE)


@pytest.mark.one_database
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_unit_without_account_confirms_by_a_link(
    walks: Callable[..., Walker], session: Session, mails: Callable[[], list[Mail]]
) -> None:
    steps.register(walks(make_scout(session, name="周测试")), UNKNOWN_UNIT)
    unit = walks()

    unit.opens(mails()[-1].path)
    steps.agree_to_registration(unit)

    unit.sees("已登记同意")
    unit.opens("/confirm/a-link-copied-without-its-end")
    unit.sees("接下来可以")


@pytest.mark.one_database
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_party_without_account_answers_by_a_link(walks: Callable[..., Walker], session: Session) -> None:
    need = make_deal(session).need
    officer, unit = walks(make_officer(session, name="吴测试")), walks()

    officer.goes_to("对接")
    officer.follows(need.title)
    officer.presses("生成答复链接")
    officer.look()
    unit.opens(officer.one_time_link())
    steps.agree_to_introduction(unit)

    unit.sees("正在等待对方答复")
    unit.opens("/answers/a-link-copied-without-its-end")
    unit.sees("接下来可以")
