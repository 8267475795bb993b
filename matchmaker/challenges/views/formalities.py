"""资格审核 of one opened bid: missing papers asked for and supplied, and the outcome with its reason."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response as FlaskResponse
from flask import flash, render_template, request, send_file, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from matchmaker.catalog.models import Attachment
from matchmaker.challenges.bid_forms import AskForm, SupplyForm, VerdictForm
from matchmaker.challenges.models import Bid, BidState, BidSupplement
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import lock_bid
from matchmaker.challenges.queries.openings import SUPPLEMENT, names_of_units, supplements_of, supplied_files
from matchmaker.challenges.services import qualify as formalities_of
from matchmaker.challenges.views.blueprint import blueprint, load_bid
from matchmaker.challenges.views.handing_in import settings
from matchmaker.challenges.views.opened import READ, state_of
from matchmaker.core import blobs, clock
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.organizations.queries import infringers_named, integrity_entries
from matchmaker.organizations.queries import settings as settings_of
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import body_limit, needs, require

RULES = CREDIT_YEARS, SUPPLEMENT_DAYS = "challenge.credit_years", "challenge.supplement_days"
QUALIFY = needs(Permission.BID_QUALIFY, PERMISSIONS)
ANSWER = needs(Permission.BID_ANSWER, PERMISSIONS)
Answer = str | Response | tuple[str, int, dict[str, str]]


@blueprint.get("/bids/<id:bid_id>/formalities")
@require(GET=QUALIFY)
def formalities(bid_id: int) -> str:
    """What was asked and answered, and the outcome to be given."""
    return _page(load_bid(bid_id, Permission.BID_QUALIFY))


@blueprint.post("/bids/<id:bid_id>/supplements")
@require(POST=QUALIFY)
def ask_supplement(bid_id: int) -> Answer:
    """Ask the team for papers."""
    form = AskForm(request.form)

    def ask(session: Session) -> str:
        asked = form.asked.data or ""
        formalities_of.ask_supplement(session, lock_bid(session, bid_id), asked, actor=current_actor())
        return url_for("challenges.formalities", bid_id=bid_id)

    return _done(bid_id, form, ask, _("已通知揭榜单位补正。"), ask=form)


@blueprint.post("/bids/<id:bid_id>/qualification")
@require(POST=QUALIFY)
def qualify_bid(bid_id: int) -> Answer:
    """Let the bid pass, or refuse it with a reason."""
    form, action = VerdictForm(request.form), request.form.get("action", "")

    def decide(session: Session) -> str:
        row, actor = lock_bid(session, bid_id), current_actor()
        if action == "qualify":
            formalities_of.qualify(session, row, actor=actor)
        else:
            formalities_of.refuse(session, row, reason=form.reason.data or "", actor=actor)
        return url_for("challenges.bids", challenge_id=row.challenge_id)

    said = _("已记为资格通过。") if action == "qualify" else _("已记为不通过，理由已告知揭榜单位。")
    return _done(bid_id, form, decide, said, verdict=form)


@blueprint.route("/bids/<id:bid_id>/supplements/<id:supplement_id>", methods=["GET", "POST"])
@require(GET=ANSWER, POST=ANSWER)
@body_limit(66)
def supply(bid_id: int, supplement_id: int) -> Answer:
    """The team answers what it was asked, with papers."""
    row = load_bid(bid_id, Permission.BID_ANSWER)
    asked = _supplement(row, supplement_id)
    form = SupplyForm(request.form)
    if request.method == "GET":
        return _supply_page(row, asked, form)
    files: list[StoredBlob] = []
    try:
        form.require_valid()
        files = [blobs.store(settings().blob_dir, each.stream, each.filename or "") for each in _sent()]
        hashes = "".join(each.sha256 for each in files)
        if (answered := replayed(hashes)) is not None:
            return answered
        answer, actor = form.answer.data or "", current_actor()

        def give(session: Session) -> str:
            lock_bid(session, bid_id)
            fresh = session.get_one(BidSupplement, supplement_id)
            formalities_of.supply(session, fresh, answer, files=files, actor=actor)
            return url_for("challenges.opened_bid", bid_id=bid_id)

        response = perform(give, extra=hashes)
    except (Invalid, Conflict) as error:
        form.take_errors(_at_files(error))
        form.refresh_key()
        fresh = load_bid(bid_id, Permission.BID_ANSWER)
        return _supply_page(fresh, _supplement(fresh, supplement_id), form), error.status, {"X-Error-Code": error.code}
    flash(_("补正已提交。"), "success")
    return response


@blueprint.get("/bids/<id:bid_id>/supplements/<id:supplement_id>/files/<id:attachment_id>")
@require(GET=READ)
def supplied_file(bid_id: int, supplement_id: int, attachment_id: int) -> FlaskResponse:
    """One paper that was supplied, as a download."""
    asked = _supplement(load_bid(bid_id, Permission.BID_READ), supplement_id)
    found = db.session.get(Attachment, attachment_id)
    if found is None or (found.record_kind, found.record_id) != (SUPPLEMENT, asked.id):
        raise NotFound
    path = blobs.path_of(settings().blob_dir, found.blob)
    if not path.is_file():
        raise NotFound(_("文件暂时取不到，请联系管理员。"))
    response = send_file(path, mimetype=found.media_type, as_attachment=True, download_name=found.file_name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _done(bid_id: int, form: BaseForm, call: Callable[[Session], str], said: str, **shown: BaseForm) -> Answer:
    load_bid(bid_id, Permission.BID_QUALIFY)
    if (answered := replayed()) is not None:
        return answered
    try:
        form.require_valid()
        response = perform(call)
    except (Invalid, Conflict) as error:
        form.take_errors(error if isinstance(error, Invalid) else Invalid(error.message))
        form.refresh_key()
        return _page(load_bid(bid_id, Permission.BID_QUALIFY), **shown), error.status, {"X-Error-Code": error.code}
    flash(said, "success")
    return response


def _page(row: Bid, ask: BaseForm | None = None, verdict: BaseForm | None = None) -> str:
    supplements, rules = supplements_of(db.session, row.id), settings_of(db.session, RULES, row.challenge.region_code)
    since = clock.years_after(clock.today(), -int(rules[CREDIT_YEARS]))
    unit = names_of_units(db.session, {row.organization_id})[row.organization_id]
    return render_template(
        "challenges/formalities.html",
        bid=row,
        challenge=row.challenge,
        unit=unit,
        infringers=infringers_named(db.session, [unit, *row.partners]),
        state=state_of(row),
        supplements=supplements,
        supplied=supplied_files(db.session, [each.id for each in supplements]) if supplements else {},
        days=int(rules[SUPPLEMENT_DAYS]),
        entries=integrity_entries(db.session, row.organization_id, since=since),
        since=since,
        is_open=row.state == BidState.OPENED,
        ask=ask or AskForm(),
        verdict=verdict or VerdictForm(),
    )


def _supplement(row: Bid, supplement_id: int) -> BidSupplement:
    found = db.session.get(BidSupplement, supplement_id)
    if found is None or found.bid_id != row.id:
        raise NotFound
    return found


def _supply_page(row: Bid, asked: BidSupplement, form: SupplyForm) -> str:
    return render_template(
        "challenges/supply.html",
        bid=row,
        challenge=row.challenge,
        asked=asked,
        form=form,
        is_open=row.state == BidState.OPENED and asked.answered_at is None,
    )


def _sent() -> list[FileStorage]:
    return [each for each in request.files.getlist("files") if each.filename]


def _at_files(error: Invalid | Conflict) -> Invalid:
    """The complaint, at the field of this form."""
    fields = error.fields if isinstance(error, Invalid) else {}
    return Invalid(error.message, fields={"files" if name == "file" else name: said for name, said in fields.items()})
