"""A question to a unit: as the scout, the unit's people and the officer see it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.catalog import versions
from matchmaker.catalog.contents import Record, contents, kind_of
from matchmaker.catalog.services.announce import own_page, review_page
from matchmaker.config import Settings
from matchmaker.core import blobs, clock
from matchmaker.core.authz import Role
from matchmaker.core.errors import Invalid
from matchmaker.scouting import services, texts
from matchmaker.scouting.forms import AnswerForm, LetterForm
from matchmaker.scouting.models import ConfirmationState, UnitConfirmation
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.queries.confirmations import concerning, record_of, titles, voices
from matchmaker.scouting.services import CHANNEL_LABELS, Channel
from matchmaker.scouting.views.blueprint import blueprint, keep_link, kept_link
from matchmaker.scouting.workflow import CONFIRMATION
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.loaders import load
from matchmaker.web.pagination import page_href, paginate, requested_page
from matchmaker.web.policy import body_limit, needs, require

SETTINGS_KEY = "matchmaker_settings"
MEGABYTES = 21
TONES = {"waiting": "progress", "confirmed": "good", "declined": "bad", "expired": "warn", "cancelled": "neutral"}
READ = needs(Permission.CONFIRMATION_READ, PERMISSIONS)
MANAGE = needs(Permission.CONFIRMATION_MANAGE, PERMISSIONS)
DECIDE = needs(Permission.CONFIRMATION_DECIDE, PERMISSIONS)
ANSWERS = {"agree": True, "decline": False}


@blueprint.get("/confirmations")
@require(GET=READ)
def confirmations() -> str:
    """One's own questions, those to one's unit, or those of one's region; ?state= narrows."""
    state, query = request.args.get("state", ""), concerning(current_actor())
    if state in set(ConfirmationState):
        query = query.where(UnitConfirmation.state == state)
    page = paginate(db.session, query, number=requested_page(), size=25)
    return render_template(
        "scouting/confirmations.html",
        page=page,
        page_href=page_href,
        titles=titles(db.session, page.items),
        labels=CONFIRMATION.labels,
        tones=TONES,
        state=state,
    )


@blueprint.get("/confirmations/<id:confirmation_id>")
@require(GET=READ)
def confirmation(confirmation_id: int) -> str:
    """What is asked, what was answered, and what may be done now."""
    return _page(_load(confirmation_id), AnswerForm(), LetterForm())


@blueprint.post("/confirmations/<id:confirmation_id>")
@require(POST=needs(Permission.CONFIRMATION_ANSWER, PERMISSIONS))
def answer(confirmation_id: int) -> Answer:
    """The answer of the unit's own people."""
    _load(confirmation_id, Permission.CONFIRMATION_ANSWER)
    form, actor, agreed = AnswerForm(request.form), current_actor(), ANSWERS.get(request.form.get("action", ""))

    def decide(session: Session) -> str:
        if agreed is None:
            raise Invalid(_("请选择同意或不同意。"))
        services.answer_confirmation(
            session,
            session.get_one(UnitConfirmation, confirmation_id),
            agreed,
            form.note.data or "",
            actor=actor,
            channel=Channel.ACCOUNT,
            version=form.version.data,
        )
        return _here(confirmation_id)

    done = _("已同意登记，转对接联络员审核。") if agreed else _("已登记您的答复：不同意。")
    return answer_form(form, decide, lambda: _page(_load(confirmation_id), form, LetterForm()), done)


@blueprint.post("/confirmations/<id:confirmation_id>/cancel")
@require(POST=MANAGE)
def cancel_confirmation(confirmation_id: int) -> Answer:
    """Wait no longer; the record is a draft again."""
    _load(confirmation_id, Permission.CONFIRMATION_MANAGE)
    form, actor = BaseForm(request.form), current_actor()

    def cancel(session: Session) -> str:
        row = session.get_one(UnitConfirmation, confirmation_id)
        services.cancel_confirmation(session, row, actor=actor, version=form.version.data)
        return _here(confirmation_id)

    return answer_form(form, cancel, lambda: _again(confirmation_id), _("已取消，记录改回草稿。"))


@blueprint.post("/confirmations/<id:confirmation_id>/renew")
@require(POST=DECIDE)
def renew_confirmation(confirmation_id: int) -> Answer:
    """Ask once more."""
    _load(confirmation_id, Permission.CONFIRMATION_DECIDE)
    form, actor = BaseForm(request.form), current_actor()

    def renew(session: Session) -> str:
        row = session.get_one(UnitConfirmation, confirmation_id)
        asked = services.renew_confirmation(session, row, actor=actor, version=form.version.data)
        keep_link(confirmation_id, asked.path)
        return _here(confirmation_id)

    return answer_form(form, renew, lambda: _again(confirmation_id), _("已重新请单位确认。"))


