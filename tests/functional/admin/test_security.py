"""The security log."""

import pytest
from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from tests.factories.accounts import make_user
from tests.support.page_client import PageClient

PAGE = "/admin/security-events"


@pytest.fixture
def security(client: PageClient, session: Session) -> PageClient:
    return client.sign_in(make_user(session, Role.SECURITY_ADMIN))


def test_refusals_and_failed_sign_ins_are_there(security: PageClient, session: Session) -> None:
    visitor = PageClient(security.app)
    visitor.post("/sign-in", {"login": "nobody", "password": "not the password"}, status=422)
    visitor.sign_in(make_user(session, Role.EXPERT, name="丙某")).get("/admin/users", status=403)
    page = security.get(PAGE, max_statements=8)
    assert "登录失败" in page.text
    assert "越权被拒" in page.text
    assert "丙某" in page.text


@pytest.mark.parametrize(("query", "count"), [("kind=sign_in_failed", 1), ("kind=csrf", 0), ("address=127.0.0.1", 1)])
def test_the_log_is_narrowed(security: PageClient, query: str, count: int) -> None:
    PageClient(security.app).post("/sign-in", {"login": "nobody", "password": "not the password"}, status=422)
    assert len(security.get(f"{PAGE}?{query}").all("th", scope="row")) == count


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.OFFICER])
def test_others_are_refused(client: PageClient, session: Session, role: Role) -> None:
    client.sign_in(make_user(session, role)).get(PAGE, status=403)
