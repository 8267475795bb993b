"""The inbox."""

from __future__ import annotations

from flask import current_app, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.accounts.forms import NoticeFilter
from matchmaker.accounts.models import Notice
from matchmaker.accounts.queries import inbox, unread_by_topic
from matchmaker.accounts.services.inbox import READ_KEPT, UNREAD_KEPT, mark_all_read, mark_read
from matchmaker.accounts.topics import LABELS
from matchmaker.accounts.views.blueprint import blueprint
from matchmaker.config import Settings
from matchmaker.core import sms
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
    """The notice as a text to be sent by 短信 or 微信, short enough for two messages where possible."""
    settings: Settings = current_app.extensions["matchmaker_settings"]
    link = f"{settings.base_url}{notice.href}" if notice.href else ""
    return sms.shortened(notice.title, notice.body, link)


@blueprint.get("/notices")
@require(GET=signed_in())
def notices() -> str:
    """Unread first, then the newest."""
    form = NoticeFilter(request.args, unread=unread_by_topic(db.session, _me()))
    wanted = form.chosen()
    query = inbox(_me(), topic=wanted.get("topic", ""), unread=wanted.get("unread", False))
    page = paginate(db.session, query, number=requested_page(), size=PER_PAGE)
    return render_template(
        "accounts/notices.html",
        form=form,
        page=page,
        wanted=wanted,
        labels=LABELS,
        here=request.full_path.rstrip("?"),
        kept_days=(READ_KEPT.days, UNREAD_KEPT.days),
    )


@blueprint.post("/notices/<id:notice_id>/read")
@require(POST=signed_in())
def read_notice(notice_id: int) -> Response:
    """Mark one as read and go to what it speaks of, or stay (``back``)."""
    me, back = _me(), request.form.get("back")

    def read(session: Session) -> str:
        notice = session.get(Notice, notice_id)
        if notice is None or notice.user_id != me:
            raise NotFound
        mark_read(notice)
        return safe_target(back or notice.href, url_for("accounts.notices"))

    return perform(read)


@blueprint.post("/notices/read-all")
@require(POST=signed_in())
def read_all_notices() -> Response:
    """Mark all as read, or all about one topic."""
    me, topic = _me(), request.form.get("topic", "")

    def read(session: Session) -> str:
        mark_all_read(session, me, topic=topic)
        return url_for("accounts.notices", topic=topic or None)

    return perform(read)


def _me() -> int:
    user_id = current_actor().user_id
    if user_id is None:
        raise NotFound
    return user_id