@blueprint.post("/confirmations/<id:confirmation_id>/link")
@require(POST=MANAGE)
def new_link(confirmation_id: int) -> Answer:
    """A link to pass on by 短信 or 微信."""
    _load(confirmation_id, Permission.CONFIRMATION_MANAGE)
    form, actor = BaseForm(request.form), current_actor()

    def issue(session: Session) -> str:
        path = services.fresh_link(session, session.get_one(UnitConfirmation, confirmation_id), actor=actor)
        keep_link(confirmation_id, path)
        return _here(confirmation_id) + "#link"

    return answer_form(form, issue, lambda: _again(confirmation_id), _("已生成新的链接，之前的链接失效。"))


@blueprint.post("/confirmations/<id:confirmation_id>/letter")
@require(POST=MANAGE)
@body_limit(MEGABYTES)
def add_letter(confirmation_id: int) -> Answer:
    """The unit's letter of authorisation."""
    _load(confirmation_id, Permission.CONFIRMATION_MANAGE)
    form, actor = LetterForm(request.form), current_actor()
    try:
        stored = _store()
    except Invalid as error:
        form.take_errors(error)
        form.refresh_key()
        return _page(_load(confirmation_id), AnswerForm(), form), 422

    def add(session: Session) -> str:
        row = session.get_one(UnitConfirmation, confirmation_id)
        services.add_authorisation(session, row, stored, actor=actor)
        return _here(confirmation_id)

    page = lambda: _page(_load(confirmation_id), AnswerForm(), form)  # noqa: E731
    return answer_form(form, add, page, _("授权书已上传，等待对接联络员核对。"), extra=stored.sha256)


@blueprint.post("/confirmations/<id:confirmation_id>/authorise")
@require(POST=DECIDE)
def authorise(confirmation_id: int) -> Answer:
    """The officer has read the letter and confirms on its strength."""
    _load(confirmation_id, Permission.CONFIRMATION_DECIDE)
    form, actor = BaseForm(request.form), current_actor()

    def accept(session: Session) -> str:
        row, version = session.get_one(UnitConfirmation, confirmation_id), form.version.data
        services.answer_confirmation(
            session,
            row,
            True,  # noqa: FBT003 - a letter says yes
            actor=actor,
            channel=Channel.AUTHORISATION,
            version=version,
        )
        return _here(confirmation_id)

    return answer_form(form, accept, lambda: _again(confirmation_id), _("已凭单位授权书确认。"))


def _store() -> blobs.StoredBlob:
    given, settings = request.files.get("file"), current_app.extensions[SETTINGS_KEY]
    if given is None or not given.filename:
        raise Invalid(fields={"file": [_("请选择文件。")]})
    folder: Settings = settings
    return blobs.store(folder.blob_dir, given.stream, given.filename)


def _load(confirmation_id: int, permission: Permission = Permission.CONFIRMATION_READ) -> UnitConfirmation:
    return load(UnitConfirmation, confirmation_id, permission, PERMISSIONS)


def _here(confirmation_id: int) -> str:
    return url_for("scouting.confirmation", confirmation_id=confirmation_id)


def _again(confirmation_id: int) -> str:
    return _page(_load(confirmation_id), AnswerForm(), LetterForm())


def _page(row: UnitConfirmation, form: AnswerForm, letter_form: LetterForm) -> str:
    actor, record = current_actor(), record_of(db.session, row)
    steps = {step.action: step for step in CONFIRMATION.available(actor, row)}
    manages = PERMISSIONS.allows(actor, Permission.CONFIRMATION_MANAGE, row)
    has_account = bool(voices(db.session, row.organization_id)) if manages else True
    form.version.data = row.version
    return render_template(
        "scouting/confirmation.html",
        row=row,
        record=record,
        form=form,
        letter_form=letter_form,
        state=(CONFIRMATION.labels[row.state], TONES[row.state]),
        word=texts.WORDS[kind_of(record)],
        scout=row.scout,
        until=until(row),
        told=record_lines(record),
        steps=steps,
        manages=manages and row.state in {"waiting", "expired"},
        has_account=has_account,
        short_text=_short_text(row, record),
        letter=row.letter if manages else None,
        sent_to=row.link.sent_to if manages and row.link else "",
        channel=CHANNEL_LABELS[Channel(row.channel)] if row.channel else "",
        record_href=_record_href(record),
    )


def until(row: UnitConfirmation) -> Any:
    """The last day on which an answer is in time."""
    return clock.china_date(row.expires_at - timedelta(seconds=1))


def record_lines(record: Record) -> list[tuple[str, str]]:
    """All that the record says, for the unit to read before it answers."""
    said = {name: value for name, value in contents(record).items() if value is not False}
    return [(_(label), text) for label, text in versions.told(kind_of(record), said)]


def _record_href(record: Record) -> str:
    officer = current_actor().has(Role.OFFICER) and record.state == "submitted"
    return review_page(record) if officer else own_page(record)


def _short_text(row: UnitConfirmation, record: Record) -> str:
    path = kept_link(row.id)
    if not path:
        return ""
    settings: Settings = current_app.extensions[SETTINGS_KEY]
    return texts.short_message(record, row.scout.name, until(row), settings.base_url + path)
