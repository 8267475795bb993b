"""The whole way from a scout's discovery to two people who have each other's telephone number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.organizations.models import Organization
from tests.factories.accounts import make_member, make_officer, make_scout
from tests.factories.organizations import make_enterprise, make_university
from tests.functional.journey_texts import (
    ACHIEVEMENT,
    APPROVED_ACHIEVEMENT,
    APPROVED_NEED,
    NEED,
    NEW_UNIT,
    REFINED,
)
from tests.support.mail import Mail
from tests.support.page_client import PageClient
from tests.support.pages import Page

FIRM_PHONE, UNIT_PHONE = "0552-0000101", NEW_UNIT["unit_contact_phone"]


@dataclass
class People:
    """Everybody on the way, each with a window of their own; the unit's is at first a visitor's."""

    scout: PageClient
    officer: PageClient
    firm: PageClient
    unit: PageClient
    mails: Callable[[], list[Mail]]

    def link(self, kind: str) -> str:
        """The last one-time link of this kind that the unit found in its mail box."""
        found = [mail.path for mail in self.mails() if mail.to == NEW_UNIT["unit_contact_email"]]
        return next(path for path in reversed(found) if path.startswith(f"/{kind}/"))


@pytest.fixture
def firm(session: Session) -> Organization:
    return make_enterprise(session, name="江畔示例发酵有限公司", contact_phone=FIRM_PHONE)


@pytest.fixture
def people(
    session: Session,
    firm: Organization,
    client: PageClient,
    visit_as: Callable[[User], PageClient],
    mails: Callable[[], list[Mail]],
) -> People:
    return People(
        scout=visit_as(make_scout(session)),
        officer=visit_as(make_officer(session)),
        firm=visit_as(make_member(session, firm)),
        unit=client,
        mails=mails,
    )


def led_to(page: Page, word: str) -> str:
    """The address of the first link of the page that has ``word`` in its text."""
    found = [href for text, href in page.links.items() if word in text]
    assert found, f"no link with {word!r} on {page.path}: {sorted(page.links)}"
    return found[0]


def number_in(path: str) -> int:
    """The first number in an address."""
    found = re.search(r"/(\d+)\b", path)
    assert found, path
    return int(found.group(1))


def register(people: People, unit: dict[str, str]) -> int:
    """The scout enters the achievement and asks its unit; answers its id."""
    draft = people.scout.post("/achievements/new", {**ACHIEVEMENT, **unit}, button="保存草稿")
    achievement = number_in(draft.location)
    own_page = people.scout.get(f"/my/achievements/{achievement}")
    people.scout.post(led_to(own_page, "单位确认"), button="请单位确认")
    assert "待单位确认" in people.scout.follow().text
    return achievement


def publish_achievement(people: People, achievement: int, **more: str) -> None:
    """The officer finds it in the queue, and the public finds it afterwards."""
    review = f"/review/achievements/{achievement}"
    queue = people.officer.get("/review", tab="achievements")
    assert led_to(queue, ACHIEVEMENT["title"]) == review
    people.officer.post(review, {**APPROVED_ACHIEVEMENT, **more}, button="发布")
    people.mails()
    assert ACHIEVEMENT["title"] in people.unit.get("/achievements").text


def post_need(people: People) -> int:
    """The firm posts its need with two indicators; answers its id."""
    page = people.firm.get("/needs/new")
    people.firm.submit(page, NEED, button="完成并提交")
    need = number_in(people.firm.last.headers["Location"]) if people.firm.last else 0
    assert "对接联络员应在" in people.firm.follow().text
    return need


def refine(people: People, need: int) -> None:
    """The officer sharpens the text, the firm agrees."""
    desk = f"/needs/{need}/refine"
    people.officer.post(desk, button="开始凝练")
    people.officer.post(desk, REFINED, button="送企业确认")
    assert "等" in people.officer.follow().text
    offer = led_to(people.firm.get(f"/my/needs/{need}"), "对照原文")
    page = people.firm.get(offer)
    assert REFINED["note"] in page.text
    assert page.all("ins")
    people.firm.submit(page, button="同意采用")


def publish_need(people: People, need: int) -> None:
    """The officer publishes it with its classification."""
    people.officer.post(f"/review/needs/{need}", APPROVED_NEED, button="发布")
    assert REFINED["problem"] in people.unit.get(f"/needs/{need}").text


def approve(people: People) -> int:
    """The engine has found the pair; the officer approves it. Answers the deal's id."""
    people.mails()
    queue = people.officer.get("/suggestions")
    assert NEED["title"] in queue.text
    pair = next(href for href in queue.links.values() if re.fullmatch(r"/suggestions/\d+", href))
    page = people.officer.get(pair)
    assert ACHIEVEMENT["title"] in page.text
    assert page.all("mark"), "the pair page says why"
    people.officer.submit(page, button="通过", action=pair)
    assert "已通过" in people.officer.follow().text
    mine = people.firm.get("/deals")
    return number_in(next(href for href in mine.links.values() if re.match(r"/deals/\d+", href)))


def from_discovery_to_deal(people: People, achievement: int) -> int:
    """What lies between the published achievement and the question to both sides."""
    need = post_need(people)
    refine(people, need)
    publish_need(people, need)
    assert ACHIEVEMENT["title"] in people.unit.get(f"/achievements/{achievement}").text
    return approve(people)


def agree_as_firm(people: People, deal: int) -> Page:
    """The firm agrees first and does not learn the other's telephone number by that."""
    page = people.firm.get(f"/deals/{deal}/reply")
    assert UNIT_PHONE not in page.text
    people.firm.submit(page, button="同意引荐")
    waiting = people.firm.follow()
    assert UNIT_PHONE not in waiting.source
    return waiting


def test_a_unit_without_account_goes_all_the_way_by_links(people: People) -> None:
    achievement = register(people, NEW_UNIT)
    people.unit.post(people.link("confirm"), button="同意登记")
    assert "已登记同意" in people.unit.follow().text
    publish_achievement(people, achievement, verify_unit="y")

    deal = from_discovery_to_deal(people, achievement)
    agree_as_firm(people, deal)
    answers = people.link("answers")
    assert FIRM_PHONE not in people.unit.get(answers).source
    people.unit.post(answers, button="同意引荐")

    assert FIRM_PHONE in people.unit.follow().text
    page = people.firm.get(f"/deals/{deal}")
    assert "已引荐" in page.text
    assert UNIT_PHONE in page.text


def test_a_university_with_an_account_goes_all_the_way_signed_in(people: People, session: Session) -> None:
    university = make_university(session, name="江畔示例理工学院", contact_phone=UNIT_PHONE)
    office = PageClient(people.unit.app).sign_in(make_member(session, university))
    achievement = register(people, {"unit_name": university.name, "source": "scout"})
    question = led_to(office.get("/confirmations"), ACHIEVEMENT["title"])
    office.post(question, button="同意登记")
    publish_achievement(people, achievement)

    deal = from_discovery_to_deal(people, achievement)
    agree_as_firm(people, deal)
    office.post(f"/deals/{deal}/reply", button="同意引荐")

    assert FIRM_PHONE in office.follow().text
    assert UNIT_PHONE in people.firm.get(f"/deals/{deal}").text
