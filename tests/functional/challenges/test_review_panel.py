"""Officers form the judging panel, see what it lacks, and replace who steps aside."""

from __future__ import annotations

from flask import Flask

from matchmaker.accounts.models import User
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


def test_who_disappears_half_way_is_replaced_by_the_page_with_a_reason(app: Flask, way: Way) -> None:
    first, second = way.reviewing(bids=2)
    newcomer = make_user(way.session, Role.EXPERT, region_code=CITY, name="候补专家")
    for bid, seats in ((first, slice(None)), (second, slice(4))):
        way.score(bid, 80, seats)
    gone = way.seats(Stage.REVIEW)[-1]
    window = PageClient(app).sign_in(way.session.get_one(User, gone.user_id))
    window.get(f"/bids/{second.id}", max_statements=11)
    officer, path = PageClient(app).sign_in(way.county), f"/seats/{gone.id}/replacement"
    panel = officer.get(f"/challenges/{way.challenge_id}/review-panel")
    assert path in panel.links.values()
    page = officer.get(path)
    assert "已交的 1 份评分表保持密封，不计入结果" in page.text
    given: dict[str, Value] = {"member": str(newcomer.id), "background": "research"}
    refused = officer.submit(page, given, 422, button="更换")
    assert "须写明理由" in refused.error_summary
    assert refused.form("更换").value("member") == str(newcomer.id)
    officer.submit(refused, {"reason": "出国，联系不上。"}, button="更换")
    shown = officer.follow()
    assert all(words in shown.text for words in ("候补专家", "出国，联系不上。", "1 份，保持密封，不计入结果"))
    assert path not in shown.links.values()
    officer.get(path, 409)
    for closed in (f"/seats/{gone.id}", f"/seats/{gone.id}/sheets/{second.id}", f"/bids/{second.id}"):
        window.get(closed, 404)
    assert not any("/seats/" in link for link in window.get("/workbench").links.values())
    other = PageClient(app).sign_in(newcomer)
    assert any(link.endswith("/conflict") for link in other.get("/workbench").links.values())


def test_a_firm_that_pays_alone_has_no_panel(app: Flask, way: Way) -> None:
    way.qualified(bids=1, profile=Profile.ENTERPRISE)
    officer = PageClient(app).sign_in(way.county)
    officer.get(f"/challenges/{way.challenge_id}/review-panel/members", 409)
    assert "没有评审专家组" in officer.get(f"/challenges/{way.challenge_id}/review-panel").text
