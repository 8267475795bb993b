"""张榜 and 再次张榜: the dates, what is still missing, and what it means."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.challenges import keys as house_keys
from matchmaker.challenges.board_forms import PostForm, as_meant, as_typed
from matchmaker.challenges.deadlines import meaning, proposed
from matchmaker.challenges.models import Challenge, ChallengeState
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.keyholders import holders, nameable
from matchmaker.challenges.services import post as service
from matchmaker.challenges.services.guards import checks
from matchmaker.challenges.views.blueprint import UNPROCESSABLE, blueprint, load_challenge
from matchmaker.challenges.views.deployment import deployment
from matchmaker.challenges.workflow import CHALLENGE, GUARD_WORDS
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.organizations.queries import setting
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import needs, require

POST = needs(Permission.PRESCREEN, PERMISSIONS)
CHECK = "check"


@blueprint.route("/challenges/<id:challenge_id>/post", methods=["GET", "POST"])
@require(GET=POST, POST=POST)
def post(challenge_id: int) -> Response | str | tuple[str, int]:
    """Post an approved challenge, or an unfilled one again; ``action=check`` only says what the dates mean."""
    row, actor = load_challenge(challenge_id, Permission.PRESCREEN), current_actor()
    if (answered := replayed()) is not None:
        return answered
    if request.method == "GET":
        begins, closes = proposed(_open_days(row))
        return _page(row, PostForm(version=row.version, receiving_from=as_typed(begins), closes_at=as_typed(closes)))
    form = PostForm(request.form)
    if not form.validate():
        return _refused(challenge_id, form)
    try:
        dates = {field.name: as_meant(field) for field in (form.receiving_from, form.closes_at)}
        if request.form.get("action") == CHECK:
            form.refresh_key()
            return _page(row, form)
        keys, version = house_keys.load(deployment().key_dir), form.version.data

        def once(session: Session) -> str:
            service.post(session, challenge_id, **dates, keys=keys, actor=actor, version=version)
            return url_for("challenges.challenge", challenge_id=challenge_id)

        response = perform(once)
    except Invalid as error:
        form.take_errors(error)
        return _refused(challenge_id, form)
    flash(_("已张榜。到开始揭榜的时间，一分钟内自动开放。"), "success")
    return response


def _refused(challenge_id: int, form: PostForm) -> tuple[str, int]:
    form.refresh_key()
    return _page(load_challenge(challenge_id, Permission.PRESCREEN), form), UNPROCESSABLE


def _page(row: Challenge, form: PostForm) -> str:
    action = "repost" if row.state == ChallengeState.UNFILLED else "post"
    step = CHALLENGE.transition(action)
    if row.state not in step.sources:
        raise Conflict(_("这道榜题现在不能张榜，请查看最新情况。"))
    # what the dates must keep to is said beside them; the guard knows none before they are saved
    found = [each for each in checks(db.session, row, action) if each[0] != GUARD_WORDS["dates_open"]]
    return render_template(
        "challenges/post.html",
        challenge=row,
        form=form,
        step=step,
        checks=found,
        has_key=row.public_key is not None,
        holders=holders(db.session, row.id) if row.public_key else [],
        nameable=[] if row.public_key else nameable(db.session, row),
        open_days=_open_days(row),
        meaning=_meaning(form),
    )


def _meaning(form: PostForm) -> list[tuple[str, str]]:
    """What the dates amount to; nothing while they cannot be meant."""
    try:
        begins, closes = as_meant(form.receiving_from), as_meant(form.closes_at)
    except Invalid:
        return []
    return meaning(begins, closes) if begins < closes else []


def _open_days(row: Challenge) -> int:
    return int(setting(db.session, "challenge.open_days", row.region_code))
