"""Choosing which notices come by mail: signed in, or through the link in a mail."""

from __future__ import annotations

from typing import Any

from flask import Response as FlaskResponse
from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.accounts import mail_links
from matchmaker.accounts.forms import MailChoiceForm, TopicModesForm
from matchmaker.accounts.mail_links import MailLink
from matchmaker.accounts.models import MailPreference
from matchmaker.accounts.queries import mail_preference
from matchmaker.accounts.services import mail_choice as service
from matchmaker.accounts.services.mail_choice import QuietTime
from matchmaker.accounts.topics import CHOSEN, MailMode
from matchmaker.accounts.views.blueprint import blueprint
from matchmaker.accounts.views.identity import own_account
from matchmaker.core.errors import Invalid
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed, write
from matchmaker.web.policy import public, require, signed_in, signed_link

Answer = str | Response | tuple[str, int]
STOP = "stop"
ONE_CLICK = ("List-Unsubscribe", "One-Click")
"""What a mail program sends (RFC 8058, 3.2)."""


@blueprint.route("/account/mail", methods=["GET", "POST"])
@require(GET=signed_in(), POST=signed_in())
def mail_choice() -> Answer:
    """Which of one's notices are mailed, and when."""
    user, actor = own_account(), current_actor()
    form = MailChoiceForm(request.form, obj=mail_preference(db.session, user.id))
    if request.method == "GET":
        return render_template("accounts/mail_choice.html", form=form, user=user)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        form.refresh_key()
        return render_template("accounts/mail_choice.html", form=form, user=user), 422
    quiet = QuietTime(form.quiet_from.data, form.quiet_until.data, form.working_days_only.data)
    modes, version, user_id = form.modes(), form.version.data, user.id

    def choose(session: Session) -> str:
        service.choose(session, user_id, modes, quiet, actor=actor, version=version)
        return url_for("accounts.mail_choice")

    answer = perform(choose)
    flash(_("邮件通知已保存。"), "success")
    return answer


@blueprint.route("/mail-choice/<token>", methods=["GET", "POST"])
@require(GET=public(), POST=public())
def mail_choice_by_link(token: str) -> Answer:
    """The choice about what the mail was about: seen by GET, which mail scanners follow, made by POST."""
    link = _link(token)
    preference = mail_preference(db.session, service.owner(db.session, link).id)
    topics = link.topics if link is not None else ()
    form = TopicModesForm(request.form, obj=preference)
    form.ask_only(topics)
    if request.method == "GET":
        return _page(token, form, preference)
    if (answer := replayed()) is not None:
        return answer
    stops = request.form.get("action") == STOP
    if not stops and not form.validate():
        form.refresh_key()
        return _page(token, form, preference), 422
    modes = dict.fromkeys(topics, MailMode.NONE) if stops else form.modes()
    was: dict[str, Any] = {topic.value: preference.mode(topic).value for topic in topics}

    def choose(session: Session) -> str:
        service.choose_by_link(session, link, modes)
        return url_for("accounts.mail_choice_by_link", token=token, **was)

    answer = perform(choose)
    flash(_("已停止发送这类邮件。") if stops else _("邮件通知已保存。"), "success")
    return answer


@blueprint.route("/mail-choice/<token>/stop", methods=["GET", "POST"])
@require(GET=public(), POST=signed_link())
def stop_mail(token: str) -> Response:
    """What mail programs do at one click (RFC 8058); a person who comes here is shown the choice."""
    if request.method == "GET":
        return redirect(url_for("accounts.mail_choice_by_link", token=token))
    if request.form.get(ONE_CLICK[0]) != ONE_CLICK[1]:
        raise Invalid(_("请打开邮件里的链接，在页面上调整邮件通知。"))
    link = _link(token)
    modes = dict.fromkeys(link.topics if link is not None else (), MailMode.NONE)
    write(lambda session: service.choose_by_link(session, link, modes))
    return FlaskResponse(_("已停止发送这类邮件。"), mimetype="text/plain")


def _link(token: str) -> MailLink | None:
    return mail_links.read(current_app.config["SECRET_KEY"], token)


def _page(token: str, form: TopicModesForm, preference: MailPreference) -> str:
    """With the way back to what held before, where the address tells it."""
    asked = [topic for topic in CHOSEN if topic in form]
    before = {topic.value: request.args.get(topic.value, "") for topic in asked}
    is_known = all(mode in set(MailMode) for mode in before.values())
    has_changed = any(before[topic] != preference.mode(topic) for topic in asked)
    return render_template(
        "accounts/mail_choice_by_link.html",
        form=form,
        token=token,
        asked=[form[topic] for topic in asked],
        stopped=all(preference.mode(topic) is MailMode.NONE for topic in asked),
        before=before if is_known and has_changed else {},
    )
