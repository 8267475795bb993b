"""The inbox."""

from __future__ import annotations

from flask import current_app, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.accounts.models import Notice
from matchmaker.accounts.queries import inbox
from matchmaker.accounts.services.inbox import mark_all_read, mark_read
from matchmaker.accounts.views.blueprint import blueprint
from matchmaker.config import Settings
from matchmaker.core.errors import NotFound
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import require, signed_in
from matchmaker.web.requests import safe_target

PER_PAGE = 25


@blueprint.app_template_filter()
def as_text(notice: Notice) -> str:
    """The notice as one paragraph to be sent by 短信 or 微信, its link included."""
    settings: Settings = current_app.extensions["matchmaker_settings"]
    sentences = [
        notice.title,
        notice.body.replace("\n", " "),
        f"{settings.base_url}{notice.href}" if notice.href else "",
    ]
    return "\n".join(part for part in sentences if part)


@blueprint.get("/notices")
@require(GET=signed_in())
def notices() -> str:
    """Unread first, then the newest."""
    page = paginate(db.session, inbox(_me()), number=requested_page(), size=PER_PAGE)
    return render_template("accounts/notices.html", page=page)


@blueprint.post("/notices/<id:notice_id>/read")
@require(POST=signed_in())
def read_notice(notice_id: int) -> Response:
    """Mark one as read and go to what it speaks of."""
    me = _me()

    def read(session: Session) -> str:
        notice = session.get(Notice, notice_id)
        if notice is None or notice.user_id != me:
            raise NotFound
        mark_read(notice)
        return safe_target(notice.href, url_for("accounts.notices"))

    return perform(read)


@blueprint.post("/notices/read-all")
@require(POST=signed_in())
def read_all_notices() -> Response:
    """Mark all as read."""
    me = _me()

    def read(session: Session) -> str:
        mark_all_read(session, me)
        return url_for("accounts.notices")

    return perform(read)


def _me() -> int:
    user_id = current_actor().user_id
    if user_id is None:
        raise NotFound
    return user_id
