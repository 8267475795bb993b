"""Nothing restricted is anywhere the public looks: every state × disclosure × reader.

Each restricted value carries the word 隐匿; a masked record lies in a county, an
industry, a price band, a stage and a mode that no open record has. So one word,
and one option in a facet, would give it away.
"""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, Disclosure, NeedState
from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.core.money import FEN_PER_WAN
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization
from tests.factories.accounts import make_member, make_officer, make_scout, make_user
from tests.factories.listed import list_achievement, list_need
from tests.factories.organizations import make_enterprise, make_university
from tests.support.page_client import PageClient
from tests.support.pages import lasting

SECRET = "隐匿"
# Only restricted records have these; as words they would stand in facets or cards.
TELLING = ("五河", "卫生和社会工作", "500万元以上", "初期（", "作价入股", "7,777", "7777")
QUERIES = (SECRET, "隐", "五河", "蚌埠", "")
LISTS = ("/search", "/achievements", "/needs")
NARROWED = (
    "industry=Q",
    "region=340322",
    "price=over_500",
    "stage=early",
    "mode=equity",
    "kind=need&price=over_500",
    "sort=price",
    "sort=maturity",
    "print=1",
)
ANYBODY = {"contact_name": f"{SECRET}联系人", "contact_phone": "0552-7777777", "contact_email": "yinni@example.org"}


def secrets(**more: Any) -> dict[str, Any]:
    """What a restricted record holds, in every column that pages or the index might take."""
    return {
        "title": f"{SECRET}名称",
        "one_liner": f"{SECRET}一句话",
        "industry_code": "84",
        "region_code": "340322",
        "capture_note": f"{SECRET}来源",
        "summary": f"{SECRET}简介",
        "problem_solved": f"{SECRET}问题",
        "advantage": f"{SECRET}优势",
        "keywords": [f"{SECRET}词"],
        "tags": [SECRET],
        "trl": 2,
        "transfer_modes": ["equity"],
        "price_min": 7777 * FEN_PER_WAN,
        "price_max": 7777 * FEN_PER_WAN,
        "completed_by": f"{SECRET}课题组",
        "contact_team": f"{SECRET}部门",
        **more,
    }


def need_secrets(**more: Any) -> dict[str, Any]:
    names = ("title", "one_liner", "industry_code", "region_code")
    texts = ("background", "problem", "tried_before", "research_content", "solver_requirements", "wished_experts")
    return {
        **{name: value for name, value in secrets().items() if name in names},
        **{name: f"{SECRET}{name}" for name in texts},
        "existing_conditions": SECRET,
        "funding_source": SECRET,
        "ownership_intent": SECRET,
        "cooperation_modes": ["equity"],
        "budget": 7777 * FEN_PER_WAN,
        "budget_band": "over_500",
        **more,
    }


def fill(session: Session) -> list[str]:
    """One record of every kind, state and disclosure; returns the addresses of all pages."""
    university = make_university(session, name=f"{SECRET}学院", region_code="340322", **ANYBODY)
    enterprise = make_enterprise(session, name=f"{SECRET}公司", region_code="340322", **ANYBODY)
    addresses = [*_open(session)]

    def call(inner: Session) -> list[str]:
        return [*_all_states(inner, university, enterprise)]

    return addresses + transact(session, call)


def _open(session: Session) -> Iterator[str]:
    """Open records, whose contacts and third persons alone are restricted."""
    university, enterprise = make_university(session, **ANYBODY), make_enterprise(session, **ANYBODY)
    hidden: dict[str, Any] = {"publish_note": SECRET, "state_reason": SECRET}
    yield f"/achievements/{list_achievement(session, organization=university, contact_team=SECRET, **hidden).id}"
    yield f"/needs/{list_need(session, organization=enterprise, wished_experts=SECRET, **hidden).id}"


def _all_states(session: Session, university: Organization, enterprise: Organization) -> Iterator[str]:
    for disclosure, approved in ((each, approved) for each in Disclosure for approved in (False, True)):
        masked = {
            "disclosure": disclosure.value,
            "masked_text": "某单位需要耐高温合金。" if approved else f"{SECRET}草稿",
            "masked_approved_at": clock.now() if approved else None,
        }
        for state in AchievementState:
            if not (state == "published" and disclosure == Disclosure.PUBLIC):
                row = list_achievement(session, state, organization=university, **secrets(**masked))
                yield f"/achievements/{row.id}"
        for need_state in NeedState:
            if not (need_state == "published" and disclosure == Disclosure.PUBLIC):
                need = list_need(session, need_state, organization=enterprise, **need_secrets(**masked))
                yield f"/needs/{need.id}"


def told(visitor: PageClient, paths: list[str]) -> list[str]:
    """Every restricted word on these pages, and every answer that is neither a page nor a missing one."""
    found = []
    for path in paths:
        answer = visitor.answer(path)
        said = _said(lasting(answer.text, answer.headers), path)
        found += [f"{path}: {word}" for word in (SECRET, *TELLING, *ANYBODY.values()) if word in said]
        found += [f"{path}: {answer.status_code}"] if answer.status_code not in {200, 404} else []
    return found


def test_no_page_tells_anybody_what_is_restricted(session: Session, client: PageClient) -> None:
    addresses = fill(session)
    paths = [f"{path}?q={query}" for path in LISTS for query in QUERIES]
    paths += [f"{path}?{options}" for path in LISTS for options in NARROWED]
    paths += [f"/open-data/{kind}/{form}" for kind in ("achievements", "needs") for form in ("csv", "json")]
    assert not told(client, [*paths, *addresses])
    seen = [path for path in addresses if client.answer(path).status_code == 200]
    assert len(seen) == 2 + 4  # two open; of each kind two masked: approved and not
    for path in ("/achievements", "/needs"):
        for options in NARROWED[:3]:
            page = client.get(f"{path}?{options}")
            assert not page.all("h2", class_="card-title"), page.path


def test_signing_in_tells_those_without_rights_no_more(session: Session, visit_as: Callable[[Any], PageClient]) -> None:
    addresses = fill(session)
    readers = (
        make_member(session, make_enterprise(session)),
        make_member(session, make_university(session)),
        make_scout(session),
        make_user(session, Role.EXPERT, region_code="340600"),
        make_officer(session, "340600"),
        make_user(session, Role.LEADER, region_code="340300"),
    )
    for each in readers:
        assert not told(visit_as(each), [f"/search?q={SECRET}", "/achievements", "/needs", *addresses[::5]])


def _said(source: str, path: str) -> str:
    """The page without what the visitor typed or chose, which it repeats."""
    query = path.partition("q=")[2]
    body = source.replace(query, "") if query else source
    chosen = {"industry=Q": "卫生和社会工作", "region=340322": "五河", "price=over_500": "500万元以上"}
    chosen |= {"stage=early": "初期（", "mode=equity": "作价入股"}
    for option, word in chosen.items():
        if option in path:
            body = body.replace(word, "")
    return body
