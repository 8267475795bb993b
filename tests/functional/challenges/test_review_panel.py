"""Officers form the judging panel, see what it lacks, and replace who steps aside."""

from __future__ import annotations

from flask import Flask

from matchmaker.challenges.models import Background, Profile, Stage
from matchmaker.challenges.services.form_panel import declare_conflict
from matchmaker.core.authz import Role
from tests.factories.accounts import CITY, make_user
from tests.support.page_client import PageClient, Value
from tests.unit.challenges.stage import Way


def rows(people: list[int], user: int) -> dict[str, Value]:
    """The form's rows: ``people``, of whom ``user`` is the final user."""
    filled: dict[str, Value] = {}
    for number, person in enumerate(people):
        where = Background.FINAL_USER if person == user else Background.RESEARCH
        filled |= {f"members-{number}-member": str(person), f"members-{number}-background": where.value}
    return filled


def test_a_county_seats_five_and_is_told_at_the_field_what_is_wrong(app: Flask, way: Way) -> None:
    way.qualified(bids=1)
    officer = PageClient(app).sign_in(way.county)
    page, form = (f"/challenges/{way.challenge_id}/review-panel{part}" for part in ("", "/members"))
    assert form in officer.get(page).links.values()
    experts = [person.id for person in way.experts]
    refused = officer.post(form, rows(experts[:4], way.member.id), 422)
    assert "须为奇数" in refused.error_summary
    assert "最终用户" in refused.error_summary
    twice = officer.post(form, rows([*experts[:4], experts[0]], experts[0]), 422)
    assert "已经在上面" in twice.error_summary
    insider = officer.post(form, rows([*experts[:4], way.member.id], experts[0]), 422)
    assert "发榜单位的人员只能以最终用户身份参加" in insider.error_summary
    officer.post(form, rows([*experts[:4], way.member.id], way.member.id))
    shown = officer.follow()
    assert "还有 5 名没有声明" in shown.text
    assert shown.text.count("没有声明") >= 5
    assert page in officer.get(f"/challenges/{way.challenge_id}/case").links.values()


def test_rows_are_added_without_scripts(app: Flask, way: Way) -> None:
    way.receiving()
    officer = PageClient(app).sign_in(way.county)
    form = f"/challenges/{way.challenge_id}/review-panel/members"
    page = officer.get(form)
    more = officer.submit(page, {"members-0-member": str(way.experts[0].id)}, 200, button="添加一行专家")
    assert "members-5-member" in more.form("组成专家组").names


def test_a_final_user_of_another_firm_is_named_by_login(app: Flask, way: Way) -> None:
    way.receiving()
    officer, user = PageClient(app).sign_in(way.county), way.members[3]
    form = f"/challenges/{way.challenge_id}/review-panel/members"
    four = rows([person.id for person in way.experts[:4]], 0)
    assert "没有这个登录名" in officer.post(form, {**four, "final_user": "nobody-at-all"}, 422).error_summary
    officer.post(form, {**four, "final_user": user.login})
    assert user.name in officer.follow().text
    assert officer.get(form).form("组成专家组").value("final_user") == user.login


def test_who_steps_aside_is_replaced(app: Flask, way: Way) -> None:
    way.reviewing(bids=1)
    officer = PageClient(app).sign_in(way.county)
    newcomer = make_user(way.session, Role.EXPERT, region_code=CITY, name="候补专家")
    seat = way.seats(Stage.REVIEW)[-1]
    way.do(declare_conflict, seat, conflict=True, note="与负责人是师生。", actor=way.expert(seat))
    page = officer.get(f"/challenges/{way.challenge_id}/review-panel")
    assert "与负责人是师生" in page.text
    assert "现有 4 名" in page.text
    path = f"/seats/{seat.id}/replacement"
    assert "请选择专家" in officer.post(path, {}, 422).error_summary
    assert "没有这个登录名" in officer.post(path, {"login": "nobody-at-all"}, 422).error_summary
    assert "已在专家组中" in officer.post(path, {"member": str(way.experts[0].id)}, 422).error_summary
    officer.post(path, {"member": str(newcomer.id), "background": "research"})
    assert "候补专家" in officer.follow().text
    stranger = PageClient(app).sign_in(newcomer)
    stranger.get(path, 403)


def test_a_firm_that_pays_alone_has_no_panel(app: Flask, way: Way) -> None:
    way.qualified(bids=1, profile=Profile.ENTERPRISE)
    officer = PageClient(app).sign_in(way.county)
    officer.get(f"/challenges/{way.challenge_id}/review-panel/members", 409)
    assert "没有评审专家组" in officer.get(f"/challenges/{way.challenge_id}/review-panel").text
