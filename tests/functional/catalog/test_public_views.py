"""What everybody finds and reads without signing in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.catalog.models import NeedState
from matchmaker.catalog.ports import INTRODUCTIONS, NEIGHBOURS, Neighbour
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.money import FEN_PER_WAN
from matchmaker.web.extensions import db
from tests.factories.accounts import make_member, make_officer
from tests.factories.catalog import make_achievement, make_need
from tests.factories.listed import list_achievement, list_need
from tests.factories.organizations import make_enterprise, make_university
from tests.support.page_client import PageClient
from tests.support.pages import Page, words
from tests.support.statements import count_statements

Visit = Callable[[Any], PageClient]
MOST_STATEMENTS = 8


def titles(page: Page) -> list[str]:
    """The names in the list of results, in order."""
    return [words(each) for each in page.all("h2", class_="card-title")]


def marks(page: Page) -> set[str]:
    return {words(each) for each in page.all("mark")}


def option(page: Page, label: str) -> tuple[str, int]:
    """Address and count of a facet's option."""
    for each in page.all("a", class_="facet-option"):
        text = words(each)
        if label in text:
            number = next(words(span) for span in each.iter("span") if span.get("class") == "num")
            return each.get("href", ""), int(number)
    raise AssertionError(f"no option {label} on {page.path}")


def test_a_word_of_two_characters_is_found_on_both_sides_and_marked(session: Session, client: PageClient) -> None:
    list_achievement(session, title="超薄柔性玻璃强化", summary="离子交换")
    list_need(session, title="玻璃切割断面微裂纹")
    list_need(session, title="发酵液浓缩")
    page = client.get("/search", q="玻璃")
    assert sorted(titles(page)) == ["玻璃切割断面微裂纹", "超薄柔性玻璃强化"]
    assert marks(page) == {"玻璃"}
    assert page.title.startswith("搜索“玻璃”")


def test_traditional_and_full_width_spellings_find_the_same(session: Session, client: PageClient) -> None:
    list_achievement(session, title="UTG玻璃强化")
    for query in ("強化", "ＵＴＧ", "utg 玻璃"):
        assert titles(client.get("/achievements", q=query)) == ["UTG玻璃强化"]


def test_title_hits_come_first_unless_the_newest_are_asked_for(session: Session, client: PageClient) -> None:
    list_achievement(session, title="柔性玻璃")
    with clock.frozen(clock.now() + timedelta(days=1)):
        list_achievement(session, title="强化工艺", summary="用于柔性玻璃")
    page = client.get("/achievements", q="玻璃")
    assert titles(page) == ["柔性玻璃", "强化工艺"]
    assert titles(client.get(page.links["最新发布"])) == ["强化工艺", "柔性玻璃"]


def test_lists_are_sorted_by_maturity_and_price_with_the_unknown_last(session: Session, client: PageClient) -> None:
    for title, trl, price in (("甲", 4, 90), ("乙", 9, 300), ("丙", None, None)):
        fen = None if price is None else price * FEN_PER_WAN
        list_achievement(session, title=title, trl=trl, price_min=fen, price_max=fen)
    assert titles(client.get("/achievements", sort="maturity")) == ["乙", "甲", "丙"]
    assert titles(client.get("/achievements", sort="price")) == ["甲", "乙", "丙"]
    for title, budget in (("丁", 10), ("戊", 80)):
        list_need(session, title=title, budget=budget * FEN_PER_WAN)
    assert titles(client.get("/needs", sort="price")) == ["戊", "丁"]


def test_facets_count_narrow_and_let_go_again(session: Session, client: PageClient) -> None:
    list_achievement(session, title="甲", field_code="electronics", region_code="340302")
    list_achievement(session, title="乙", field_code="new_materials", region_code="340302")
    list_achievement(session, title="丙", field_code="new_materials", region_code="340602")
    page = client.get("/achievements")
    href, number = option(page, "新材料")
    assert number == 2
    page = client.get(href)
    assert set(titles(page)) == {"乙", "丙"}
    href, number = option(page, "蚌埠市")
    assert number == 1
    page = client.get(href)
    assert titles(page) == ["乙"]
    assert option(page, "龙子湖区")[1] == 1
    assert option(page, "电子信息")[1] == 1  # what choosing it as well would add
    removed = client.get(page.all("a", class_="chip")[0].get("href", ""))
    assert set(titles(removed)) == {"甲", "乙"}


