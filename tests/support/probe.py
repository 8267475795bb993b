"""A small feature with one view for each thing the web layer does, so that it is tested by itself.

Its effect is a row in the table of security events, kind "probe".
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from flask import Blueprint, Flask, render_template_string, request
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import FieldList, FormField, StringField
from wtforms.validators import InputRequired, Length

from matchmaker.catalog.models import Need
from matchmaker.catalog.policies import PERMISSIONS as CATALOG
from matchmaker.catalog.policies import Permission as CatalogPermission
from matchmaker.core import clock
from matchmaker.core.authz import PermissionTable, Role, grant
from matchmaker.core.errors import Invalid
from matchmaker.core.security_events import SecurityEvent
from matchmaker.web.forms import BaseForm, RowForm, handle_rows
from matchmaker.web.idempotency import perform, replayed, write
from matchmaker.web.loaders import load
from matchmaker.web.policy import body_limit, needs, public, require, signed_in


class Permission(StrEnum):
    WORK = "probe.work"


TABLE = PermissionTable({Permission.WORK: (grant(Role.OFFICER),)})
PAGE = """{% extends "base.html" %}{% import "components/forms.html" as forms %}
{% block title %}探针{% endblock title %}
{% block main %}{{ text }}{% if form %}{% call forms.form_tag(form) %}{{ forms.field(form.title) }}
{{ forms.rows(form.rows, '指标', '指标') }}{% call forms.actions() %}{{ forms.button('保存') }}{% endcall %}
{% endcall %}{% endif %}{% endblock main %}"""


class IndicatorForm(RowForm):
    name = StringField("指标名", validators=[Length(max=8)])
    value = StringField("数值")


class ProbeForm(BaseForm):
    title = StringField(
        "名称", validators=[InputRequired("请填写名称。"), Length(max=10, message="名称最多 10 个字。")]
    )
    rows = FieldList(FormField(IndicatorForm), "指标", min_entries=1, max_entries=3)


def page(text: str = "", form: BaseForm | None = None) -> str:
    return render_template_string(PAGE, text=text, form=form)


def note(session: Session, detail: str) -> str:
    session.add(SecurityEvent(kind="probe", address="-", detail=detail))
    return f"/probe?last={len(detail)}"


def effects(session: Session) -> list[str]:
    """What the forms of the probe have done so far."""
    query = select(SecurityEvent.detail).where(SecurityEvent.kind == "probe").order_by(SecurityEvent.id)
    return list(session.scalars(query))


def add_form(blueprint: Blueprint, path: str, policy: Any) -> None:
    """A form at ``path`` under ``policy``, as every view of the product writes one."""

    def view() -> str | Response | tuple[str, int]:
        form = ProbeForm(request.form if request.method == "POST" else None)
        if request.method == "GET":
            return page(form=form)
        if handle_rows(form):
            return page(form=form)
        try:
            if form.validate():
                return replayed() or perform(lambda session: save(session, form))
        except Invalid as error:
            form.take_errors(error)
        form.refresh_key()
        return page(form=form), 422

    endpoint = path.strip("/").replace("/", "_")
    blueprint.route(path, methods=["GET", "POST"], endpoint=endpoint)(require(GET=policy, POST=policy)(view))


def save(session: Session, form: ProbeForm) -> str:
    """The service's part: what only it can know."""
    if form.title.data == "重名":
        raise Invalid(fields={"title": ["已有同名记录。"], "rows-0-name": ["与已有指标重复。"]})
    if form.title.data == "停业":
        raise Invalid("今天不受理。")
    return note(session, str(form.title.data))


def make_blueprint(failure: Callable[[], object]) -> Blueprint:
    """The probe's views; ``/probe/failing`` does what ``failure`` does."""
    probe = Blueprint("probe", __name__)
    add_form(probe, "/probe/open", public())
    add_form(probe, "/probe/mine", signed_in())
    add_form(probe, "/probe/office", needs(Permission.WORK, TABLE))

    @probe.get("/probe")
    @require(GET=public())
    def done() -> str:
        return page("完成")

    @probe.get("/probe/needs/<id:need_id>")
    @require(GET=needs(CatalogPermission.NEED_EDIT, CATALOG))
    def need(need_id: int) -> str:
        return page(load(Need, need_id, CatalogPermission.NEED_EDIT, CATALOG).title)

    @probe.route("/probe/failing", methods=["GET", "POST"])
    @require(GET=public(), POST=public())
    def failing() -> str:
        failure()
        return page("没有失败")

    @probe.post("/probe/upload")
    @require(POST=public())
    @body_limit(3)
    def upload() -> Response:
        size = len(request.form.get("text", ""))
        return perform(lambda session: note(session, str(size)))

    @probe.get("/probe/numbers")
    @require(GET=public())
    def numbers() -> str:
        return page(f"{request.args.get('q', '')} {clock.now():%Y}")

    @probe.post("/probe/autosave")
    @require(POST=signed_in())
    def autosave() -> str:
        write(lambda session: note(session, "autosave"))
        return page("已保存")

    return probe


class Failure:
    """What ``/probe/failing`` does; a test sets ``error``."""

    error: Exception | None = None

    def __call__(self) -> None:
        if self.error is not None:
            raise self.error


def install(app: Flask) -> Failure:
    """Give ``app`` the probe's views; must be called before its first request."""
    failure = Failure()
    app.register_blueprint(make_blueprint(failure))
    return failure


def refusals(session: Session) -> dict[str, int]:
    """Kind → how many refusals have been noted."""
    query = select(SecurityEvent.kind, func.count()).where(SecurityEvent.kind != "probe").group_by(SecurityEvent.kind)
    return {row[0]: row[1] for row in session.execute(query)}
