"""An organisation registers itself."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.accounts.services.create_user import NOTICE_VERSION
from matchmaker.organizations.models import Organization, OrganizationState, RoleGrant
from tests.factories.accounts import make_member, make_officer, make_user
from tests.factories.base import number
from tests.factories.organizations import credit_code, make_organization
from tests.support.mail import Mail
from tests.support.page_client import PageClient

PAGE = "/organizations/register"
SECRET = "quiet-river-barge-41"


def fields(**changed: str) -> dict[str, str]:
    return {
        "kind": "enterprise",
        "name": "淮滨精密铸造有限公司",
        "credit_code": credit_code(number()),
        "region_code": "340321",
        "contact_name": "文乔",
        "contact_phone": "0552-3100000",
        "contact_email": "wen@unit.example",
        "login": "wen.qiao",
        "password": SECRET,
        "again": SECRET,
        "consent": "y",
        **changed,
    }


def counted(session: Session) -> tuple[int, ...]:
    return tuple(
        session.scalar(select(func.count()).select_from(each)) or 0 for each in (User, Organization, RoleGrant)
    )


def test_account_organisation_and_role_come_at_once_and_the_person_is_in(client: PageClient, session: Session) -> None:
    client.post(PAGE, fields())
    assert "注册成功" in client.follow().messages
    assert client.get("/account").status == 200
    user, organization = session.scalars(select(User)).one(), session.scalars(select(Organization)).one()
    assert (user.login, user.name, user.consent_version) == ("wen.qiao", "文乔", NOTICE_VERSION)
    assert (organization.state, organization.contact_name) == ("unverified", "文乔")
    grant = session.scalars(select(RoleGrant)).one()
    assert (grant.user_id, grant.organization_id, grant.role) == (user.id, organization.id, "enterprise")


def test_a_university_gets_its_own_role(client: PageClient, session: Session) -> None:
    client.post(PAGE, fields(kind="university", name="淮滨理工学院", credit_code=""))
    assert session.scalars(select(RoleGrant.role)).all() == ["university_office"]


def test_the_regions_officer_is_asked_to_verify(
    client: PageClient, session: Session, mails: Callable[[], list[Mail]]
) -> None:
    make_officer(session, "340321", email="officer@bureau.example")
    client.post(PAGE, fields())
    assert [(mail.to, mail.subject) for mail in mails()] == [
        ("officer@bureau.example", "新单位待核验：淮滨精密铸造有限公司")
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"credit_code": ""}, "企业必须填写统一社会信用代码"),
        ({"credit_code": "91340300MA2N000011"}, "校验位不符"),
        ({"credit_code": "123"}, "应为 18 位"),
        ({"name": ""}, "请填写单位全称"),
        ({"name": "某" * 101}, "最多 100 个字"),
        ({"name": "淮滨\x07公司"}, "控制字符"),
        ({"region_code": ""}, "请选择所在地区"),
        ({"contact_phone": ""}, "请填写电话"),
        ({"login": "有汉字"}, "英文字母"),
        ({"password": "short", "again": "short"}, "至少 10 个字符"),
        ({"again": "something else"}, "两次输入的密码不一样"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_half_saved(
    client: PageClient, session: Session, changed: dict[str, str], said: str
) -> None:
    page = client.post(PAGE, fields(**changed), status=422)
    assert said in page.error_summary
    form = page.form("注册")
    assert form.value("login") == changed.get("login", "wen.qiao")
    assert form.value("region_code") == changed.get("region_code", "340321")
    assert counted(session) == (0, 0, 0)


def test_consent_is_asked_for(client: PageClient, session: Session) -> None:
    given = fields()
    del given["consent"]
    assert "请先阅读并同意" in client.post(PAGE, given, status=422).error_summary
    assert counted(session) == (0, 0, 0)


def test_all_complaints_come_together(client: PageClient, session: Session) -> None:
    make_user(session, login="wen.qiao")
    page = client.post(PAGE, fields(credit_code="91340300MA2N000011"), status=422)
    assert "校验位不符" in page.error_summary
    assert "已被使用" in page.error_summary


@pytest.mark.parametrize("same", ["name", "credit_code"])
def test_a_registered_unit_points_to_its_own_people_and_tells_nothing(
    client: PageClient, session: Session, same: str
) -> None:
    unit = make_organization(session, state=OrganizationState.UNVERIFIED, contact_name="丙某")
    make_member(session, unit)
    before = counted(session)
    page = client.post(PAGE, fields(**{same: getattr(unit, same)}), status=422)
    assert "联系本单位的平台管理员" in page.error_summary
    assert "丙某" not in page.source
    assert counted(session) == before


def test_sent_twice_is_registered_once(client: PageClient, session: Session) -> None:
    page = client.get(PAGE)
    client.submit(page, fields(), button="注册")
    client.raw.delete_cookie("matchmaker_session")
    client.raw.post(PAGE, data={**dict(page.form("注册").values), **fields()})
    assert counted(session) == (1, 1, 1)


def test_whoever_is_signed_in_has_an_account_already(client: PageClient, session: Session) -> None:
    client.sign_in(make_user(session)).get(PAGE, status=303)


def test_the_page_is_cheap(client: PageClient) -> None:
    client.get(PAGE, max_statements=8)