def test_an_address_can_be_shared_and_strange_options_do_no_harm(session: Session, client: PageClient) -> None:
    list_achievement(session, title="甲", field_code="electronics")
    path = "/achievements?field=electronics&field=nonsense&region=%27&stage=&page=99&sort=nonsense&q="
    assert titles(client.get(path)) == ["甲"]
    assert client.get("/search", kind="nonsense").status == 200
    assert client.get("/needs", q="%_\"'*:() OR NEAR").status == 200


def test_the_two_sides_can_be_told_apart_in_one_search(session: Session, client: PageClient) -> None:
    list_achievement(session, title="柔性玻璃")
    list_need(session, title="玻璃切割")
    href, number = option(client.get("/search", q="玻璃"), "技术需求")
    assert number == 1
    page = client.get(href)
    assert titles(page) == ["玻璃切割"]
    assert option(page, "100万～500万元")[1] == 1


def test_pages_have_twenty_and_the_print_view_more(session: Session, client: PageClient) -> None:
    owner = make_university(session)
    for number in range(23):
        list_achievement(session, title=f"成果{number}", organization=owner)
    page = client.get("/achievements", q="成果")
    assert len(titles(page)) == 20
    assert len(titles(client.get(page.links["下一页"]))) == 3
    printed = client.get(page.links["打印版"])
    assert len(titles(printed)) == 23
    assert not printed.all("aside", class_="facets")


def test_a_long_word_that_nobody_wrote_leads_to_its_parts(session: Session, client: PageClient) -> None:
    list_achievement(session, title="钙钛矿组件封装")
    page = client.get("/achievements", q="钙钛矿叠层电池")
    assert titles(page) == ["钙钛矿组件封装"]
    assert "没有同时含有这些词的记录" in page.text
    assert "钙钛" in "".join(marks(page))


def test_an_empty_result_says_what_to_do(session: Session, client: PageClient) -> None:
    assert "还没有公开的需求" in client.get("/needs").text
    list_need(session, title="玻璃切割")
    assert "换一个更短的词" in client.get("/needs", q="飞机").text
    narrowed = client.get("/needs", q="玻璃", price="under_10")
    assert "没有符合全部筛选条件" in narrowed.text
    assert titles(client.get(narrowed.links["清除筛选"])) == ["玻璃切割"]


@pytest.mark.parametrize("path", ["/search?q=玻璃", "/achievements", "/needs", "/search?q=钛酸锂玻璃", "/needs?q=无"])
def test_a_list_takes_few_statements_whoever_asks(session: Session, app: Flask, visit_as: Visit, path: str) -> None:
    for _number in range(4):
        list_achievement(session, title="柔性玻璃")
        list_need(session, title="玻璃切割")
    visitor = visit_as(make_member(session, make_enterprise(session)))
    with app.app_context(), count_statements(db.engine) as counted:
        visitor.get(path)
    # Where nothing has all the words, what has some of them is asked for besides.
    assert counted.count <= MOST_STATEMENTS + ("钛酸锂玻璃" in path), str(counted)


def test_an_achievement_has_its_page(session: Session, client: PageClient, app: Flask, visit_as: Visit) -> None:
    owner = make_university(session, name="测试玻璃学院")
    row = list_achievement(session, organization=owner, title="柔性玻璃强化", contact_team="秘书处")
    page = client.get(f"/achievements/{row.id}")
    assert page.heading == "柔性玻璃强化"
    shown = ("测试玻璃学院", "单位身份已核验", "浓缩收率", "80～120 万元", "普通许可", "7 级", "自评", "发明专利")
    for text in shown:
        assert text in page.text
    assert "秘书处" not in page.source
    assert "/sign-in" in page.links["我有兴趣"]
    assert [each.get("href") for each in page.all("link", rel="canonical")] == [f"/achievements/{row.id}"]
    visitor = visit_as(make_member(session, make_enterprise(session)))
    with app.app_context(), count_statements(db.engine) as counted:
        visitor.get(f"/achievements/{row.id}")
    assert counted.count <= MOST_STATEMENTS, str(counted)


