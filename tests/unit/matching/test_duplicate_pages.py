from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import ANONYMOUS, Actor
from matchmaker.matching import duplicate_pages as pages
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_achievement, make_need


def _officer(session: Session) -> Actor:
    return actor_of_user(session, make_officer(session))


def test_sections_are_compared_under_their_names(app: Flask, session: Session) -> None:
    one = make_achievement(session, title="陶瓷膜浓缩工艺", summary="", advantage="能耗降低三成。")
    other = make_achievement(
        session, title="陶瓷膜浓缩技术", summary="只有这边写了。", advantage="猪饲料配方与母猪料线。"
    )
    with app.test_request_context("/"):
        sides = [pages.shown(_officer(session), each) for each in (one, other)]
        lines = {line.label: line for line in pages.lines(*sides)}
    assert lines["名称"].left == [("陶瓷膜浓缩", False), ("工艺", True)]
    assert lines["名称"].right == [("陶瓷膜浓缩", False), ("技术", True)]
    assert (lines["名称"].relation, lines["主要技术指标"].relation) == ("close", "same")
    assert (lines["成果简介"].left, lines["成果简介"].relation) == ([], "one_sided")
    assert (lines["好在哪里"].relation, lines["好在哪里"].left) == ("apart", [("能耗降低三成。", False)])


def test_a_masked_record_of_others_is_compared_by_its_public_text_alone(app: Flask, session: Session) -> None:
    masked: dict[str, Any] = {
        "disclosure": "masked",
        "masked_text": "一种膜浓缩工艺。",
        "masked_approved_at": clock.now(),
    }
    one, other = (
        make_need(session, title="真实的名称", **masked),
        make_need(session, disclosure="masked", masked_text=""),
    )
    with app.test_request_context("/"):
        left, right = pages.shown(ANONYMOUS, one), pages.shown(ANONYMOUS, other)
        told = [text for line in pages.lines(left, right) for text, _differs in (*line.left, *line.right)]
    assert left.href == f"/needs/{one.id}"
    assert right.title == "一项脱敏公开的需求"
    assert (left.organization, left.region, left.closing_href) == ("单位不公开", "地区不公开", "")
    assert "真实的名称" not in "".join(told)
    assert one.problem not in told


def test_an_officer_is_led_to_where_a_record_can_be_closed(app: Flask, session: Session) -> None:
    with app.test_request_context("/"):
        here = pages.shown(_officer(session), make_need(session))
        there = pages.shown(_officer(session), make_need(session, region_code="340404"))
    assert here.closing_href == f"/review/needs/{here.record.id}"
    assert there.closing_href == ""


def test_only_what_is_the_same_is_a_hundred_per_cent() -> None:
    assert [pages.percent(each) for each in (1.0, 0.9999, 0.92, 0.6549)] == [100, 99, 92, 65]
