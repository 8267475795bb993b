"""咨询委员会: the roster with its composition against the city's rule, and appointing members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.challenges.models import Background, CouncilMember
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.preparing_forms import BACKGROUND_WORDS, CouncilMemberForm
from matchmaker.challenges.queries import enterprise_share
from matchmaker.challenges.queries.council import cities_of, council_regions, experts, sits_today
from matchmaker.challenges.queries.council import council as members_of
from matchmaker.challenges.queries.panels import Gauge, gauge
from matchmaker.challenges.services.council import change_member, seat_member
from matchmaker.challenges.views.blueprint import blueprint
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.regions import city_of
from matchmaker.organizations.queries import sources
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

SEE, KEEP = (needs(each, PERMISSIONS) for each in (Permission.SEE_COUNCIL, Permission.KEEP_COUNCIL))
RULE = "challenge.council_share"


@dataclass(frozen=True, slots=True)
class Council:
    """One region's council: its members, how those whose term runs stand by the rule, and the rule's source."""

    name: str
    members: Sequence[tuple[CouncilMember, User]]
    gauge: Gauge
    source: str


@blueprint.get("/council")
@require(GET=SEE)
def council() -> str:
    """Each council of the cities one is responsible for."""
    actor = current_actor()
    cities = cities_of(actor)
    names = council_regions(db.session, cities)
    members = members_of(db.session, cities)
    seated = {member.region_code for member, _user in members}
    shown = sorted({*(code for code in cities if code in names), *seated})
    return render_template(
        "challenges/council.html",
        councils=[_council(code, names.get(code, code), members) for code in shown],
        backgrounds=BACKGROUND_WORDS,
        sits=sits_today,
        may_keep=PERMISSIONS.holds(actor, Permission.KEEP_COUNCIL) and bool(_own_regions(actor, names)),
        may_change=lambda member: PERMISSIONS.allows(actor, Permission.KEEP_COUNCIL, member),
    )


def _council(code: str, name: str, members: Sequence[tuple[CouncilMember, User]]) -> Council:
    own = [pair for pair in members if pair[0].region_code == code]
    today = [member.background for member, _user in own if sits_today(member)]
    measured = gauge(today, enterprise_share(db.session, code))
    return Council(name, own, measured, _(sources(db.session, [RULE], code)[RULE]))


def _own_regions(actor: Actor, names: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, name) for code, name in names.items() if actor.covers(code)]


@blueprint.route("/council/new", methods=["GET", "POST"])
@require(GET=KEEP, POST=KEEP)
def new_council_member() -> Answer:
    """Appoint an expert."""
    actor = current_actor()
    regions = _own_regions(actor, council_regions(db.session, cities_of(actor)))
    people = {
        user.id: f"{user.name}（{user.login}）"
        for code in sorted({city_of(code) for code, _name in regions})
        for user in experts(db.session, code)
    }
    form = CouncilMemberForm(
        request.form, people=list(people.items()), regions=regions, data={"starts_on": clock.today()}
    )
    if request.method == "GET":
        return render_template("challenges/council_member.html", form=form, person="")
    if (answered := replayed()) is not None:
        return answered

    def once(session: Session) -> str:
        given = (form.region_code.data, form.user_id.data, Background(form.background.data))
        seat_member(session, *given, form.first_day, form.ends_on.data, actor=actor)
        return url_for("challenges.council")

    return answer_form(
        form,
        once,
        lambda: render_template("challenges/council_member.html", form=form, person=""),
        _("已聘任，并已通知专家。"),
    )


@blueprint.route("/council/<id:member_id>", methods=["GET", "POST"])
@require(GET=KEEP, POST=KEEP)
def edit_council_member(member_id: int) -> Answer:
    """Change background and term; a last day that has passed ends the membership."""
    row, actor = load(CouncilMember, member_id, Permission.KEEP_COUNCIL, PERMISSIONS), current_actor()
    form = CouncilMemberForm(request.form, obj=row, people=None, regions=[])
    person = db.session.get_one(User, row.user_id).name
    if request.method == "GET":
        return render_template("challenges/council_member.html", form=form, person=person)
    if (answered := replayed()) is not None:
        return answered

    def once(session: Session) -> str:
        member = session.get_one(CouncilMember, member_id)
        given = (Background(form.background.data), form.first_day, form.ends_on.data)
        change_member(session, member, *given, actor=actor, version=form.version.data)
        return url_for("challenges.council")

    return answer_form(
        form, once, lambda: render_template("challenges/council_member.html", form=form, person=person), _("已保存。")
    )