def test_a_level_is_shown_only_with_its_certificate(session: Session, client: PageClient) -> None:
    row = list_achievement(session, level_claim="international_leading", evaluation_body="某评价机构")
    assert "国际领先" not in client.get(f"/achievements/{row.id}").source


def test_a_need_has_its_page(session: Session, client: PageClient) -> None:
    row = list_need(session, title="高黏发酵液浓缩", wished_experts="某位专家")
    page = client.get(f"/needs/{row.id}")
    assert page.heading == "高黏发酵液浓缩"
    assert "板框压滤" in page.text
    assert "12 个月" in page.text
    assert "某位专家" not in page.source


def test_a_masked_need_shows_its_approved_text_field_and_city(session: Session, client: PageClient) -> None:
    owner = make_enterprise(session, name="淮测机械有限公司", region_code="340321")
    masked: dict[str, Any] = {"disclosure": "masked", "masked_text": "需要耐高温合金。含尘工况。"}
    row = list_need(
        session, organization=owner, region_code="340321", title="秘密名称", masked_approved_at=clock.now(), **masked
    )
    page = client.get(f"/needs/{row.id}")
    assert page.heading == "需要耐高温合金"
    assert "含尘工况" in page.text
    assert "企业（蚌埠）" in page.text
    for hidden in ("淮测机械", "秘密名称", "怀远"):
        assert hidden not in page.source
    waiting = list_need(session, organization=owner, title="秘密名称", **masked)
    page = client.get(f"/needs/{waiting.id}")
    assert "需要耐高温合金" not in page.source
    assert "还没有给出可公开的说明" in page.text


@pytest.mark.parametrize(("make", "side"), [(make_achievement, "achievements"), (make_need, "needs")])
def test_what_is_not_public_looks_missing(
    session: Session, client: PageClient, make: Callable[..., Any], side: str
) -> None:
    hidden = make(session, disclosure="officers_only")
    for key in (hidden.id, 999999, 2**63):
        client.get(f"/{side}/{key}", status=404)


def test_a_record_taken_back_is_gone_at_once(session: Session, client: PageClient) -> None:
    row = make_need(session, NeedState.WITHDRAWN)
    client.get(f"/needs/{row.id}", status=404)
    assert titles(client.get("/needs")) == []


def test_asking_to_be_introduced_appears_when_somebody_arranges_it(
    session: Session, app: Flask, visit_as: Visit
) -> None:
    class Desk:
        def ask_href(self, actor: Actor, kind: str, record_id: int) -> str:
            return f"/ask/{kind}/{record_id}" if actor.is_signed_in else ""

    row = list_achievement(session)
    visitor = visit_as(make_member(session, make_enterprise(session)))
    assert "申请引荐" not in visitor.get(f"/achievements/{row.id}").links
    app.extensions[INTRODUCTIONS] = Desk()
    assert visitor.get(f"/achievements/{row.id}").links["申请引荐"] == f"/ask/achievement/{row.id}"


def test_similar_records_are_open_ones_only(session: Session, app: Flask, client: PageClient) -> None:
    row, other = list_need(session), list_need(session, title="相近的需求")
    masked = list_need(session, title="不公开的名称", disclosure="masked")

    class Finder:
        def near(self, _kind: str, _title: str, _body: str, exclude_id: int) -> list[Neighbour]:
            return [Neighbour(each.id, ("浓缩",)) for each in (masked, other) if each.id != exclude_id]

    app.extensions[NEIGHBOURS] = Finder()
    page = client.get(f"/needs/{row.id}")
    assert page.links["相近的需求"] == f"/needs/{other.id}"
    assert "都提到：浓缩" in page.text
    assert "不公开的名称" not in page.source


def test_an_officer_of_the_region_reads_the_public_page_too(session: Session, visit_as: Visit) -> None:
    row = list_achievement(session, title="柔性玻璃强化")
    assert visit_as(make_officer(session)).get(f"/achievements/{row.id}").heading == "柔性玻璃强化"
