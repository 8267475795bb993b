"""The audit trail, as the audit administrator reads it."""

from urllib.parse import urlencode

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Role
from tests.factories.accounts import make_member, make_user
from tests.factories.organizations import make_organization
from tests.support.guards import unguarded
from tests.support.page_client import PageClient
from tests.support.pages import words

PAGE = "/admin/audit"


@pytest.fixture
def auditor(client: PageClient, session: Session) -> PageClient:
    return client.sign_in(make_user(session, Role.AUDIT_ADMIN))


def test_steps_stand_in_words_newest_first(auditor: PageClient, session: Session) -> None:
    make_organization(session)
    page = auditor.get(PAGE, max_statements=8)
    rows = [words(row) for row in page.all("tr")[1:3]]
    assert "通过核验" in rows[0]
    assert "待核验 → 已核验" in rows[0]
    assert "建立" in rows[1]


def test_the_trail_is_narrowed(auditor: PageClient, session: Session) -> None:
    unit = make_organization(session)
    member = make_member(session, unit, login="wen.qiao", name="文乔")
    PageClient(auditor.app).sign_in(member).post("/account", {"name": "文乔（技术部）"})
    today, tomorrow = clock.today(), clock.today().replace(year=clock.today().year + 1)
    expected = {
        "subject_kind=organization": 2,
        f"subject_kind=organization&subject_id={unit.id}": 2,
        "who=wen.qiao": 1,
        urlencode({"who": "文乔（技术部）"}): 1,
        f"who=wen.qiao&first={today}&last={today}": 1,
        f"first={tomorrow}": 0,
        "who=nobody": 0,
    }
    counted = {query: len(auditor.get(f"{PAGE}?{query}").all("th", scope="row")) for query in expected}
    assert counted == expected


def test_a_day_that_is_none_is_named(auditor: PageClient) -> None:
    assert auditor.get(f"{PAGE}?first=yesterday").all("p", class_="field-error")


def test_a_whole_chain_is_said_to_be_whole(auditor: PageClient) -> None:
    assert "记录链完整" in auditor.get(f"{PAGE}/verification").text


def test_a_changed_entry_is_found(auditor: PageClient, session: Session) -> None:
    make_organization(session)
    engine = session.get_bind()
    with unguarded(engine) as connection:  # type: ignore[arg-type]
        connection.execute(text("UPDATE audit_entry SET action = 'organization.suspend' WHERE seq = 2"))
    page = auditor.get(f"{PAGE}/verification")
    assert "记录链不完整" in page.text
    assert "第 2 条" in page.text


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.OFFICER])
def test_those_who_act_do_not_read_the_trail(client: PageClient, session: Session, role: Role) -> None:
    client.sign_in(make_user(session, role))
    client.get(PAGE, status=403)
    client.get(f"{PAGE}/verification", status=403)
