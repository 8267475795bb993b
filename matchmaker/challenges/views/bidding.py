"""揭榜: the team's own page, from the draft to the receipt.

Nothing here goes the usual way of forms: no key is kept of what was sent, and
there is no address to go on to, for both would stand in the database beside
the name of who sent it. The receipt is in the answer itself and nowhere else.
"""

from __future__ import annotations

from functools import partial

from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.challenges.bid_content import require_complete
from matchmaker.challenges.bid_forms import BidForm, PassphraseForm, draft_of_form, form_of_draft
from matchmaker.challenges.bid_standing import Standing, chosen_team, standing_of
from matchmaker.challenges.models import BEFORE_POSTING
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.sealing.spool import SealedSpool
from matchmaker.challenges.services import draft_bid
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.challenges.views.handing_in import drop_draft, hand_in, keys, save_draft, take_back
from matchmaker.challenges.views.receipts import receipt_page
from matchmaker.core.errors import DomainError, Forbidden, Invalid, NotFound, Unavailable
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.forms import handle_rows
from matchmaker.web.policy import body_limit, needs, require, streams_into, unnoted

SUBMIT = needs(Permission.BID_SUBMIT, PERMISSIONS)
MEGABYTES = 66
Answer = str | Response | tuple[str, int, dict[str, str]]


@blueprint.route("/challenges/<id:challenge_id>/bid", methods=["GET", "POST"])
@require(GET=SUBMIT, POST=SUBMIT)
@body_limit(MEGABYTES)
@streams_into(SealedSpool)
@unnoted
def bid(challenge_id: int) -> Answer:
    """Where the team stands, and the form of its bid."""
    standing = _standing(challenge_id)
    if request.method == "GET":
        return _page(standing, BidForm())
    form = BidForm(request.form)
    if handle_rows(form):
        return _page(standing, form, files_lost=_has_files())
    try:
        return _do(request.form.get("action", ""), standing, form)
    except (Forbidden, NotFound):
        raise
    except DomainError as error:
        return _again(challenge_id, form, error)


@blueprint.post("/challenges/<id:challenge_id>/bid/draft")
@require(POST=SUBMIT)
@unnoted
def open_draft(challenge_id: int) -> Answer:
    """Show the team's draft to who knows its words, or throw it away."""
    standing = _standing(challenge_id)
    row = draft_bid.draft_of(db.session, challenge_id, standing.team.id, keys=keys())
    if row is None or standing.bar:
        raise NotFound
    words = PassphraseForm(request.form)
    try:
        words.require_valid()
        document = draft_bid.open_draft(row, standing.team.id, words.words.data or "")
    except Invalid as error:
        words.take_errors(error)
        return _page(standing, BidForm(), words=words), error.status, {"X-Error-Code": error.code}
    if request.form.get("action") == "discard":
        drop_draft(standing)
        said = _("草稿已删除。下面的内容没有保存。")
        return _page(_standing(challenge_id), form_of_draft(document), said=said)
    return _page(standing, form_of_draft(document), said=_("草稿已打开。修改后请重新保存或提交。"))


@blueprint.post("/challenges/<id:challenge_id>/bid/withdrawal")
@require(POST=SUBMIT)
@unnoted
def withdraw_bid(challenge_id: int) -> Answer:
    """Take the live bid back, for a receipt."""
    standing = _standing(challenge_id)
    try:
        return receipt_page(take_back(standing), standing.challenge)
    except (Forbidden, NotFound):
        raise
    except DomainError as error:
        return _again(challenge_id, BidForm(), error)


def _standing(challenge_id: int) -> Standing:
    challenge = load_challenge(challenge_id, Permission.BID_SUBMIT)
    if challenge.state in BEFORE_POSTING:
        raise NotFound
    team = chosen_team(db.session, current_actor(), request.args.get("organization", type=int))
    return standing_of(db.session, challenge, team, keys=keys())


def _do(action: str, standing: Standing, form: BidForm) -> Answer:
    if action == "draft":
        return _save_draft(standing, form)
    form.require_valid()
    reward, content = standing.challenge.reward, form.content()
    if action in {"submit", "replace"}:
        receipt = hand_in(standing, content, request.files.getlist("files"), replaces=action == "replace")
        return receipt_page(receipt, standing.challenge)
    require_complete(content, reward=reward)
    form.refresh_key()
    said = _("内容完整，还没有提交。请选好附件再提交。")
    return _page(standing, form, said=said, files_lost=_has_files())


def _save_draft(standing: Standing, form: BidForm) -> Answer:
    words = form.passphrase.data or ""
    sealed = draft_bid.seal_draft(standing.challenge.id, standing.team.id, draft_of_form(request.form), words)
    save_draft(standing, sealed)
    form.refresh_key()
    said = _("草稿已用团队口令加密保存，附件不在草稿里。")
    return _page(_standing(standing.challenge.id), form, said=said, files_lost=_has_files())


def _has_files() -> bool:
    return any(each.filename for each in request.files.getlist("files"))


def _again(challenge_id: int, form: BidForm, error: DomainError) -> Answer:
    """The page once more with all that was typed, and what stood in the way."""
    form.take_errors(error if isinstance(error, Invalid) else Invalid(error.message))
    form.refresh_key()
    headers = {"X-Error-Code": error.code}
    if isinstance(error, Unavailable):
        headers["Retry-After"] = "5"
    return _page(_standing(challenge_id), form, files_lost=_has_files()), error.status, headers


def _page(
    standing: Standing,
    form: BidForm,
    *,
    words: PassphraseForm | None = None,
    said: str = "",
    files_lost: bool = False,
) -> str:
    several = len(current_actor().organization_ids) > 1
    return render_template(
        "challenges/bid.html",
        standing=standing,
        challenge=standing.challenge,
        form=form,
        words=words or PassphraseForm(),
        said=said,
        files_lost=files_lost,
        others=_others(standing) if several else [],
        here=partial(_href, standing, standing.team.id if several else None),
    )


def _href(standing: Standing, organization_id: int | None, endpoint: str) -> str:
    return url_for(f"challenges.{endpoint}", challenge_id=standing.challenge.id, organization=organization_id)


def _others(standing: Standing) -> list[tuple[str, str]]:
    """The actor's further units, with the address at which it bids for them."""
    actor = current_actor()
    further = sorted(actor.organization_ids - {standing.team.id})
    units = (chosen_team(db.session, actor, unit) for unit in further)
    return [(unit.name, _href(standing, unit.id, "bid")) for unit in units]
