"""From a need to a challenge: the 卡脖子清单, the choice of the profile, and the history of both."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need, NeedState
from matchmaker.catalog.policies import PERMISSIONS as CATALOG
from matchmaker.catalog.policies import Permission as NeedPermission
from matchmaker.catalog.views.history import history
from matchmaker.challenges.models import BottleneckItem, Profile
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.preparing_forms import PromoteForm, ReasonForm
from matchmaker.challenges.profiles import PLAIN_WORDS, PROFILES
from matchmaker.challenges.queries.council import bottleneck_of, bottlenecks, cities_of, last_challenges
from matchmaker.challenges.services.promote_need import list_bottleneck, promote_need, remove_bottleneck
from matchmaker.challenges.stages import TONES
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core.authz import Role
from matchmaker.core.errors import Conflict
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.loaders import load
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import needs, require

LIST, PROMOTE, READ, SEE = (
    needs(each, PERMISSIONS)
    for each in (Permission.LIST_BOTTLENECK, Permission.PROMOTE, Permission.READ, Permission.SEE_COUNCIL)
)
PER_PAGE = 25


@blueprint.get("/bottlenecks")
@require(GET=SEE)
def bottleneck_list() -> str:
    """The 卡脖子清单 of the cities one is responsible for; not public."""
    actor = current_actor()
    page = paginate(db.session, bottlenecks(cities_of(actor)), number=requested_page(), size=PER_PAGE)
    return render_template(
        "challenges/bottlenecks.html",
        page=page,
        challenges=last_challenges(db.session, [item.need_id for item in page.items]),
        labels=CHALLENGE.labels,
        tones=TONES,
        actor=actor,
        may_read=not actor.roles.isdisjoint({Role.OFFICER, Role.LEADER}),
        may_appeal=PERMISSIONS.holds(actor, Permission.READ_APPEAL),
        may_change=lambda item: PERMISSIONS.allows(actor, Permission.LIST_BOTTLENECK, item),
    )


@blueprint.route("/needs/<id:need_id>/bottleneck", methods=["GET", "POST"])
@require(GET=LIST, POST=LIST)
def add_bottleneck(need_id: int) -> Answer:
    """Put a published need on the list, with what the council found."""
    need, actor = load(Need, need_id, Permission.LIST_BOTTLENECK, PERMISSIONS), current_actor()
    form = ReasonForm(request.form)
    if request.method == "GET":
        if need.state != NeedState.PUBLISHED or bottleneck_of(db.session, need_id):
            raise Conflict(_("只有已发布、还没有列入的需求可以列入清单。"))
        return render_template("challenges/bottleneck.html", need=need, form=form, item=None)

    def once(session: Session) -> str:
        list_bottleneck(session, session.get_one(Need, need_id), reason=form.reason.data or "", actor=actor)
        return url_for("challenges.bottleneck_list")

    def page() -> str:
        listed = db.session.get_one(Need, need_id)
        return render_template("challenges/bottleneck.html", need=listed, form=form, item=None)

    return answer_form(form, once, page, _("已列入“卡脖子”清单。"))


@blueprint.route("/bottlenecks/<id:item_id>/remove", methods=["GET", "POST"])
@require(GET=LIST, POST=LIST)
def drop_bottleneck(item_id: int) -> Answer:
    """Take a need off the list, with the reason."""
    item, actor = load(BottleneckItem, item_id, Permission.LIST_BOTTLENECK, PERMISSIONS), current_actor()
    form = ReasonForm(request.form)
    if request.method == "GET":
        return render_template("challenges/bottleneck.html", need=item.need, form=form, item=item)

    def once(session: Session) -> str:
        row = session.get_one(BottleneckItem, item_id)
        remove_bottleneck(session, row, reason=form.reason.data or "", actor=actor)
        return url_for("challenges.bottleneck_list")

    def page() -> str:
        row = db.session.get_one(BottleneckItem, item_id)
        return render_template("challenges/bottleneck.html", need=row.need, form=form, item=row)

    return answer_form(form, once, page, _("已移出“卡脖子”清单。"))


@blueprint.route("/needs/<id:need_id>/promote", methods=["GET", "POST"])
@require(GET=PROMOTE, POST=PROMOTE)
def promote(need_id: int) -> Answer:
    """Choose whose money and whose rules, and make a draft of the need."""
    need, actor = load(Need, need_id, Permission.PROMOTE, PERMISSIONS), current_actor()
    form = PromoteForm(request.form)
    if request.method == "GET":
        if need.state != NeedState.PUBLISHED:
            raise Conflict(_("只有已发布的需求可以转为榜题。"))
        return _promotion(need, form)

    def once(session: Session) -> str:
        row = promote_need(session, session.get_one(Need, need_id), profile=Profile(form.profile.data), actor=actor)
        return url_for("challenges.case", challenge_id=row.id)

    return answer_form(
        form,
        once,
        lambda: _promotion(db.session.get_one(Need, need_id), form),
        _("已转为榜题草稿，请企业补充目标、条件和资金后提交。"),
    )


def _promotion(need: Need, form: PromoteForm) -> str:
    return render_template(
        "challenges/promote.html",
        need=need,
        form=form,
        item=bottleneck_of(db.session, need.id),
        profiles=[(PROFILES[each], PLAIN_WORDS[each]) for each in Profile],
    )


@blueprint.get("/challenges/<id:challenge_id>/origin")
@require(GET=READ)
def origin(challenge_id: int) -> str:
    """The need a challenge came out of, and what happened to it before."""
    row = load_challenge(challenge_id, Permission.READ)
    need = db.session.get(Need, row.need_id) if row.need_id else None
    return render_template(
        "challenges/origin.html",
        challenge=row,
        need=need,
        item=bottleneck_of(db.session, need.id) if need else None,
        events=history(need).events if need else [],
        may_open=need is not None and CATALOG.allows(current_actor(), NeedPermission.NEED_EDIT, need),
    )
